#!/usr/bin/env python3
"""Draws the icon of the packages, layers of an image, src/icon.png: docs/icon.py >src/icon.png"""
import struct
import sys
import zlib

SIZE, SAMPLES = 128, 4
# From the bottom up: where the middle of each layer lies, and its colour.
LAYERS = [(88, (9, 105, 218)), (64, (84, 174, 255)), (40, (45, 164, 78))]
HALF_WIDTH, HALF_HEIGHT, THICK = 56, 26, 12


def main():
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(SIZE)) for y in range(SIZE))
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks))


def pixel(x, y):
    """The mean of several points, so that slopes are smooth."""
    points = [colour(x + (i + 0.5) / SAMPLES, y + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    seen = [point for point in points if point]
    if not seen:
        return (0, 0, 0, 0)
    return (*(round(sum(point[channel] for point in seen) / len(seen)) for channel in range(3)), round(255 * len(seen) / len(points)))


def colour(x, y):
    for middle, (red, green, blue) in reversed(LAYERS):
        if inside(x, y - middle):
            return (red, green, blue)
        if inside(x, y - middle - THICK) or (abs(x - SIZE / 2) < HALF_WIDTH and 0 < y - middle < THICK):
            return (red * 7 // 10, green * 7 // 10, blue * 7 // 10)  # the side
    return None


def inside(x, y):
    return abs(x - SIZE / 2) / HALF_WIDTH + abs(y) / HALF_HEIGHT < 1


main()
