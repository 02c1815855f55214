# Prints where a path of a root file system lies. Links lead into the root file system, never out of it, as they will on the
# machine; none of its programs is run, which may be another architecture's.
# Arguments: ROOT PATH. Exit code 3: there is nothing; then what is printed is where it would lie, and no part of that is a
# link. Exit code 4: there are too many links, so it lies nowhere.
import os
import sys

MOST_LINKS = 40  # the kernel's own limit

root, path = sys.argv[1], sys.argv[2]
found, links = "", 0
parts = path.split("/")
while parts:
    part = parts.pop(0)
    if part in ("", "."):
        continue
    if part == "..":
        found = os.path.dirname(found).rstrip("/")
        continue
    step = f"{found}/{part}"
    if os.path.islink(root + step):
        links += 1
        if links > MOST_LINKS:
            sys.exit(4)
        target = os.readlink(root + step)
        if target.startswith("/"):
            found = ""
        parts = target.split("/") + parts
    else:
        found = step
print(root + found)
sys.exit(0 if os.path.lexists(root + found) else 3)
