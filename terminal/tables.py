"""Plain tables: a header line, right-aligned numbers, no boxes, readable without colour."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

MAX_WIDTH = 100


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
    """Print `rows` under `columns` on stdout, at most 100 columns wide; a pipe gets the full cells."""
    materialised = [list(row) for row in rows]
    numeric = [
        any(isinstance(row[i], int | float) and not isinstance(row[i], bool) for row in materialised)
        for i in range(len(columns))
    ]
    table = Table(box=None, pad_edge=False, title=title, title_justify="left", header_style="bold")
    for name, right in zip(columns, numeric, strict=True):
        table.add_column(Text(printable(name)), justify="right" if right else "left", overflow="fold")
    for row in materialised:
        table.add_row(*(Text(cell_text(value)) for value in row))
    width = min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns) if sys.stdout.isatty() else MAX_WIDTH
    console = Console(width=width, highlight=False, emoji=False, markup=False)
    console.print(table)
