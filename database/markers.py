"""Campaign nodes: the mark that a database is ours, and from which manifest, in which model, each was loaded."""

from dataclasses import dataclass
from typing import Any

from database.graph import Graph
from schema import cypher
from schema.model import nodes

LOADING, COMPLETE = "loading", "complete"


@dataclass(frozen=True)
class Marker:
    """What the graph says of one campaign: the manifest and the model of its last whole load (digests), its state."""

    digest: str | None
    state: str | None
    model: str | None


def read_markers(graph: Graph) -> dict[str, Marker]:
    """Return the marker of every campaign in the graph, by key."""
    answer = graph.read(cypher.read_nodes(nodes()["Campaign"], ("digest", "state", "model")))
    return {key: Marker(*rest) for key, *rest in answer.rows}


def write_campaign(graph: Graph, key: str, properties: dict[str, Any]) -> None:
    """Set a Campaign node: `properties` holds every one of them, absent ones as None."""
    node = nodes()["Campaign"]
    graph.write(cypher.upsert_nodes(node), {"rows": [[key, *(properties[p.name] for p in node.loaded)]]})
