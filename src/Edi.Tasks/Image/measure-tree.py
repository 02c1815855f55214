# Prints how many inodes a tree has and how many bytes its files, folders and links fill in whole blocks, without holes: what
# the host's own file system has spent on them may be compressed, or a block of another size.
# Arguments: FOLDER BLOCK_SIZE
import errno
import os
import stat
import sys

folder, block = os.fsencode(sys.argv[1]), int(sys.argv[2])
FAST_LINK = 60  # A shorter link lies in its inode.


def blocks(size):
    return -(-size // block)


def file_blocks(path, status):
    if status.st_blocks * 512 >= status.st_size:
        return blocks(status.st_size)
    count = position = 0
    with open(path, 'rb') as file:
        while position < status.st_size:
            try:
                begin = os.lseek(file.fileno(), position, os.SEEK_DATA)
            except OSError as error:
                if error.errno == errno.ENXIO:  # Nothing but a hole follows.
                    break
                raise
            position = os.lseek(file.fileno(), begin, os.SEEK_HOLE)
            count += blocks(position) - begin // block
    return count


inodes, used, seen, pending = 0, 0, set(), [folder]
while pending:
    path = pending.pop()
    status = os.lstat(path)
    if status.st_nlink > 1 and not stat.S_ISDIR(status.st_mode):
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
    inodes += 1
    if stat.S_ISREG(status.st_mode):
        used += file_blocks(path, status)
    elif stat.S_ISLNK(status.st_mode):
        used += blocks(status.st_size) if status.st_size >= FAST_LINK else 0
    elif stat.S_ISDIR(status.st_mode):
        entries = list(os.scandir(path))
        # A name, rounded up, with its number, length and kind; a block is not filled to its last byte.
        used += 1 + blocks(sum(len(entry.name) + 12 for entry in entries) * 9 // 8)
        pending.extend(entry.path for entry in entries)
    if not stat.S_ISLNK(status.st_mode) and os.listxattr(path):
        used += 1
print(inodes, used * block)
