# Runs when mmdebstrap has unpacked the first packages and nothing has run yet. Tells the dispatcher what was unpacked,
# which no database of dpkg knows so far.
# Then ends the bootstrap, and leaves the versions that the mirrors now offer for the target, if the native twin has
# others and was not made for just these: the versions of two architectures may differ for a while.
# Variables: twin versions. Arguments: ROOT
set -eu
export APT_CONFIG=$MMDEBSTRAP_APT_CONFIG LC_ALL=C

xargs apt-cache show --no-all-versions <"$twin/packages" 2>/dev/null |
  awk '/^Package: / { package = $2 } /^Version: / { sub(/\+b[0-9]+$/, "", $2); print package, $2 }' | sort >"$versions.now"
if ! cmp -s "$versions.now" "$twin/versions" && ! cmp -s "$versions.now" "$twin/made-for"; then
  mv "$versions.now" "$versions"
  exit 1
fi

for package in "$1"/var/cache/apt/archives/*.deb; do
  dpkg-deb --showformat='Package: ${Package}\nStatus: install ok unpacked\nVersion: ${Version}\n\n' --show "$package"
done >/tmp/edi-twin/unpacked
