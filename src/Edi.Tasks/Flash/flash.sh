# Writes an image by its block map, and reads back what the map names, from the medium and not from memory.
# Arguments: IMAGE BLOCK_MAP TARGET direct|cached COUNTS; standard input: a line for each range: FIRST_BYTE BYTES SHA256
# Says 'writing', 'reading', 'differs FIRST_BYTE BYTES', and each second 'counted' with what the file COUNTS says.
# Ends with 3 if it could not write, with 4 if the target differs. It has a process group of its own.
set -eu
image=$1 map=$2 target=$3 mode=$4 counts=$5
# When nobody hears that any more, the build is gone, and the rest shall go with it: whoever ends a build cannot end what runs as root.
(
  trap '' PIPE
  while :; do
    echo "counted $(cat "$counts" 2>/dev/null)" 2>/dev/null || kill 0
    sleep 1 >/dev/null 2>&1
  done
) &
watch=$!
trap 'kill "$watch"' EXIT
echo writing
bmaptool --quiet copy --no-sig-verify --bmap "$map" "$image" "$target" </dev/null || exit 3
echo reading
if [ "$mode" = direct ]; then
  flags=fullblock,skip_bytes,count_bytes,direct
else
  flags=fullblock,skip_bytes,count_bytes
  # What the kernel keeps of a file is given up once it is written; a file in memory stays there.
  dd if=/dev/null of="$target" conv=notrunc,fdatasync oflag=nocache count=0 status=none || exit 3
fi
status=0
while read -r first bytes checksum; do
  actual=$(dd if="$target" bs=4M iflag="$flags" skip="$first" count="$bytes" status=none | sha256sum)
  if [ "${actual%% *}" != "$checksum" ]; then
    echo "differs $first $bytes"
    status=4
  fi
done
exit $status
