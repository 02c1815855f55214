# Copies a file, or a folder's content, to a place in a tree, as root's and readable for everybody: the modes of a checkout
# depend on who made it, so they are not kept but for the right to execute. Folders that are there keep theirs, and a file or
# link that is there is replaced, not followed.
# Arguments: SOURCE DESTINATION SCRATCH (a path where nothing is)
set -eu
umask 022
if [ -d "$1" ]; then
  mkdir "$3"
  cp --recursive --preserve=timestamps,links --no-target-directory "$1" "$3"
else
  cp --preserve=timestamps "$1" "$3"
fi
chown --recursive --no-dereference 0:0 "$3"
chmod --recursive u=rwX,go=rX "$3"
if [ -d "$3" ]; then
  mkdir -p "$2"
  tar --create --file="$3.tar" --directory="$3" .
  tar --extract --file="$3.tar" --directory="$2" --no-overwrite-dir --keep-directory-symlink --numeric-owner --preserve-permissions
  rm -r "$3" "$3.tar"
else
  mkdir -p "${2%/*}"
  mv --force --no-target-directory "$3" "$2"
fi
