"""The few records of a CSV that DuckDB refused, each judged by Python's csv module.

A released file of millions of rows has a handful of them. DuckDB says where each begins and leaves it out; it is
believed for the rest when Python, reading at that place, refuses the same record, and when what follows in the file is
what follows in DuckDB's table. Where anything does not fit, the file is Python's.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from ibis.backends.duckdb import Backend

from loader.records import Header, fault, is_quoted, raw_text, record_at

MOST = 64
"""A file with more of them is somebody's own; Python reads it."""
BLOCK = 16 << 20


@dataclass(frozen=True)
class OddRecord:
    """A refused record: how many rows of the table stand before it, why it is no row, and its text as CSV."""

    rows_before: int
    reason: str
    value: str


def find_odd_records(engine: Backend, plain: Path, header: Header) -> list[OddRecord] | None:
    """Return the records that DuckDB left out of its table `records`, in order; None when it is not to be believed."""
    starts = engine.con.execute(
        "SELECT DISTINCT line_byte_position - 1 AS start FROM reject_errors ORDER BY start LIMIT ?", [MOST + 1]
    ).fetchall()
    places = [start for (start,) in starts]
    if not places:
        return []
    if len(places) > MOST or not is_quoted(plain, header) or not _begin_records(plain, places):
        return None
    found: list[OddRecord] = []
    try:
        for start in places:
            record, end = record_at(plain, start)
            if not record:  # a blank line: DuckDB counts some of them, Python none
                return None
            reason = fault(record, len(header.fields))
            rows_before = _rows_before(engine, plain, header, end, places)
            if reason is None or rows_before is None:
                return None
            found.append(OddRecord(rows_before, reason, raw_text(record)))
    except csv.Error:  # line ends of two kinds: from the file's beginning Python reads them, from here it does not
        return None
    return found


def _begin_records(plain: Path, starts: list[int]) -> bool:
    """Say whether no place lies inside a quoted cell: before each is a line end, and an even number of quotes."""
    quotes = place = 0
    with plain.open("rb") as file:
        for start in starts:
            if start < 1:
                return False
            last = b""
            while place < start and (block := file.read(min(BLOCK, start - place))):
                quotes += block.count(b'"')
                place += len(block)
                last = block[-1:]
            if quotes % 2 or last not in {b"\n", b"\r"}:
                return False
    return True


def _rows_before(engine: Backend, plain: Path, header: Header, place: int, refused: list[int]) -> int | None:
    """Return where in DuckDB's table the next record of the file that it took stands; None when that is not certain."""
    record, after = record_at(plain, place)
    while place in refused:
        place = after
        record, after = record_at(plain, place)
    if after == place:  # the end of the file
        [(count,)] = engine.con.execute("SELECT count(*) FROM records").fetchall()
        return int(count)
    # A blank line: DuckDB and Python count these differently; or what DuckDB took and Python refuses.
    if not record or fault(record, len(header.fields)) is not None:
        return None
    rows = engine.con.execute("SELECT rowid, * FROM records WHERE c0 = ? LIMIT ?", [record[0], MOST]).fetchall()
    same = [number for number, *cells in rows if cells == record]
    return int(same[0]) if len(same) == 1 and len(rows) < MOST else None
