"""Building a generation beside the live one: imported, indexed, counted, and only then ready to be switched to.

A generation under construction holds the file BUILDING until it is live. Whatever is cut leaves that file, the live
generation goes on serving, and the next command that writes throws the unfinished one away.
"""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from database import configuration, ports, process
from database.connection import open_graph
from database.contents import counts
from database.diagnosis import disk_was_full
from database.distribution import Distribution, ensure_distribution
from database.embedded import await_ready, target_of
from database.failures import CountsDiffer, NoFormerGeneration, PortTaken
from database.generation import Layout, ensure_password
from database.importer import run_import
from database.installing import install_constraints
from lake.durable import write_text_durably
from lake.failpoints import reach
from lake.failures import DiskFullError
from lake.memory import default_memory
from lake.workspace import Workspace
from terminal import Failure, Stages

START_ATTEMPTS = 3


@dataclass(frozen=True)
class Built:
    """A generation that is whole and not live yet; `server` still runs on it when it may go on as the live one."""

    name: str
    server: process.ServerProcess | None


def build_generation(
    workspace: Workspace,
    *,
    nodes: Mapping[str, Path],
    relationships: Mapping[str, Path],
    expected_nodes: Mapping[str, int],
    expected_relationships: Mapping[str, int],
    stages: Stages,
    memory: int | None = None,
) -> Built:
    """Build a generation from import files (by label and type) and return it; it is not live yet.

    `memory` is what importer and server may take, one after the other, in bytes with ioscope's own Python.
    Where nobody is served yet, the server that built the indexes is left running: whoever starts it again would wait.
    Raises `ImportFailed`, `CountsDiffer`, `StartFailed`, `DiskFullError`; then nothing of it is left.
    """
    layout = Layout(workspace)
    distribution = ensure_distribution(stages)
    name = layout.next_name()
    home = layout.begin(name)
    reach("generation-begun")
    log = layout.building_log
    try:
        log.unlink(missing_ok=True)
        conf = home / "building"
        for folder in (conf, home / "import"):
            folder.mkdir()
        share = memory or default_memory()
        sized = configuration.memory_while_building(share)
        unused = next(ports.free_pairs())  # the importer opens none
        write_text_durably(conf / "neo4j.conf", configuration.configuration_text(unused, sized))
        with stages.stage("import into Neo4j"):
            run_import(
                distribution,
                home=home,
                conf=conf,
                nodes=nodes,
                relationships=relationships,
                log=workspace.logs / "import.log",
                memory=share,
            )
        reach("generation-imported")
        password = ensure_password(layout, home)
        with ExitStack() as ending:
            with stages.stage("start on other ports"):
                process.set_initial_password(distribution, home=home, conf=conf, run=conf, password=password)
                reach("generation-password-set")
                server = _start_on_free_ports(layout, distribution, home, conf, sized, log)
                ending.callback(server.end)
            reach("generation-up")
            with open_graph(target_of(layout, server.ports)) as graph:
                with stages.stage("constraints and indexes"):
                    install_constraints(graph)
                    graph.read("CALL db.awaitIndexes(3600)")
                reach("generation-indexed")
                found = counts(graph)
            _compare(expected_nodes, found.nodes)
            _compare(expected_relationships, found.relationships)
            reach("generation-compared")
            shutil.rmtree(conf)
            stays = layout.current() is None and configuration.is_enough_to_serve(sized)
            if stays:
                ending.pop_all()
        reach("generation-finished")
    except BaseException as error:
        full = isinstance(error, Failure) and disk_was_full(home, workspace.logs / "import.log", log)
        with suppress(OSError):
            layout.discard(name)
        if full:
            raise DiskFullError(workspace.root) from error
        raise
    return Built(name, server if stays else None)


def _start_on_free_ports(
    layout: Layout, distribution: Distribution, home: Path, conf: Path, memory: configuration.Memory, log: Path
) -> process.ServerProcess:
    """Start a generation's server on ports of its own, or on the next ones when another server takes them meanwhile."""
    pairs = ports.free_pairs()
    for others in reversed(range(START_ATTEMPTS)):
        chosen = next(pairs)
        write_text_durably(conf / "neo4j.conf", configuration.configuration_text(chosen, memory))
        server = process.launch(distribution, home=home, conf=conf, ports=chosen, memory=memory, log=log)
        try:
            await_ready(layout, server, log=log)
        except BaseException as error:
            server.end()
            server.await_gone()
            if not (isinstance(error, PortTaken) and others):
                raise
        else:
            return server
    raise AssertionError


def _compare(expected: Mapping[str, int], found: Mapping[str, int]) -> None:
    for name, count in expected.items():
        if found.get(name, 0) != count:
            raise CountsDiffer(
                f"the new graph has {found.get(name, 0):,} {name} where the lake has {count:,}",
                hint="the old graph is untouched; this is a defect: keep the workspace and report it",
            )


def remove_unfinished(workspace: Workspace) -> list[str]:
    """Throw away generations that a cut build left, with the servers that still run on them; return their names."""
    layout = Layout(workspace)
    layout.clear_discarded()
    removed = [name for name in layout.generations() if layout.is_unfinished(name)]
    for name in removed:
        for running in _processes_on(layout.home(name)):
            running.kill()
            running.wait(30)
        layout.discard(name)
    return removed


def _processes_on(home: Path) -> list[psutil.Process]:
    found = []
    for running in psutil.process_iter():
        try:
            command = running.cmdline()
            environment_home = running.environ().get("NEO4J_HOME") if command else None
        except psutil.Error:
            continue
        if f"--home-dir={home}" in command or environment_home == str(home):
            found.append(running)
    return found


def former_generation(workspace: Workspace) -> str:
    """Return the newest finished generation before the live one; raises `NoFormerGeneration`."""
    layout = Layout(workspace)
    current = layout.current()
    former = [name for name in layout.generations() if not layout.is_unfinished(name) and name < (current or "")]
    if not former:
        raise NoFormerGeneration(
            "there is no former graph to go back to",
            hint="a bulk load keeps the graph before it (load --keep N); an online load cannot be rolled back",
        )
    return former[-1]


def prune(workspace: Workspace, keep: int, *, replaced: str | None = None) -> list[str]:
    """Remove finished generations but for the live one, those after it and `keep` before it; return their names.

    `replaced` was live before this one: what lies between the two was rolled back from and is not kept.
    """
    layout = Layout(workspace)
    current = layout.current() or ""
    former = [name for name in layout.generations() if name < current]
    wanted = [name for name in former if replaced is None or name <= replaced]
    removed = [name for name in former if name not in wanted[max(len(wanted) - keep, 0) :]]
    for name in removed:
        layout.discard(name)
    return removed


def remove_all_but_live(workspace: Workspace) -> list[Path]:
    """Remove every generation but the live one and return their folders."""
    layout = Layout(workspace)
    removed = [name for name in layout.generations() if name != layout.current()]
    for name in removed:
        layout.discard(name)
    return [layout.home(name) for name in removed]
