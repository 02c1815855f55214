# Lists all that is in a root file system. Each entry is eight fields with a NUL after each: path, kind (f, d, l or o),
# mode in octal, owner, group, size, a link's target, and 1 for a file with capabilities.
# Arguments: ROOT OUTPUT
import os
import stat
import sys

root, output = map(os.fsencode, sys.argv[1:])
kinds = {stat.S_IFREG: b'f', stat.S_IFDIR: b'd', stat.S_IFLNK: b'l'}


def has_capabilities(path):
    try:
        return os.getxattr(path, b'security.capability', follow_symlinks=False) != b''
    except OSError:
        return False


def field_bytes(path, status):
    kind = kinds.get(stat.S_IFMT(status.st_mode), b'o')
    runs = kind == b'f' and status.st_mode & 0o111
    numbers = (b'%o' % stat.S_IMODE(status.st_mode), b'%d' % status.st_uid, b'%d' % status.st_gid, b'%d' % status.st_size)
    return (path[len(root):] or b'/', kind, *numbers,
            os.readlink(path) if kind == b'l' else b'',
            b'1' if runs and has_capabilities(path) else b'')


os.umask(0o077)
with open(output, 'wb') as file:
    folders = [root]
    file.write(b''.join(field + b'\0' for field in field_bytes(root, os.lstat(root))))
    while folders:
        for entry in os.scandir(folders.pop()):
            file.write(b''.join(field + b'\0' for field in field_bytes(entry.path, entry.stat(follow_symlinks=False))))
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
