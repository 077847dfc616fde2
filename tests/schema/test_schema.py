"""The schema: what is generated from it is as agreed, and a real server accepts every product."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from neomodel import db

from database.graph import Graph
from schema import cypher
from schema.graph import NODES, Account, Tweet
from schema.installation import expected_indexes, install_constraints, install_text_indexes
from schema.model import NodeModel, PropertyModel, RelationshipModel, nodes, relationships
from schema.releases import releases
from schema.types import ValueType
from tests.schema.products import products

GOLDEN = Path(__file__).parent / "golden"
VALUES: dict[ValueType, Any] = {
    ValueType.TEXT: "a 'text' with \"quotes\", ไทย and \u202e",
    ValueType.INTEGER: 9_223_372_036_854_775_807,
    ValueType.FLOAT: 0.25,
    ValueType.BOOLEAN: True,
    ValueType.DATETIME: datetime(2019, 6, 13, 1, 2, 3, 456_000, tzinfo=UTC),
    ValueType.DATE: date(2012, 2, 29),
    ValueType.TEXT_LIST: ["b", "a"],
    ValueType.INTEGER_LIST: [2, 1],
}


def properties_of(declared: tuple[PropertyModel, ...]) -> dict[str, Any]:
    return {p.name: VALUES[p.type] for p in declared}


def key_of(node: NodeModel, text: str = "k") -> Any:
    return 1 if node.key.type is ValueType.INTEGER else text


@pytest.mark.parametrize("name", sorted(products()))
def test_what_is_generated_is_what_was_agreed(name: str) -> None:
    assert (GOLDEN / name).read_text(encoding="utf-8") == products()[name], "see tests/schema/golden/README.md"


def test_every_class_and_property_says_what_it_means() -> None:
    silent = [n.label for n in nodes().values() if not n.help] + [
        r.type for r in relationships().values() if not r.help
    ]
    silent += [f"{n.label}.{p.name}" for n in nodes().values() for p in n.properties if not p.help]
    silent += [f"{r.type}.{p.name}" for r in relationships().values() for p in r.properties if not p.help]
    assert silent == []


def test_the_server_has_exactly_the_constraints_and_indexes_of_the_schema(graph: Graph) -> None:
    for _ in range(2):  # the installer can be run again
        install_constraints(graph.driver)
        install_text_indexes(graph.driver)
    rows = graph.read(
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint WHERE type <> 'LOOKUP' "
        "RETURN name, CASE WHEN owningConstraint IS NOT NULL THEN 'unique' ELSE toLower(type) END, "
        "labelsOrTypes[0], properties[0]"
    ).rows
    assert {tuple(row) for row in rows} == {(i.name, i.kind, i.label, i.property) for i in expected_indexes()}


def parted(given: dict[str, Any]) -> dict[str, Any]:
    """Return properties as an upsert takes them: times by themselves, in milliseconds."""
    moments = {name: round(value.timestamp() * 1000) for name, value in given.items() if isinstance(value, datetime)}
    return {"properties": {name: value for name, value in given.items() if name not in moments}, "moments": moments}


@pytest.mark.parametrize("label", list(nodes()))
def test_a_node_upserted_twice_is_one_node_with_the_properties_given(graph: Graph, label: str) -> None:
    node = nodes()[label]
    for variant in node.variants or (None,):
        rows = [{"key": key_of(node), **parted(properties_of(node.loaded))}]
        for _ in range(2):
            graph.write(cypher.upsert_nodes(node, variant), {"rows": rows})
        labels, given = graph.read(f"MATCH (n:{label}) RETURN labels(n), properties(n)").rows[0]
        assert set(labels) == {label, variant} - {None}
        assert given == {node.key.name: key_of(node), **properties_of(node.loaded)}
    assert graph.read("MATCH (n) RETURN count(n)").value() == 1
    absent = [{"key": key_of(node), "properties": dict.fromkeys(properties_of(node.loaded))}]
    graph.write(cypher.upsert_nodes(node, variant), {"rows": absent})
    assert graph.read("MATCH (n) RETURN properties(n)").rows == [[{node.key.name: key_of(node)}]]
    graph.write(cypher.remove_nodes(node), {"rows": absent})
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0


@pytest.mark.parametrize("kind", list(relationships()))
def test_a_relationship_upserted_twice_is_one(graph: Graph, kind: str) -> None:
    relationship: RelationshipModel = relationships()[kind]
    start, end = relationship.start, relationship.end
    for node, key in ((start, key_of(start)), (end, key_of(end))):
        graph.write(cypher.upsert_nodes(node), {"rows": [{"key": key, "properties": {}}]})
    given = properties_of(relationship.properties)
    row = {
        "start": key_of(start),
        "end": key_of(end),
        **parted(given),
        "identity": {name: given[name] for name in relationship.identity},
    }
    for _ in range(2):
        graph.write(cypher.upsert_relationships(relationship), {"rows": [row]})
    assert graph.read("MATCH ()-[r]->() RETURN type(r), properties(r)").rows == [[kind, given]]
    graph.write(cypher.remove_relationships(relationship), {"rows": [row]})
    assert graph.read("MATCH ()-[r]->() RETURN count(r)").value() == 0


def test_neomodel_reads_what_was_upserted_as_objects(graph: Graph) -> None:
    account, tweet = nodes()["Account"], nodes()["Tweet"]
    given = {"user_id": "u", **properties_of(account.loaded)}
    graph.write(cypher.upsert_nodes(account, "Archived"), {"rows": [{"key": "u", **parted(given)}]})
    posted = {"posted_at": VALUES[ValueType.DATETIME]}
    graph.write(cypher.upsert_nodes(tweet, "Stub"), {"rows": [{"key": 7, **parted(posted)}]})
    db.set_connection(driver=graph.driver)
    found = Account.nodes.get(user_id="u")
    assert (found.created_on, found.also_known_as, found.followers) == (
        VALUES[ValueType.DATE],
        ["b", "a"],
        VALUES[ValueType.INTEGER],
    )
    assert Tweet.nodes.get(tweet_id=7).posted_at == VALUES[ValueType.DATETIME]


def test_a_name_in_backticks_cannot_break_out() -> None:
    assert cypher.quoted("a`b") == "`a``b`"


def test_the_registry_knows_all_48_releases_and_their_time_zones() -> None:
    from zoneinfo import ZoneInfo

    known = releases()
    assert len(known) == 48
    for release in known.values():
        assert release.released_on[:4] in ("2018", "2019", "2020", "2021")
        assert release.time_zone is None or ZoneInfo(release.time_zone)
    assert (known["thailand_092020"].accounts, known["thailand_092020"].tweets) == (926, 21_385)


def test_the_classes_are_all_listed() -> None:
    from neomodel import StructuredNode

    import schema.graph as module

    declared = {
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, StructuredNode) and thing is not StructuredNode
    }
    assert declared == set(NODES)
