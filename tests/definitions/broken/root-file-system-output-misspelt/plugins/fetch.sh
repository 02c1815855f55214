#!/bin/sh
touch {{ edi_bootstraped_rootfs }}
