"""Cypher that is derived from the model: upserts and removals. Values travel as parameters, never in the text.

Every statement takes `$rows`, a list of maps:
    nodes           {key, properties, moments}
    relationships   {start, end, properties, moments, identity}   (start and end are the keys of the two nodes)
`properties` holds every property the loader fills but times, absent ones as null, so that `SET +=` leaves exactly the
given set while a user's own notes and the findings of `analysis` stay. `moments` holds the times as milliseconds since
1970, UTC, absent ones left out: the server makes times of them fifty times faster than its driver takes any.
"""

from collections.abc import Iterable

from schema.model import NodeModel, PropertyModel, RelationshipModel
from schema.types import ValueType


def quoted(identifier: str) -> str:
    """Return an identifier of the schema in backticks: the only way a name enters Cypher text."""
    return "`" + identifier.replace("`", "``") + "`"


def upsert_nodes(node: NodeModel, variant: str | None = None) -> str:
    """Return the statement that makes or updates nodes of one label; `variant` is their second label."""
    lines = [
        "UNWIND $rows AS row",
        f"MERGE (n:{quoted(node.label)} {{{quoted(node.key.name)}: row.key}})",
        "SET n += row.properties",
        *_moments("n", node.loaded),
    ]
    if variant is not None:
        lines.append(f"SET n:{quoted(variant)}")
        lines += [f"REMOVE n:{quoted(other)}" for other in node.variants if other != variant]
    return "\n".join(lines)


def set_derived(node: NodeModel) -> str:
    """Return the statement that sets derived properties on nodes that are there: `$rows` of {key, properties}."""
    match = f"MATCH (n:{quoted(node.label)} {{{quoted(node.key.name)}: row.key}})"
    return "\n".join(["UNWIND $rows AS row", match, "SET n += row.properties"])


def clear_derived(node: NodeModel) -> str:
    """Return the statement that takes every derived property of a label away, in transactions of its own."""
    there = " OR ".join(f"n.{quoted(p.name)} IS NOT NULL" for p in node.derived)
    removed = ", ".join(f"n.{quoted(p.name)}" for p in node.derived)
    match = f"MATCH (n:{quoted(node.label)}) WHERE {there}"
    return "\n".join([match, f"CALL (n) {{ REMOVE {removed} }} IN TRANSACTIONS OF 20000 ROWS"])


def upsert_relationships(relationship: RelationshipModel) -> str:
    """Return the statement that makes or updates relationships of one type between nodes that are there."""
    merge = f"MERGE (a)-[r:{quoted(relationship.type)}{_identity(relationship)}]->(b)"
    lines = ["UNWIND $rows AS row", *_ends(relationship), merge]
    if relationship.properties:
        lines += ["SET r += row.properties", *_moments("r", relationship.properties)]
    return "\n".join(lines)


def _moments(variable: str, properties: Iterable[PropertyModel]) -> list[str]:
    names = [quoted(p.name) for p in properties if p.type is ValueType.DATETIME]
    return [
        f"SET {variable}.{name} = CASE WHEN row.moments.{name} IS NOT NULL "
        f"THEN datetime({{epochMillis: row.moments.{name}}}) END"
        for name in names
    ]


def remove_nodes(node: NodeModel) -> str:
    """Return the statement that takes nodes out, with every relationship they have."""
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH (n:{quoted(node.label)} {{{quoted(node.key.name)}: row.key}})",
            "DETACH DELETE n",
        ]
    )


def remove_relationships(relationship: RelationshipModel) -> str:
    """Return the statement that takes relationships of one type out."""
    match = f"MATCH (a)-[r:{quoted(relationship.type)}{_identity(relationship)}]->(b)"
    return "\n".join(["UNWIND $rows AS row", *_ends(relationship), match, "DELETE r"])


def _ends(relationship: RelationshipModel) -> list[str]:
    return [
        f"MATCH (a:{quoted(relationship.start.label)} {{{quoted(relationship.start.key.name)}: row.start}})",
        f"MATCH (b:{quoted(relationship.end.label)} {{{quoted(relationship.end.key.name)}: row.end}})",
    ]


def _identity(relationship: RelationshipModel) -> str:
    if not relationship.identity:
        return ""
    inner = ", ".join(f"{quoted(name)}: row.identity.{quoted(name)}" for name in relationship.identity)
    return f" {{{inner}}}"


def read_nodes(node: NodeModel, properties: tuple[str, ...]) -> str:
    """Return the statement that lists every node of a label, ordered by key: columns `key` and the properties."""
    known = {p.name for p in node.properties}
    columns = [f"n.{quoted(name)} AS {quoted(name)}" for name in properties if name in known]
    key = quoted(node.key.name)
    return "\n".join(
        [f"MATCH (n:{quoted(node.label)})", f"RETURN {', '.join([f'n.{key} AS key', *columns])}", "ORDER BY key"]
    )
