# Copies a folder's content, with its times, into a FAT file system that lies in a file.
# Arguments: DRIVE FOLDER (mtools' form of a drive: FILE@@OFFSET)
set -eu
drive=$1
cd "$2"
export MTOOLS_SKIP_CHECK=1 # the sizes are no floppy disk's
find . -mindepth 1 -maxdepth 1 -print0 | sort --zero-terminated |
  xargs --null --no-run-if-empty sh -c 'exec mcopy -i "$0" -s -m -Q "$@" ::/' "$drive"
