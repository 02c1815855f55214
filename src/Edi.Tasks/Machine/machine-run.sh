# Runs a machine at the terminal. Arguments are handed on to QEMU.
cat <<EOF_NOTE
$description
Log in at the console, or with: ssh -p $port USER@127.0.0.1${ports:+
$ports}
Ctrl-A X switches the machine off, Ctrl-A C changes between its console and QEMU's monitor.
$changes
EOF_NOTE
if [ -n "$remove" ]; then
  # Nobody can remove the copy who is killed. So a process apart waits until this script and QEMU, which hold the pipe, are gone.
  mkfifo "$remove/used"
  exec 3<>"$remove/used" 4<"$remove/used"
  setsid --fork sh -c 'read -r _ || rm -rf "$0"' "$remove" <&4 >/dev/null 2>&1 3>&- 4>&-
  exec 4>&-
  trap 'rm -rf "$remove"; echo removed >&3' EXIT
fi
# A program in the background gets no input but what a redirection names, and there 0 is not the shell's own any more.
{ command exec 5<&0; } 2>/dev/null || exec 5</dev/null # Who calls may have closed it.
{ command exec 6>&1; } 2>/dev/null || exec 6>/dev/null
# QEMU makes a terminal raw, and its input and output such that they do not wait. Not all of that is undone in the end, and
# nothing when it is killed: so it gets the terminal opened anew, and the modes are restored here.
modes=$(stty --save <&5 2>/dev/null) || modes=
# Not allowed on another user's terminal; then it is shared.
[ ! -t 5 ] || { command exec 5</proc/self/fd/5; } 2>/dev/null || :
[ ! -t 6 ] || { command exec 6>/proc/self/fd/6; } 2>/dev/null || :
@MACHINE@ "$@" <&5 >&6 &
machine=$!
status=
# In the background, because the shell would hear no signal before QEMU has ended.
trap 'status=129; kill "$machine"' HUP
trap 'status=130; kill "$machine"' INT
trap 'status=143; kill "$machine"' TERM
while kill -0 "$machine" 2>/dev/null; do
  wait "$machine"
  ended=$?
done
[ -z "$modes" ] || stty "$modes" <&5 2>/dev/null || : # Fails on a terminal that was closed.
exit "${status:-$ended}"
