"""Findings in the graph: recorded once, replaced by their own run alone, taken out again."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.communities import Groups
from database.findings import bring_findings, remove_run, run_states
from database.graph import Graph
from database.own_notes import find_own_notes
from lake.findings import folder_of, read_findings
from lake.workspace import Workspace, open_workspace
from terminal import Stages
from tests.findings import Edge, made_findings
from tests.graphs import snapshot

EDGES: list[Edge] = [("retweet", "1", "2"), ("retweet", "2", "3"), ("tweet", "1", "3")]
QUIET = Stages(quiet=True)


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "workspace")


@pytest.fixture
def peopled(graph: Graph) -> Graph:
    """A graph of four accounts."""
    graph.write("UNWIND ['1', '2', '3', '4'] AS id CREATE (:Account:Archived {user_id: id})")
    return graph


def coordinated(graph: Graph) -> set[tuple[str, Edge]]:
    rows = graph.read("MATCH (a)-[r:COORDINATED]->(b) RETURN r.run, r.action, a.user_id, b.user_id").rows
    assert len({tuple(row) for row in rows}) == len(rows)
    return {(run, (action, u, v)) for run, action, u, v in rows}


def members(graph: Graph) -> dict[str, list[str]]:
    rows = graph.read(
        "MATCH (a)-[:IN_COMMUNITY]->(c:Community) WITH c, a ORDER BY a.user_id RETURN c.key, collect(a.user_id)"
    ).rows
    return dict(rows)


def ranks(graph: Graph) -> dict[str, tuple[Any, Any]]:
    rows = graph.read("MATCH (a:Account) WHERE a.pagerank > 0 RETURN a.user_id, a.pagerank, a.amplification").rows
    return {user: (rank, amplification) for user, rank, amplification in rows}


def test_recording_gives_the_edges_with_their_evidence_the_groups_and_the_run(peopled: Graph, place: Workspace) -> None:
    made_findings(place, "a", EDGES, ranks={"1": (0.5, 7), "4": (0.25, 0)})
    assert bring_findings(place, peopled, QUIET) == ["a"]
    assert coordinated(peopled) == {("a", one) for one in EDGES}
    assert members(peopled) == {"a-0001": ["1", "2", "3"]}
    assert ranks(peopled) == {"1": (0.5, 7), "4": (0.25, 0)}
    [[found]] = peopled.read("MATCH ({user_id: '1'})-[r {action: 'tweet'}]->({user_id: '3'}) RETURN properties(r)").rows
    assert found["window_s"] == 60.0
    assert (found["support"], found["robust"], found["months"]) == (3, True, ["2019-05", "2019-06"])
    assert "q_author" not in found
    assert json.loads(found["evidence"])[0]["delay_s"] == 1.5
    [[run]] = peopled.read("MATCH (r:Run) RETURN properties(r)").rows
    assert run["command"] == "ioscope detect # a"
    assert json.loads(run["parameters"]) == {"window_s": 60.0, "windows_ms": [10_000, 60_000]}
    assert (run["windows_ms"], found["support_by_window"]) == ([10_000, 60_000], [1, 3])
    assert json.loads(run["chance"])[0]["found"] == 3
    assert run["stale"] is False
    assert find_own_notes(peopled).any is False


def test_recording_twice_is_recording_once(peopled: Graph, place: Workspace) -> None:
    made_findings(place, "a", EDGES)
    bring_findings(place, peopled, QUIET)
    before = snapshot(peopled)
    made_findings(place, "a", EDGES)
    assert bring_findings(place, peopled, QUIET) == []
    peopled.write("MATCH (r:Run) REMOVE r.digest")  # as if it had been cut
    assert [state.difference for state in run_states(place, peopled)] == ["not wholly in the graph"]
    assert bring_findings(place, peopled, QUIET) == ["a"]
    assert snapshot(peopled).differences(before) == []
    assert [state.difference for state in run_states(place, peopled)] == [None]


def test_a_run_again_replaces_its_own_results_and_no_others(peopled: Graph, place: Workspace) -> None:
    made_findings(place, "a", EDGES)
    made_findings(place, "b", EDGES)
    peopled.write("MATCH (a {user_id: '1'}) SET a.note = 'mine'")
    bring_findings(place, peopled, QUIET)
    made_findings(place, "a", [("retweet", "2", "3"), ("link", "1", "4")], groups=Groups((("1", "2", "4"),), 1.0))
    assert bring_findings(place, peopled, QUIET) == ["a"]
    others = {("b", one) for one in EDGES}
    assert coordinated(peopled) == others | {("a", ("retweet", "2", "3")), ("a", ("link", "1", "4"))}
    assert members(peopled) == {"a-0001": ["1", "2", "4"], "b-0001": ["1", "2", "3"]}
    made_findings(place, "a", [], groups=Groups((), 1.0))
    bring_findings(place, peopled, QUIET)
    assert coordinated(peopled) == others
    assert members(peopled) == {"b-0001": ["1", "2", "3"]}
    assert peopled.read("MATCH (a {note: 'mine'}) RETURN count(a)").value() == 1


def test_accounts_that_are_not_in_the_graph_are_passed_over(peopled: Graph, place: Workspace) -> None:
    made_findings(place, "a", [*EDGES, ("retweet", "3", "9")], ranks={"9": (0.1, 1)})
    bring_findings(place, peopled, QUIET)
    assert coordinated(peopled) == {("a", one) for one in EDGES}
    assert peopled.read("MATCH (a:Account) RETURN count(a)").value() == 4


def test_a_removed_run_is_gone_from_graph_and_lake_and_the_other_stays(peopled: Graph, place: Workspace) -> None:
    made_findings(place, "a", EDGES, ranks={"1": (0.5, 7)})
    bring_findings(place, peopled, QUIET)
    before = snapshot(peopled)
    made_findings(place, "b", EDGES, ranks={"1": (0.5, 7)})
    bring_findings(place, peopled, QUIET)
    assert remove_run(place, peopled, "b") is True
    assert snapshot(peopled).differences(before) == []
    assert list(read_findings(place)) == ["a"]
    assert not folder_of(place, "b").exists()
    assert remove_run(place, peopled, "a") is True
    assert coordinated(peopled) == set()
    assert ranks(peopled) == {}
    assert peopled.read("MATCH (n) RETURN count(n)").value() == 4
    assert remove_run(place, peopled, "a") is False


def test_a_run_that_the_lake_does_not_know_stays_until_it_is_taken_out(peopled: Graph, place: Workspace) -> None:
    elsewhere = open_workspace(place.root / "elsewhere")
    made_findings(elsewhere, "other", EDGES)
    bring_findings(elsewhere, peopled, QUIET)
    made_findings(place, "a", EDGES)
    bring_findings(place, peopled, QUIET)
    assert [(state.key, state.difference) for state in run_states(place, peopled)] == [
        ("a", None),
        ("other", "only in the graph"),
    ]
    assert remove_run(place, peopled, "other") is True
    assert coordinated(peopled) == {("a", one) for one in EDGES}


def test_without_a_graph_the_states_are_the_lakes(place: Workspace) -> None:
    made_findings(place, "a", EDGES)
    assert [(s.key, s.difference, s.stale) for s in run_states(place, None)] == [("a", None, False)]
