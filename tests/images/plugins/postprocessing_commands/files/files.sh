#!/bin/sh
set -eu
test -e "{{ edi_project_container_seal }}"
test -e "{{ edi_bootstrapped_rootfs }}"
test "$(pwd)" = "{{ edi_project_directory }}"
test -z "${edi_project_container_root:-}"
if touch here 2>/dev/null; then exit 1; fi

# Temporary files of somebody else.
test -z "$(ls -A "{{ edi_work_directory }}")"
mkdir "{{ edi_work_directory }}/sub"
chown 123:123 "{{ edi_work_directory }}/sub"

echo one >"{{ text }}"
# Older than anything that this was made from.
touch --date=@0 "{{ text }}"
mkdir --parents "{{ folder }}/deep"
echo deep >"{{ folder }}/deep/file"
ln -s deep/file "{{ folder }}/link"
chown -R 1000:1000 "{{ folder }}"
chmod 500 "{{ folder }}/deep"
