"""How an answer leaves: a table for a person, CSV, JSON or Parquet for a program, on stdout or as a file."""

import datetime as dt
import io
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from explorer.answers import Rows, plain_value
from explorer.failures import OutputFailure
from terminal import UsageFailure, json_text, print_table
from terminal.spreadsheet import csv_lines

FORMATS = ("table", "csv", "json", "parquet")

_WIDE = 8
"""Columns from which a single row reads better as a list of facts."""


def show_table(rows: Rows) -> None:
    """Print an answer for a person; one row of many columns as a list of facts."""
    plain = [[_shown(value) for value in row] for row in rows.plain()]
    if len(plain) == 1 and len(rows.columns) >= _WIDE:
        facts = [(name, _fact(value)) for name, value in zip(rows.columns, plain[0], strict=True)]
        print_table(("", "value"), facts)
    else:
        print_table(rows.columns, plain)


def _shown(value: Any) -> Any:
    """Return what a person reads: times without T and fractions of seconds, maps as JSON."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value):
        return f"{value[:10]} {value[11:16]}"
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, list | dict) for item in value)):
        return json.dumps(value, ensure_ascii=False)
    return value


def _fact(value: Any) -> Any:
    # All facts stand in one column: as texts they are aligned to the left.
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def csv_text(rows: Rows) -> str:
    """Return an answer as RFC 4180 CSV; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    return csv_lines([rows.columns, *([_cell(value) for value in row] for row in rows.plain())])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def json_rows(rows: Rows) -> str:
    """Return an answer as a JSON array of objects, one a row."""
    return json_text([dict(zip(rows.columns, row, strict=True)) for row in rows.plain()]) + "\n"


def parquet_bytes(rows: Rows) -> bytes:
    """Return an answer as a Parquet file: times and numbers keep their types, what has none there is JSON text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(zip(*rows.values, strict=True)) or [()] * len(rows.columns)
    arrays = [_array(name, values) for name, values in zip(rows.columns, columns, strict=True)]
    sink = io.BytesIO()
    pq.write_table(pa.table(arrays, names=rows.columns), sink)
    return sink.getvalue()


def _array(name: str, values: Sequence[Any]) -> Any:
    import pyarrow as pa

    typed: list[Any] = [value if isinstance(value, _TYPED) else plain_value(value, name) for value in values]
    if all(value is None or value == [] for value in typed):
        return pa.array([None if value is None else "" for value in typed], pa.string())
    kinds = {type(value) for value in typed if value is not None}
    lists_of_text = kinds == {list} and all(isinstance(item, str) for value in typed for item in value or [])
    if lists_of_text or (len(kinds) == 1 and kinds <= {str, int, float, bool, dt.date, dt.datetime}):
        try:
            return pa.array(typed)
        except (pa.ArrowException, OverflowError, ValueError):
            pass  # such as times of several zones in one column: these go as text, like every other mixture
    texts = [plain_value(value, name) for value in values]
    return pa.array([t if t is None or isinstance(t, str) else json.dumps(t, ensure_ascii=False) for t in texts])


_TYPED = (int, float, bool, str, dt.datetime, dt.date)
"""What Parquet has types for; a time of day and a duration go as text."""

_WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "csv": lambda rows: csv_text(rows).encode("utf-8"),
    "json": lambda rows: json_rows(rows).encode("utf-8"),
    "parquet": parquet_bytes,
}


def write_answer(rows: Rows, form: str, file: Path | None) -> None:
    """Write an answer as csv, json or parquet to a file, or to stdout without one.

    Raises `OutputFailure` when the file cannot be written; `UsageFailure` for Parquet on a terminal.
    """
    if form == "parquet" and file is None and sys.stdout.isatty():
        raise UsageFailure("Parquet is not for reading", hint="name a file: -o FILE.parquet")
    content = _WRITERS[form](rows)
    if file is None:
        click.echo(content, nl=False)
    else:
        replace_file(file, content)


def replace_file(file: Path, content: bytes) -> None:
    """Write a file at once or not at all: a temporary beside it takes its place when it is complete."""
    try:
        target = file.resolve()
        if target.exists() and not target.is_file():
            raise OutputFailure(f"{file} is there and is no ordinary file", hint="name another file with -o FILE")
        temporary = target.parent / f".ioscope-{os.getpid()}.part"
        try:
            with temporary.open("wb") as opened:
                opened.write(content)
                opened.flush()
                os.fsync(opened.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputFailure(f"cannot write {file}: {reason}", hint="name another file with -o FILE") from error
