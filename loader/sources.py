"""Source files as they lie on disk: members of zips, gzip, plain CSV; opened in place, inflated one at a time."""

import gzip
import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from loader.failures import SourceError

BLOCK = 1 << 20


@dataclass(frozen=True)
class Source:
    """One CSV: the file that holds it, its member when that is a zip, and the name under which rows remember it."""

    path: Path
    member: str | None
    name: str


def is_junk(name: str) -> bool:
    """Say whether a path is what operating systems leave behind (`__MACOSX`, `.DS_Store`, hidden files)."""
    return any(part == "__MACOSX" or part.startswith(".") for part in PurePosixPath(name).parts)


def members(path: Path, name: str) -> list[Source]:
    """Return the CSVs in a file; a zip without any gives none.

    Raises SourceError when the file cannot be opened as what its name says.
    """
    if not path.name.lower().endswith(".zip"):
        return [Source(path, None, name)]
    with _explained(path, name), zipfile.ZipFile(path) as archive:
        return [
            Source(path, info.filename, f"{name}/{info.filename}")
            for info in sorted(archive.infolist(), key=lambda info: info.filename)
            if info.filename.lower().endswith(".csv") and not is_junk(info.filename)
        ]


def digest(path: Path) -> str:
    """Return the SHA-256 of a whole file as hex; raises SourceError when it may not be read."""
    with _explained(path, path.name), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def inflated(source: Source, scratch: Path) -> Iterator[Path]:
    """Give the path of the plain CSV: the file itself, or a temporary copy that is gone afterwards.

    Readers split a file and read its parts at once; a compressed stream cannot be split, so it is written out first,
    which also checks its CRC before a single row is taken. Raises SourceError for
    damage, OSError when the disk is full.
    """
    if source.member is None and not source.path.name.lower().endswith(".gz"):
        with _explained(source.path, source.name):
            if source.path.stat().st_size == 0:
                raise SourceError(f"{source.name} is empty", hint="download it again")
            with source.path.open("rb"):  # a missing permission is said here, in our words
                pass
        yield source.path
        return
    plain = scratch / f"{hashlib.sha256(source.name.encode()).hexdigest()[:16]}.csv"
    try:
        with _explained(source.path, source.name):
            _inflate(source, plain)
            if plain.stat().st_size == 0:
                raise SourceError(f"{source.name} is empty", hint="download it again")
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _inflate(source: Source, plain: Path) -> None:
    with plain.open("wb") as target:
        if source.member is None:
            with gzip.open(source.path) as stream:
                shutil.copyfileobj(stream, target, BLOCK)
        else:
            with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as member:
                shutil.copyfileobj(member, target, BLOCK)


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
    except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceError(
            f"{name} is damaged or not what its name says ({error})",
            hint="download it again; a download that was cut short is the usual cause",
        ) from error
