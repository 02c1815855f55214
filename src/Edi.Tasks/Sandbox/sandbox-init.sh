# The first process of a sandbox: a user, mount and PID namespace of its own, in which it is root.
# Builds a file system in which all of the host is read-only, then waits. Standard input is the line to the build:
# "end" says that the work is done; an end of file without it says that the build is gone, however it went.
#
# Arguments: SCRATCH BINFMT [--visible DIR | --writable DIR | --abort-remove PATH]... [--abort-run PROGRAM ARGUMENT...]
set -eu
umask 022
scratch=$1 binfmt=$2
shift 2
root=$scratch/root

visible='' writable='' abort_remove=''
newline='
'
while [ $# -gt 0 ]; do
  case $1 in
    --visible) visible=$visible$2$newline ;;
    --writable) writable=$writable$2$newline ;;
    --abort-remove) abort_remove=$abort_remove$2$newline ;;
    --abort-run) shift; break ;;
  esac
  shift 2
done
IFS=$newline
set -f # the lists above are split at newlines only, and never expanded

# Every mount below a folder, one by one: a recursive read-only bind needs a newer mount(8) than Debian 12 has.
make_read_only() { # FOLDER
  while IFS=' ' read -r _ _ _ _ mount_point _; do
    case $mount_point in *\\*) mount_point=$(printf '%b' "$mount_point") ;; esac
    case $mount_point in
      "$1"/*) mount -o remount,bind,ro "$mount_point" ||
        echo "edi-sandbox: $mount_point stays as it is" >&2 ;;
    esac
  done </proc/self/mountinfo
}

# The host's tree.
mount -t tmpfs -o mode=755 edi-sandbox "$root"
set +f
for entry in /* /.[!.]*; do
  case $entry in /proc | /dev | /tmp) continue ;; esac
  if [ -L "$entry" ]; then
    cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ]; then
    mkdir "$root$entry"
    mount --rbind "$entry" "$root$entry"
  fi
done
set -f
# The tree now has a copy of the new root in itself, which would keep the scratch folder busy to the end.
umount --lazy "$root$root" 2>/dev/null || :
make_read_only "$root"

mkdir "$root/proc" "$root/dev" "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"

# The host's disks are not in this /dev.
mount -t tmpfs -o mode=755 dev "$root/dev"
for device in null zero full random urandom tty; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"

# Only a folder under /tmp needs a new mount to be seen; the others are there already.
# A path may lead through links; in the new tree they lead to the same places, so the mount goes to the place itself.
for folder in $visible; do
  case $folder in /tmp/*)
    mkdir -p "$root$folder"
    # With what is mounted below: a user namespace may not uncover what lies there.
    mount --rbind "$folder" "$root$folder"
    umount --lazy "$root$root" 2>/dev/null || : # a copy, as above
    mount -o remount,bind,ro "$root$folder"
    make_read_only "$root$folder"
    ;;
  esac
done
written=''
for folder in $writable; do
  real=$(realpath "$folder")
  written=$written$real$newline
  mkdir -p "$root$real"
  mount --bind "$folder" "$root$real"
  if [ "$real" != "$folder" ]; then
    case $folder in /tmp/*)
      mkdir -p "$root$folder"
      mount --bind "$folder" "$root$folder"
      ;;
    esac
  fi
done

cd "$root"
mkdir .host
pivot_root . .host
cd /
umount -l /.host
rmdir /.host
mount -o remount,ro /

# A handler for foreign programs that exists in this user namespace only (Linux 6.7).
if [ -n "$binfmt" ]; then
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
  printf '%s' "$binfmt" >/proc/sys/fs/binfmt_misc/register
fi

trap '' INT HUP TERM
echo ready
read -r verdict || verdict=abort
# Until nothing is left to kill: a process that is still dying writes files that were just removed. While the shell
# waits for sleep, it also reaps what has no other parent.
attempts=0
while kill -KILL -1 2>/dev/null && [ $attempts -lt 100 ]; do
  sleep 0.1
  attempts=$((attempts + 1))
done
# What tools have mounted goes before anything is removed: nothing may be removed through a mount.
for folder in $written; do
  while IFS=' ' read -r _ _ _ _ mount_point _; do
    case $mount_point in *\\*) mount_point=$(printf '%b' "$mount_point") ;; esac
    case $mount_point in "$folder"/*) printf '%s\n' "$mount_point" ;; esac
  done </proc/self/mountinfo | sort --reverse | while read -r mount_point; do
    umount --lazy "$mount_point" || :
  done
done
if [ "$verdict" != end ]; then
  for path in $abort_remove; do
    # A folder that is itself mounted writable can only be emptied.
    rm -rf --one-file-system -- "$path" || :
  done
  if [ $# -gt 0 ]; then
    timeout 20 "$@" >/dev/null 2>&1 || :
  fi
  echo undone
fi
rm -rf --one-file-system -- "$scratch"
