# Runs when mmdebstrap has written its configuration of apt and asked no mirror yet. mmdebstrap does not ask again.
# Variables: indexes keys kept. Arguments: ROOT
set -eu
APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get --error-on=any update
cd "$1/var/lib/apt/lists"
# What the mirrors have, and not when they said so.
{ sha256sum -- *Packages*; sha256sum "$keys"/*; } | sha256sum >"$indexes"
for archive in "$kept-$(cut -c 1-32 "$indexes")"-*.tar; do
  digest=${archive##*-}
  if [ -e "$archive" ] && [ "$(sha256sum <"$archive")" = "${digest%.tar}  -" ]; then
    touch -ac "$archive" # the order in which archives are dropped
    kill -KILL -1 # all of the bootstrap but this shell; a failing hook would print errors
    exit 1
  fi
  rm -f "$archive"
done
