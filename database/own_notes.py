"""A user's own notes in the graph: labels, relationship types and properties that the schema does not have.

What uses the schema's own names only (an account that somebody made by hand, a text that was changed) is taken for
ours: nothing tells it apart.
"""

from dataclasses import dataclass

from database.contents import counts
from database.graph import Graph
from schema.installation import known_names


@dataclass(frozen=True)
class OwnNotes:
    """Names outside the schema that are in use, each list sorted."""

    labels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there are notes at all."""
        return bool(self.labels or self.types or self.properties)

    @property
    def text(self) -> str:
        """The names for people."""
        parts = (("labels", self.labels), ("relationship types", self.types), ("properties", self.properties))
        return "; ".join(f"{what} {', '.join(names)}" for what, names in parts if names)


def find_own_notes(graph: Graph) -> OwnNotes:
    """Return the names outside the schema that nodes or relationships of this graph use.

    The store counts labels and types itself, and those that nothing has any more count 0. Of a property it keeps the
    name for ever, so only when there is a name of nobody's the whole graph is walked once to see whether it is in use.
    """
    known = known_names()
    found = counts(graph)
    named = graph.read("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey ORDER BY propertyKey").rows
    candidates = sorted({name for (name,) in named} - set(known["db.createProperty"]))
    return OwnNotes(
        labels=tuple(sorted(set(found.nodes) - set(known["db.createLabel"]))),
        types=tuple(sorted(set(found.relationships) - set(known["db.createRelationshipType"]))),
        properties=_in_use(graph, candidates),
    )


def _in_use(graph: Graph, names: list[str]) -> tuple[str, ...]:
    used: set[str] = set()
    for match in ("MATCH (n)", "MATCH ()-[n]->()"):
        left = [name for name in names if name not in used]
        if left:
            rows = graph.read(
                f"{match} UNWIND [name IN $names WHERE n[name] IS NOT NULL] AS name RETURN DISTINCT name",
                {"names": left},
            ).rows
            used |= {name for (name,) in rows}
    return tuple(sorted(used))
