# Runs when all packages are installed: the image's own apt gets the keys that the bootstrap has verified with. A keyring of
# a package is renewed by that; others go to /etc/apt/keyrings. Whatever is written is written in the root file system's
# own view, so that no link in it leads to the host.
# Variables: keys places bootstrap image. Arguments: ROOT
set -eu
root=$1
[ -e "$root$bootstrap" ] || exit 0
in_root() { chroot "$root" /bin/sh -euc "$@"; }
printf '%s' "$places" | while read -r name package; do
  in_root 'grep -q "^Signed-By:.* $1\( \|$\)" "$2"' sh "$keys/$name" "$bootstrap" || continue
  if [ -n "$package" ] && in_root 'test -f "$1"' sh "$package"; then
    place=$package
  else
    place=/etc/apt/keyrings/$name
    in_root 'umask 022; mkdir -p "${1%/*}"; cat >"$1"; chmod 644 "$1"' sh "$place" <"$keys/$name"
  fi
  in_root 'sed -i "s,^\(Signed-By:.* \)$1\( \|\$\),\1$2\2," "$3"' sh "$keys/$name" "$place" "$bootstrap"
done
in_root 'mv "$1" "$2"; chmod 644 "$2"' sh "$bootstrap" "$image"
