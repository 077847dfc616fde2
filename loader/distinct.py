"""The tables of distinct values that Python reads: irregular lists, spellings of hashtags, addresses."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from loader.staging_plan import PARSED_LISTS
from loader.tables.staged import SCHEMAS
from loader.vocabulary import domain_kind, indexable, normal_tag, parse_list, registrable_domain


def parsed_lists(texts: Sequence[str]) -> pa.RecordBatch:
    """Return `parsed_lists` of some irregular lists."""
    parsed = [parse_list(text) for text in texts]
    items = [found or None for found, _ in parsed]
    return _rows(PARSED_LISTS, [texts, items, [well_formed for _, well_formed in parsed]])


def spellings(values: Sequence[str]) -> pa.RecordBatch:
    """Return `spellings` of some spellings of hashtags."""
    return _rows(SCHEMAS["spellings"], [values, [normal_tag(value) for value in values]])


def addresses(urls: Sequence[str]) -> pa.RecordBatch:
    """Return `addresses` of some urls."""
    usable = [indexable(url) is not None for url in urls]
    domains = [registrable_domain(url) if fits else None for url, fits in zip(urls, usable, strict=True)]
    kinds = [domain_kind(domain) if domain else None for domain in domains]
    return _rows(SCHEMAS["addresses"], [urls, usable, domains, kinds])


def _rows(schema: Any, columns: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    arrow: pa.Schema = schema.to_pyarrow()
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, arrow, strict=True)]
    return pa.record_batch(arrays, schema=arrow)


def make_parsed_lists(engine: Backend) -> None:
    """Make `parsed_lists` of `odd_lists`."""
    _make(engine, "parsed_lists", parsed_lists(_values(engine, "odd_lists", "text")))


def make_spellings(engine: Backend) -> None:
    """Make `spellings` of `distinct_spellings`."""
    _make(engine, "spellings", spellings(_values(engine, "distinct_spellings", "value")))


def make_addresses(engine: Backend) -> None:
    """Make `addresses` of `distinct_addresses`."""
    _make(engine, "addresses", addresses(_values(engine, "distinct_addresses", "value")))


def _values(engine: Backend, table: str, column: str) -> list[str]:
    rows = engine.con.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}").fetchall()
    return [value for (value,) in rows]


def _make(engine: Backend, name: str, rows: pa.RecordBatch) -> None:
    engine.con.register("made_by_python", pa.Table.from_batches([rows]))
    engine.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM made_by_python")
    engine.con.unregister("made_by_python")
