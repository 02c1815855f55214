# Undoes root-enter.sh; what a playbook has put in the place of our files stays.
# Arguments: ROOT
set -eu
root=$1
if [ -f "$root/usr/sbin/policy-rc.d" ] && grep -qx '# edi-sandbox' "$root/usr/sbin/policy-rc.d"; then
  rm "$root/usr/sbin/policy-rc.d"
fi
if [ -f "$root/etc/resolv.conf" ] && [ ! -L "$root/etc/resolv.conf" ] && cmp -s /etc/resolv.conf "$root/etc/resolv.conf"; then
  rm "$root/etc/resolv.conf"
fi
for folder in tmp run dev sys proc; do
  umount --lazy "$root/$folder"
done
