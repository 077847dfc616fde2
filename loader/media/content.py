"""One entry's bytes, read where they lie: whole for a picture, as a file to seek in for a clip."""

import io
import os
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from isal import isal_zlib

from lake.rejects import Reject
from loader.media.directory import Entry
from loader.sources import BLOCK, ENCRYPTED, LOCAL_HEADER, LOCAL_SIGNATURE

DAMAGE = cast("type[Exception]", isal_zlib.error)
"""Isal's own types leave out that it is an exception."""
STORED, DEFLATED = 0, 8


def check_readable(entry: Entry) -> None:
    """Raise Reject for an entry in a form that is not read."""
    if entry.flags & ENCRYPTED:
        raise Reject("protected by a password")
    if entry.method not in {STORED, DEFLATED}:
        raise Reject("packed in a way that is not read", f"method {entry.method}")
    if not entry.size:
        raise Reject("empty")


def blocks(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield an entry's content, checked at its end against size and CRC-32; raises Reject for damage."""
    size = checksum = 0
    for block in _unpacked(file, entry):
        size += len(block)
        if size > entry.size:  # a bomb says less than it holds
            raise Reject("larger than the zip says", f"{entry.size} bytes are announced")
        checksum = isal_zlib.crc32(block, checksum)
        yield block
    if size != entry.size:
        raise Reject("cut short", f"{size} of {entry.size} bytes")
    if checksum != entry.crc:
        raise Reject("damaged in the zip", "its checksum is another one")


def _unpacked(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    begin = _begin(file, entry)
    file.seek(begin)
    left = entry.packed
    stream = isal_zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == DEFLATED else None
    while left > 0 and not (stream is not None and stream.eof):
        packed = file.read(min(BLOCK, left))
        if not packed:
            raise Reject("cut short", "the zip ends within it")
        left -= len(packed)
        if stream is None:
            yield packed
            continue
        # At most a block at a time comes out, whatever the ratio.
        while packed:
            try:
                yield stream.decompress(packed, BLOCK)
            except DAMAGE as error:
                raise Reject("damaged in the zip", str(error)) from error
            packed = b"" if stream.eof else stream.unconsumed_tail
    while stream is not None and not stream.eof:
        rest = stream.decompress(b"", BLOCK)
        if not rest:
            return
        yield rest


def _begin(file: BinaryIO, entry: Entry) -> int:
    """Return where the entry's packed bytes begin; raises Reject where the zip has something else."""
    file.seek(entry.offset)
    head = file.read(LOCAL_HEADER.size)
    if len(head) < LOCAL_HEADER.size or head[:4] != LOCAL_SIGNATURE:
        raise Reject("damaged in the zip", "it does not begin where the directory says")
    _, name_length, extra_length = LOCAL_HEADER.unpack(head)
    return entry.offset + LOCAL_HEADER.size + int(name_length) + int(extra_length)


class EntryFile(io.RawIOBase):
    """An entry as a file to read and seek in; a deflated one is inflated anew when somebody seeks back."""

    def __init__(self, file: BinaryIO, entry: Entry) -> None:
        super().__init__()
        self._file, self._entry = file, entry
        self._begin = _begin(file, entry)
        self._at = 0
        self._stream: Iterator[bytes] = iter(())
        self._pending = memoryview(b"")
        self._streamed = entry.size + 1  # where the stream stands; beyond the end: it has to begin

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be sought in."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; nothing is read before somebody asks for it."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._entry.size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, as far as there is something, and return how many bytes that was."""
        wanted = min(len(buffer), max(self._entry.size - self._at, 0))
        if not wanted:
            return 0
        if self._entry.method == STORED:
            self._file.seek(self._begin + self._at)
            found = self._file.read(wanted)
        else:
            found = self._inflated(wanted)
        self._at += len(found)
        buffer[: len(found)] = found
        return len(found)

    def _inflated(self, wanted: int) -> bytes:
        if self._streamed > self._at:
            self._stream, self._pending, self._streamed = _unpacked(self._file, self._entry), memoryview(b""), 0
        while self._streamed + len(self._pending) <= self._at:
            self._streamed += len(self._pending)
            self._pending = memoryview(next(self._stream, b""))
            if not self._pending:
                return b""
        self._pending = self._pending[self._at - self._streamed :]
        self._streamed = self._at
        found = bytes(self._pending[:wanted])
        self._pending = self._pending[len(found) :]
        self._streamed += len(found)
        return found
