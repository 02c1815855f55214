#!/bin/sh
touch {{ edi_bootstrapped_rootfs }}
