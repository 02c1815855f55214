# Sets the access control lists that tar cannot read in an instance's archive: where the ids of an instance are others on the
# host, LXD and Incus write a list as the kernel's bytes, under the name where tar expects text.
# Arguments: ARCHIVE PREFIX ROOT (where PREFIX of the archive has been unpacked)
import os
import struct
import sys
import tarfile

archive, prefix, root = sys.argv[1:4]
VERSION = struct.pack('<I', 2)
root = os.path.realpath(root)

with tarfile.open(archive, 'r:', encoding='utf-8', errors='surrogateescape') as entries:
    for entry in entries:
        for kind in ('access', 'default'):
            value = entry.pax_headers.get('SCHILY.acl.' + kind, '').encode('utf-8', 'surrogateescape')
            if not value.startswith(VERSION) or os.path.commonpath([prefix, entry.name]) != prefix:
                continue
            path = os.path.normpath(os.path.join(root, os.path.relpath(entry.name, prefix)))
            if path != root and os.path.realpath(os.path.dirname(path)) != os.path.dirname(path):
                sys.exit(f"{entry.name} lies behind a link")
            if os.path.lexists(path):  # What is in /dev is not unpacked.
                os.setxattr(path, 'system.posix_acl_' + kind, value, follow_symlinks=False)
