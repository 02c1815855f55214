#!/bin/sh
set -eu
cat "{{ prepared }}" "{{ edi_current_plugin_directory }}/note.txt" >"{{ report }}"
