# Mounts a native twin in a root file system, at /run/edi, where the dispatcher and the twin's programs look for it.
# Variables: twin. Arguments: ROOT
set -eu
root=$1
state=/tmp/edi-twin

mkdir -p "$state/same"
: >>"$state/links"
: >>"$state/emulated"
chmod 666 "$state/emulated" # any user's program may be emulated

mkdir -p "$root/run/edi"
mount --bind "$twin" "$root/run/edi"
mount -o remount,bind,ro "$root/run/edi"
mount --bind "$state" "$root/run/edi/state"
