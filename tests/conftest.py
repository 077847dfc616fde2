"""One real Neo4j for the whole run, in a workspace of its own; nobody's own server is ever touched."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from database import embedded
from database.connection import Graph, Target, open_graph
from lake.workspace import Workspace, open_workspace
from schema.installation import install_constraints, install_text_indexes


@pytest.fixture(scope="session", autouse=True)
def _nobodys_own_server() -> Iterator[None]:
    """No test may reach the server or the workspace that the developer's shell names."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("NEO4J_") or name == "IOSCOPE_WORKSPACE"]:
            patch.delenv(name)
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
