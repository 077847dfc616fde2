"""Cypher that is derived from the model: upserts and removals. Values travel as parameters, never in the text.

Every statement takes `$rows`, a list of lists: a map a row would send each property's name with it.

    nodes           [key, value of each of `NodeModel.loaded`, columns of each of the node's own types it is made with]
    relationships   [key of the owner, columns of the type]
    removals        [key] of a node; [start, end, value of each of `identity`] of a relationship
    columns         list of the keys of the other ends, and for each property of the type the list of its values

An absent value is null and takes an earlier one away, while a user's own notes and the findings of `analysis` stay.
Times are milliseconds since 1970, UTC: the server makes times of them fifty times faster than its driver takes any.

A `create` is for what is probably not there: it leaves alone what is, and what it counts tells whether all was new.
An `upsert` is right whatever is there, and sets only what differs: to compare costs a third of setting the same again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schema.model import NodeModel, PropertyModel, RelationshipModel
from schema.types import ValueType

Types = Sequence[RelationshipModel]


def quoted(identifier: str) -> str:
    """Return an identifier of the schema in backticks: the only way a name enters Cypher text."""
    return "`" + identifier.replace("`", "``") + "`"


def create_nodes(node: NodeModel, variant: str | None = None, own: Types = ()) -> str:
    """Return the statement that makes nodes of one label where there are none, with relationships of `own` types.

    `variant` is the nodes' second label. Whatever is there keeps all it has, so a try whose outcome is unknown does no
    harm: of a transaction either every node is there, with its relationships, or none.
    """
    labels = "".join(f":{quoted(label)}" for label in (node.label, variant) if label)
    values = [(p, f"row[{i}]") for i, p in enumerate((node.key, *node.loaded))]
    lines = [
        f"WITH row WHERE NOT EXISTS {{ {_node('', node, 'row[0]')} }}",
        f"CREATE (n{labels} {_map(values)})",
    ]
    blocks = [
        (one.each, f"MATCH {one.other}", f"CREATE {one.path('', one.values)}")
        for one in _columns(own, len(node.loaded) + 1)
    ]
    return _statement(*lines, *_calls(blocks))


def upsert_nodes(node: NodeModel, variant: str | None = None, own: Types = ()) -> str:
    """Return the statement that makes or updates nodes of one label, with relationships of `own` types."""
    values = [(p, f"row[{i}]") for i, p in enumerate(node.loaded, start=1)]
    differing = _differing("n", values)
    settled = [_assignments("n", values)] if values else []
    if variant is not None:
        others = [other for other in node.variants if other != variant]
        differing += [f"NOT n:{quoted(variant)}", *(f"n:{quoted(other)}" for other in others)]
        settled += [f"SET n:{quoted(variant)}", *(f"REMOVE n:{quoted(other)}" for other in others)]
    alter = [[f"WITH n, row WHERE {_either(differing)}", *settled]] if settled else []
    blocks = [*alter, *_merges(own, len(node.loaded) + 1)]
    return _statement(f"MERGE {_node('n', node, 'row[0]')}", *_calls(blocks))


def create_relationships(relationship: RelationshipModel) -> str:
    """Return the statement that makes relationships of one type where there are none, between nodes that are there.

    It locks the owners, by setting each one's key to what it is, and no other end: so writers that share out the owners
    do not wait for each other at every hub, and a try whose outcome is unknown is over before the next one looks.
    """
    [one] = _columns([relationship], 1)
    absent = f"WITH n, row, i, o WHERE NOT EXISTS {{ {one.path('', one.identity)} }}"
    block = (one.each, f"MATCH {one.other}", absent, f"CREATE {one.path('', one.values)}")
    key = quoted(relationship.owner.key.name)
    owners = [f"MATCH {_node('n', relationship.owner, 'row[0]')}", f"SET n.{key} = row[0]"]
    return _statement(*owners, *_calls([block]))


def set_derived(node: NodeModel) -> str:
    """Return the statement that sets derived properties on nodes that are there: [key, value of each of `derived`]."""
    values = [(p, f"row[{i}]") for i, p in enumerate(node.derived, start=1)]
    return _statement(f"MATCH {_node('n', node, 'row[0]')}", _assignments("n", values))


def clear_derived(node: NodeModel) -> str:
    """Return the statement that takes every derived property of a label away, in transactions of its own."""
    there = " OR ".join(f"n.{quoted(p.name)} IS NOT NULL" for p in node.derived)
    removed = ", ".join(f"n.{quoted(p.name)}" for p in node.derived)
    match = f"MATCH (n:{quoted(node.label)}) WHERE {there}"
    return "\n".join([match, f"CALL (n) {{ REMOVE {removed} }} IN TRANSACTIONS OF 20000 ROWS"])


def upsert_relationships(relationship: RelationshipModel) -> str:
    """Return the statement that makes or updates relationships of one type between nodes that are there."""
    return _statement(f"MATCH {_node('n', relationship.owner, 'row[0]')}", *_calls(_merges([relationship], 1)))


def remove_nodes(node: NodeModel) -> str:
    """Return the statement that takes nodes out, with every relationship they have."""
    return _statement(f"MATCH {_node('n', node, 'row[0]')}", "DETACH DELETE n")


def remove_relationships(relationship: RelationshipModel) -> str:
    """Return the statement that takes relationships of one type out."""
    by_name = {p.name: p for p in relationship.properties}
    identity = [(by_name[name], f"row[{i}]") for i, name in enumerate(relationship.identity, start=2)]
    return _statement(
        f"MATCH {_node('a', relationship.start, 'row[0]')}",
        f"MATCH {_node('b', relationship.end, 'row[1]')}",
        f"MATCH (a)-[r:{quoted(relationship.type)}{_spaced(_map(identity))}]->(b)",
        "DELETE r",
    )


def read_nodes(node: NodeModel, properties: tuple[str, ...]) -> str:
    """Return the statement that lists every node of a label, ordered by key: columns `key` and the properties."""
    known = {p.name for p in node.properties}
    columns = [f"n.{quoted(name)} AS {quoted(name)}" for name in properties if name in known]
    key = quoted(node.key.name)
    return "\n".join(
        [f"MATCH (n:{quoted(node.label)})", f"RETURN {', '.join([f'n.{key} AS key', *columns])}", "ORDER BY key"]
    )


Values = Sequence[tuple[PropertyModel, str]]
"""Properties, each with the expression of its value as it was sent."""


@dataclass(frozen=True)
class _Columns:
    """The columns of one type in a row, from number `first` on, of which one relationship is at `i`."""

    relationship: RelationshipModel
    first: int

    @property
    def each(self) -> str:
        return f"UNWIND range(0, coalesce(size(row[{self.first}]), 0) - 1) AS i"

    @property
    def other(self) -> str:
        return _node("o", self.relationship.other, f"row[{self.first}][i]")

    @property
    def values(self) -> Values:
        properties = enumerate(self.relationship.properties, start=self.first + 1)
        return [(p, f"row[{number}][i]") for number, p in properties]

    @property
    def identity(self) -> Values:
        return [(p, value) for p, value in self.values if p.name in self.relationship.identity]

    def path(self, variable: str, values: Values) -> str:
        """Return the relationship between owner `n` and other end `o`, with some of its properties."""
        start, end = ("n", "o") if self.relationship.owner_side == "start" else ("o", "n")
        return f"({start})-[{variable}:{quoted(self.relationship.type)}{_spaced(_map(values))}]->({end})"


Block = Sequence[str]
"""What is done for each node `n` and its row, line by line."""


def _columns(types: Types, first: int) -> Iterator[_Columns]:
    for relationship in types:
        yield _Columns(relationship, first)
        first += 1 + len(relationship.properties)


def _merges(types: Types, first: int) -> Iterator[Block]:
    for one in _columns(types, first):
        lines = [one.each, f"MATCH {one.other}", f"MERGE {one.path('r', one.identity)}"]
        settled = [(p, value) for p, value in one.values if p.name not in one.relationship.identity]
        if settled:
            lines += [f"WITH r, row, i WHERE {_either(_differing('r', settled))}", _assignments("r", settled)]
        yield lines


def _calls(blocks: Iterable[Block]) -> list[str]:
    called = [line for block in blocks for line in ("CALL (n, row) {", *(f"  {line}" for line in block), "}")]
    return ["WITH n, row", *called] if called else []


def _statement(*lines: str) -> str:
    return "\n".join(["UNWIND $rows AS row", *lines])


def _node(variable: str, node: NodeModel, key: str) -> str:
    return f"({variable}:{quoted(node.label)} {{{quoted(node.key.name)}: {key}}})"


def _map(values: Values) -> str:
    inner = ", ".join(f"{quoted(p.name)}: {_value(p, sent)}" for p, sent in values)
    return f"{{{inner}}}" if inner else ""


def _spaced(text: str) -> str:
    return f" {text}" if text else ""


def _assignments(variable: str, values: Values) -> str:
    return "SET " + ", ".join(f"{variable}.{quoted(p.name)} = {_value(p, sent)}" for p, sent in values)


def _either(conditions: Sequence[str]) -> str:
    return "\n    OR ".join(conditions)


def _differing(variable: str, values: Values) -> list[str]:
    # A comparison with an absent value is null, neither true nor false.
    return [
        f"NOT coalesce({held} = {_value(p, sent)}, {held} IS NULL AND {sent} IS NULL)"
        for p, sent in values
        for held in [f"{variable}.{quoted(p.name)}"]
    ]


def _value(prop: PropertyModel, sent: str) -> str:
    if prop.type is not ValueType.DATETIME:
        return sent
    return f"CASE WHEN {sent} IS NOT NULL THEN datetime({{epochMillis: {sent}}}) END"
