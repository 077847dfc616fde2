"""Selection for `map cypher`: the nodes, relationships and paths that any read-only statement returns.

Rows are taken as they come; values that hold no graph element are passed over and counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import neo4j.graph

from explorer.maps.failures import EmptyNetworkError
from explorer.maps.kinds import ARCHIVE_CAVEAT, ATTRIBUTION_CAVEAT, GROUPS_CAVEAT, Kind
from explorer.maps.network import (
    ARCHIVED,
    DOMAIN,
    HASHTAG,
    OTHER,
    OUTSIDER,
    TWEET,
    Network,
    Nodes,
    Step,
    Tie,
    from_ties,
)
from explorer.maps.selection import Reader, records
from schema.model import nodes as schema_nodes

MOST_ELEMENTS = 300_000
"""Graph elements of an answer that are looked at: more must be cut by the statement itself."""

KINDS = {"Hashtag": HASHTAG, "Domain": DOMAIN, "Tweet": TWEET}
SHOWN = {"Hashtag": "name", "Domain": "name", "Tweet": "text", "Url": "url", "Campaign": "key", "Client": "name"}
WEIGHTS = ("times", "support")
COUNTS = ("month_times", "month_counts")
ACCOUNT = "Account"


@dataclass
class Found:
    """Elements by the server's ids, and how many values held none."""

    nodes: dict[str, neo4j.graph.Node] = field(default_factory=dict)
    relationships: dict[str, neo4j.graph.Relationship] = field(default_factory=dict)
    passed_over: int = 0


def relationships_between() -> str:
    """Return the statement for the relationships among the nodes `$ids` (ids of the server)."""
    return "MATCH (a)-[r]->(b) WHERE elementId(a) IN $ids AND elementId(b) IN $ids RETURN r"


def select_query(graph: Reader, statement: str) -> Network:
    """Return what a statement returns as a network; raises `EmptyNetworkError`, and what `Graph.read` raises."""
    answer = graph.read(statement)
    found = collect(answer.rows)
    steps = [
        Step(f"returned by the statement, in {len(answer.rows):,} rows", len(found.nodes), len(found.relationships))
    ]
    if found.passed_over:
        steps.append(Step(f"{found.passed_over:,} values that are no node, relationship or path", None, 0))
    if found.nodes and not found.relationships:
        between = records(graph.read(relationships_between(), {"ids": sorted(found.nodes)}))
        for row in between:
            _take(found, row["r"])
        rule = "the statement returns nodes alone: the relationships among them are drawn"
        steps.append(Step(rule, len(found.nodes), len(found.relationships)))
    network = network_of(found)
    if not len(network.edges):
        raise EmptyNetworkError(
            f"there is nothing to draw: {len(found.nodes):,} nodes are returned, and no relationship between two",
            hint="return nodes, relationships or paths: MATCH p = ()-[:RETWEETED]->() RETURN p LIMIT 500",
        )
    return replace(network, steps=tuple(steps)).noted(
        "nodes with a relationship to another, one line a pair", whole=True
    )


def collect(rows: Sequence[Sequence[Any]]) -> Found:
    """Return the graph elements of an answer, each once; raises `EmptyNetworkError` above MOST_ELEMENTS."""
    found = Found()
    for row in rows:
        for value in row:
            _take(found, value)
        if len(found.nodes) + len(found.relationships) > MOST_ELEMENTS:
            raise EmptyNetworkError(
                f"the statement returns more than {MOST_ELEMENTS:,} nodes and relationships, too many to draw",
                hint="add a LIMIT, or a WHERE that keeps the strongest",
            )
    return found


def _take(found: Found, value: Any) -> None:
    if isinstance(value, neo4j.graph.Node):
        # A node that a relationship brought along has no labels: what came whole wins.
        if value.labels or value.element_id not in found.nodes:
            found.nodes[value.element_id] = value
    elif isinstance(value, neo4j.graph.Relationship):
        found.relationships[value.element_id] = value
        for end in value.nodes:
            if end is not None:
                _take(found, end)
    elif isinstance(value, neo4j.graph.Path):
        for part in (*value.nodes, *value.relationships):
            _take(found, part)
    elif isinstance(value, list | tuple):
        for part in value:
            _take(found, part)
    elif isinstance(value, dict):
        for part in value.values():
            _take(found, part)
    else:
        found.passed_over += 1


def network_of(found: Found) -> Network:
    """Return the network of these elements: one line a pair and direction, its relationship types side by side."""
    keys = {element: _key(node, element) for element, node in found.nodes.items()}
    ties = list(_ties(found, keys))
    network = from_ties(ties, sorted({tie.action for tie in ties}))
    node_of = {keys[element]: node for element, node in found.nodes.items()}
    nodes = [node_of[key] for key in network.nodes.keys]
    facts = {"label": [_label(node) for node in nodes]}
    kinds, labels = [_kind(node) for node in nodes], [_shown(node) for node in nodes]
    return replace(network, nodes=Nodes(network.nodes.keys, kinds, labels, facts))


def _ties(found: Found, keys: Mapping[str, str]) -> Iterator[Tie]:
    for relationship in found.relationships.values():
        start, end = relationship.nodes
        if start is None or end is None:
            continue
        counted = next((relationship.get(name) for name in WEIGHTS if _is_count(relationship.get(name))), 1)
        counts: Sequence[int] = next((relationship.get(name) for name in COUNTS if relationship.get(name)), [])
        months = dict(zip(relationship.get("months") or [], counts, strict=False))
        yield Tie(keys[start.element_id], keys[end.element_id], relationship.type, int(counted), months=months)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _label(node: neo4j.graph.Node) -> str:
    known = [name for name in sorted(node.labels) if name in schema_nodes()]
    return (known or sorted(node.labels) or ["Node"])[0]


def _key(node: neo4j.graph.Node, element: str) -> str:
    """Return the user id of an account, and for any other node its label and key: what no run of the server changes."""
    label = _label(node)
    model = schema_nodes().get(label)
    value = node.get(model.key.name) if model else None
    if label == ACCOUNT and value:
        return str(value)
    return f"{label} {value}" if value is not None else f"{label} of element {element}"


def _kind(node: neo4j.graph.Node) -> str:
    label = _label(node)
    if label == ACCOUNT:
        return OUTSIDER if "Outsider" in node.labels else ARCHIVED
    return KINDS.get(label, OTHER)


def _shown(node: neo4j.graph.Node) -> str:
    label = _label(node)
    model = schema_nodes().get(label)
    for name in (SHOWN.get(label), model.key.name if model else None, "name", "title", "key"):
        if name and node.get(name) is not None:
            return str(node.get(name))
    return label


def answered(types: Sequence[str]) -> Kind:
    """Return the words of a map of an answer with relationships of these types."""
    return Kind(
        name="cypher",
        title="Answer to a query",
        lede="A line means that the two are joined by a relationship that the query returned, in data of {who}.",
        node="node",
        nodes="nodes",
        edge="tie",
        edges="ties",
        directed=True,
        weight="weight",
        measures={
            "strength": "Weight, both ways",
            "received": "Weight of ties that end here",
            "sent": "Weight of ties that start here",
            "partners": "Partners",
        },
        parts={name: (name, name) for name in types},
        reading=(
            "The statement under sources and method decides what is drawn. A line's weight is the sum of `times` or "
            "`support` of its relationships, and one for each that has neither.",
            GROUPS_CAVEAT,
            ARCHIVE_CAVEAT,
            ATTRIBUTION_CAVEAT,
        ),
    )
