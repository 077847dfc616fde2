"""From a plain CSV to raw rows on Spark: one file is one task, and Python's csv module reads it.

Its reading is the definition on any engine (docs/decisions/002), so row numbers and reasons are the same by
construction. Many files are read at once, one is not split: what splits a CSV at quoted line ends guesses.
"""

from collections.abc import Iterator
from pathlib import Path

import ibis
import pyarrow as pa

from lake.spark import SparkTables, spark_schema
from loader.header import COLUMNS
from loader.records import Header, fault, raw_text, records
from loader.staging_plan import RAW, RAW_REJECTS

BATCH = 5_000

Row = tuple[int | str | None, ...]


def read_raw(tables: SparkTables, plain: Path, header: Header) -> int:
    """Make the tables `raw` and `raw_rejects` of a CSV and return the number of records read.

    The workers must see `plain` under the same path. Columns are those of `loader.reading.read_raw`.
    """
    schema = ibis.schema({**RAW[header.kind], "reason": "string", "value": "string"})

    def read(ranges: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _ in ranges:
            yield from _batches(plain, header, schema.to_pyarrow())

    one_task = tables.session.range(0, 1, 1, 1)
    tables.make("read", one_task.mapInArrow(read, spark_schema(schema)), schema)
    for name, wanted, which in (
        ("raw", RAW[header.kind], "reason IS NULL"),
        ("raw_rejects", RAW_REJECTS, "reason IS NOT NULL"),
    ):
        tables["read"].where(which).select(*wanted.names).createOrReplaceTempView(name)
    return tables["read"].count()


def _batches(plain: Path, header: Header, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield every record of a CSV: `row`, the archive's columns (absent in a reject), `reason` and `value`."""
    order = {name: i for i, name in enumerate(header.names) if name is not None}
    places = [order.get(name) for name in COLUMNS[header.kind]]
    nothing: Row = (None,) * len(places)
    rows: list[Row] = []
    for number, record in enumerate(records(plain), start=1):
        reason = fault(record, len(header.fields))
        if reason is None:
            cells = (None if place is None else record[place] or None for place in places)
            rows.append((number, *cells, None, None))
        else:
            rows.append((number, *nothing, reason, raw_text(record)))
        if len(rows) == BATCH:
            yield _batch(rows, schema)
            rows = []
    if rows:
        yield _batch(rows, schema)


def _batch(rows: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = [list(column) for column in zip(*rows, strict=True)]
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.record_batch(arrays, schema=schema)
