# Mounts a native twin in a root file system, at /run/edi, where the dispatcher and the twin's programs look for it.
# Variables: twin. Arguments: ROOT
set -eu
root=$1
state=/tmp/edi-twin

mkdir -p "$state/same"
: >>"$state/links"
: >>"$state/emulated"
chmod 666 "$state/emulated" # any user's program may be emulated

# A file system of its own, not a bind mount: a tool that fails removes its root file system as far as that goes, and
# then stops here.
mkdir -p "$state/nothing" "$root/run/edi"
mount -t overlay -o "ro,lowerdir=$(printf '%s' "$twin" | sed 's/[\\:,]/\\&/g'):$state/nothing" edi-twin "$root/run/edi"
mount --bind "$state" "$root/run/edi/state"
