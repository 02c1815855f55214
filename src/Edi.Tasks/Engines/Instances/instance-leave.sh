# Undoes instance-enter.sh; what a playbook has put in the place of our files stays. What is in memory goes with the stop.
set -eu
if [ -f /usr/sbin/policy-rc.d ] && grep -qx '# edi-instance' /usr/sbin/policy-rc.d; then
  rm /usr/sbin/policy-rc.d
fi
if [ -f /etc/resolv.conf ] && [ ! -L /etc/resolv.conf ] && [ -e /run/edi-resolv.conf ] && cmp -s /run/edi-resolv.conf /etc/resolv.conf; then
  rm /etc/resolv.conf
fi
