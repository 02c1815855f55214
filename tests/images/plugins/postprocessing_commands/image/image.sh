#!/bin/sh
set -eu
buildah config --cmd 'cat /etc/greeting' "{{ edi_project_container }}"
buildah commit --quiet "{{ edi_project_container }}" "{{ image }}"
podman image exists "{{ image }}"
