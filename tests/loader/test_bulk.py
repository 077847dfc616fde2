"""Bulk loading: the same graph as online loading, built beside the live one, switched to, and rolled back."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from database import embedded
from database.building import build_generation, prune
from database.connection import Target, open_graph
from database.failures import CountsDiffer, ImportFailed
from database.generation import BUILDING, Layout
from database.graph import Graph
from ioscope import main
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_graph, load_into_lake, prepare, rebuild_graph
from loader.loading import Loaded as Done
from terminal import Stages
from tests.graphs import Snapshot, snapshot
from tests.loader.archives import tweet, write_release

pytestmark = pytest.mark.slow

SAMPLE_TWEETS = 2_000


def quiet() -> Stages:
    return Stages(quiet=True)


def sample(folder: Path) -> Path:
    result = CliRunner().invoke(main, ["sample", str(folder), "--tweets", str(SAMPLE_TWEETS)])
    assert result.exit_code == 0, result.output
    return folder


def bulk(place: Workspace, **choices: int) -> None:
    with place.writing("test"):
        prepare(place)
        rebuild_graph(place, Done(), Choices(**choices), quiet())  # type: ignore[arg-type]


def graph_of(place: Workspace) -> Snapshot:
    with open_graph(embedded.start(place, announce=False)) as graph:
        return snapshot(graph)


def change(place: Workspace, cypher: str) -> None:
    with open_graph(embedded.start(place, announce=False)) as graph:
        graph.write(cypher)


@pytest.fixture
def bulk_place(tmp_path: Path) -> Iterator[Workspace]:
    place = open_workspace(tmp_path / "bulk, [1] (a+b) 'c'")  # what programs take for patterns, lists and quotes
    yield place
    embedded.stop(place)


def ioscope(place: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), *arguments])


def test_bulk_and_online_loading_give_the_same_graph(bulk_place: Workspace, graph: Graph, tmp_path: Path) -> None:
    archive = sample(tmp_path / "archive")
    online = open_workspace(tmp_path / "online")
    for place in (online, bulk_place):
        loaded = load_into_lake(place, [archive], Choices(), quiet())
        assert not loaded.failures
    load_into_graph(online, graph, Done(), Choices(), quiet())
    bulk(bulk_place)
    assert graph_of(bulk_place).differences(snapshot(graph)) == []


@pytest.mark.release
def test_bulk_and_online_loading_of_a_real_release_give_the_same_graph(bulk_place: Workspace, thailand: Graph) -> None:
    from tests.releases import thailand as folder

    load_into_lake(bulk_place, [folder()], Choices(), quiet())
    bulk(bulk_place)
    assert graph_of(bulk_place).differences(snapshot(thailand)) == []


def test_online_goes_on_where_bulk_ended_and_rollback_goes_back(bulk_place: Workspace, tmp_path: Path) -> None:
    first = write_release(tmp_path / "a", "iran_201906_1", [tweet(n) for n in range(5)])
    second = write_release(tmp_path / "b", "russia_201906_1", [tweet(n, "200") for n in range(3, 9)])
    # A generation that a cut build left is in the way of nothing.
    left = Layout(bulk_place).home("g0001")
    left.mkdir()
    (left / BUILDING).touch()
    assert ioscope(bulk_place, "load", str(first), "--mode", "bulk").exit_code == 0
    change(bulk_place, "MATCH (a:Account) SET a.note = 'mine'")
    before = graph_of(bulk_place)
    assert ioscope(bulk_place, "rollback").exit_code == 1  # there is nothing before the first
    refused = ioscope(bulk_place, "load", str(second), "--mode", "bulk")
    assert (refused.exit_code, "properties note" in refused.stderr) == (2, True), refused.stderr
    # The least memory that a load takes is enough for each of its processes.
    asked = ("--mode", "bulk", "--discard-own", "--memory", "1GB")
    assert ioscope(bulk_place, "load", str(second), *asked).exit_code == 0
    both = graph_of(bulk_place)
    assert len(both.nodes) > len(before.nodes)
    assert ioscope(bulk_place, "rollback").exit_code == 0
    assert graph_of(bulk_place).differences(before) == []
    change(bulk_place, "MATCH (a:Account) REMOVE a.note")
    assert ioscope(bulk_place, "load", "--mode", "online").exit_code == 0
    assert graph_of(bulk_place).differences(both) == []
    assert not any(Layout(bulk_place).is_unfinished(name) for name in Layout(bulk_place).generations())


def build(place: Workspace, nodes: dict[str, Path], expected: dict[str, int]) -> None:
    build_generation(
        place,
        nodes=nodes,
        relationships={},
        expected_nodes=expected,
        expected_relationships={},
        stages=quiet(),
    )


def test_an_import_that_fails_leaves_nothing(bulk_place: Workspace, tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(ImportFailed, match="exit code"):
        build(bulk_place, {"Account": broken}, {})
    assert Layout(bulk_place).generations() == []


def test_a_graph_with_other_counts_than_the_lake_is_thrown_away(bulk_place: Workspace, tmp_path: Path) -> None:
    one = tmp_path / "one.parquet"
    pq.write_table(pa.table({":ID": [0], "key": ["k"]}), one)
    with pytest.raises(CountsDiffer, match="has 1 Campaign where the lake has 2"):
        build(bulk_place, {"Campaign": one}, {"Campaign": 2})
    assert Layout(bulk_place).generations() == []


@pytest.mark.parametrize(
    ("keep", "left"),
    [(0, ["g0004", "g0005"]), (1, ["g0003", "g0004", "g0005"]), (9, [f"g000{n}" for n in range(1, 6)])],
)
def test_as_many_former_graphs_are_kept_as_asked(tmp_path: Path, keep: int, left: list[str]) -> None:
    layout = Layout(open_workspace(tmp_path / "w"))
    for number in range(1, 6):
        layout.home(f"g000{number}").mkdir()
    layout.make_current("g0004")  # g0005 is what a rollback left behind
    prune(layout.workspace, keep)
    assert layout.generations() == left


def test_bulk_loading_is_refused_on_a_server_of_the_users_own(tmp_path: Path, server: Target) -> None:
    archive = write_release(tmp_path / "a", "iran_201906_1", [tweet(1)])
    environment = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": server.password}
    command = ["--workspace", str(tmp_path / "w"), "load", str(archive), "--mode", "bulk", "--into-existing"]
    result = CliRunner().invoke(main, command, env=environment)
    assert result.exit_code == 2
    assert "NEO4J_URI" in result.stderr
