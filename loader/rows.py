"""The lake's staged rows for a set of manifests, and the graph that they make, as one engine sees them."""

from collections.abc import Sequence
from functools import cache

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from lake.engine import sql_text
from lake.manifest import Manifest
from lake.media_clusters import alike_in
from lake.plan import Plan, table_of
from lake.workspace import Workspace
from loader.tables.graph import GraphTables, coded_tables, graph_tables
from loader.tables.staged import ALIKE, FILE_ORDER, PLACED, SCHEMAS, File, Staged, file_order
from schema.releases import releases

STAGED = ("tweets", "accounts", "spellings", "addresses", "media")
STAGED_SCHEMAS = SCHEMAS | {"tweets": PLACED}


@cache
def graph_plan(prefix: str, *, held: bool = False) -> tuple[Plan, GraphTables]:
    """Return the plan that makes every graph table under names with `prefix`, and these tables.

    It reads the staged tables and `file_order`, under names with the same prefix. The tables by key are views unless
    they are to be `held`, for whoever reads them more than once.
    """
    plan = Plan()
    order = table_of(FILE_ORDER, f"{prefix}_file_order")
    alike = table_of(ALIKE, f"{prefix}_alike")
    staged = {name: table_of(STAGED_SCHEMAS[name], f"{prefix}_staged_{name}") for name in STAGED}

    def keep(name: str, table: ibis.Table) -> ibis.Table:
        return plan.keep(f"{prefix}_{name}", table)

    def show(name: str, table: ibis.Table) -> ibis.Table:
        return plan.show(f"{prefix}_{name}", table)

    return plan, graph_tables(
        coded_tables(Staged(**staged, alike=alike, order=order), keep, show), keep if held else show
    )


def lake_graph(
    workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], prefix: str, *, held: bool = False
) -> GraphTables:
    """Give the graph of these manifests, its tables and views in the engine under names with `prefix`.

    The tables by key are `held` for whoever reads them more than once, else they are views.
    """
    for name in STAGED:
        show_staged(workspace, engine, manifests, name, f"{prefix}_staged_{name}")
    engine.create_table(f"{prefix}_alike", alike_in(workspace, engine, manifests), overwrite=True)
    files = {
        m.campaign: [File(source.kind == "tweets", source.name, source.read) for source in m.sources] for m in manifests
    }
    order = pa.Table.from_pylist(
        [dict(zip(FILE_ORDER.names, row, strict=True)) for row in file_order(files, releases())],
        schema=FILE_ORDER.to_pyarrow(),
    )
    engine.create_table(f"{prefix}_file_order", order, overwrite=True)
    plan, tables = graph_plan(prefix, held=held)
    plan.run(engine)
    return tables


def show_staged(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], table: str, name: str) -> None:
    """Make a view of one staged table over the files of all manifests, for every connection to the engine."""
    schema = STAGED_SCHEMAS[table]
    files = [path for manifest in manifests for path in manifest.table_files(workspace, table)]
    if files:
        listed = ", ".join(f"'{sql_text(file)}'" for file in files)
        placed = ", file_row_number + 1 AS place" if "place" in schema else ""
        rows = f"SELECT * {placed} FROM read_parquet([{listed}], file_row_number = true)"
    else:
        kind = engine.compiler.type_mapper.to_string
        rows = f"SELECT {', '.join(f'NULL::{kind(t)} AS {n}' for n, t in schema.items())} WHERE false"
    engine.con.execute(f'CREATE OR REPLACE VIEW "{name}" AS SELECT {", ".join(schema)} FROM ({rows})')
