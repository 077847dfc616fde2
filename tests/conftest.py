"""One real Neo4j for the whole run, in a workspace of its own; nobody's own server is ever touched."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from database import embedded
from database.configuration import OPTIONS_VARIABLE
from database.connection import Graph, Target, open_graph
from database.ports import STEP_VARIABLE
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_graph, load_into_lake
from schema.installation import install_constraints, install_text_indexes
from terminal import Stages
from tests.releases import releases_folder, thailand
from tests.workers import SAID, Scheduling, long_first

# How long an example takes says nothing on a shared machine: times are for bench/.
settings.register_profile("ioscope", deadline=None)
settings.load_profile("ioscope")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that read real releases where there are none (a stranger's clone), and say so."""
    if hasattr(config, "workerinput"):
        long_first(items)
    if thailand().is_dir():
        return
    kept = [item for item in items if "release" not in item.keywords]
    left = [item for item in items if "release" in item.keywords]
    if left and os.environ.get("CI") == "true":
        missing = f"the real releases are missing: {releases_folder()} (set IOSCOPE_RELEASES)"
        if not hasattr(config, "workerinput"):
            raise pytest.UsageError(missing)
        config.workeroutput["left out"] = f"ERROR: {missing}"  # type: ignore[attr-defined]
        items.clear()  # a worker cannot refuse; without any test the run fails (exit code 5)
    elif left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
        said = f"{len(left)} tests of real releases left out: {releases_folder()} is not there"
        config.stash[LEFT_OUT] = said
        if hasattr(config, "workerinput"):
            config.workeroutput["left out"] = said  # type: ignore[attr-defined]


LEFT_OUT = pytest.StashKey[str]()


def pytest_report_collectionfinish(config: pytest.Config) -> str | None:
    """Say in one line which tests were left out and why."""
    return config.stash.get(LEFT_OUT, None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Share the tests out by groups of modules."""
    return Scheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over from a worker which tests were left out: every one of them left out the same."""
    said = getattr(node, "workeroutput", {}).get("left out")
    if said:
        node.config.stash[LEFT_OUT] = said


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say it before the summary when workers collected: they have no terminal."""
    for report in terminalreporter.getreports("passed"):
        for text in (value for name, value in report.user_properties if name == SAID):
            terminalreporter.write_line(str(text))
    if config.getoption("numprocesses", None) and LEFT_OUT in config.stash:
        terminalreporter.write_line(config.stash[LEFT_OUT])


@pytest.fixture(scope="session", autouse=True)
def _nobodys_own_server() -> Iterator[None]:
    """No test may reach the server or the workspace that the developer's shell names, nor another worker's ports."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("NEO4J_") or name == "IOSCOPE_WORKSPACE"]:
            patch.delenv(name)
        # Servers that live for seconds: what the better compiler takes for their start they never get back.
        patch.setenv(OPTIONS_VARIABLE, os.environ.get(OPTIONS_VARIABLE, "-XX:TieredStopAtLevel=1"))
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        if worker:
            # Above the developer's own step: two runs at once on one machine are told apart by it.
            step = int(os.environ.get(STEP_VARIABLE, "0")) + 1000 * (1 + int(worker.removeprefix("gw")))
            patch.setenv(STEP_VARIABLE, str(step))
        yield


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The run's workspace; `server` runs in it."""
    return open_workspace(tmp_path_factory.mktemp("ioscope") / "workspace")


@pytest.fixture
def fresh_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of this test alone; a server that the test starts in it is stopped."""
    made = open_workspace(tmp_path / "workspace")
    yield made
    embedded.stop(made)


@pytest.fixture(scope="session")
def server(workspace: Workspace) -> Iterator[Target]:
    """An embedded Neo4j, started once and stopped at the end."""
    yield embedded.start(workspace, announce=False)
    embedded.stop(workspace)


@pytest.fixture(scope="session")
def _session_graph(server: Target) -> Iterator[Graph]:
    with open_graph(server) as graph:
        install_constraints(graph.driver, graph.target.database or "neo4j")
        install_text_indexes(graph.driver, graph.target.database or "neo4j")
        graph.read("CALL db.awaitIndexes(60)")
        yield graph


@pytest.fixture
def graph(_session_graph: Graph) -> Graph:
    """The run's graph, emptied; constraints and indexes stay."""
    _session_graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
    return _session_graph


@pytest.fixture(scope="session")
def thailand_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace whose lake holds the Thailand release; `thailand` is its graph."""
    made = open_workspace(tmp_path_factory.mktemp("thailand") / "workspace")
    with made.writing("tests"):
        load_into_lake(made, [thailand()], Choices(), Stages(quiet=True))
    yield made
    embedded.stop(made)


@pytest.fixture(scope="session")
def _thailand(thailand_workspace: Workspace) -> Iterator[Graph]:
    from loader.loading import Loaded

    with open_graph(embedded.start(thailand_workspace, announce=False)) as graph:
        load_into_graph(thailand_workspace, graph, Loaded(), Choices(), Stages(quiet=True))
        graph.read("CALL db.awaitIndexes(60)")
        yield graph


@pytest.fixture(name="thailand")
def thailand_graph(_thailand: Graph) -> Graph:
    """The graph of the Thailand release, shared by the run: read only."""
    return _thailand
