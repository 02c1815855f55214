# Stands in for sudo, in a container: Ansible becomes another user by it, and is root already. Where the container has sudo, that does it.
# Arguments: those of sudo, of which the user, the command and nothing else matter here.
if command -v sudo >/dev/null; then
  exec sudo "$@"
fi
user=root
while [ $# -gt 0 ]; do
  case $1 in
    -u) user=$2; shift 2 ;;
    --user=*) user=${1#*=}; shift ;;
    -C | -D | -R | -T | -U | -g | -h | -p | -r | -t) shift 2 ;;
    --) shift; break ;;
    -*) shift ;;
    *) break ;;
  esac
done
entry=$(getent passwd "$user") || { echo "There is no user $user to become." >&2; exit 1; }
name=${entry%%:*}
shell=${entry##*:}
home=${entry%:*}
home=${home##*:}
exec setpriv --reuid "$name" --regid "$(id -g "$name")" --init-groups -- \
  env --ignore-environment PATH="$PATH" HOME="$home" USER="$name" LOGNAME="$name" SHELL="$shell" LC_ALL="${LC_ALL:-C.UTF-8}" "$@"
