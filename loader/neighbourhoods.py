"""Tables of relationships turned into lists, one row a node: what `database.upsert` writes in one go."""

from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from database.upsert import OWNER, value_column
from schema.model import NodeModel, RelationshipModel

LONGEST = 1_000
"""Relationships of one type in one row: a node with more of them has several rows."""


def by_owner(relationship: RelationshipModel, table: ir.Table) -> ir.Table:
    """Return one row for up to `LONGEST` relationships of one node: `owner` and the lists of the type."""
    owner = table[relationship.owner_side]
    number = ibis.row_number().over(group_by=owner)
    numbered = table.mutate(part=number // LONGEST)
    return _lists(relationship, numbered, [OWNER, "part"]).drop("part")


def with_relationships(
    node: NodeModel, table: ir.Table, types: Iterable[tuple[RelationshipModel, ir.Table]]
) -> ir.Table:
    """Return nodes, each with the lists of its relationships of these types; nodes without any have null."""
    for relationship, rows in types:
        lists = _lists(relationship, rows, [OWNER])
        joined = table.left_join(lists, table[node.key.name] == lists[OWNER])
        table = joined.select(table, *(name for name in lists.columns if name != OWNER))
    return table


def of_others(relationship: RelationshipModel, table: ir.Table, owners: ir.Table) -> ir.Table:
    """Return the relationships that belong to none of these owners."""
    return table.anti_join(owners, table[relationship.owner_side] == owners[relationship.owner.key.name])


def _lists(relationship: RelationshipModel, table: ir.Table, group: list[str]) -> ir.Table:
    other = "end" if relationship.owner_side == "start" else "start"
    named = table.rename({OWNER: relationship.owner_side})
    lists = {relationship.type: named[other].collect(include_null=True)}
    for prop in relationship.properties:
        lists[value_column(relationship, prop)] = named[prop.name].collect(include_null=True)
    return named.group_by(group).agg(**lists)
