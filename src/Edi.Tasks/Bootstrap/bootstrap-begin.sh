# Runs when mmdebstrap has written its configuration of apt and asked no mirror yet: apt gets the lists that the packages were
# resolved with, and asks only whether there are newer ones. mmdebstrap does not ask again.
# Variables: lists same. Arguments: ROOT
set -eu
cp --preserve=timestamps "$lists"/* "$1/var/lib/apt/lists/"
APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get --error-on=any update
# Whether it is still what was resolved.
for list in "$1"/var/lib/apt/lists/*Packages*; do
  cmp -s "$list" "$lists/${list##*/}" || exit 0
done
: >"$same"
