# Undoes root-enter.sh; what a playbook has put in the place of our files stays.
# Arguments: ROOT SBIN (where its /usr/sbin lies)
set -eu
root=$1 policy=$2/policy-rc.d
if [ -f "$policy" ] && [ ! -L "$policy" ] && grep -qx '# edi-sandbox' "$policy"; then
  rm "$policy"
fi
if [ ! -L "$root/etc" ] && [ -f "$root/etc/resolv.conf" ] && [ ! -L "$root/etc/resolv.conf" ] && cmp -s /etc/resolv.conf "$root/etc/resolv.conf"; then
  rm "$root/etc/resolv.conf"
fi
for folder in tmp run dev sys proc; do
  umount --lazy "$root/$folder"
done
