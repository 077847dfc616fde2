"""A load that is killed at any moment and run again ends in the same graph."""

import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from database import embedded
from database.connection import open_graph
from database.graph import Graph
from lake.manifest import read_manifests
from lake.workspace import Workspace
from loader.loading import Choices, load_into_graph, load_into_lake, prepare
from sample.archive import write_sample
from terminal import Stages
from tests.commands import Command
from tests.graphs import snapshot
from tests.loader.archives import few_campaigns

pytestmark = pytest.mark.slow

KILLS = 20
TWEETS = 500
COMPLETE = (0, 3)  # the sample holds rows that must be refused


def empty(workspace: Workspace, graph: Graph) -> None:
    graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
    shutil.rmtree(workspace.lake)
    workspace.lake.mkdir()


@pytest.mark.timeout(900)
def test_a_load_killed_at_random_moments_and_run_again_ends_in_the_same_graph(
    fresh_workspace: Workspace, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    write_sample(archive, tweets=TWEETS, seed=1, noise=False, stages=Stages(quiet=True))
    few_campaigns(archive)
    target = embedded.start(fresh_workspace, announce=False)
    load = ("--workspace", str(fresh_workspace.root), "load", str(archive))
    moments = random.Random(20190613)
    with open_graph(target) as graph:
        assert Command(load).ended().code in COMPLETE  # warms the server
        undisturbed, digests = snapshot(graph), digests_of(fresh_workspace)
        empty(fresh_workspace, graph)
        started = time.monotonic()
        assert Command(load).ended().code in COMPLETE
        seconds = time.monotonic() - started
        killed = 0
        for _ in range(KILLS):
            empty(fresh_workspace, graph)
            command = Command(load)
            time.sleep(moments.uniform(0.0, 1.0) * seconds)
            killed += command.kill().code == -signal.SIGKILL
            load_here(fresh_workspace, graph, archive)
            assert snapshot(graph).differences(undisturbed) == []
            assert digests_of(fresh_workspace) == digests
            assert list(fresh_workspace.scratch.iterdir()) == []
    assert killed >= KILLS // 2, "the kills came too late to test anything"


def load_here(workspace: Workspace, graph: Graph, archive: Path) -> None:
    """Do what the command does."""
    with workspace.writing("test"):
        prepare(workspace)
        loaded = load_into_lake(workspace, [archive], Choices(), Stages(quiet=True))
        load_into_graph(workspace, graph, loaded, Choices(), Stages(quiet=True))
    assert loaded.failures == []


def digests_of(workspace: Workspace) -> dict[str, str]:
    return {key: manifest.digest for key, manifest in read_manifests(workspace).items()}
