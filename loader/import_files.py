"""Import-ready Parquet: the graph's tables under the importer's headers, with dense ids as actual node ids.

A node's id is its code (`loader.tables.codes`) behind those of the labels before it. Ids differ from build to build;
keys do not. The importer takes two ends by id three times faster than it looks two keys up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from lake.manifest import Manifest
from loader.failures import DanglingError
from loader.online import campaign_properties
from loader.tables.graph import GraphTables
from schema.headers import node_header, property_header, relationship_header
from schema.model import NodeModel, PropertyModel, RelationshipModel, model_digest, nodes, relationships
from schema.types import ValueType
from terminal import Stages


@dataclass(frozen=True)
class ImportFiles:
    """One Parquet file for each label and type, and how many nodes and relationships they hold."""

    nodes: dict[str, Path]
    relationships: dict[str, Path]
    node_counts: dict[str, int]
    relationship_counts: dict[str, int]


def write_import_files(
    engine: Backend, tables: GraphTables, manifests: Sequence[Manifest], state: str, folder: Path, stages: Stages
) -> ImportFiles:
    """Write the import files of a whole graph into `folder`; campaigns get `state` and their manifest's digest.

    Raises DanglingError when a relationship has an end that is no node.
    """
    coded = tables.coded
    _make_campaigns(engine, manifests, state, coded.codes["Campaign"].get_name())
    names = {"Campaign": "import_campaigns", **{label: table.get_name() for label, table in coded.nodes.items()}}
    files = ImportFiles({}, {}, {}, {})
    offsets: dict[str, int] = {}
    offset = 0
    with stages.stage("import files", unit="rows") as stage:
        for label, name in names.items():
            offsets[label] = offset
            count = _write_nodes(engine, nodes()[label], name, offset, folder / f"{label}.parquet")
            files.nodes[label], files.node_counts[label] = folder / f"{label}.parquet", count
            codes = f'"{coded.codes[label].get_name()}"'
            offset += int(engine.con.execute(f"SELECT coalesce(max(code) + 1, 0) FROM {codes}").fetchall()[0][0])
            stage.advance(count)
        for kind, table in coded.relationships.items():
            path = folder / f"{kind}.parquet"
            count = _write_relationships(engine, relationships()[kind], table.get_name(), offsets, path)
            files.relationships[kind], files.relationship_counts[kind] = path, count
            stage.advance(count)
    return files


def _make_campaigns(engine: Backend, manifests: Sequence[Manifest], state: str, codes: str) -> None:
    rows = [{"key": m.campaign, **campaign_properties(m, m.digest, model_digest(), state)} for m in manifests]
    node = nodes()["Campaign"]
    arrow = {ValueType.TEXT: pa.string(), ValueType.INTEGER: pa.int64(), ValueType.BOOLEAN: pa.bool_()}
    kinds = {**arrow, ValueType.TEXT_LIST: pa.list_(pa.string())}
    schema = pa.schema([(p.name, kinds[p.type]) for p in node.properties])
    engine.con.register("made_by_python", pa.Table.from_pylist(rows, schema=schema))
    engine.con.execute(
        "CREATE OR REPLACE TABLE import_campaigns AS "
        f'SELECT m.*, c.code FROM made_by_python m JOIN "{codes}" c USING (key)'
    )
    engine.con.unregister("made_by_python")


def _write_nodes(engine: Backend, node: NodeModel, table: str, offset: int, path: Path) -> int:
    present = _columns(engine, table)
    header = node_header(node)
    ordered = (node.key, *(p for p in node.properties if p is not node.key))
    values = [f"code + {offset}", *(_value(p, present) for p in ordered)]
    if node.variants:
        values.append("variant")
    return _copy(engine, values, header, f'"{table}"', path)


def _write_relationships(
    engine: Backend, relationship: RelationshipModel, table: str, offsets: dict[str, int], path: Path
) -> int:
    present = _columns(engine, table)
    [(dangling,)] = engine.con.execute(
        f'SELECT count(*) FROM "{table}" WHERE start IS NULL OR "end" IS NULL'
    ).fetchall()
    if dangling:
        raise DanglingError(relationship.type, int(dangling))
    values = [
        f"start + {offsets[relationship.start.label]}",
        f'"end" + {offsets[relationship.end.label]}',
        *(_value(p, present) for p in relationship.properties),
    ]
    # In the order of their nodes: who reads one node's relationships finds them side by side.
    ordered = f'"{table}" ORDER BY "{relationship.owner_side}"'
    return _copy(engine, values, relationship_header(relationship), ordered, path)


def _columns(engine: Backend, table: str) -> set[str]:
    return {name for name, *_ in engine.con.execute(f'DESCRIBE "{table}"').fetchall()}


def value_columns(engine: Backend, table: str, properties: Sequence[PropertyModel]) -> list[str]:
    """Return the SQL of these properties of a table under the importer's headers."""
    present = _columns(engine, table)
    return [f'{_value(p, present)} AS "{property_header(p)}"' for p in properties]


def _value(declared: PropertyModel, present: set[str]) -> str:
    """Return the SQL of one property as the importer wants it; absent throughout where the table lacks it."""
    if declared.name not in present:
        return f"NULL::{_SQL[declared.type]}"
    column = f'"{declared.name}"'
    # The lake keeps milliseconds; a TIMESTAMPTZ becomes a datetime in UTC.
    return f"epoch_ms({column})::TIMESTAMPTZ" if declared.type is ValueType.DATETIME else column


_SQL: dict[ValueType, str] = {
    ValueType.TEXT: "VARCHAR",
    ValueType.INTEGER: "BIGINT",
    ValueType.FLOAT: "DOUBLE",
    ValueType.BOOLEAN: "BOOLEAN",
    ValueType.DATETIME: "TIMESTAMPTZ",
    ValueType.DATE: "DATE",
    ValueType.TEXT_LIST: "VARCHAR[]",
    ValueType.INTEGER_LIST: "BIGINT[]",
}


def _copy(engine: Backend, values: Sequence[str], header: Sequence[str], source: str, path: Path) -> int:
    columns = ", ".join(f'{value} AS "{name}"' for value, name in zip(values, header, strict=True))
    target = str(path).replace("'", "''")
    # The importer reads fastest what costs it nothing to unpack.
    statement = f"COPY (SELECT {columns} FROM {source}) TO '{target}' (FORMAT parquet, COMPRESSION snappy)"
    done: list[tuple[Any, ...]] = engine.con.execute(statement).fetchall()
    return int(done[0][0])
