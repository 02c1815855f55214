# Undoes twin-enter.sh, and tells what was emulated.
# Arguments: ROOT
set -eu
root=$1
multiarch=$(readlink "$root/run/edi/native")
state=/tmp/edi-twin
libraries=$root/usr/lib/$multiarch

# The links to compiled modules. A folder that holds nothing else now lost its package while the twin was there, and
# dpkg could not remove it.
find "$root/usr" -xdev -type l -lname '/run/edi/root/*' -print -delete | while read -r link; do
  folder=${link%/*}
  while ! grep -qxF -e "${folder#"$root"}" "$root"/var/lib/dpkg/info/*.list && rmdir "$folder" 2>/dev/null; do
    folder=${folder%/*}
  done
done

umount "$root/run/edi/state"
if mountpoint --quiet "$libraries"; then
  umount --recursive "$libraries"
  rmdir "$libraries"
else
  umount "$root/run/edi/table"
fi
umount "$root/run/edi"
rmdir "$root/run/edi"

echo "Emulated: $(wc -l <"$state/emulated") programs were started in the emulator."
sort "$state/emulated" | uniq -c | sort -rn
