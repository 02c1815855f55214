#!/bin/sh
# Brings a container's network interface up, if this is a container and it is down.
# Arguments: INTERFACE MANAGER
set -eu
interface=$1
manager=$2

# 1 says that this is no chroot; 2, that nobody can tell.
status=0
ischroot || status=$?
[ "$status" -eq 1 ] || exit 0
case $(cat /proc/1/comm) in
init | systemd) ;;
# Without systemd there is no udev, for which ifupdown waits.
dumb-init) manager=iproute2 ;;
*) exit 0 ;;
esac
[ -e "/sys/class/net/$interface" ] || exit 0
[ -z "$(ip -4 -oneline address show dev "$interface" scope global)" ] || exit 0

bring_up() {
	case $manager in
	ifupdown) timeout 30 ifup "$interface" ;;
	iproute2) ip link set dev "$interface" up && timeout 30 dhclient "$interface" ;;
	esac
}
# The bridge may not answer yet.
bring_up || bring_up
echo "$interface brought up"
