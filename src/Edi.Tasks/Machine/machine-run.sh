# Runs a machine at the terminal. Arguments are handed on to QEMU.
cat <<EOF_NOTE
$description
Log in at the console, or with: ssh -p $port USER@127.0.0.1
Ctrl-A X switches the machine off, Ctrl-A C changes between its console and QEMU's monitor.
$changes
EOF_NOTE
if [ -n "$remove" ]; then
  trap 'rm -rf "$remove"' EXIT
fi
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
@MACHINE@ "$@"
