# Writes /etc/fstab from standard input, unless it has entries already, and gives the root folder its mode.
# Arguments: ROOT
set -eu
chmod 755 "$1"
fstab=$1/etc/fstab
if [ -f "$fstab" ] && grep -q '^[^#]' "$fstab"; then
  exit 0
fi
cat >"$fstab"
chmod 644 "$fstab"
