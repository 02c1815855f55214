# Copies a folder's content into a folder of a root file system, as which this process sees it: so links lead where they will
# on the machine, and never to the host. None of its programs is run, which may be another architecture's.
# Arguments: ROOT SOURCE FOLDER (its path in the root file system)
import os
import shutil
import stat
import sys


def merge(source, folder):
    for name in sorted(os.listdir(source)):
        status = os.stat(name, dir_fd=source, follow_symlinks=False)
        place = os.path.join(folder, name)
        if stat.S_ISDIR(status.st_mode):
            merge_folder(source, name, status, place)
        else:
            if os.path.lexists(place):
                os.unlink(place)
            copy(source, name, status, place)


def merge_folder(source, name, status, place):
    is_new = not os.path.isdir(place)
    if is_new:
        if os.path.lexists(place):
            os.unlink(place)
        os.mkdir(place)
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=source)
    merge(inner, place)
    os.close(inner)
    if is_new:
        os.chmod(place, stat.S_IMODE(status.st_mode))
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))


def copy(source, name, status, place):
    times = (status.st_atime_ns, status.st_mtime_ns)
    if stat.S_ISLNK(status.st_mode):
        os.symlink(os.readlink(name, dir_fd=source), place)
        os.utime(place, ns=times, follow_symlinks=False)
        return
    if not stat.S_ISREG(status.st_mode):
        sys.exit(f'{place} would be neither a file nor a folder nor a link')
    with open(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=source), 'rb') as content, open(place, 'xb') as file:
        shutil.copyfileobj(content, file)
        os.fchmod(file.fileno(), stat.S_IMODE(status.st_mode))
    os.utime(place, ns=times)


root, tree, folder = sys.argv[1:]
top = os.open(tree, os.O_RDONLY | os.O_DIRECTORY)
os.chroot(root)
os.chdir('/')
os.makedirs(folder or '/', exist_ok=True)
merge(top, folder or '/')
