#!/bin/sh
set -eu
buildah from --pull-never --name "{{ container }}" "{{ image }}"
buildah run "{{ container }}" -- cat /etc/greeting >"{{ report }}"
