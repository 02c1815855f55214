# Runs when mmdebstrap has written its configuration of apt and asked no mirror yet. The bootstrap ends here: who resolves
# its packages goes on with apt alone.
# Variables: configuration
set -eu
printf '%s' "$MMDEBSTRAP_APT_CONFIG" >"$configuration"
kill -KILL -1 # all of the bootstrap but this shell; a failing hook would print errors
