"""CSV that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A spreadsheet takes a cell that begins so for a formula. Apostrophes before it are doubled up by one as well, so that
# taking one away from every cell of this form gives back the very text.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def defused(text: str) -> str:
    """Return a cell that no spreadsheet runs: `=1+1` becomes `'=1+1`; a plain number stays a number."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def csv_lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of texts as RFC 4180 CSV; cells that a spreadsheet would take for a formula begin with `'`."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    for row in rows:
        writer.writerow([defused(cell) for cell in row])
    return target.getvalue()
