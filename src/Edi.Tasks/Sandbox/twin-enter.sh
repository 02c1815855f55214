# Mounts a native twin in a root file system: its folder at /run/edi, where the dispatcher looks for it, and its
# libraries at their multiarch path, which never collides with the target's.
# Variables: twin. Arguments: ROOT
set -eu
root=$1
multiarch=$(readlink "$twin/native")
state=/tmp/edi-twin
libraries=$root/usr/lib/$multiarch

mkdir -p "$state/same"
: >>"$state/emulated"
chmod 666 "$state/emulated" # any user's program may be emulated

mkdir -p "$root/run/edi"
mount --bind "$twin" "$root/run/edi"
mount -o remount,bind,ro "$root/run/edi"
mount --bind "$state" "$root/run/edi/state"

if [ -d "$libraries" ]; then
  echo "The root file system has packages of the host's architecture itself: its other programs are emulated."
  mount --bind /dev/null "$root/run/edi/table"
else
  mkdir -p "$libraries"
  mount --bind "$twin/root/usr/lib/$multiarch" "$libraries"
  mount -o remount,bind,ro "$libraries"
  # Here the dispatcher makes links to the modules that the root has, too.
  while read -r folder; do
    mkdir -p "$state/modules/$folder"
    mount --bind "$state/modules/$folder" "$libraries/$folder"
  done <"$twin/module-folders"
fi
