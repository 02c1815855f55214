# Prints the first file of a tree that has an access control list.
# Arguments: FOLDER
import os
import sys

folder = sys.argv[1]
pending = [folder]
while pending:
    path = pending.pop(0)
    if not os.path.islink(path) and any(name.startswith('system.posix_acl_') for name in os.listxattr(path)):
        print(path.removeprefix(folder) or '/')
        break
    if os.path.isdir(path) and not os.path.islink(path):
        pending.extend(sorted(entry.path for entry in os.scandir(path)))
