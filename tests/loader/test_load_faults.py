"""Faults in the middle of a load: a clear error, nothing half-written, and the same command completes afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from database import embedded
from database.connection import open_graph
from database.failures import QueryFailed
from database.generation import Layout
from ioscope import main
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake
from sample.archive import write_sample
from terminal import Stages
from tests.graphs import Snapshot, snapshot
from tests.loader.archives import few_campaigns, tweet, write_release
from tests.servers import reap

pytestmark = pytest.mark.slow

KEY = "iran_201906_1"
TWEETS = 300
WITH_REJECTS = 3
DAY = 86_400


def quiet() -> Stages:
    return Stages(quiet=True)


def ioscope(place: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), *arguments])


def running(place: Workspace, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ioscope", "--workspace", str(place.root), *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})


def read_until(process: "subprocess.Popen[str]", start: str) -> None:
    assert process.stderr is not None
    assert any(line.startswith(start) for line in iter(process.stderr.readline, ""))


def assert_clear(code: int, said: str, *words: str) -> None:
    assert code == 1, said
    assert "Traceback" not in said
    assert [line.split()[0] for line in said.splitlines()].count("error:") == 1
    assert "hint: " in said
    for word in words:
        assert word in said


def digests_of(place: Workspace) -> dict[str, str]:
    return {key: manifest.digest for key, manifest in read_manifests(place).items()}


@dataclass(frozen=True)
class Ground:
    """A workspace with a running, empty server; an archive; and what an undisturbed load makes of it."""

    place: Workspace
    archive: Path
    graph: Snapshot
    digests: dict[str, str]

    def emptied(self) -> Workspace:
        with open_graph(embedded.start(self.place, announce=False)) as graph:
            graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
        shutil.rmtree(self.place.lake)
        self.place.lake.mkdir()
        return self.place

    def assert_loaded(self, place: Workspace) -> None:
        with open_graph(embedded.start(place, announce=False)) as graph:
            assert snapshot(graph).differences(self.graph) == []
        assert digests_of(place) == self.digests
        assert list(place.scratch.iterdir()) == []


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("faults")
    archive = folder / "archive"
    write_sample(archive, tweets=TWEETS, seed=7, noise=False, stages=quiet())
    few_campaigns(archive)
    place = open_workspace(folder / "workspace")
    load_into_lake(place, [archive], Choices(), quiet())
    with open_graph(embedded.start(place, announce=False)) as graph:
        load_into_graph(place, graph, Loaded(), Choices(), quiet())
        undisturbed = snapshot(graph)
    yield Ground(place, archive, undisturbed, digests_of(place))
    embedded.stop(place)
    reap()


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 256 MiB: a load begins only where there is room for what it is likely to need."""
    folder = Path(tempfile.mkdtemp(prefix="ioscope-small-disk-", dir="/var/tmp"))
    mounted = subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", str(folder)], check=False)
    assert mounted.returncode == 0, "a tmpfs is needed for this test: run it as root"
    yield folder
    subprocess.run(["/usr/bin/umount", "-l", str(folder)], check=True)
    folder.rmdir()


@contextmanager
def filled_as_soon_as(begun: Path, folder: Path) -> Iterator[None]:
    """Take what is left of the disk when a path appears, as another program might; give it back in the end."""
    filler = folder / "filler"

    def fill() -> None:
        while not begun.exists():
            time.sleep(0.005)
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 20))

    filling = threading.Thread(target=fill)
    filling.start()
    yield
    filling.join()
    filler.unlink()


def test_a_bulk_load_on_a_disk_that_gets_full_says_so_and_completes_when_there_is_room(
    ground: Ground, small_disk: Path
) -> None:
    place = open_workspace(small_disk / "workspace")
    load = ("load", str(ground.archive), "--mode", "bulk")
    assert not load_into_lake(place, [ground.archive], Choices(), quiet()).failures
    for begun in (place.scratch / "import", place.logs / "import.log"):  # the tables are made; the importer runs
        with filled_as_soon_as(begun, small_disk):
            failed = ioscope(place, *load)
        assert_clear(failed.exit_code, failed.stderr, "is full", "--workspace")
        assert Layout(place).generations() == []
        assert list(place.scratch.iterdir()) == []
    try:
        assert ioscope(place, *load).exit_code == WITH_REJECTS
        ground.assert_loaded(place)
    finally:
        embedded.stop(place)


def test_a_server_killed_while_a_load_writes_to_it_is_said_and_the_load_completes_when_run_again(
    ground: Ground,
) -> None:
    place = ground.emptied()
    load = running(place, "load", str(ground.archive))
    read_until(load, "Account")
    pid = embedded.state(place).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    _, said = load.communicate(timeout=120)
    assert_clear(load.returncode, said, "does not answer", "ioscope status")
    again = ioscope(place, "load", str(ground.archive))
    assert again.exit_code == WITH_REJECTS, again.output
    ground.assert_loaded(place)


def test_of_two_loads_at_once_the_second_says_who_is_at_work_and_the_first_completes(ground: Ground) -> None:
    place = ground.emptied()
    first = running(place, "load", str(ground.archive))
    read_until(first, "loading into")
    second = running(place, "load", str(ground.archive))
    _, said = second.communicate(timeout=60)
    assert_clear(second.returncode, said, f"is being changed by `ioscope load`, process {first.pid}")
    first.communicate(timeout=120)
    assert first.returncode == WITH_REJECTS
    ground.assert_loaded(place)


CLOCK = """
import os, time
import psutil._pslinux as system

real_time, real_boot_time = time.time, system.boot_time

def shift():
    with open(os.environ["CLOCK_SHIFT"]) as file:
        return float(file.read() or 0)

time.time = lambda: real_time() + shift()
system.boot_time = lambda: real_boot_time() + shift()  # the system derives it from the clock
"""


@pytest.fixture
def clock(tmp_path: Path) -> Callable[[float], dict[str, str]]:
    """Set the clock of commands, for Python and for what psutil says of processes; returns their environment.

    Java's and DuckDB's clocks stay, and so does the machine's: it is shared.
    """
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK)

    def set_by(seconds: float) -> dict[str, str]:
        new = tmp_path / "shift.new"
        new.write_text(str(seconds))
        new.replace(tmp_path / "shift")
        return {"PYTHONPATH": str(tmp_path / "clock"), "CLOCK_SHIFT": str(tmp_path / "shift")}

    return set_by


def test_a_clock_set_back_between_two_loads_changes_nothing(
    ground: Ground, clock: Callable[[float], dict[str, str]]
) -> None:
    place = ground.emptied()
    server = embedded.state(place)
    parts = sorted(ground.archive.iterdir())
    for seconds, part in ((0, parts[:2]), (-DAY, parts[2:])):
        load = running(place, "load", *(str(path) for path in part), **clock(seconds))
        _, said = load.communicate(timeout=120)
        assert load.returncode in {0, WITH_REJECTS}, said
    assert embedded.state(place).pid == server.pid
    ground.assert_loaded(place)


def test_a_clock_set_back_while_a_bulk_load_starts_its_server_changes_nothing(
    ground: Ground, clock: Callable[[float], dict[str, str]]
) -> None:
    place = ground.emptied()
    log = place.logs / "building.log"
    log.unlink(missing_ok=True)
    load = running(place, "load", str(ground.archive), "--mode", "bulk", **clock(0))
    while not log.exists() and load.poll() is None:
        time.sleep(0.05)
    time.sleep(1)  # the server takes many more
    clock(-DAY)
    _, said = load.communicate(timeout=120)
    assert load.returncode == WITH_REJECTS, said
    ground.assert_loaded(place)


def test_a_graph_that_a_constraint_does_not_fit_is_explained(ground: Ground, tmp_path: Path) -> None:
    # Not the run's own server: the error stays in its log, and other tests read there that all is well.
    place = ground.emptied()
    load_into_lake(place, [write_release(tmp_path / "files", KEY, [tweet(1)])], Choices(), quiet())
    with open_graph(embedded.start(place, announce=False)) as graph:
        [[name]] = graph.read("SHOW CONSTRAINTS YIELD name, labelsOrTypes AS l WHERE l = ['Hashtag'] RETURN name").rows
        graph.schema_write(f"DROP CONSTRAINT {name}")
        graph.write("CREATE (:Hashtag {tag: 'twice'}), (:Hashtag {tag: 'twice'})")
        with pytest.raises(QueryFailed, match="Unable to create"):
            load_into_graph(place, graph, Loaded(), Choices(), quiet())
        graph.write("MATCH (h:Hashtag) DELETE h")
        load_into_graph(place, graph, Loaded(), Choices(), quiet())
        assert graph.read("SHOW CONSTRAINTS YIELD name WHERE name = $name", {"name": name}).rows
