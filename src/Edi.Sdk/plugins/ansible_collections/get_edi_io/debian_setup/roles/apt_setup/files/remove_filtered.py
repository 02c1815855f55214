"""Removes what installed packages have brought and dpkg's filters would leave out now."""
import fnmatch
import glob
import os
import re
import sys


def rules(files):
    for name in filter(os.path.exists, files):
        with open(name) as lines:
            for line in lines:
                option, _, pattern = line.strip().partition("=")
                if option in ("path-exclude", "path-include"):
                    yield option == "path-exclude", re.compile(fnmatch.translate(pattern)).match


def is_excluded(path, rules):
    """As in dpkg, the last pattern that matches decides."""
    return next((exclude for exclude, matches in reversed(rules) if matches(path)), False)


def main():
    filters = list(rules(sys.argv[1:]))
    removed = 0
    for name in glob.glob("/var/lib/dpkg/info/*.list"):
        with open(name, errors="surrogateescape") as paths:
            for path in paths.read().splitlines():
                # Folders stay, and links to folders, which lead to files that stay.
                if is_excluded(path, filters) and os.path.lexists(path) and not os.path.isdir(path):
                    os.remove(path)
                    removed += 1
    if removed:
        print(removed, "files removed")


main()
