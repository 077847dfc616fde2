"""What is in the graph: counts, campaigns, indexes, whose it is, and where it differs from the lake."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from database.failures import NotOurs
from database.graph import Graph
from database.markers import COMPLETE
from schema.cypher import quoted
from schema.model import model_digest, nodes, relationships

CAMPAIGN = nodes()["Campaign"].label
MEMBER_OF = relationships()["MEMBER_OF"].type


@dataclass(frozen=True)
class Counts:
    """Nodes by label and relationships by type; a node with two labels counts under both."""

    nodes: dict[str, int]
    relationships: dict[str, int]


def counts(graph: Graph) -> Counts:
    """Count what is there, labels and types outside the schema included (from the store's own counts, so at once)."""
    labels = [row[0] for row in graph.read("CALL db.labels() YIELD label RETURN label ORDER BY label").rows]
    types = [
        row[0] for row in graph.read("CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t ORDER BY t").rows
    ]
    return Counts(
        nodes=_count_each(graph, labels, lambda name: f"MATCH (n:{quoted(name)})"),
        relationships=_count_each(graph, types, lambda name: f"MATCH ()-[n:{quoted(name)}]->()"),
    )


def variant_counts(graph: Graph) -> dict[tuple[str, str], int]:
    """Count the nodes of each label by second label (walks the smaller of the two: seconds for 30 million tweets)."""
    pairs = [(node.label, variant) for node in nodes().values() for variant in node.variants]
    return {
        (label, variant): graph.read(f"MATCH (n:{quoted(label)}:{quoted(variant)}) RETURN count(n)").value()
        for label, variant in pairs
    }


def _count_each(graph: Graph, names: list[str], match: Callable[[str], str]) -> dict[str, int]:
    if not names:
        return {}
    # One branch a name and the count by itself: only a bare count of one label or type does not walk the graph.
    parts = [
        f"{match(name)} WITH count(n) AS found RETURN $names[{number}] AS name, found"
        for number, name in enumerate(names)
    ]
    rows = graph.read("\nUNION ALL\n".join(parts), {"names": names}).rows
    return {name: found for name, found in rows if found}


def campaigns(graph: Graph) -> list[dict[str, Any]]:
    """Return the properties of every Campaign node, with `accounts` (its members), in order of publication."""
    key = quoted(nodes()["Campaign"].key.name)
    rows = graph.read(
        f"MATCH (c:{quoted(CAMPAIGN)}) "
        f"RETURN properties(c), COUNT {{ (c)<-[:{quoted(MEMBER_OF)}]-() }} ORDER BY c.{key}"
    ).rows
    found = [{**properties, "accounts": accounts} for properties, accounts in rows]
    return sorted(found, key=lambda one: (one.get("released_on") or "", one["key"]))


def indexes(graph: Graph) -> list[dict[str, Any]]:
    """Return `name`, `state` (ONLINE, POPULATING, FAILED) and `percent` of every index, by name."""
    return graph.read(
        "SHOW INDEXES YIELD name, state, populationPercent, type WHERE type <> 'LOOKUP' "
        "RETURN name, state, populationPercent AS percent ORDER BY name"
    ).records()


def is_ours(graph: Graph) -> bool:
    """Return whether the database holds a graph of ours: any Campaign node is the marker."""
    return bool(graph.read(f"MATCH (c:{quoted(CAMPAIGN)}) RETURN count(c) > 0").value())


def check_ours(graph: Graph, *, into_existing: bool) -> None:
    """Refuse to load into somebody else's graph: the user's own server, not empty, without a campaign.

    Raises `NotOurs`, unless `into_existing`.
    """
    if graph.target.embedded or into_existing or is_ours(graph):
        return
    found = graph.read("MATCH (n) RETURN count(n)").value()
    if found:
        raise NotOurs(
            f"the database {graph.target.database} of {graph.target.name} holds {found:,} nodes and no campaign",
            hint="name an empty database with NEO4J_DATABASE, or load into this one with --into-existing",
        )


def drift(in_graph: Iterable[Mapping[str, Any]], in_lake: Mapping[str, str]) -> list[dict[str, str]]:
    """Return where graph and lake differ: `campaign` and `difference`, by campaign.

    `in_graph` as `campaigns` gives them, `in_lake` the digest of each campaign's manifest.
    """
    loaded = {campaign["key"]: campaign for campaign in in_graph}
    found = []
    for key in sorted({*loaded, *in_lake}):
        if key not in loaded:
            difference = "only in the lake"
        elif loaded[key].get("state") != COMPLETE:
            difference = "load not finished"
        elif key not in in_lake:
            difference = "only in the graph"
        elif loaded[key].get("digest") != in_lake[key]:
            difference = "other files in the lake"
        elif loaded[key].get("model") != model_digest():
            difference = "loaded by another version"
        else:
            continue
        found.append({"campaign": key, "difference": difference})
    return found
