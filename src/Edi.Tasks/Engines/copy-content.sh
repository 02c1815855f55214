# Copies a file, or a folder's content, to a place in a tree, as root's and readable for everybody: the modes of a checkout
# depend on who made it, so they are not kept but for the right to execute. Folders that are there keep theirs, and a file or
# link that is there is replaced, not followed; a link to a folder of the tree is that folder.
# Variables: merge (merge-in-root.py). Arguments: ROOT SOURCE DESTINATION SCRATCH (a path where nothing is)
set -eu
umask 022
if [ -d "$2" ]; then
  mkdir "$4"
  cp --recursive --preserve=timestamps,links --no-target-directory "$2" "$4"
else
  cp --preserve=timestamps "$2" "$4"
fi
chown --recursive --no-dereference 0:0 "$4"
chmod --recursive u=rwX,go=rX "$4"
if [ -d "$4" ]; then
  python3 -I -c "$merge" "$1" "$4" "${3#"$1"}"
  rm -r "$4"
else
  mkdir -p "${3%/*}"
  mv --force --no-target-directory "$4" "$3"
fi
