"""The lake's staged tables as the engine sees them, and the one row of each tweet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis import tweets
from analysis.failures import ParameterError
from analysis.parameters import Parameters
from lake.manifest import Manifest
from lake.media_clusters import alike_in
from lake.workspace import Workspace

ALIKE = ibis.schema({"start": "string", "end": "string", "distance": "int64"})


@dataclass(frozen=True)
class LakeTables:
    """Tables of an open engine: `every` tweet of the lake, those `chosen` by campaign and day, and the vocabularies."""

    every: ir.Table
    chosen: ir.Table
    spellings: ir.Table
    addresses: ir.Table
    media: ir.Table
    alike: ir.Table


def lake_tables(
    workspace: Workspace, engine: Backend, manifests: Mapping[str, Manifest], parameters: Parameters
) -> LakeTables:
    """Show the lake's tables for these manifests; the names begin with `lake_`.

    Raises ParameterError when a campaign that is asked for is not in the lake.
    """
    missing = sorted(set(parameters.campaigns) - set(manifests))
    if missing:
        raise ParameterError(f"{missing[0]} is not in the lake", hint="`ioscope campaigns` lists what is loaded")
    for name in tweets.STAGED:
        _show(workspace, engine, list(manifests.values()), name)
    engine.create_table("lake_alike", alike_in(workspace, engine, list(manifests.values())), overwrite=True)
    staged = ibis.table(tweets.STAGED["tweets"], name="lake_tweets")
    rows = [dict(zip(tweets.ORDER.names, row, strict=True)) for row in tweets.file_order(manifests.values())]
    engine.create_table("lake_order", pa.Table.from_pylist(rows, schema=tweets.ORDER.to_pyarrow()), overwrite=True)
    order = ibis.table(tweets.ORDER, name="lake_order")
    repeated = kept(engine, "lake_repeated", tweets.repeated(staged))
    merged = kept(engine, "lake_merged", tweets.merged(staged, repeated, order))
    since, until = days_in_ms(parameters.since, parameters.until)
    return LakeTables(
        every=tweets.single(staged, repeated, merged),
        chosen=tweets.single(
            staged,
            repeated,
            merged,
            campaigns=parameters.campaigns,
            since_ms=since,
            until_ms=until,
        ),
        spellings=ibis.table(tweets.STAGED["spellings"], name="lake_spellings"),
        addresses=ibis.table(tweets.STAGED["addresses"], name="lake_addresses"),
        media=ibis.table(tweets.STAGED["media"], name="lake_media"),
        alike=ibis.table(ALIKE, name="lake_alike"),
    )


def kept(engine: Backend, name: str, table: ir.Table) -> ir.Table:
    """Compute a table once under a name, and return what to read instead; a former one is replaced."""
    engine.con.execute(f'CREATE OR REPLACE TABLE "{name}" AS {engine.compile(table)}')
    return ibis.table(table.schema(), name=name)


def _show(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], table: str) -> None:
    files = [str(path) for manifest in manifests for path in manifest.table_files(workspace, table)]
    rows = engine.read_parquet(files) if files else ibis.memtable([], schema=tweets.STAGED[table])
    engine.create_view(f"lake_{table}", rows.select(*tweets.STAGED[table].names), overwrite=True)


def days_in_ms(since: date | None, until: date | None) -> tuple[int | None, int | None]:
    """Return the first millisecond of `since` and the first after `until`, UTC; None for a day that is None."""
    return _midnight(since) if since else None, _midnight(until + timedelta(days=1)) if until else None


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000
