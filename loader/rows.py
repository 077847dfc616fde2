"""The lake's staged rows for a set of manifests, and the graph that they make, as one engine sees them."""

from collections.abc import Sequence
from functools import cache

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from lake.manifest import Manifest
from lake.plan import Plan, table_of
from lake.workspace import Workspace
from loader.tables.graph import GraphTables, graph_tables
from loader.tables.staged import SCHEMAS, File, Staged, file_order
from schema.releases import releases

STAGED = ("tweets", "accounts", "spellings", "addresses")
FILE_ORDER = ibis.schema({"campaign": "string", "file": "string", "first": "int64"})


@cache
def graph_plan(prefix: str) -> tuple[Plan, GraphTables]:
    """Return the plan that makes every graph table under names with `prefix`, and these tables.

    It reads the staged tables and `file_order`, under names with the same prefix.
    """
    plan = Plan()
    order = table_of(FILE_ORDER, f"{prefix}_file_order")
    staged = {name: table_of(SCHEMAS[name], f"{prefix}_staged_{name}") for name in STAGED}

    def kept(name: str, table: ibis.Table) -> ibis.Table:
        return plan.keep(f"{prefix}_{name}", table)

    tables = graph_tables(Staged(**staged, order=order), kept)
    made = GraphTables(
        nodes={label: kept(f"node_{label}", table) for label, table in tables.nodes.items()},
        relationships={kind: kept(f"rel_{kind}", table) for kind, table in tables.relationships.items()},
    )
    return plan, made


def lake_graph(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], prefix: str) -> GraphTables:
    """Compute the graph of these manifests, every table kept in the engine under names with `prefix`."""
    for name in STAGED:
        _show_staged(workspace, engine, manifests, name, f"{prefix}_staged_{name}")
    files = {m.campaign: [File(source.kind == "tweets", source.name) for source in m.sources] for m in manifests}
    order = pa.Table.from_pylist(
        [dict(zip(FILE_ORDER.names, row, strict=True)) for row in file_order(files, releases())],
        schema=FILE_ORDER.to_pyarrow(),
    )
    engine.create_table(f"{prefix}_file_order", order, overwrite=True)
    plan, tables = graph_plan(prefix)
    plan.run(engine)
    return tables


def _show_staged(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], table: str, name: str) -> None:
    """Make a view of one staged table over the files of all manifests."""
    files = [str(path) for manifest in manifests for path in manifest.table_files(workspace, table)]
    rows = engine.read_parquet(files) if files else ibis.memtable([], schema=SCHEMAS[table])
    engine.create_view(name, rows.select(*SCHEMAS[table].names), overwrite=True)
