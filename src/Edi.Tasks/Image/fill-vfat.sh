# Copies a folder's content, with its times, into a FAT file system that lies in a file; in the order of the names, since a
# disk gives them in an order of its own. mtools take the folder in which they write for a pattern, and names are none.
# Arguments: DRIVE FOLDER (mtools' form of a drive: FILE@@OFFSET)
set -eu
export drive="$1"
cd "$2"
export MTOOLS_SKIP_CHECK=1 # the sizes are no floppy disk's
find . -mindepth 1 -type d -printf '%P\0' | sort --zero-terminated |
  sed --null-data 's/[][]/\\&/g; s/^/::\//; :last; s/\\\([][][^/]*\)$/\1/; t last' |
  xargs --null --no-run-if-empty mmd -i "$drive"
find . -type d -printf '%P\0' | sort --zero-terminated |
  xargs --null --max-args=1 sh -euc '
    folder=$(printf %s "$1" | sed "s/[][]/\\\\&/g")
    find "./$1" -mindepth 1 -maxdepth 1 ! -type d -print0 | sort --zero-terminated |
      xargs --null --no-run-if-empty sh -c '\''folder=$0; exec mcopy -i "$drive" -m -Q "$@" "::/$folder"'\'' "$folder"' sh
