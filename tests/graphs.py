"""A whole graph as a value, to be compared: every node, label, property (value and type) and relationship."""

from dataclasses import dataclass
from typing import Any

from database.graph import Graph
from schema.model import nodes, relationships

KEYS = {label: node.key.name for label, node in nodes().items()}
IDENTITY = {kind: relationship.identity for kind, relationship in relationships().items()}


@dataclass(frozen=True)
class Snapshot:
    nodes: dict[tuple[str, Any], tuple[Any, ...]]
    relationships: dict[tuple[Any, ...], tuple[Any, ...]]

    def differences(self, other: "Snapshot") -> list[str]:
        found = []
        for mine, theirs in ((self.nodes, other.nodes), (self.relationships, other.relationships)):
            found += [f"only here: {key}" for key in mine.keys() - theirs.keys()]
            found += [f"only there: {key}" for key in theirs.keys() - mine.keys()]
            found += [
                f"{key}: {mine[key]} is not {theirs[key]}"
                for key in mine.keys() & theirs.keys()
                if mine[key] != theirs[key]
            ]
        return sorted(found)


def _key(labels: list[str], properties: dict[str, Any]) -> tuple[str, Any]:
    [label] = [label for label in labels if label in KEYS]
    return label, properties[KEYS[label]]


def _frozen(properties: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted((name, type(value).__name__, repr(value)) for name, value in properties.items()))


def snapshot(graph: Graph) -> Snapshot:
    """Return everything in the graph. Fails when two nodes share a key or two like relationships a pair."""
    rows = graph.read("MATCH (n) RETURN elementId(n), labels(n), properties(n)").rows
    keys = {number: _key(labels, given) for number, labels, given in rows}
    found = {keys[number]: (tuple(sorted(labels)), _frozen(given)) for number, labels, given in rows}
    assert len(found) == len(rows)
    rows = graph.read("MATCH (a)-[r]->(b) RETURN elementId(a), type(r), elementId(b), properties(r)").rows
    links = {
        (keys[start], kind, keys[end], *(repr(given[name]) for name in IDENTITY[kind])): _frozen(given)
        for start, kind, end, given in rows
    }
    assert len(links) == len(rows)
    return Snapshot(found, links)
