#!/bin/sh
# Writes what programs tell of themselves and their surroundings to answers.txt in / or in the user's home.
cd ~somebody && [ "$(id -u)" -ne 0 ] || cd /
exec >answers.txt 2>&1

ask() {
  echo "$ $*"
  "$@" </dev/null
}

ask uname -m
ask uname -p
ask arch
ask getconf LONG_BIT
ask dpkg --print-architecture
ask dpkg --version
ask dpkg-query --show dpkg bash
ask apt-config dump APT::Architecture
ask apt-config dump APT::Architectures
ask apt-get --version
ask apt-cache policy bash
ask bash -c 'echo $HOSTTYPE $MACHTYPE'
ask ldd /usr/bin/dash

ask perl -e 'use POSIX; print((POSIX::uname())[4], " $^X $^O ", readlink "/proc/self/exe"); print "\n"'
ask perl -MConfig -e 'print "$Config{archname} $Config{archlibexp} $Config{ptrsize}\n"'
ask perl -v
ask perl -V:archname
ask perl -MEncode -MSocket -MStorable -MPerlIO -MTime::HiRes -e 'print encode("UTF-8", "ok\n")'
ask perl -e 'eval { require Locale::gettext } or print $@ =~ /^(Can.t locate \S+)/, "\n"'
ask perl -e 'exec $^X, "-e", q{print "again\n"}'

ask python3 -c 'import os, platform; print(os.uname().machine, platform.machine(), platform.processor(), platform.architecture(), platform.libc_ver())'
ask python3 -c 'import struct, sys; print(sys.executable, sys.prefix, sys.path, sys.maxsize, sys.byteorder, struct.calcsize("P"))'
ask python3 -c 'import sysconfig; print(sysconfig.get_platform(), sysconfig.get_config_var("MULTIARCH"), sysconfig.get_config_var("EXT_SUFFIX"), sysconfig.get_paths())'
ask python3 -c 'import ssl, sqlite3, lzma, bz2, hashlib, curses, multiprocessing, ctypes, ctypes.util; print(ctypes.util.find_library("c"), ctypes.CDLL("libc.so.6").getuid() == __import__("os").getuid())'
ask python3 -I -c 'import _lzma; print("isolated")'
ask python3 -c 'import apt_pkg; apt_pkg.init(); print(apt_pkg.config["APT::Architecture"], apt_pkg.get_architectures())'
ask env PYTHONPATH=/tmp python3 -c 'import sys; print(sys.path)'
ask python3 -c 'import os; print(os.readlink("/proc/self/exe"))'

ask sh -c 'readlink /proc/self/exe; cat /proc/self/comm'
ask sh -c 'ls -d /usr/lib/*-linux-gnu* /lib64 /usr/lib64 /run/edi-*'
ask systemctl --version
ask systemd-tmpfiles --version
ask su -c 'id' nobody
ask sh -c 'env | sort'
