"""Building a generation while others use the machine."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from database import embedded
from database.building import Built, build_generation
from database.generation import Layout
from lake.workspace import Workspace
from terminal import Stages

pytestmark = pytest.mark.slow


@contextmanager
def taking_its_port(place: Workspace) -> Iterator[list[socket.socket]]:
    """Listen on the Bolt port of the first server that a build launches, before that server can."""
    taken: list[socket.socket] = []

    def take() -> None:
        while not (place.logs / "building.log").exists():
            time.sleep(0.02)
        text = (Layout(place).home("g0001") / "building" / "neo4j.conf").read_text(encoding="utf-8")
        found = re.search(r"bolt.listen_address=.*?(\d+)$", text, re.MULTILINE)
        assert found
        taken.append(socket.create_server(("127.0.0.1", int(found[1]))))

    taker = threading.Thread(target=take)
    taker.start()
    try:
        yield taken
    finally:
        taker.join()
        for listening in taken:
            listening.close()


def build_one_node(place: Workspace, folder: Path) -> Built:
    one = folder / "one.parquet"
    pq.write_table(pa.table({":ID": [0], "key": ["k"]}), one)
    return build_generation(
        place,
        nodes={"Campaign": one},
        relationships={},
        expected_nodes={"Campaign": 1},
        expected_relationships={},
        stages=Stages(quiet=True),
    )


def test_a_first_build_whose_ports_are_taken_goes_on_with_others_and_its_server_stays(
    fresh_workspace: Workspace, tmp_path: Path
) -> None:
    with taking_its_port(fresh_workspace) as taken:
        built = build_one_node(fresh_workspace, tmp_path)
    assert len(taken) == 1
    assert Layout(fresh_workspace).generations() == [built.name]
    assert built.server is not None
    assert embedded.state(fresh_workspace).state == "stopped"  # nobody is sent to a graph that is not live yet
    target = embedded.adopt(fresh_workspace, built.server)
    assert target == embedded.start(fresh_workspace)
    assert embedded.state(fresh_workspace).pid == built.server.pid
    assert not Layout(fresh_workspace).is_unfinished(built.name)
    # Where a server was started meanwhile, the one that built is not taken.
    assert embedded.adopt(fresh_workspace, built.server) is None
