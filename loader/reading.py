"""From a plain CSV to raw rows: a table of text columns under the archive's names, and the rows that are none.

DuckDB reads a file in parallel, quoted newlines included. The definition is what Python's csv module reads: one record,
one row or one reject. So DuckDB is believed where it rejects nothing, and where it rejects a few records that Python,
reading just these, refuses as well (too short, too long, badly encoded). Every other file is read again by Python as a
whole. Where the two would differ without a reject (what stands before the header, a single column, blanks beside a
quote) DuckDB is not asked.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
from ibis.backends.duckdb import Backend

from loader.header import COLUMNS
from loader.odd_records import find_odd_records
from loader.records import MAX_LINE, Header, fault, is_quoted, raw_text, records

BATCH = 20_000
BLOCK = 16 << 20
NO_NULL = "\x00no cell is this\x00"
"""What DuckDB takes for an absent cell: nothing, because it forgives a row one surplus cell that is absent."""

BLANKS_AT_QUOTE = re.compile(rb'[,\r\n] +"|" +(?:[,\r\n]|\Z)')
"""What DuckDB takes for the edge of a quoted cell and Python's csv module for text, though a text may hold it too."""
EDGE = b', \r\n"'
"""Every byte that such a place consists of."""


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
    """Read with DuckDB; return False when it met anything that Python might read otherwise."""
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
    odd = find_odd_records(engine, plain, header)
    if odd is None:
        return False
    position = {name: f"c{i}" for i, name in enumerate(header.names) if name is not None}
    chosen = ", ".join(
        f"nullif({position[name]}, '') AS {name}" if name in position else f"NULL::VARCHAR AS {name}"
        for name in COLUMNS[header.kind]
    )
    row = " + ".join(["rowid + 1", *(f"(rowid >= {record.rows_before})::BIGINT" for record in odd)])
    connection.execute(f"CREATE OR REPLACE VIEW raw AS SELECT {row} AS row, {chosen} FROM records")
    connection.execute("CREATE OR REPLACE TABLE raw_rejects (row BIGINT, reason VARCHAR, value VARCHAR)")
    for before, record in enumerate(odd):
        values = [record.rows_before + before + 1, record.reason, record.value]
        connection.execute("INSERT INTO raw_rejects VALUES (?, ?, ?)", values)
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
        for table, schema, batch in (("records", raw_schema, rows), ("raw_rejects", reject_schema, rejects)):
            if batch:
                columns_of = [list(column) for column in zip(*batch, strict=True)]
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


def _is_plain(plain: Path, header: Header) -> bool:
    """Say whether both readers understand a file alike: the header comes first and no blank stands beside a quote.

    The rows of a file whose header is written as Twitter wrote it are not searched: no program mixes the two.
    """
    if len(header.fields) < 2:  # a blank line is a row of one absent cell to DuckDB, nothing to Python
        return False
    if is_quoted(plain, header):
        return True
    with plain.open("rb") as file:
        first = file.readline(MAX_LINE).decode("utf-8-sig", "replace").rstrip("\r\n")
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
