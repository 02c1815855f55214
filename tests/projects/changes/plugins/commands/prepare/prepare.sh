#!/bin/sh
set -eu
echo "{{ title }}" | cat - "{{ edi_current_plugin_directory }}/note.txt" >"{{ prepared }}"
