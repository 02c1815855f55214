# Writes a tree as mkfs.xfs reads it, and the commands of xfs_db that give folders their sticky bits. Prints the first thing
# that mkfs.xfs cannot hold.
# Arguments: FOLDER PROTOTYPE COMMANDS
import os
import stat
import sys

folder, prototype, commands = sys.argv[1:]
KINDS = {stat.S_IFDIR: 'd', stat.S_IFREG: '-', stat.S_IFLNK: 'l', stat.S_IFBLK: 'b', stat.S_IFCHR: 'c', stat.S_IFIFO: 'p'}


def refuse(path, why):
    print(f"{path.removeprefix(folder) or '/'} {why}")
    sys.exit(1)


def describe(path):
    status = os.lstat(path)
    kind = KINDS.get(stat.S_IFMT(status.st_mode))
    if kind is None:
        refuse(path, 'is a socket')
    if any(not name.startswith(('trusted.overlay.', 'user.overlay.')) for name in os.listxattr(path, follow_symlinks=False)):
        refuse(path, 'has extended attributes')
    mode = stat.S_IMODE(status.st_mode)
    if mode & stat.S_ISVTX:
        sticky.append((path.removeprefix(folder) or '/', status.st_mode))
    flags = ('u' if mode & stat.S_ISUID else '-') + ('g' if mode & stat.S_ISGID else '-')
    return kind, f'{kind}{flags}{mode & 0o777:03o} {status.st_uid} {status.st_gid}'


def write(path):
    for name in sorted(os.listdir(path)):
        inner = os.path.join(path, name)
        if any(character.isspace() for character in inner.removeprefix(folder)):
            refuse(inner, 'has a space in its name')
        kind, text = describe(inner)
        if kind == 'd':
            output.write(f'{name} {text}\n')
            write(inner)
        elif kind == 'l':
            target = os.readlink(inner)
            if any(character.isspace() for character in target):
                refuse(inner, 'leads to a path with a space')
            output.write(f'{name} {text} {target}\n')
        elif kind in 'bc':
            device = os.lstat(inner).st_rdev
            output.write(f'{name} {text} {os.major(device)} {os.minor(device)}\n')
        else:
            output.write(f"{name} {text}{' ' + inner if kind == '-' else ''}\n")
    output.write('$\n')


sticky = []
with open(prototype, 'w') as output:
    output.write(f'/\n0 0\n{describe(folder)[1]}\n')
    write(folder)
with open(commands, 'w') as output:
    for path, mode in sticky:
        output.write(f'path {path}\nwrite core.mode 0{mode:o}\n')
