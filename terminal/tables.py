"""Plain tables: a header line, right-aligned numbers, no boxes, readable without colour."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

MAX_WIDTH = 100
LEAST_PROSE = 14
"""Characters a line that a column of prose keeps while ids and times are shown whole."""


def cell_text(value: Any) -> str:
    """Return one table cell: thousands separators for numbers, absent as empty, control characters made visible."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(item) for item in value)
    return printable(str(value))


def printable(text: str) -> str:
    """Return hostile text on one line: newlines as spaces, escape codes and other control characters as `·`."""
    joined = " ".join(text.split())
    return "".join(char if char.isprintable() else "·" for char in joined)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """Print `rows` under `columns` on stdout, at most 100 columns wide; long cells go over several lines."""
    materialised = [list(row) for row in rows]
    texts = [[cell_text(value) for value in row] for row in materialised]
    width = min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns) if sys.stdout.isatty() else MAX_WIDTH
    natural = [_natural_width(name, [text[i] for text in texts]) for i, name in enumerate(columns)]
    least = [_least_width(name, [text[i] for text in texts]) for i, name in enumerate(columns)]
    widths = fitted(natural, least, width)
    table = Table(box=None, pad_edge=False, title=title, title_justify="left", header_style="bold")
    for i, name in enumerate(columns):
        right = any(isinstance(row[i], int | float) and not isinstance(row[i], bool) for row in materialised)
        # Names of columns break at their words.
        heading = Text(printable(name).replace("_", " "))
        table.add_column(heading, justify="right" if right else "left", overflow="fold", width=widths[i])
    for text in texts:
        table.add_row(*(Text(cell) for cell in text))
    Console(width=width, highlight=False, emoji=False, markup=False).print(table)


def _natural_width(name: str, cells: Sequence[str]) -> int:
    return max([cell_len(text) for text in cells] + [cell_len(word) for word in printable(name).split("_")], default=1)


def _least_width(name: str, cells: Sequence[str]) -> int:
    """Return the width to which a column may shrink before others are hurt: prose a little, the rest to its words."""
    if any(len(text.split()) > 2 for text in cells):
        return LEAST_PROSE
    return _natural_width(name, [word for text in cells for word in text.split()])


def fitted(natural: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Return column widths that fit into `width` with gaps of two.

    Columns give way down to `least` (breaks between words), the widest first; ids and names break only when that is
    not enough.
    """
    room = width - 2 * (len(natural) - 1)
    widths = list(natural)
    for floor in (least, [1] * len(natural)):
        while sum(widths) > room:
            candidates = [i for i, current in enumerate(widths) if current > floor[i]]
            if not candidates:
                break
            widths[max(candidates, key=lambda i: widths[i])] -= 1
    return widths
