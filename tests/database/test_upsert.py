"""Writing rows into a running graph: whatever was there before, every row is there once and as it was given."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
import pytest

from database import upsert
from database.graph import Graph
from schema import cypher
from schema.model import nodes, relationships

ACCOUNT, TAG, TWEET = nodes()["Account"], nodes()["Hashtag"], nodes()["Tweet"]
POSTED, TAGGED, RETWEETED = (relationships()[kind] for kind in ("POSTED", "TAGGED", "RETWEETED"))


def table(columns: dict[str, Any]) -> list[pa.RecordBatch]:
    return [pa.RecordBatch.from_pydict(columns)]


def of_node(node: Any, keys: list[Any], **given: Any) -> list[pa.RecordBatch]:
    nothing = [None] * len(keys)
    return table({node.key.name: keys, **{p.name: given.pop(p.name, nothing) for p in node.loaded}, **given})


def write(graph: Graph, node: Any, rows: list[pa.RecordBatch], *, new: bool = True) -> list[int]:
    told: list[int] = []
    upsert.write_nodes(graph, node, rows, told.append, new=new)
    return told


def tweets() -> list[pa.RecordBatch]:
    """Two tweets: one of account a with two tags, one of account b without any."""
    return of_node(
        TWEET,
        [1, 2],
        variant=["Archived", "Stub"],
        text=["one", ""],
        likes=[3, None],
        **{"POSTED": [["a"], ["b"]], "POSTED.inferred": [[None], [True]], "TAGGED": [["x", "y"], None]},
    )


def everything(graph: Graph) -> list[list[Any]]:
    nodes_there = graph.read("MATCH (t:Tweet) RETURN t.tweet_id, labels(t), t.text, t.likes ORDER BY t.tweet_id").rows
    posted = graph.read("MATCH (a)-[r:POSTED]->(t) RETURN a.user_id, t.tweet_id, r.inferred ORDER BY t.tweet_id").rows
    tagged = graph.read("MATCH (t)-[r:TAGGED]->(h) RETURN t.tweet_id, h.tag ORDER BY h.tag").rows
    return [*nodes_there, *posted, *tagged]


WHOLE = [
    [1, ["Tweet", "Archived"], "one", 3],
    [2, ["Tweet", "Stub"], None, None],
    ["a", 1, None],
    ["b", 2, True],
    [1, "x"],
    [1, "y"],
]


@pytest.fixture
def prepared(graph: Graph) -> Graph:
    write(graph, ACCOUNT, of_node(ACCOUNT, ["a", "b", "c"], variant=["Archived"] * 3))
    write(graph, TAG, of_node(TAG, ["x", "y"]))
    return graph


@pytest.mark.parametrize("new", [True, False])
def test_nodes_are_written_with_their_relationships_and_a_second_time_changes_nothing(
    prepared: Graph, new: bool
) -> None:
    for _ in range(2):
        assert sum(write(prepared, TWEET, tweets(), new=new)) == 2
        assert everything(prepared) == WHOLE


def test_a_node_that_was_not_expected_to_be_there_is_made_what_its_row_says(prepared: Graph) -> None:
    prepared.write("CREATE (:Tweet:Stub {tweet_id: 1, text: 'other', likes: 9})<-[:POSTED {inferred: true}]-(:Account)")
    prepared.write("MATCH (t:Tweet)<-[r]-(a) SET a.user_id = 'z', t.note = 'mine'")
    prepared.write("MATCH (t:Tweet)<-[r]-(a:Account {user_id: 'z'}) DETACH DELETE a")
    write(prepared, TWEET, tweets())
    assert everything(prepared) == WHOLE
    assert prepared.read("MATCH (t {tweet_id: 1}) RETURN t.note").value() == "mine"


def test_relationships_not_expected_to_be_there_are_made_what_their_rows_say(prepared: Graph) -> None:
    columns: dict[str, Any] = {"owner": ["a", "b"], "RETWEETED": [["b", "c", "a"], ["a"]]}
    values: dict[str, Any] = {p.name: [[None] * 3, [None]] for p in RETWEETED.properties}
    values |= {
        "times": [[1, 2, 3], [4]],
        "first_at": [[0, 1_000, None], [2_000]],
        "campaigns": [[["k"], [], None], [[]]],
    }
    rows = table(columns | {upsert.value_column(RETWEETED, p): values[p.name] for p in RETWEETED.properties})
    prepared.write(
        "MATCH (a {user_id: 'a'}), (c {user_id: 'c'}) CREATE (a)-[:RETWEETED {times: 99, months: ['x']}]->(c)"
    )
    for new in (True, True, False):
        told: list[int] = []
        upsert.write_relationships(prepared, RETWEETED, rows, told.append, new=new)
        assert sum(told) == 4
        assert prepared.read(
            "MATCH (a)-[r:RETWEETED]->(b) "
            "RETURN a.user_id, b.user_id, r.times, r.first_at.epochMillis, r.campaigns, r.months ORDER BY r.times"
        ).rows == [
            ["a", "b", 1, 0, ["k"], None],
            ["a", "c", 2, 1_000, None, None],
            ["a", "a", 3, None, None, None],
            ["b", "a", 4, 2_000, None, None],
        ]


def test_what_makes_a_transaction_too_big_is_written_in_several(
    prepared: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upsert, "BATCH", 3)
    keys = list(range(7))
    rows = of_node(
        TWEET,
        keys,
        variant=["Stub"] * 7,
        **{"TAGGED": [["x", "y"], *([None] * 6)], "POSTED": [["a"]] * 7, "POSTED.inferred": [[None]] * 7},
    )
    assert write(prepared, TWEET, rows) == [1, 2, 2, 2]
    assert prepared.read("MATCH (t:Tweet) RETURN count(t)").value() == 7
    assert prepared.read("MATCH ()-[r:TAGGED|POSTED]->() RETURN count(r)").value() == 9


@pytest.mark.parametrize("what", ["nodes", "relationships"])
def test_a_second_try_waits_for_the_first_and_doubles_nothing(prepared: Graph, what: str) -> None:
    if what == "nodes":
        statement = cypher.create_nodes(TWEET, None, [TAGGED])
        row: list[Any] = [1, *(None for _ in TWEET.loaded), ["x"]]
    else:
        statement = cypher.create_relationships(RETWEETED)
        row = ["a", ["b"], *([None] for _ in RETWEETED.properties)]
    with ThreadPoolExecutor(1) as second, prepared.driver.session() as session:
        with session.begin_transaction() as first:
            first.run(statement, {"rows": [row]}).consume()
            again = second.submit(prepared.write, statement, {"rows": [row]})
            blocked = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*)"
            while not prepared.read(blocked).value():
                assert not again.done(), "it did not wait"
            first.commit()
        made = again.result()
    assert (made.nodes_created, made.relationships_created) == (0, 0)
    assert prepared.read("MATCH ()-[r]->() RETURN count(r)").value() == 1
