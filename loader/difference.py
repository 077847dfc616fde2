"""What has to change in the graph: the difference between the graph of two sets of manifests.

The graph is a function of the releases in the lake, so bringing it from one set to another is a matter of two tables
a label or type: rows to upsert (new or changed) and keys to remove (no longer there).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from loader.tables.graph import GraphTables
from schema.model import nodes, relationships


@dataclass(frozen=True)
class Change:
    """Rows to upsert and rows (keys) to remove of one label or type; `removed` is None when nothing was there."""

    upserted: ir.Table
    removed: ir.Table | None


@dataclass(frozen=True)
class Difference:
    """Changes by label and by type, in loading order."""

    nodes: dict[str, Change]
    relationships: dict[str, Change]


def difference(old: GraphTables | None, new: GraphTables) -> Difference:
    """Return what leads from the graph `old` (None: an empty one) to the graph `new`."""
    return Difference(
        nodes={
            label: _change(old.nodes[label] if old else None, table, [nodes()[label].key.name])
            for label, table in new.nodes.items()
        },
        relationships={
            kind: _change(
                old.relationships[kind] if old else None, table, ["start", "end", *relationships()[kind].identity]
            )
            for kind, table in new.relationships.items()
        },
    )


def _change(old: ir.Table | None, new: ir.Table, keys: Sequence[str]) -> Change:
    if old is None:
        return Change(new, None)
    same_order = old.select(*new.columns)
    return Change(
        upserted=new.difference(same_order, distinct=True),
        removed=old.anti_join(new, list(keys)).select(*keys),
    )
