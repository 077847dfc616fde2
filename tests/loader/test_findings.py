"""Loads carry findings along: online, into a new graph, and when a campaign goes; only a purge takes them away."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from database import embedded
from database.connection import open_graph
from database.findings import RunState, bring_findings, run_states
from database.graph import Graph
from ioscope import main
from lake.findings import read_findings
from lake.workspace import Workspace, open_workspace
from terminal import Stages
from tests.findings import Edge, made_findings
from tests.graphs import Snapshot, snapshot
from tests.loader.archives import tweet, write_release

pytestmark = pytest.mark.slow

ONE, TWO = "iran_201906_1", "iran_201906_2"
EDGES: list[Edge] = [("retweet", "101", "102"), ("retweet", "102", "201"), ("tweet", "101", "103")]
RANKS = {"101": (0.5, 7), "201": (0.25, 1)}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("findings")
    for campaign, users in ((ONE, ("101", "102", "103")), (TWO, ("201", "202"))):
        write_release(folder / campaign, campaign, [tweet(int(user), user) for user in users])
    made = open_workspace(folder / "workspace")
    yield made
    embedded.stop(made)


def ioscope(place: Workspace, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["--workspace", str(place.root), *arguments])
    assert done.exit_code == 0, done.output
    return done


def load(place: Workspace, campaign: str, *arguments: str) -> None:
    ioscope(place, "load", str(place.root.parent / campaign), *arguments)


def with_graph(place: Workspace) -> tuple[Snapshot, set[tuple[str, Edge]], list[RunState]]:
    """Return everything in the graph, its COORDINATED relationships, and how the runs stand."""
    with open_graph(embedded.start(place, announce=False)) as graph:
        return snapshot(graph), coordinated(graph), run_states(place, graph)


def coordinated(graph: Graph) -> set[tuple[str, Edge]]:
    rows = graph.read("MATCH (a)-[r:COORDINATED]->(b) RETURN r.run, r.action, a.user_id, b.user_id").rows
    return {(run, (action, u, v)) for run, action, u, v in rows}


def test_findings_survive_every_way_of_loading(place: Workspace) -> None:
    load(place, ONE, "--mode", "online")
    load(place, TWO, "--mode", "online")
    made_findings(place, "a", EDGES, ranks=RANKS)
    made_findings(place, "b", EDGES[:1], ranks=RANKS, campaigns=(ONE,))
    with open_graph(embedded.start(place, announce=False)) as graph:
        bring_findings(place, graph, Stages(quiet=True))
    whole = {("a", one) for one in EDGES} | {("b", EDGES[0])}
    both, found, states = with_graph(place)
    assert found == whole
    assert [(state.difference, state.stale) for state in states] == [(None, False), (None, False)]

    # The whole graph anew: every property is there again.
    ioscope(place, "load", "--mode", "bulk")
    rebuilt, found, states = with_graph(place)
    assert found == whole
    assert rebuilt.differences(both) == []
    assert [state.difference for state in states] == [None, None]
    assert "no difference: 2 campaigns" in ioscope(place, "verify").output
    assert '"findings": [' in ioscope(place, "status", "--json").stdout

    # A campaign goes: its accounts take their relationships along, and what read it is stale.
    done = ioscope(place, "unload", TWO)
    assert "out of the lake and the graph" in done.output
    _, found, states = with_graph(place)
    assert found == whole - {("a", EDGES[1])}
    assert [(state.key, state.difference, state.stale) for state in states] == [("a", None, True), ("b", None, False)]
    assert "repeat it with: ioscope detect # a" in ioscope(place, "status").output
    with open_graph(embedded.start(place, announce=False)) as graph:
        assert graph.read("MATCH (r:Run) RETURN r.key, r.stale ORDER BY r.key").rows == [["a", True], ["b", False]]

    # It comes back: so does everything else, row by row.
    load(place, TWO, "--mode", "online")
    again, found, states = with_graph(place)
    assert found == whole
    assert again.differences(both) == []
    assert not any(state.stale for state in states)

    # Going back to the former graph loses nothing: a load brings it to the lake again.
    ioscope(place, "rollback")
    ioscope(place, "load")
    assert with_graph(place)[0].differences(both) == []

    done = ioscope(place, "unload", TWO, "--purge")
    assert "repeat it with: ioscope detect # b" in done.output
    _, found, states = with_graph(place)
    assert (found, states) == (set(), [])
    assert read_findings(place) == {}
    assert list((place.lake / "_findings").iterdir()) == []
