# Copies a file, or a folder's content, to a place of its own. The modes of a checkout depend on who made it, so they are not
# kept but for the right to execute.
# Arguments: SOURCE DESTINATION
set -eu
mkdir -p "${2%/*}"
if [ -d "$1" ]; then
  mkdir -p "$2"
  cp --recursive --preserve=timestamps,links --no-target-directory "$1" "$2"
else
  cp --preserve=timestamps "$1" "$2"
fi
chown --recursive --no-dereference 0:0 "$2"
chmod --recursive u=rwX,go=rX "$2"
