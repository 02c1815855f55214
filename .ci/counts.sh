# What run and long share: counts from the summary that dotnet test prints at its end.

# Arguments: WORD LOG. The number behind 'succeeded', 'failed' or 'skipped'.
count() { sed -n "s/^ *$1: \([0-9][0-9]*\)\$/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

# Arguments: LOG. What failed, and why.
failures() { awk '/^[^ ]/ { failed = /^failed / } failed' "$1"; }
