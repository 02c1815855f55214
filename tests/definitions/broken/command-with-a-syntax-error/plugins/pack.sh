#!/bin/sh
set -e
{% if archive %}
touch {{ archive }}
