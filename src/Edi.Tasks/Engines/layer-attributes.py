# Keeps what Buildah leaves out of a layer: access control lists, times before 1970, and holes. Which file has which list is noted
# in the layer too, in an attribute that Buildah keeps, so that layers which differ in nothing else are not taken for one.
# Arguments: note ROOT | restore ROOT STORE IMAGE (where the container is mounted, Buildah's store, the image that was made of it)
import ctypes
import errno
import json
import os
import stat
import sys

LISTS = ('system.posix_acl_access', 'system.posix_acl_default')
NOTE = 'user.edi.'
KEEP_SIZE_PUNCH_HOLE = 3

command, root = sys.argv[1:3]
written = os.path.join(os.path.dirname(root), 'diff')
libc = ctypes.CDLL(None, use_errno=True)


def entries(folder):
    pending = [folder]
    while pending:
        path = pending.pop()
        status = os.lstat(path)
        yield path, status
        if stat.S_ISDIR(status.st_mode):
            pending.extend(entry.path for entry in os.scandir(path))


def lists_of(path, status):
    if stat.S_ISLNK(status.st_mode):  # Links have none.
        return {}
    return {name: os.getxattr(path, name) for name in os.listxattr(path) if name in LISTS}


def note(path, status):
    # Only these may have an attribute of a user's.
    if stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode):
        for name, value in lists_of(path, status).items():
            os.setxattr(root + path.removeprefix(written), NOTE + name, value)


def holes(file, size):
    position = 0
    while position < size:
        try:
            end = os.lseek(file, position, os.SEEK_DATA)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            end = size  # Nothing but a hole follows.
        if end > position:
            yield position, end
        position = os.lseek(file, end, os.SEEK_HOLE) if end < size else size


def punch(source, target, size):
    with open(source, 'rb') as own, open(target, 'r+b') as kept:
        for begin, end in holes(own.fileno(), size):
            if libc.fallocate(kept.fileno(), KEEP_SIZE_PUNCH_HOLE, ctypes.c_int64(begin), ctypes.c_int64(end - begin)) != 0:
                if ctypes.get_errno() == errno.EOPNOTSUPP:  # A file system without holes: the zeros are as good.
                    return
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), target)


def restore(path, status, layer):
    kept = layer + path.removeprefix(written)
    try:
        found = os.lstat(kept)
    except FileNotFoundError:  # Sockets are no part of a layer.
        return
    if stat.S_IFMT(found.st_mode) != stat.S_IFMT(status.st_mode):
        return
    times = (found.st_atime_ns, found.st_mtime_ns if status.st_mtime_ns >= 0 else status.st_mtime_ns)
    is_changed = times[1] != found.st_mtime_ns
    if stat.S_ISREG(status.st_mode) and status.st_blocks * 512 < status.st_size and found.st_size == status.st_size:
        punch(path, kept, status.st_size)
        is_changed = True
    for name, value in lists_of(path, status).items():
        os.setxattr(kept, name, value)
    if not stat.S_ISLNK(found.st_mode):
        for name in os.listxattr(kept):
            if name.startswith(NOTE):
                os.removexattr(kept, name)
    if is_changed:
        os.utime(kept, ns=times, follow_symlinks=False)


if command == 'note':
    for path, status in entries(written):
        note(path, status)
else:
    store, image = sys.argv[3:5]
    with open(f'{store}/overlay-images/images.json', encoding='utf-8') as file:
        layer = next(known['layer'] for known in json.load(file) if known['id'] == image)
    for path, status in entries(written):
        restore(path, status, f'{store}/overlay/{layer}/diff')
