#!/bin/sh
set -eu
mmdebstrap --variant=minbase --include=python3 trixie "{{ edi_bootstrapped_rootfs }}"
