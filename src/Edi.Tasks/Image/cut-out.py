# Copies a part of a sparse file to a new one, without its holes.
# Arguments: FILE OFFSET SIZE COPY
import errno
import os
import sys

BLOCK = 1 << 20

begin, size = int(sys.argv[2]), int(sys.argv[3])
end = begin + size
with open(sys.argv[1], 'rb', buffering=0) as source, open(sys.argv[4], 'xb') as copy:
    copy.truncate(size)
    place = begin
    while place < end:
        try:
            data = os.lseek(source.fileno(), place, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # only a hole is left
                break
            raise
        place = min(os.lseek(source.fileno(), data, os.SEEK_HOLE), end)
        source.seek(data)
        copy.seek(data - begin)
        while data < place:
            block = source.read(min(BLOCK, place - data))
            copy.write(block)
            data += len(block)
