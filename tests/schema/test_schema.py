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
from schema.model import NodeModel, PropertyModel, RelationshipModel, nodes, relationships, writing_order, written_with
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


def sent(declared: tuple[PropertyModel, ...], values: dict[str, Any]) -> list[Any]:
    """Return properties as a statement takes them: in the schema's order, times in milliseconds."""
    given = [values.get(p.name) for p in declared]
    return [round(value.timestamp() * 1000) if isinstance(value, datetime) else value for value in given]


def columns_of(relationship: RelationshipModel, values: dict[str, Any]) -> list[Any]:
    """Return the columns of one relationship in its owner's row."""
    return [[key_of(relationship.other)], *([value] for value in sent(relationship.properties, values))]


NODE_FORMS = {"create": cypher.create_nodes, "upsert": cypher.upsert_nodes}
FORMS = {"create": cypher.create_relationships, "upsert": cypher.upsert_relationships}


@pytest.mark.parametrize("label", list(nodes()))
def test_a_node_written_by_any_form_is_one_node_with_the_properties_given(graph: Graph, label: str) -> None:
    node, ask = nodes()[label], f"MATCH (n:{label}) RETURN labels(n), properties(n)"
    given = properties_of(node.loaded)
    row, absent = [key_of(node), *sent(node.loaded, given)], [key_of(node), *sent(node.loaded, {})]
    for variant in node.variants or (None,):
        for form in ("create", "create", "upsert", "upsert"):
            graph.write(NODE_FORMS[form](node, variant), {"rows": [row]})
            labels, found = graph.read(ask).rows[0]
            assert set(labels) == {label, variant} - {None}
            assert found == {node.key.name: key_of(node), **given}
        graph.write(cypher.create_nodes(node, variant), {"rows": [absent]})
        assert graph.read(ask).rows[0][1] == found, "what is there is not touched by a create"
        graph.write(cypher.upsert_nodes(node, variant), {"rows": [absent]})
        assert graph.read("MATCH (n) RETURN properties(n)").rows == [[{node.key.name: key_of(node)}]]
        graph.write(cypher.upsert_nodes(node, variant), {"rows": [row]})
        assert graph.read("MATCH (n) RETURN properties(n)").rows == [[found]]
        graph.write(cypher.remove_nodes(node), {"rows": [absent]})
        assert graph.read("MATCH (n) RETURN count(n)").value() == 0


def test_an_upsert_turns_a_node_into_its_other_variant(graph: Graph) -> None:
    node = nodes()["Tweet"]
    row = [key_of(node), *sent(node.loaded, {})]
    for variant in (*node.variants, *node.variants):
        graph.write(cypher.upsert_nodes(node, variant), {"rows": [row]})
        assert set(graph.read("MATCH (n) RETURN labels(n)").value()) == {"Tweet", variant}


@pytest.mark.parametrize("kind", list(relationships()))
def test_a_relationship_written_by_any_form_is_one(graph: Graph, kind: str) -> None:
    relationship: RelationshipModel = relationships()[kind]
    ask = "MATCH ()-[r]->() RETURN type(r), properties(r)"
    for node in (relationship.other, relationship.owner):
        graph.write(cypher.upsert_nodes(node), {"rows": [[key_of(node), *sent(node.loaded, {})]]})
    given = properties_of(relationship.properties)
    row = [key_of(relationship.owner), *columns_of(relationship, given)]
    identity = {name: given[name] for name in relationship.identity}
    bare = [key_of(relationship.owner), *columns_of(relationship, identity)]
    for form in ("create", "create", "upsert", "upsert"):
        graph.write(FORMS[form](relationship), {"rows": [row]})
        assert graph.read(ask).rows == [[kind, given]]
    graph.write(cypher.create_relationships(relationship), {"rows": [bare]})
    assert graph.read(ask).rows == [[kind, given]], "what is there is not touched by a create"
    graph.write(cypher.upsert_relationships(relationship), {"rows": [bare]})
    assert graph.read(ask).rows == [[kind, identity]]
    ends = [key_of(relationship.start), key_of(relationship.end), *identity.values()]
    graph.write(cypher.remove_relationships(relationship), {"rows": [ends]})
    assert graph.read("MATCH ()-[r]->() RETURN count(r)").value() == 0


@pytest.mark.parametrize("label", [label for label in nodes() if written_with(label)])
@pytest.mark.parametrize("form", list(NODE_FORMS))
def test_a_node_is_written_with_all_its_own_relationships_once(graph: Graph, label: str, form: str) -> None:
    node, own = nodes()[label], written_with(label)
    others = {r.other.label: r.other for r in own}
    for other in others.values():
        graph.write(cypher.upsert_nodes(other), {"rows": [[key_of(other), *sent(other.loaded, {})]]})
    columns = [column for r in own for column in columns_of(r, properties_of(r.properties))]
    rows = [[key_of(node), *sent(node.loaded, {}), *columns]]
    for _ in range(2):
        graph.write(NODE_FORMS[form](node, own=own), {"rows": rows})
    found = graph.read("MATCH (a)-[r]->(b) RETURN labels(a)[0], type(r), labels(b)[0], properties(r)").rows
    expected = [[r.start.label, r.type, r.end.label, properties_of(r.properties)] for r in own]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    alone = [[key_of(node), *sent(node.loaded, {}), *(None for _ in columns)]]
    graph.write(NODE_FORMS[form](node, own=own), {"rows": alone})
    assert graph.read("MATCH ()-[r]->() RETURN count(r)").value() == len(own)


def test_every_type_has_an_owner_and_labels_come_after_all_that_their_nodes_are_written_with() -> None:
    assert {r.type for label in nodes() for r in written_with(label)} == {
        r.type for r in relationships().values() if r.start is not r.end
    }
    order = writing_order()
    assert sorted(order) == sorted(nodes())
    assert all(order.index(r.other.label) < order.index(label) for label in order for r in written_with(label))


def test_neomodel_reads_what_was_upserted_as_objects(graph: Graph) -> None:
    account, tweet = nodes()["Account"], nodes()["Tweet"]
    given = {"user_id": "u", **properties_of(account.loaded)}
    graph.write(cypher.upsert_nodes(account, "Archived"), {"rows": [["u", *sent(account.loaded, given)]]})
    posted = {"posted_at": VALUES[ValueType.DATETIME]}
    graph.write(cypher.upsert_nodes(tweet, "Stub"), {"rows": [[7, *sent(tweet.loaded, posted)]]})
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
