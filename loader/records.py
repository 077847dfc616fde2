"""The records of a CSV as Python's csv module reads them: what a row is, and what is none."""

import csv
import io
import itertools
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loader.failures import SourceError
from loader.header import canonical_names, kind_of

MAX_LINE = 2 << 20
"""Bytes of one record that DuckDB accepts; a file with a longer one is Python's. DuckDB reads in blocks of sixteen
times this, and what is smaller than two blocks is not read in parallel."""

SPACED = re.compile(r'[^,]*, +"')
"""A header of somebody's spaced copy, `"tweetid", "userid"`: there blanks after a comma are no part of a cell."""


@dataclass(frozen=True)
class Header:
    """The header of one CSV: its fields as written, the archive's name of each, and the kind of file."""

    fields: tuple[str, ...]
    names: tuple[str | None, ...]
    kind: str

    @property
    def unknown(self) -> list[str]:
        """Fields that the archive does not have; they are left out."""
        return [field for field, name in zip(self.fields, self.names, strict=True) if name is None]


def read_header(plain: Path, file: str) -> Header:
    """Return the header of a CSV; raises SourceError when it is not text, HeaderError when it is not the archive's."""
    try:
        fields = next(_table(plain), [])
        "".join(fields).encode()
    except (UnicodeEncodeError, csv.Error) as error:
        raise SourceError(
            f"{file} is not a CSV in UTF-8",
            hint="ioscope reads the CSVs that Twitter published; this looks like another kind of file",
        ) from error
    return Header(tuple(fields), tuple(canonical_names(fields)), kind_of(fields, file))


def is_quoted(plain: Path, header: Header) -> bool:
    """Say whether the header stands at the very beginning, every field in quotes, as Twitter wrote it."""
    with plain.open("rb") as file:
        first = file.readline(MAX_LINE).decode("utf-8-sig", "replace").rstrip("\r\n")
    return first == ",".join(f'"{field}"' for field in header.fields)


def records(plain: Path) -> Iterator[list[str]]:
    """Yield the records after the header as Python's csv module reads them; bytes that are not UTF-8 as surrogates."""
    yield from itertools.islice(_table(plain), 1, None)


def _table(plain: Path) -> Iterator[list[str]]:
    """Yield header and records, without what people's tools put before the header: BOMs, blank lines, `sep=,`."""
    with plain.open("rb") as binary, wide_fields():
        lines = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
        bare = (line.lstrip("\ufeff") for line in lines)
        first = next((line for line in bare if line.strip() and not line.lstrip('"').startswith("sep=")), "")
        reader = csv.reader(itertools.chain((first,), lines), skipinitialspace=SPACED.match(first) is not None)
        yield from (record for record in reader if record)


def fault(record: list[str], width: int) -> str | None:
    """Return why a record is no row of a file with `width` columns, None when it is one."""
    if len(record) != width:
        return f"{len(record)} of {width} columns"
    try:  # bytes that are not UTF-8 were read as lone surrogates, which cannot be written as UTF-8
        "".join(record).encode()
    except UnicodeEncodeError:
        return "not UTF-8"
    return None


def record_at(plain: Path, start: int) -> tuple[list[str], int]:
    """Return the record that begins at byte `start`, and the byte after it; both as if nothing stood before it."""
    with plain.open("rb") as binary, wide_fields():
        binary.seek(start)
        record = next(csv.reader(line.decode("utf-8", "surrogateescape") for line in iter(binary.readline, b"")), [])
        return record, binary.tell()


def raw_text(record: list[str]) -> str:
    r"""Return a record as CSV again, with bytes that are not UTF-8 written as `\xNN`."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(record)
    return buffer.getvalue().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@contextmanager
def wide_fields() -> Iterator[None]:
    """Let Python's csv module take cells of any size, for as long as this block runs."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)
