"""Tables of whole numbers between the engine and numpy."""

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.counting import Events

Numbers = npt.NDArray[np.int64]


def arrays_of(engine: Backend, table: ir.Table) -> dict[str, Numbers]:
    """Return the columns of a table of whole numbers without gaps, as wide as the table has them."""
    found = engine.con.sql(engine.compile(table)).to_arrow_table()
    return {name: found[name].to_numpy() for name in found.column_names}


def event_arrays(engine: Backend, coded: ir.Table, *, with_authors: bool) -> Events:
    """Return coded events as arrays of 64 bits."""
    columns = {name: column.astype(np.int64, copy=False) for name, column in arrays_of(engine, coded).items()}
    author = columns.pop("author")
    return Events(**columns, author=author if with_authors else None)


def count_of(engine: Backend, table: ir.Table) -> int:
    """Return how many rows a table has."""
    [(count,)] = engine.con.execute(engine.compile(table.aggregate(n=table.count()))).fetchall()
    return int(count)


def shown(engine: Backend, name: str, table: pa.Table) -> ir.Table:
    """Let the engine read an Arrow table, without a copy, under a name."""
    engine.con.register(name, table)
    return ibis.table(ibis.Schema.from_pyarrow(table.schema), name=name)
