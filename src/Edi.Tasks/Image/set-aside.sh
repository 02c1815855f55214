# Shows a folder at another path and covers it, at its own, by an empty one. What is mounted below it stays covered there too.
# Arguments: FOLDER PATH
set -eu
mkdir -p "$2" "$2.empty"
mount --rbind "$1" "$2"
chmod --reference="$1" "$2.empty"
chown --reference="$1" "$2.empty"
touch --reference="$1" "$2.empty"
mount --bind "$2.empty" "$1"
