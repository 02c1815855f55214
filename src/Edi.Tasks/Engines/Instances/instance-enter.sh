# Makes an instance in which no init runs ready for programs: temporary folders in memory, name resolution, and no service
# may start.
# Arguments: NAMESERVER; empty when nobody knows it
set -eu
nameserver=$1
# Else mount makes a folder for its notes in the layer's /run, before that is covered.
export LIBMOUNT_UTAB=/dev/edi-utab

mount -t tmpfs -o mode=755 run /run
mount -t tmpfs -o mode=1777 tmp /tmp
mkdir /run/lock
chmod 1777 /run/lock

if [ -n "$nameserver" ]; then
  printf 'nameserver %s\n' "$nameserver" >/run/edi-resolv.conf
  # Where the target's own resolver will put its file, so that a playbook that installs one keeps the network.
  for stub in systemd/resolve/stub-resolv.conf systemd/resolve/resolv.conf resolvconf/resolv.conf NetworkManager/resolv.conf; do
    mkdir -p "/run/${stub%/*}"
    cp /run/edi-resolv.conf "/run/$stub"
  done
  if [ ! -e /etc/resolv.conf ] && [ ! -L /etc/resolv.conf ]; then
    cp /run/edi-resolv.conf /etc/resolv.conf
  fi
fi

# The convention of invoke-rc.d: 101 forbids every action.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\n# edi-instance\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
