# apt-get with a cache of packages. Each lies there under the SHA-256 that the mirrors' signed index asks for, and is
# verified by it before apt gets it; what apt fetches, and so has verified, is added. Modes and times of modification are
# those that apt has given, so that nothing in an image tells whether a package was fetched; the time of access is that
# of the last use.
# Variables: packages. Arguments: those of apt-get
set -eu
apt=/usr/bin/apt-get
case " $* " in
  *' install '* | *' upgrade '* | *' dist-upgrade '* | *' full-upgrade '*) ;;
  *) exec "$apt" "$@" ;;
esac

eval "$(apt-config shell archives Dir::Cache::archives/d)"
mkdir -p "$archives"
needed=$(mktemp)
# Where this fails, apt-get itself will say why.
"$apt" "$@" -oAcquire::ForceHash=SHA256 --print-uris -qq 2>/dev/null </dev/null |
  sed -n "s/^'[^']*' \([^ ]*\) [0-9]* SHA256:\([0-9a-f]*\)$/\2 \1/p" >"$needed" || :

while read -r digest name; do
  kept=$packages/$digest.deb
  if [ -f "$kept" ]; then
    if [ "$(sha256sum <"$kept")" = "$digest  -" ]; then
      ln "$kept" "$archives$name" 2>/dev/null || cp --preserve=mode,timestamps "$kept" "$archives$name"
      touch -ac "$kept"
    else
      rm -f "$kept"
    fi
  fi
done <"$needed"

status=0
"$apt" "$@" || status=$?

while read -r digest name; do
  if [ -f "$archives$name" ] && [ ! -e "$packages/$digest.deb" ]; then
    ln "$archives$name" "$packages/$digest.deb" 2>/dev/null || {
      partial=$(mktemp "$packages/XXXXXX")
      cp --preserve=mode,timestamps "$archives$name" "$partial" && mv "$partial" "$packages/$digest.deb"
    } || echo "edi: $name could not be kept in the cache" >&2
    touch -ac "$packages/$digest.deb"
  fi
done <"$needed"
rm -f "$needed"
exit "$status"
