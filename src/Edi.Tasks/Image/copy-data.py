# Copies a file into another one, at an offset, and leaves out its holes, but no zeros: what a tool has written stays written.
# Arguments: FILE IMAGE OFFSET
import errno
import os
import sys

PIECE = 1 << 20


def data_ranges(file, end):
    position = 0
    while position < end:
        try:
            begin = os.lseek(file, position, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # Nothing but a hole follows.
                return
            raise
        position = os.lseek(file, begin, os.SEEK_HOLE)
        yield begin, position


source, image = os.open(sys.argv[1], os.O_RDONLY), os.open(sys.argv[2], os.O_WRONLY)
offset = int(sys.argv[3])
for begin, end in data_ranges(source, os.fstat(source).st_size):
    while begin < end:
        piece = os.pread(source, min(PIECE, end - begin), begin)
        written = 0
        while written < len(piece):
            written += os.pwrite(image, piece[written:], offset + begin + written)
        begin += len(piece)
