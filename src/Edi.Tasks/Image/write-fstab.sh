# Writes /etc/fstab from standard input, unless it has entries already, and gives the root folder its mode.
# Arguments: ROOT FSTAB (where it lies)
set -eu
chmod 755 "$1"
fstab=$2
if [ -f "$fstab" ] && grep -q '^[^#]' "$fstab"; then
  exit 0
fi
cat >"$fstab"
chmod 644 "$fstab"
