"""Zips for the media benchmark: many pictures of which a few are drawn, and gigabytes that take no disk."""

import struct
import zipfile
import zlib
from pathlib import Path

from sample.drawings import drawing, jpeg

DRAWN = 400
TWEET = 1_100_000_000_000_000_000
MIB = 1 << 20
BOX = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0)
"""The first box of an MP4: what follows is taken for a clip, and read to its end."""


def many_pictures(path: Path, count: int) -> int:
    """Write a zip of so many pictures, all of different bytes, and return their bytes."""
    drawn = [jpeg(drawing(1, number, (1200, 800))) for number in range(DRAWN)]
    total = 0
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            # Bytes after a JPEG's end change its SHA-256 and nothing that is seen.
            content = drawn[number % DRAWN] + number.to_bytes(4, "big")
            archive.writestr(f"1/100/images/{TWEET + number}-x.jpg", content)
            total += len(content)
    return total


def sparse_clips(path: Path, count: int, mib: int) -> None:
    """Write a zip of so many stored clips of so many MiB, all zeros but the first box; the file is mostly holes."""
    size = mib * MIB
    checksum = zlib.crc32(BOX)
    block = bytes(MIB)
    for _ in range(mib - 1):
        checksum = zlib.crc32(block, checksum)
    checksum = zlib.crc32(block[len(BOX) :], checksum)
    central = b""
    with path.open("wb") as file:
        for number in range(count):
            name = f"1/100/videos/{TWEET + number}-x.mp4".encode()
            offset = file.tell()
            fields = struct.pack("<HHHHHLLLHH", 45, 0x800, 0, 0, 33, checksum, size, size, len(name), 0)
            file.write(b"PK\x03\x04" + fields + name + BOX)
            file.seek(size - len(BOX), 1)
            extra = struct.pack("<HHQ", 1, 8, offset)
            central += b"PK\x01\x02" + struct.pack(
                "<HHHHHHLLLHHHHHLL", 45, 45, 0x800, 0, 0, 33, checksum, size, size, len(name), len(extra), 0, 0, 0, 0,
                0xFFFFFFFF,
            ) + name + extra  # fmt: skip
        begin = file.tell()
        file.write(central)
        end = file.tell()
        file.write(b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, len(central), begin))
        file.write(b"PK\x06\x07" + struct.pack("<LQL", 0, end, 1))
        file.write(b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(central), 0xFFFFFFFF, 0))
