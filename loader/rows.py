"""The lake's staged rows for a set of manifests, as one engine sees them."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from lake.manifest import Manifest
from lake.workspace import Workspace
from loader.tables.graph import GraphTables, graph_tables
from loader.tables.staged import SCHEMAS, File, Staged, file_order, with_priority
from schema.releases import releases


def staged_rows(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest]) -> Staged:
    """Return the staged rows of these manifests together."""
    files = {m.campaign: [File(source.kind == "tweets", source.name) for source in m.sources] for m in manifests}
    order = ibis.memtable(
        file_order(files, releases()), schema={"campaign": "string", "file": "string", "first": "int64"}
    )
    tables = {name: _table(workspace, engine, manifests, name) for name in ("tweets", "accounts")}
    words = {name: _table(workspace, engine, manifests, name) for name in ("spellings", "addresses")}
    return Staged(**{name: with_priority(table, order) for name, table in tables.items()}, **words)


def _table(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], name: str) -> ir.Table:
    files = [str(path) for manifest in manifests for path in manifest.table_files(workspace, name)]
    return engine.read_parquet(files) if files else ibis.memtable([], schema=SCHEMAS[name])


def lake_graph(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest], prefix: str) -> GraphTables:
    """Return the graph of these manifests, every table computed and kept in the engine under names with `prefix`."""

    def kept(name: str, table: ir.Table) -> ir.Table:
        return engine.create_table(f"{prefix}_{name}", table, overwrite=True)

    tables = graph_tables(staged_rows(workspace, engine, manifests), kept)
    return GraphTables(
        nodes={label: kept(f"node_{label}", table) for label, table in tables.nodes.items()},
        relationships={kind: kept(f"rel_{kind}", table) for kind, table in tables.relationships.items()},
    )
