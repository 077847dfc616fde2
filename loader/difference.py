"""What has to change in the graph: the difference between the graph of two sets of manifests.

The graph is a function of the releases in the lake, so bringing it from one set to another is a matter of three tables
a label or type: new rows, changed rows, and the keys of those no longer there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from loader.tables.graph import GraphTables
from schema.model import nodes, relationships


@dataclass(frozen=True)
class Change:
    """Rows of one label or type that are new, those that have other values, and keys to remove; None is no row."""

    added: ir.Table | None
    changed: ir.Table | None
    removed: ir.Table | None

    def parts(self) -> list[tuple[bool, ir.Table]]:
        """Return the tables of rows to write, each with whether they are new."""
        return [(new, rows) for new, rows in ((True, self.added), (False, self.changed)) if rows is not None]

    @property
    def written(self) -> list[ir.Table]:
        """The tables of rows to write."""
        return [rows for _, rows in self.parts()]


@dataclass(frozen=True)
class Difference:
    """Changes by label and by type, in loading order."""

    nodes: dict[str, Change]
    relationships: dict[str, Change]
    whole: bool
    """Whether the rows to write are all rows of the graph, and so every relationship's ends are among the nodes'."""


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
        whole=old is None,
    )


def _change(old: ir.Table | None, new: ir.Table, keys: Sequence[str]) -> Change:
    if old is None:
        return Change(new, None, None)
    same_order = old.select(*new.columns)
    return Change(
        added=new.anti_join(old, list(keys)),
        changed=new.difference(same_order, distinct=True).semi_join(old, list(keys)),
        removed=old.anti_join(new, list(keys)).select(*keys),
    )
