"""What is measured on: a release, and a server of its own in a temporary workspace, stopped when the bench ends."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.machine import Moment
from database import embedded
from database.connection import Graph, open_graph
from database.findings import bring_findings
from lake.workspace import Workspace, open_workspace
from loader.archive import find_releases
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake
from sample.archive import write_sample
from sample.campaigns import FULL_SIZE
from sample.commands import SEED
from schema.cypher import quoted
from terminal import Stages, note
from tests.releases import thailand

OF_TARGETS = "thailand_092020"
"""The release that the targets speak of."""

SAMPLE = f"sample of {FULL_SIZE:,} tweets"

INDEX_SECONDS = 300


@dataclass(frozen=True)
class Load:
    """One load: wall seconds into the lake and from there into the graph, by stage too, and the tweets it held.

    `cpu` are the CPU seconds of this process and the server together, which other programs disturb less.
    """

    lake: float
    graph: float
    cpu: float
    tweets: int
    stages: dict[str, float]

    @property
    def total(self) -> float:
        """Seconds from opening the first zip until the campaigns are `complete`."""
        return self.lake + self.graph


class Subject:
    """The data, and the server that holds it; both are made when a benchmark first needs them."""

    def __init__(self, release: Path | None, root: Path, ending: ExitStack) -> None:
        self._release = release
        self._root = root
        self._ending = ending
        self._numbers = itertools.count(1)
        self._full = False
        self.lake: Workspace | None = None
        """The workspace whose lake the last load filled."""

    @cached_property
    def archive(self) -> Path:
        """The folder of release files."""
        if self._release is not None:
            return self._release
        folder = self._root / "sample"
        note(f"writing the {SAMPLE} ...")
        write_sample(folder, tweets=FULL_SIZE, seed=SEED, noise=False, stages=Stages(quiet=True))
        return folder

    @cached_property
    def name(self) -> str:
        """What is measured on, for people: the keys of its releases, or the sample."""
        return SAMPLE if self._release is None else ", ".join(find_releases([self._release]).releases)

    @property
    def of_targets(self) -> bool:
        """Whether this is the release that the targets speak of."""
        return self.name == OF_TARGETS

    @cached_property
    def graph(self) -> Graph:
        """A graph on the bench's own server, empty at first; nobody else's server is ever touched."""
        note("starting a Neo4j for the bench ...")
        self._ending.callback(embedded.stop, self._server)
        return self._ending.enter_context(open_graph(embedded.start(self._server, announce=False)))

    @cached_property
    def _server(self) -> Workspace:
        return open_workspace(self._root / "server")

    @property
    def server_process(self) -> int | None:
        """The process of the server, None before it is started."""
        return embedded.state(self._server).pid if "graph" in vars(self) else None

    @property
    def folder(self) -> Path:
        """A folder for pages, gone when the bench ends."""
        return self._root

    def load(self) -> Load:
        """Load the release through a lake that is empty before, into the graph as it is."""
        graph, archive = self.graph, self.archive
        workspace = open_workspace(self._root / f"load-{next(self._numbers)}")
        stages = Stages(quiet=True)
        with workspace.writing("bench"):
            start, began = Moment.now(self.server_process), perf_counter()
            loaded = load_into_lake(workspace, [archive], Choices(), stages)
            between = perf_counter()
            _raise_failures(loaded)
            load_into_graph(workspace, graph, loaded, Choices(), stages)
            ended, end = perf_counter(), Moment.now(self.server_process)
        self.lake, self._full = workspace, True
        tweets = sum(manifest.books("tweets")["loaded"] for manifest in loaded.manifests.values())
        return Load(between - began, ended - between, end.ours - start.ours, tweets, dict(stages.seconds))

    def filled(self) -> Graph:
        """Return the graph with the release in it and every index ready."""
        if not self._full:
            note(f"loading {self.name} ...")
            self.load()
        self.await_indexes()
        return self.graph

    def analyse(self) -> None:
        """Run `detect` with its defaults on the lake of the last load, and bring what it finds into the graph."""
        from analysis.parameters import DEFAULT_ACTIONS, Parameters
        from analysis.request import Request
        from analysis.run import perform

        assert self.lake is not None
        note(f"detect on {self.name} ...")
        with self.lake.writing("bench"):
            perform(self.lake, Request(DEFAULT_ACTIONS, Parameters()), Stages(quiet=True))
            bring_findings(self.lake, self.graph, Stages(quiet=True))

    def await_indexes(self) -> None:
        """Wait until the server has built every index."""
        self.graph.read("CALL db.awaitIndexes($seconds)", {"seconds": INDEX_SECONDS})

    def wipe(self) -> None:
        """Empty the graph, constraints and indexes too; the server stays warm."""
        graph = self.graph
        self.await_indexes()
        self._full = False
        graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
        for (name,) in graph.read("SHOW CONSTRAINTS YIELD name").rows:
            graph.schema_write(f"DROP CONSTRAINT {quoted(name)}")
        for (name,) in graph.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").rows:
            graph.schema_write(f"DROP INDEX {quoted(name)}")


@contextmanager
def prepared(release: Path | None) -> Iterator[Subject]:
    """Yield what is measured on: `release`, else the Thailand release where it lies, else the sample."""
    folder = release or (thailand() if thailand().is_dir() else None)
    if folder is None:
        note(f"the Thailand release is not there (set IOSCOPE_RELEASES): measuring on a {SAMPLE} instead")
    with TemporaryDirectory(prefix="ioscope-bench-") as root, ExitStack() as ending:
        yield Subject(folder, Path(root), ending)


def _raise_failures(loaded: Loaded) -> None:
    for failure in loaded.failures:
        raise failure
