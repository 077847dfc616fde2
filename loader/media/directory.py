"""A zip's directory read as a stream: a media zip can have a million entries, and `zipfile` holds them all.

Formats: PKWARE's APPNOTE 6.3, sections 4.3.12 to 4.3.16 (central directory, zip64, end record).
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from loader.failures import SourceError
from loader.sources import is_junk, shown

END = struct.Struct("<4s4xHHLLH")
END_SIGNATURE = b"PK\x05\x06"
LONGEST_COMMENT = 0xFFFF
LOCATOR = struct.Struct("<4sLQL")
LOCATOR_SIGNATURE = b"PK\x06\x07"
END_64 = struct.Struct("<4s20xQQQQ")
END_64_SIGNATURE = b"PK\x06\x06"
CENTRAL = struct.Struct("<4s4xHH4xLLLHHH8xL")
CENTRAL_SIGNATURE = b"PK\x01\x02"
ZIP64_EXTRA = 1
FULL_32 = 0xFFFFFFFF
UTF8 = 0x800
BLOCK = 1 << 20


class Entry(NamedTuple):
    """One file in a zip: its place in the directory, and what the directory says of it."""

    number: int
    name: str
    offset: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int


@dataclass(frozen=True)
class Directory:
    """Where a zip's directory is; `sha256` over it stands for the whole file: it has every entry's CRC-32."""

    path: Path
    begin: int
    size: int
    shift: int
    sha256: str

    def entries(self) -> Iterator[Entry]:
        """Yield the entries, without folders and what operating systems leave behind.

        Raises SourceError where the directory breaks off.
        """
        with self.path.open("rb") as file:
            file.seek(self.begin)
            left = self.size
            number = 0
            while left > 0:
                entry, length = _entry(file, number, self.shift, self.path)
                left -= length
                number += 1
                if not entry.name.endswith("/") and not is_junk(entry.name):
                    yield entry


def read_directory(path: Path) -> Directory:
    """Return a zip's directory; raises SourceError when the file is no whole zip."""
    try:
        with path.open("rb") as file:
            begin, size, shift = _place(file, path)
            file.seek(begin)
            digest = hashlib.sha256(str(file.seek(0, os.SEEK_END)).encode())
            file.seek(begin)
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError as error:
        raise SourceError(f"{shown(path.name)} could not be read ({error.strerror})", hint="copy it again") from error
    return Directory(path, begin, size, shift, digest.hexdigest())


def _place(file: BinaryIO, path: Path) -> tuple[int, int, int]:
    """Return where the directory begins, its length, and by how much bytes before the zip shift every offset."""
    whole = file.seek(0, os.SEEK_END)
    tail = min(whole, END.size + LONGEST_COMMENT)
    file.seek(whole - tail)
    content = file.read(tail)
    at = content.rfind(END_SIGNATURE)
    if at < 0 or at + END.size > len(content):
        raise _damaged(path, "it has no end")
    _, _, _, size, offset, comment = END.unpack_from(content, at)
    if at + END.size + comment > len(content):
        raise _damaged(path, "its end is cut")
    end = whole - tail + at
    if FULL_32 in {size, offset} or end >= LOCATOR.size:
        file.seek(max(end - LOCATOR.size, 0))
        signature, _, place, _ = LOCATOR.unpack(file.read(LOCATOR.size).ljust(LOCATOR.size, b"\0"))
        if signature == LOCATOR_SIGNATURE:
            end = end - LOCATOR.size
            file.seek(place)
            record = file.read(END_64.size)
            if len(record) < END_64.size or record[:4] != END_64_SIGNATURE:
                raise _damaged(path, "its 64-bit end is not where it should be")
            _, _, _, size, offset = END_64.unpack(record)
            end = min(end, place)
    shift = end - size - offset
    if shift < 0:
        raise _damaged(path, "its directory does not fit into it")
    return offset + shift, size, shift


def _entry(file: BinaryIO, number: int, shift: int, path: Path) -> tuple[Entry, int]:
    head = file.read(CENTRAL.size)
    if len(head) < CENTRAL.size or head[:4] != CENTRAL_SIGNATURE:
        raise _damaged(path, f"its directory breaks off after {number:,} entries")
    _, flags, method, crc, packed, size, name_length, extra_length, comment_length, offset = CENTRAL.unpack(head)
    rest = file.read(name_length + extra_length + comment_length)
    if len(rest) < name_length + extra_length + comment_length:
        raise _damaged(path, f"its directory breaks off after {number:,} entries")
    name = rest[:name_length].decode("utf-8" if flags & UTF8 else "cp437", "backslashreplace")
    size, packed, offset = _wide(rest[name_length : name_length + extra_length], size, packed, offset)
    entry = Entry(number, shown(name), offset + shift, packed, size, crc, method, flags)
    return entry, CENTRAL.size + len(rest)


def _wide(extra: bytes, *narrow: int) -> tuple[int, ...]:
    """Return size, packed size and offset, taken from the zip64 extra field where 32 bits were not enough."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == ZIP64_EXTRA:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            return tuple(next(values, value) if value == FULL_32 else value for value in narrow)
        at += 4 + length
    return narrow


def _damaged(path: Path, why: str) -> SourceError:
    return SourceError(
        f"{shown(path.name)} is no whole zip: {why}",
        hint="download it again; a download that was cut short is the usual cause",
    )
