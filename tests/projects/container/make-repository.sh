# Makes a signed repository with one package, in the folder "archive", and its keyring "vendor.gpg": armoured, whatever the
# name says, and for nobody but its owner. Arguments: FOLDER
set -eu
cd "$1"
export GNUPGHOME=$PWD/gpg
mkdir -m 700 gpg
mkdir -p package/DEBIAN package/usr/share/edi-hello archive/local
printf 'Package: edi-hello\nVersion: 1\nArchitecture: all\nMaintainer: Ada <ada@example.org>\nDescription: greets\n' >package/DEBIAN/control
dpkg-deb --root-owner-group --build package archive/local/edi-hello.deb >&2
cd archive/local
{
  dpkg-deb --field edi-hello.deb
  printf 'Filename: local/edi-hello.deb\nSize: %s\nSHA256: %s\n' "$(stat -c %s edi-hello.deb)" "$(sha256sum <edi-hello.deb | cut -d ' ' -f 1)"
} >Packages
printf 'Origin: vendor\nDate: %s\nSHA256:\n %s %s Packages\n' "$(LC_ALL=C date --utc '+%a, %d %b %Y %H:%M:%S UTC')" "$(sha256sum <Packages | cut -d ' ' -f 1)" "$(stat -c %s Packages)" >Release
gpg --batch --quiet --passphrase '' --quick-generate-key vendor@example.org ed25519 sign never
gpg --batch --quiet --clearsign --output InRelease Release
cd ../..
(umask 077 && gpg --batch --armor --export >vendor.gpg)
gpgconf --kill all
