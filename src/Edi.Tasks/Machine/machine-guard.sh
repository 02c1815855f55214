# Runs a machine. Standard input is the line to the build: its end, for whatever reason, switches the machine off.
# Arguments: PROGRAM ARGUMENT...
exec 3<&0
"$@" </dev/null &
machine=$!
{ read -r _ <&3; kill -KILL "$machine"; } >/dev/null 2>&1 &
guard=$!
wait "$machine"
status=$?
kill "$guard" 2>/dev/null
exit "$status"
