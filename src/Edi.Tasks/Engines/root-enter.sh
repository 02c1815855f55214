# Makes the root file system of a container ready for programs that run in it: kernel file systems, temporary
# folders in memory, name resolution, and no service may start.
# Arguments: ROOT SBIN (where its /usr/sbin lies)
set -eu
root=$1 policy=$2/policy-rc.d

# A link here would be followed on the host.
for folder in etc proc sys dev run tmp; do
  if [ -L "$root/$folder" ] || [ ! -d "$root/$folder" ]; then
    echo "edi: /$folder of the root file system must be a folder; it is missing, or a link" >&2
    exit 1
  fi
done

# A layer of its own does not carry the mode of the root folder.
chmod 755 "$root"

mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mkdir "$root/run/lock"
chmod 1777 "$root/run/lock"

# Where the target's own resolver will put its file, so that a playbook that installs one keeps the network.
for stub in systemd/resolve/stub-resolv.conf systemd/resolve/resolv.conf resolvconf/resolv.conf NetworkManager/resolv.conf; do
  mkdir -p "$root/run/${stub%/*}"
  cp /etc/resolv.conf "$root/run/$stub"
done
if [ ! -e "$root/etc/resolv.conf" ] && [ ! -L "$root/etc/resolv.conf" ]; then
  cp /etc/resolv.conf "$root/etc/resolv.conf"
fi

# The convention of invoke-rc.d: 101 forbids every action.
if [ ! -e "$policy" ] && [ ! -L "$policy" ]; then
  printf '#!/bin/sh\n# edi-sandbox\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
