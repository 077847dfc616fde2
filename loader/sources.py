"""Source files as they lie on disk: members of zips, gzip, plain CSV; opened in place, inflated one at a time."""

import errno
import gzip
import hashlib
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from isal import igzip, isal_zlib
from isal.igzip_lib import IsalError

from lake.failpoints import reach
from loader.failures import SourceError

BLOCK = 1 << 20
ENCRYPTED = 0x1
DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, gzip.BadGzipFile, EOFError, NotImplementedError),
    cast(type[Exception], IsalError),  # isal's own types leave out that it is one
)
LOCAL_SIGNATURE = b"PK\x03\x04"
LOCAL_HEADER = struct.Struct("<4s22xHH")
"""What stands before a member's bytes: signature, then the lengths of its name and of the extra field."""


@dataclass(frozen=True)
class Source:
    """One CSV: the file that holds it, its member when that is a zip, and the name under which rows remember it.

    `offset` is where the member begins: a zip can hold two of one name, and its directory finds the last one only.
    """

    path: Path
    member: str | None
    name: str
    offset: int = 0


def is_junk(name: str) -> bool:
    """Say whether a path is what operating systems leave behind (`__MACOSX`, `.DS_Store`, hidden files)."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


def shown(name: str) -> str:
    r"""Return a file's name as text: bytes of older systems that are no UTF-8 become `\xNN`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def members(path: Path, name: str) -> list[Source]:
    """Return the CSVs in a file; a zip without any gives none.

    Raises SourceError when the file cannot be opened as what its name says.
    """
    if not path.name.lower().endswith(".zip"):
        return [Source(path, None, shown(name))]
    with _explained(path, name), zipfile.ZipFile(path) as archive:
        infos = sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset))
    found: dict[str, Source] = {}
    for info in infos:
        if info.filename.lower().endswith(".csv") and not is_junk(info.filename):
            first = shown(f"{name}/{info.filename}")
            names = (first, *(f"{first} ({number})" for number in range(2, len(infos) + 1)))
            unique = next(given for given in names if given not in found)
            found[unique] = Source(path, info.filename, unique, info.header_offset)
    return list(found.values())


def digest(path: Path) -> str:
    """Return the SHA-256 of a whole file as hex; raises SourceError when it may not be read."""
    with _explained(path, path.name), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unchanged(paths: Iterable[Path]) -> Iterator[None]:
    """Raise SourceError when one of the files is another one after the block than it was before.

    What was read is then neither the one nor the other, and may look whole.
    """
    before = {path: _stamp(path) for path in paths}
    yield
    for path, stamp in before.items():
        if _stamp(path) != stamp:
            raise SourceError(
                f"{shown(path.name)} changed while it was read",
                hint="is it still being downloaded or copied? Run it again when the file is whole",
            )


def _stamp(path: Path) -> tuple[int, int]:
    with _explained(path, shown(path.name)):
        found = path.stat()
        return found.st_size, found.st_mtime_ns


@contextmanager
def inflated(source: Source, scratch: Path) -> Iterator[Path]:
    """Give the path of the plain CSV: a link to the file itself, or a temporary copy; both are gone afterwards.

    The link has a name of ours: DuckDB takes `*`, `?` and `[` in a path for a pattern, and a name that is not UTF-8
    for an error.

    Readers split a file and read its parts at once; a compressed stream cannot be split, so it is written out first,
    which also checks its CRC before a single row is taken. Raises SourceError for
    damage, OSError when the disk is full.
    """
    plain = scratch / f"{hashlib.sha256(source.name.encode()).hexdigest()[:16]}.csv"
    if source.member is None and not source.path.name.lower().endswith(".gz"):
        with _explained(source.path, source.name):
            if source.path.stat().st_size == 0:
                raise SourceError(f"{source.name} is empty", hint="download it again")
            with source.path.open("rb"):  # a missing permission is said here, in our words
                pass
        plain.unlink(missing_ok=True)
        plain.symlink_to(source.path.absolute())
        try:
            with _explained(source.path, source.name):
                yield plain
        finally:
            plain.unlink(missing_ok=True)
        return
    try:
        with _explained(source.path, source.name):
            _inflate(source, plain)
            if plain.stat().st_size == 0:
                raise SourceError(f"{source.name} is empty", hint="download it again")
        reach("source-inflated")
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _inflate(source: Source, plain: Path) -> None:
    with plain.open("wb") as target:
        if source.member is None:
            with igzip.IGzipFile(str(source.path)) as stream:  # type: ignore[no-untyped-call]  # isal has no types here
                shutil.copyfileobj(stream, target, BLOCK)
            return
        with zipfile.ZipFile(source.path) as archive:
            [info] = [info for info in archive.infolist() if info.header_offset == source.offset]
            if info.compress_type == zipfile.ZIP_DEFLATED and not info.flag_bits & ENCRYPTED:
                _inflate_member(source.path, info, target)
                return
            with archive.open(info) as member:
                shutil.copyfileobj(member, target, BLOCK)


def _inflate_member(path: Path, info: zipfile.ZipInfo, target: BinaryIO) -> None:
    """Write a deflated member of a zip, checked against the directory's CRC and size.

    By hand because `zipfile` inflates with zlib alone, and isal takes half of its time.
    """
    with path.open("rb") as packed:
        packed.seek(info.header_offset)
        signature, name_length, extra_length = LOCAL_HEADER.unpack(packed.read(LOCAL_HEADER.size))
        if signature != LOCAL_SIGNATURE:
            raise zipfile.BadZipFile("a member does not begin where the directory says")
        packed.seek(name_length + extra_length, os.SEEK_CUR)
        stream = isal_zlib.decompressobj(-zlib.MAX_WBITS)
        checksum = size = 0
        left = info.compress_size
        while left and not stream.eof:
            block = packed.read(min(BLOCK, left))
            if not block:
                raise EOFError("the file ends within a member")
            left -= len(block)
            content = stream.decompress(block)
            checksum, size = isal_zlib.crc32(content, checksum), size + len(content)
            target.write(content)
    if not stream.eof or size != info.file_size or checksum != info.CRC:
        raise zipfile.BadZipFile("what comes out of a member is not what the directory says")


@contextmanager
def _explained(path: Path, name: str) -> Iterator[None]:
    """Turn what libraries say of a damaged file into a SourceError with a hint."""
    try:
        yield
    except RuntimeError as error:
        # zipfile raises a bare RuntimeError for a member that needs a password
        if "password" not in str(error):
            raise
        raise SourceError(
            f"{name} is protected by a password",
            hint="unpack it yourself and give ioscope the CSV",
        ) from error
    except PermissionError as error:
        raise SourceError(
            f"{name} may not be read by this user", hint=f"check the permissions of {path.absolute()}"
        ) from error
    except DAMAGE as error:
        raise SourceError(
            f"{name} is damaged or not what its name says ({error})",
            hint="download it again; a download that was cut short is the usual cause",
        ) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:  # of the workspace's disk
            raise
        raise SourceError(
            f"{name} could not be read ({error.strerror or error})",
            hint="the disk or the network drive that holds it may be failing: copy the file elsewhere, "
            "or download it again",
        ) from error
