# Waits for a word or for the end of standard input; without the word it removes what is unfinished and runs a command.
# Arguments: FOLDER COUNT UNFINISHED... COMMAND...; the folder goes in any case.
folder=$1
count=$2
shift 2
status=0
if ! read -r _; then
  while [ "$count" -gt 0 ]; do
    rm -rf -- "$1"
    shift
    count=$((count - 1))
  done
  "$@" || status=$?
fi
rm -rf -- "$folder"
exit "$status"
