#!/bin/bash
set -euo pipefail
cat "{{ text }}" >"{{ tree }}"
find "$edi_project_container_root" -xdev -printf '%U:%G %P\n' | sort >>"{{ tree }}"
echo "changed for this command only" >"$edi_project_container_root/etc/greeting"
# A shell that is there already makes no other namespace.
buildah unshare --mount root="{{ edi_project_container }}" -- sh -c 'cat "$root/etc/greeting"'
