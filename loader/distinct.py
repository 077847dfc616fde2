"""The tables of distinct values that Python reads: irregular lists, spellings of hashtags, addresses."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from loader.staging_plan import PARSED_LISTS
from loader.tables.staged import SCHEMAS
from loader.vocabulary import domain_kind, indexable, normal_tag, parse_list, registrable_domain


def make_parsed_lists(engine: Backend) -> None:
    """Make `parsed_lists` of `odd_lists`."""
    texts = _values(engine, "odd_lists", "text")
    parsed = [parse_list(text) for text in texts]
    items = [found or None for found, _ in parsed]
    _make(engine, "parsed_lists", PARSED_LISTS, [texts, items, [well_formed for _, well_formed in parsed]])


def make_spellings(engine: Backend) -> None:
    """Make `spellings` of `distinct_spellings`."""
    spellings = _values(engine, "distinct_spellings", "value")
    _make(engine, "spellings", SCHEMAS["spellings"], [spellings, [normal_tag(spelling) for spelling in spellings]])


def make_addresses(engine: Backend) -> None:
    """Make `addresses` of `distinct_addresses`."""
    urls = _values(engine, "distinct_addresses", "value")
    usable = [indexable(url) is not None for url in urls]
    domains = [registrable_domain(url) if fits else None for url, fits in zip(urls, usable, strict=True)]
    kinds = [domain_kind(domain) if domain else None for domain in domains]
    _make(engine, "addresses", SCHEMAS["addresses"], [urls, usable, domains, kinds])


def _values(engine: Backend, table: str, column: str) -> list[str]:
    rows = engine.con.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}").fetchall()
    return [value for (value,) in rows]


def _make(engine: Backend, name: str, schema: Any, columns: Sequence[Sequence[Any]]) -> None:
    arrow: pa.Schema = schema.to_pyarrow()
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, arrow, strict=True)]
    engine.con.register("made_by_python", pa.table(arrays, schema=arrow))
    engine.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM made_by_python")
    engine.con.unregister("made_by_python")
