#!/bin/sh
# Zürich
touch {{ archive }}
