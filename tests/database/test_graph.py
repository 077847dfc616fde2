"""Statements: reads cannot write, writes are counted, errors become failures with a hint."""

import datetime as dt

import pytest

from database import failures
from database.connection import Graph

WRITES = [
    "CREATE (:Intruder)",
    "MERGE (:Intruder)",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Kept) SET n.value = 2",
    "CREATE INDEX intruder FOR (n:Intruder) ON (n.x)",
    "DROP CONSTRAINT constraint_unique_Tweet_tweet_id",
    "CALL db.createLabel('Intruder')",
    "MATCH (n) CALL (n) { CREATE (:Intruder) } IN TRANSACTIONS",
    "CREATE USER intruder SET PASSWORD 'long enough'",
]


def everything(graph: Graph) -> list[list[object]]:
    found = graph.read("MATCH (n) RETURN labels(n), properties(n)").rows
    return found + graph.read("SHOW INDEXES YIELD name RETURN name ORDER BY name").rows


@pytest.mark.parametrize("statement", WRITES)
def test_server_refuses_a_write_through_read_and_the_graph_stays_as_it_was(graph: Graph, statement: str) -> None:
    graph.write("CREATE (:Kept {value: 1})")
    before = everything(graph)
    with pytest.raises(failures.WriteRefused) as refused:
        graph.read(statement)
    assert refused.value.hint
    assert everything(graph) == before


def test_stream_refuses_a_write_too(graph: Graph) -> None:
    with pytest.raises(failures.WriteRefused), graph.stream("CREATE (:Intruder) RETURN 1") as stream:
        list(stream.rows)
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0


def test_answer_has_columns_in_the_order_of_return_and_pythons_own_times(graph: Graph) -> None:
    answer = graph.read(
        "RETURN $b AS b, datetime('2019-06-13T10:00:00Z') AS at, [date('2019-06-13')] AS days", {"b": 1}
    )
    assert answer.columns == ["b", "at", "days"]
    assert answer.rows == [[1, dt.datetime(2019, 6, 13, 10, tzinfo=dt.UTC), [dt.date(2019, 6, 13)]]]
    assert answer.records()[0]["b"] == 1


def test_stream_gives_rows_one_by_one(graph: Graph) -> None:
    with graph.stream("UNWIND range(1, 5000) AS n RETURN n") as stream:
        assert stream.columns == ["n"]
        assert next(stream.rows) == [1]
        assert sum(1 for _ in stream.rows) == 4999


def test_write_says_what_it_changed(graph: Graph) -> None:
    counters = graph.write("UNWIND $rows AS row CREATE (:Kept {value: row})", {"rows": [1, 2, 3]})
    assert counters.nodes_created == 3
    assert counters.properties_set == 3


def test_invalid_statement_and_missing_parameter_each_say_what_is_wrong(graph: Graph) -> None:
    with pytest.raises(failures.CypherRefused, match="Invalid input"):
        graph.read("RETUR 1")
    with pytest.raises(failures.CypherRefused, match="parameter") as missing:
        graph.read("RETURN $absent")
    assert "-p" in (missing.value.hint or "")


def test_statement_that_takes_too_long_is_ended(graph: Graph) -> None:
    with pytest.raises(failures.QueryTimedOut):
        graph.read("UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b RETURN count(*)", timeout=0.2)


def test_remarks_of_the_server_are_on_the_answer_and_nowhere_else(
    graph: Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = graph.read("MATCH (n:NoSuchLabel) RETURN n.no_such_property AS x")
    assert any("NoSuchLabel" in remark.description for remark in answer.notifications)
    assert capfd.readouterr() == ("", "")


def test_no_failure_and_no_target_shows_the_password(graph: Graph) -> None:
    password = graph.target.password
    assert password
    assert password not in repr(graph.target)
    assert password not in str(graph.target.name)
