# Undoes twin-enter.sh, and tells what was emulated.
# Arguments: ROOT
set -eu
root=$1
real_root=$(realpath "$root")
state=/tmp/edi-twin

# The links to compiled modules, and what Python has compiled by their names. A folder that holds nothing else now lost
# its package while the twin was there, and dpkg could not remove it.
while read -r link; do
  link=$root$link
  if [ ! -L "$link" ]; then
    continue # the package's removal took the folder with it
  fi
  folder=${link%/*}
  case $(realpath "$folder") in "$real_root"/*) ;; *) continue ;; esac # a link leads out of the root file system
  rm "$link"
  name=${link##*/}
  rm -f "$folder/__pycache__/${name%.py}".*.pyc
  while ! grep -qxF -e "${folder#"$root"}" "$root"/var/lib/dpkg/info/*.list && rmdir "$folder" 2>/dev/null; do
    folder=${folder%/*}
  done
done <"$state/links"

umount "$root/run/edi/state" "$root/run/edi"
rmdir "$root/run/edi"

echo "Emulated: $(wc -l <"$state/emulated") programs were started in the emulator."
sort "$state/emulated" | uniq -c | sort -rn
