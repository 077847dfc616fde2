"""From a plain CSV to raw rows: a table of text columns under the archive's names, and the rows that are none.

DuckDB reads a file in parallel, quoted newlines included, and is believed only when it rejects nothing. A file with
any odd row (too short, too long, badly encoded, an unbalanced quote) is read again by Python's csv module, whose
reading is the definition: one record, one row or one reject. Where the two would differ without a reject (what stands
before the header, a single column, blanks beside a quote) DuckDB is not asked.
"""

import csv
import io
import itertools
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from ibis.backends.duckdb import Backend

from loader.failures import SourceError
from loader.header import COLUMNS, canonical_names, kind_of

MAX_LINE = 2 << 20
"""Bytes of one record that DuckDB accepts; a file with a longer one is Python's. DuckDB reads in blocks of sixteen
times this, and what is smaller than two blocks is not read in parallel."""
BATCH = 20_000
BLOCK = 16 << 20
NO_NULL = "\x00no cell is this\x00"
"""What DuckDB takes for an absent cell: nothing, because it forgives a row one surplus cell that is absent."""

SPACED = re.compile(r'[^,]*, +"')
"""A header of somebody's spaced copy, `"tweetid", "userid"`: there blanks after a comma are no part of a cell."""
BLANKS_AT_QUOTE = re.compile(rb'[,\r\n] +"|" +(?:[,\r\n]|\Z)')
"""What DuckDB takes for the edge of a quoted cell and Python's csv module for text, though a text may hold it too."""
EDGE = b', \r\n"'
"""Every byte that such a place consists of."""


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


def read_raw(engine: Backend, plain: Path, header: Header) -> int:
    """Fill the tables `raw` and `raw_rejects` from a CSV and return the number of records read.

    `raw` has `row` (1 for the first record after the header) and every column of the kind as text, absent ones and
    empty cells as NULL; `raw_rejects` has `row, reason, value`.
    """
    if not _read_fast(engine, plain, header):
        _read_tolerantly(engine, plain, header)
    counts = "SELECT (SELECT count(*) FROM raw) + (SELECT count(*) FROM raw_rejects)"
    [(read,)] = engine.con.execute(counts).fetchall()
    return int(read)


def _read_fast(engine: Backend, plain: Path, header: Header) -> bool:
    """Read with DuckDB; return False when it met anything odd."""
    if not _is_plain(plain, header):
        return False
    connection = engine.con
    columns = {f"c{i}": "VARCHAR" for i in range(len(header.fields))}
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    try:
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE records AS SELECT * FROM read_csv(?, auto_detect = false, header = true, "
            "delim = ',', quote = '\"', escape = '\"', columns = ?, store_rejects = true, max_line_size = ?, "
            "parallel = true, strict_mode = true, nullstr = ?, allow_quoted_nulls = false)",
            [str(plain), columns, MAX_LINE, NO_NULL],
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    if connection.execute("SELECT count(*) FROM reject_errors").fetchall() != [(0,)]:
        return False
    position = {name: f"c{i}" for i, name in enumerate(header.names) if name is not None}
    chosen = ", ".join(
        f"nullif({position[name]}, '') AS {name}" if name in position else f"NULL::VARCHAR AS {name}"
        for name in COLUMNS[header.kind]
    )
    connection.execute(f"CREATE OR REPLACE VIEW raw AS SELECT rowid + 1 AS row, {chosen} FROM records")
    connection.execute("CREATE OR REPLACE TABLE raw_rejects (row BIGINT, reason VARCHAR, value VARCHAR)")
    return True


def _read_tolerantly(engine: Backend, plain: Path, header: Header) -> None:
    """Read with Python's csv module, batch by batch."""
    columns = COLUMNS[header.kind]
    raw_schema = pa.schema([("row", pa.int64()), *((name, pa.string()) for name in columns)])
    reject_schema = pa.schema([("row", pa.int64()), ("reason", pa.string()), ("value", pa.string())])
    connection = engine.con
    for kept, schema in (("TEMP TABLE records", raw_schema), ("TABLE raw_rejects", reject_schema)):
        connection.register("empty", schema.empty_table())
        connection.execute(f"CREATE OR REPLACE {kept} AS SELECT * FROM empty")
        connection.unregister("empty")
    connection.execute("CREATE OR REPLACE VIEW raw AS SELECT * FROM records")
    for rows, rejects in _batches(plain, header):
        for table, schema, records in (("records", raw_schema, rows), ("raw_rejects", reject_schema, rejects)):
            if records:
                columns_of = [list(column) for column in zip(*records, strict=True)]
                arrays = [pa.array(values, kind.type) for values, kind in zip(columns_of, schema, strict=True)]
                connection.register("batch", pa.table(arrays, schema=schema))
                connection.execute(f"INSERT INTO {table} SELECT * FROM batch")
                connection.unregister("batch")


Row = tuple[int | str | None, ...]


def _batches(plain: Path, header: Header) -> Iterator[tuple[list[Row], list[Row]]]:
    """Yield batches of (rows in the archive's column order, rejects)."""
    order = {name: i for i, name in enumerate(header.names) if name is not None}
    places = [order.get(name) for name in COLUMNS[header.kind]]
    rows: list[Row] = []
    rejects: list[Row] = []
    for number, record in enumerate(records(plain), start=1):
        reason = fault(record, len(header.fields))
        if reason is not None:
            rejects.append((number, reason, raw_text(record)))
        else:
            rows.append((number, *(None if place is None else record[place] or None for place in places)))
        if len(rows) + len(rejects) >= BATCH:
            yield rows, rejects
            rows, rejects = [], []
    yield rows, rejects


def records(plain: Path) -> Iterator[list[str]]:
    """Yield the records after the header as Python's csv module reads them; bytes that are not UTF-8 as surrogates."""
    yield from itertools.islice(_table(plain), 1, None)


def _table(plain: Path) -> Iterator[list[str]]:
    """Yield header and records, without what people's tools put before the header: BOMs, blank lines, `sep=,`."""
    with plain.open("rb") as binary, _wide_fields():
        lines = io.TextIOWrapper(binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
        bare = (line.lstrip("\ufeff") for line in lines)
        first = next((line for line in bare if line.strip() and not line.lstrip('"').startswith("sep=")), "")
        reader = csv.reader(itertools.chain((first,), lines), skipinitialspace=SPACED.match(first) is not None)
        yield from (record for record in reader if record)


def _is_plain(plain: Path, header: Header) -> bool:
    """Say whether both readers understand a file alike: the header comes first and no blank stands beside a quote.

    The rows of a file whose header is written as Twitter wrote it are not searched: no program mixes the two.
    """
    if len(header.fields) < 2:  # a blank line is a row of one absent cell to DuckDB, nothing to Python
        return False
    quoted = ",".join(f'"{field}"' for field in header.fields)
    with plain.open("rb") as file:
        first = file.readline(MAX_LINE).decode("utf-8-sig", "replace").rstrip("\r\n")
        if first == quoted:
            return True
        if first.split("\r", 1)[0] != ",".join(header.fields):
            return False
        return not _has_blanks_at_quote(plain)


def _has_blanks_at_quote(plain: Path) -> bool:
    """Search a whole file block by block; mapped into memory, a file that shrinks meanwhile would end the process."""
    with plain.open("rb") as file:
        left = b""
        while block := file.read(BLOCK):
            searched = left + block
            end = len(searched.rstrip(EDGE))  # a match lies within one run of these bytes
            if BLANKS_AT_QUOTE.search(searched[:end]):
                return True
            left = searched[end:]
        return BLANKS_AT_QUOTE.search(left) is not None


def fault(record: list[str], width: int) -> str | None:
    """Return why a record is no row of a file with `width` columns, None when it is one."""
    if len(record) != width:
        return f"{len(record)} of {width} columns"
    try:  # bytes that are not UTF-8 were read as lone surrogates, which cannot be written as UTF-8
        "".join(record).encode()
    except UnicodeEncodeError:
        return "not UTF-8"
    return None


def raw_text(record: list[str]) -> str:
    r"""Return a record as CSV again, with bytes that are not UTF-8 written as `\xNN`."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(record)
    return buffer.getvalue().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@contextmanager
def _wide_fields() -> Iterator[None]:
    """Let Python's csv module take cells of any size, for as long as this block runs."""
    before = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(before)
