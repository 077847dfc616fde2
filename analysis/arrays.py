"""Tables of numbers between the engine and numpy."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.counting import Events


def arrays_of(engine: Backend, select: str) -> dict[str, npt.NDArray[Any]]:
    """Return the columns that a SELECT gives, numbers without gaps, as wide as the table has them."""
    found = engine.con.sql(select).to_arrow_table()
    return {name: found[name].to_numpy() for name in found.column_names}


def event_arrays(engine: Backend, coded: str, *, with_authors: bool) -> Events:
    """Return the coded events of a table as arrays of 64 bits."""
    found = arrays_of(engine, f'SELECT object, account, tweet, t, author FROM "{coded}"')
    columns = {name: column.astype(np.int64, copy=False) for name, column in found.items()}
    author = columns.pop("author")
    return Events(**columns, author=author if with_authors else None)


def count_of(engine: Backend, table: str) -> int:
    """Return how many rows a table has."""
    [(count,)] = engine.con.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return int(count)


def show(engine: Backend, name: str, columns: dict[str, npt.NDArray[Any]]) -> None:
    """Let the engine read arrays as a table under a name, without a copy."""
    engine.con.register(name, pa.table(columns))
