# Tells which package in which version has which file, before mmdebstrap removes the packages: for each its name and
# version, then its paths.
# Variables: index. Arguments: ROOT
set -eu
for package in "$1"/var/cache/apt/archives/*.deb; do
  dpkg-deb --showformat='${Package} ${Version}\n' --show "$package"
  dpkg-deb --fsys-tarfile "$package" | tar --list
done >"$index"
