# Gives each inode of an ext4 file system SOURCE_DATE_EPOCH for the times that mke2fs took from the tree and that no tool can
# set there: when the inode changed, when it was read.
# Arguments: FILE_SYSTEM (the form of e2fsprogs: FILE?offset=BYTES)
set -eu
dumpe2fs "$1" 2>/dev/null | awk -v time="@$SOURCE_DATE_EPOCH" '
  /^Inode count:/ { count = $3 }
  /^  Free inodes: / {
    sub(/^  Free inodes: /, "")
    ranges = split($0, range, ", ")
    for (i = 1; i <= ranges; i++) {
      bounds = split(range[i], bound, "-")
      for (inode = bound[1]; inode <= bound[bounds]; inode++) free[inode]
    }
  }
  END {
    free[1]; for (inode = 3; inode < 11; inode++) free[inode] # reserved
    for (inode = 2; inode <= count; inode++) {
      if (!(inode in free)) printf "set_inode_field <%d> atime %s\nset_inode_field <%d> ctime %s\n", inode, time, inode, time
    }
  }' >/tmp/inode-times
E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH debugfs -w -f /tmp/inode-times "$1" >/dev/null
rm /tmp/inode-times
