"""A command killed at any failpoint and run again ends in the lake and the graph of an undisturbed one.

One workspace and its server go through all of it, because a start takes ten seconds: `base` is what it holds before
each point of a load, `whole` what an undisturbed load makes of that. A command that was killed is run again in this
process by the functions that the command itself calls, where a whole second command would show nothing more.
"""

import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from database import embedded
from database.building import former_generation
from database.connection import open_graph
from database.contents import indexes
from database.findings import remove_run
from database.generation import Layout
from lake.failpoints import POINTS, VARIABLE
from lake.findings import read_findings
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake, prepare
from loader.unloading import unload_campaign
from sample.archive import write_sample
from terminal import Stages
from tests.commands import Command, Ended
from tests.graphs import Snapshot, snapshot
from tests.loader.archives import few_campaigns
from tests.loader.media.test_loading import KILLED
from tests.servers import reap
from tests.workers import SAID

pytestmark = pytest.mark.slow

TWEETS = 300
ADDED = "catalonia_201906_1"
COMPLETE = (0, 3)  # the sample holds rows that must be refused

LOAD = [
    "file-written",
    "source-inflated",
    "table-staged:3",
    "source-staged",
    "manifest-kept",
    "manifest-published",
    "constraints-installed",
    "campaign-loading",
    "nodes-written:2",
    "relationships-written:3",
    "rows-complete",
    "campaign-complete",
]
MISSING = {"constraints-installed": ("CONSTRAINTS", "CONSTRAINT"), "campaign-complete": ("TEXT INDEXES", "INDEX")}
"""What the graph must lack for a point to matter: how Cypher lists it, and drops one."""
UNLOAD = ["campaign-withdrawn", "rows-removed:2", "campaign-followed"]
DETECT = ("detect", "hashtag", "tweet", "--window", "100000", "--keep", "all")
"""So few tweets are hardly ever close: a day's window ties their accounts."""
FIND = ["findings-written", "findings-published", "findings-recorded"]
REMOVE = ["findings-removed", "findings-withdrawn"]
BUILD = [
    "import-files-written",
    "generation-begun",
    "generation-imported",
    "generation-password-set",
    "generation-up",
    "generation-indexed",
    "generation-compared",
    "generation-finished",
]
FIRST = ["first-generation-current", "first-server-recorded"]
ROLLBACK = ["rollback-noted", "live-server-stopped", "generation-current", "live-server-up"]


def processes() -> list[psutil.Process]:
    """Return the processes whose command line can be read."""
    return [process for process in psutil.process_iter(["cmdline"]) if process.info["cmdline"]]


def quiet() -> Stages:
    return Stages(quiet=True)


@dataclass(frozen=True)
class State:
    """The lake's files and digests, and everything in the graph, its indexes too."""

    files: frozenset[str]
    digests: dict[str, str]
    graph: Snapshot
    indexes: frozenset[str]


@dataclass
class Stage:
    """The workspace that all points share, its two states, and what became of each point so far."""

    place: Workspace
    archive: Path
    base: State
    whole: State
    outcomes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return Layout(self.place)

    def command(self, *arguments: str, **environment: str) -> Ended:
        return Command(["--workspace", str(self.place.root), *arguments], **environment).ended()

    def killed(self, point: str, *arguments: str) -> None:
        done = self.command(*arguments, **{VARIABLE: point})
        assert done.code == -signal.SIGKILL, done.said

    def killed_load(self, point: str, *arguments: str) -> None:
        self.killed(point, "load", str(self.archive / "added"), *arguments)

    def load(self) -> None:
        """Do what `load` does with the archive's second part, online."""
        with self.place.writing("test"):
            prepare(self.place)
            loaded = load_into_lake(self.place, [self.archive / "added"], Choices(), quiet())
            assert not loaded.failures
            with open_graph(embedded.start(self.place, announce=False)) as graph:
                load_into_graph(self.place, graph, loaded, Choices(), quiet())

    def unload(self) -> None:
        """Do what `unload` does with the second part."""
        with self.place.writing("test"):
            prepare(self.place)
            with open_graph(embedded.start(self.place, announce=False)) as graph:
                unload_campaign(self.place, graph, ADDED, quiet())

    def load_nothing(self) -> None:
        """Do what `load` without a path does."""
        with self.place.writing("test"):
            prepare(self.place)
            with open_graph(embedded.start(self.place, announce=False)) as graph:
                load_into_graph(self.place, graph, Loaded(), Choices(), quiet())

    def remove_findings(self) -> None:
        """Do what `detect --remove` does with the run that is there; the base is left."""
        [run] = read_findings(self.place)
        with self.place.writing("test"), open_graph(embedded.start(self.place, announce=False)) as graph:
            assert remove_run(self.place, graph, run)
        self.assert_is(self.base)

    def drop(self, listed: str, one: str) -> None:
        with open_graph(embedded.start(self.place, announce=False)) as graph:
            for [name] in graph.read(f"SHOW {listed} YIELD name").rows:
                graph.schema_write(f"DROP {one} {name}")

    def back_to_base(self) -> None:
        self.unload()
        shutil.rmtree(self.place.lake / ADDED)
        self.assert_is(self.base)

    def assert_is(self, state: State) -> None:
        """Nothing lost, nothing doubled, nothing left over."""
        found = state_of(self.place)
        assert found.graph.differences(state.graph) == []
        assert not found.files ^ state.files
        assert not found.indexes ^ state.indexes
        assert found.digests == state.digests
        assert list(self.place.scratch.iterdir()) == []

    def survived(self, point: str, outcome: str) -> None:
        self.outcomes.append((point.partition(":")[0], outcome))


def state_of(place: Workspace) -> State:
    with open_graph(embedded.start(place, announce=False)) as graph:
        graph.read("CALL db.awaitIndexes(60)")
        files = (path for path in place.lake.rglob("*") if path.is_file())
        return State(
            files=frozenset(str(path.relative_to(place.lake)) for path in files),
            digests={key: manifest.digest for key, manifest in read_manifests(place).items()},
            graph=snapshot(graph),
            indexes=frozenset(index["name"] for index in indexes(graph)),
        )


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("failpoints")
    write_sample(folder / "archive", tweets=TWEETS, seed=7, noise=False, stages=quiet())
    few_campaigns(folder / "archive")
    (folder / "archive" / "added").mkdir()
    for path in (folder / "archive").glob(f"{ADDED}*"):
        path.rename(folder / "archive" / "added" / path.name)
    place = open_workspace(folder / "workspace")
    with place.writing("test"):
        others = [path for path in (folder / "archive").iterdir() if path.name != "added"]
        assert not load_into_lake(place, others, Choices(), quiet()).failures
        with open_graph(embedded.start(place, announce=False)) as graph:
            load_into_graph(place, graph, Loaded(), Choices(), quiet())
    base = state_of(place)
    made = Stage(place, folder / "archive", base, base)
    made.load()
    made.whole = state_of(place)
    assert made.whole.graph.differences(base.graph)
    made.back_to_base()
    yield made
    embedded.stop(place)
    reap()


@pytest.mark.parametrize("point", LOAD)
def test_a_load_into_a_running_graph_is_killed_and_run_again(stage: Stage, point: str) -> None:
    if point in MISSING:
        stage.drop(*MISSING[point])
    stage.killed_load(point)
    stage.load()
    stage.assert_is(stage.whole)
    stage.survived(point, "load again: the same lake and graph")
    stage.back_to_base()


@pytest.mark.parametrize("point", UNLOAD)
def test_taking_a_campaign_out_is_killed_and_run_again(stage: Stage, point: str) -> None:
    stage.load()
    stage.killed(point, "unload", ADDED)
    stage.unload()
    assert state_of(stage.place).graph.differences(stage.base.graph) == []
    assert list(read_manifests(stage.place)) == list(stage.base.digests)
    stage.survived(point, "unload again: the lake and graph without it")
    stage.back_to_base()


@pytest.fixture(scope="module")
def found(stage: Stage) -> State:
    """What an undisturbed `detect` makes of the base; the base is there again."""
    done = stage.command(*DETECT)
    assert done.code == 0, done.said
    state = state_of(stage.place)
    stage.remove_findings()
    return state


@pytest.mark.parametrize("point", FIND)
def test_a_run_of_the_analysis_is_killed_and_run_again(stage: Stage, found: State, point: str) -> None:
    assert found.graph.differences(stage.base.graph)
    stage.killed(point, *DETECT)
    if point == "findings-published":
        stage.load_nothing()  # what the lake has, any load brings into the graph
    else:
        done = stage.command(*DETECT)
        assert done.code == 0, done.said
    stage.assert_is(found)
    stage.survived(point, "detect again: the same findings in lake and graph")
    stage.remove_findings()


@pytest.mark.parametrize("point", REMOVE)
def test_taking_a_run_out_is_killed_and_run_again(stage: Stage, found: State, point: str) -> None:
    assert stage.command(*DETECT).code == 0
    [run] = read_findings(stage.place)
    stage.killed(point, "detect", "--remove", run)
    done = stage.command("detect", "--remove", run)
    assert done.code == 0, done.said
    stage.assert_is(stage.base)
    stage.survived(point, "detect --remove again: nothing of it is left")


def test_removing_what_a_cut_build_left_is_killed_and_run_again(stage: Stage) -> None:
    stage.layout.begin(stage.layout.next_name())
    before = stage.layout.current()
    stage.killed_load("generation-discarded")
    assert stage.layout.generations() == [before]
    stage.load()
    assert [path.name for path in stage.layout.root.glob("g0*")] == [before]
    stage.assert_is(stage.whole)
    stage.survived("generation-discarded", "load again: the same lake and graph, no generation but the live one")
    stage.back_to_base()


@pytest.mark.parametrize("point", BUILD)
def test_a_bulk_load_is_killed_before_the_switch_and_the_old_graph_is_served_unchanged(
    stage: Stage, point: str
) -> None:
    # The same command runs again and again, each time to a later point, and at last through the switch (below).
    before, server = stage.layout.generations(), embedded.state(stage.place)
    stage.killed_load(point, "--mode", "bulk")
    assert embedded.state(stage.place) == server
    if point == "generation-finished":  # where somebody is served, the server that built does not stay
        [new] = set(stage.layout.generations()) - set(before)
        assert not any(f"--home-dir={stage.layout.home(new)}" in p.info["cmdline"] for p in processes())
    found = state_of(stage.place)
    assert found.graph.differences(stage.base.graph) == []
    with stage.place.writing("test"):
        prepare(stage.place)
    assert stage.layout.generations() == before
    assert sorted(path.name for path in stage.layout.root.glob("g0*")) == before
    assert list(stage.place.scratch.iterdir()) == []
    assert (found.files, found.digests) == (stage.whole.files, stage.whole.digests)
    stage.survived(point, "the old graph served by the same server, nothing left of the new one")


def test_a_bulk_load_is_killed_in_the_switch_and_the_new_graph_is_the_live_one(stage: Stage) -> None:
    former = stage.layout.current()
    stage.killed_load("generation-current", "--mode", "bulk")
    assert embedded.state(stage.place).state == "stopped"
    stage.load()
    stage.assert_is(stage.whole)
    assert former_generation(stage.place) == former
    stage.survived("generation-current", "load again: the same lake and graph, the old graph kept for rollback")


def test_a_rollback_is_killed_and_run_again_and_goes_back_once(stage: Stage) -> None:
    to = former_generation(stage.place)
    for point in ROLLBACK:
        stage.killed(point, "rollback")
        stage.survived(point, "rollback again: the old graph")
    done = stage.command("rollback")
    assert done.code == 0, done.said
    assert stage.layout.current() == to
    assert not stage.layout.rollback_file.exists()
    assert state_of(stage.place).graph.differences(stage.base.graph) == []


def test_a_bulk_load_is_killed_at_its_end_and_run_again(stage: Stage) -> None:
    replaced = stage.layout.current()
    stage.killed_load("generations-pruned", "--mode", "bulk")
    assert former_generation(stage.place) == replaced, "rolling back goes to the graph before, not to one given up"
    done = stage.command("load", str(stage.archive / "added"))
    assert done.code in COMPLETE, done.said
    assert "the graph was up to date" in done.said
    stage.assert_is(stage.whole)
    stage.survived("generations-pruned", "load again: the same lake and graph")


def test_a_purge_is_killed_and_run_again(stage: Stage) -> None:
    stage.killed("former-graphs-purged", "unload", ADDED, "--purge")
    done = stage.command("unload", ADDED, "--purge")
    assert done.code == 0, done.said
    stage.assert_is(stage.base)
    assert stage.layout.generations() == [stage.layout.current()]
    stage.survived("former-graphs-purged", "unload --purge again: nothing of it is left")


@pytest.mark.parametrize("point", FIRST)
def test_a_first_bulk_load_is_killed_when_its_server_is_taken_over(stage: Stage, point: str) -> None:
    embedded.stop(stage.place)
    reap()
    shutil.rmtree(stage.layout.root)
    stage.killed(point, "load", "--mode", "bulk")
    server = embedded.state(stage.place)
    done = stage.command("load")
    assert done.code in COMPLETE, done.said
    assert embedded.state(stage.place) == server
    assert server.state == "running"
    assert not stage.layout.is_unfinished(str(server.generation))
    stage.assert_is(stage.base)
    stage.survived(point, "load again: the same graph, served by the same server")


def test_every_failpoint_was_survived(stage: Stage, record_property: Callable[[str, object], None]) -> None:
    met = POINTS.keys() - set(KILLED)
    assert {point for point, _ in stage.outcomes} == met, "run the whole file: its tests take turns"
    count = f"{len(stage.outcomes)} commands killed (SIGKILL) at {len(met)} failpoints: 0 rows lost, 0 doubled"
    record_property(SAID, "\n".join([count, *(f"  {point:<24} {outcome}" for point, outcome in stage.outcomes)]))
