"""The workspace's own Neo4j: started when a command needs it, left running, found again, stopped on request."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from database import configuration, ports, process
from database.diagnosis import log_excerpt, start_failure
from database.distribution import Distribution, ensure_distribution
from database.failures import PortTaken, ServerFailure, StartFailed
from database.generation import (
    BUILDING,
    USERNAME,
    Layout,
    ensure_current,
    ensure_password,
    has_users,
    read_password,
)
from database.jars import NEO4J_VERSION
from database.ports import Ports
from database.process import ServerProcess
from database.target import Target, answers, open_driver, release_clients
from lake.durable import write_text_durably
from lake.failpoints import reach
from lake.memory import machine_memory
from lake.workspace import Workspace
from terminal import Stages, UsageFailure, note

READY_SECONDS = 120.0
"""A start takes 7 to 9 s on an idle machine; a loaded one may need many times that."""

POLL_SECONDS = 0.1

FIRST_START_ATTEMPTS = 5

LOCK_SECONDS = READY_SECONDS + 600
"""A second command waits for the first one's start, the download included."""


@dataclass(frozen=True)
class ServerState:
    """How the embedded server is: `stopped`, or `running` with the process and the ports it was given."""

    state: str
    ports: Ports | None
    generation: str | None
    pid: int | None


def start(
    workspace: Workspace,
    *,
    bolt_port: int | None = None,
    http_port: int | None = None,
    announce: bool = True,
    stages: Stages | None = None,
) -> Target:
    """Return the workspace's server, ready for statements; starts it when it does not run.

    Given ports become the workspace's own. Raises `PortTaken`, `StartFailed`, `WrongPassword`, `DistributionFailure`,
    `ServerFailure`; `UsageFailure` for new ports while the server runs on others.
    """
    layout = Layout(workspace)
    with _starting_or_stopping(layout):
        running = _running(layout)
        if running is not None:
            asked = Ports(bolt_port or running.bolt, http_port or running.http)
            if asked != running.ports:
                raise UsageFailure(
                    f"Neo4j runs on ports {running.bolt} and {running.http} already",
                    hint="stop it first: ioscope down",
                )
            try:
                await_ready(layout, running)
            except (StartFailed, PortTaken):
                if running.alive():
                    raise
                running.await_gone()  # it was just ending (killed, out of memory): start as if it had never been there
                running = None
        if running is None:
            running = _start(layout, bolt_port, http_port, announce=announce, stages=stages)
        return target_of(layout, running.ports)


def stop(workspace: Workspace) -> ServerProcess | None:
    """Stop the workspace's server cleanly and return the process that it was, None when it did not run.

    Raises `StopFailed` when it does not end within 30 s.
    """
    layout = Layout(workspace)
    with _starting_or_stopping(layout):
        running = _running(layout)
        if running is not None:
            release_clients(target_of(layout, running.ports))
            running.end()
        _record_file(layout).unlink(missing_ok=True)
        return running


def state(workspace: Workspace) -> ServerState:
    """Return how the server is, without starting it or waiting for it."""
    layout = Layout(workspace)
    server = _running(layout)
    if server is None:
        return ServerState("stopped", ports.kept_ports(layout.ports_file), layout.current(), None)
    return ServerState("running", server.ports, server.generation, server.pid)


def target_of(layout: Layout, chosen: Ports) -> Target:
    """Return the address of the workspace's server, and how to log in."""
    return Target(
        uri=f"bolt://127.0.0.1:{chosen.bolt}",
        username=USERNAME,
        password=read_password(layout) or "",
        database="neo4j",
        embedded=True,
    )


def _record_file(layout: Layout) -> Path:
    return layout.run / "server.json"


@contextmanager
def _starting_or_stopping(layout: Layout) -> Iterator[None]:
    try:
        layout.run.mkdir(parents=True, exist_ok=True)
        layout.conf.mkdir(exist_ok=True)
        with filelock.FileLock(layout.run / "server.lock", timeout=LOCK_SECONDS):
            yield
    except filelock.Timeout:
        raise ServerFailure(
            f"another ioscope command has been starting or stopping Neo4j in {layout.root} for {LOCK_SECONDS:.0f} s",
            hint="end that command, then try again",
        ) from None
    except OSError as error:
        raise ServerFailure(
            f"the server's folder {layout.root} cannot be used: {error}",
            hint="make room or give permission there, or choose another workspace with --workspace DIR",
        ) from error


def _running(layout: Layout) -> ServerProcess | None:
    server = process.recorded(_record_file(layout))
    if server is not None:
        if server.alive():
            return server
        server.await_gone()
    kept = ports.kept_ports(layout.ports_file)
    return process.find_unrecorded(layout.root, layout.named_current(), kept) if kept else None


def _start(
    layout: Layout, bolt_port: int | None, http_port: int | None, *, announce: bool, stages: Stages | None
) -> ServerProcess:
    distribution = ensure_distribution(stages)
    for last, chosen in _candidates(layout, bolt_port, http_port):
        try:
            return _start_on(layout, distribution, chosen, announce=announce)
        except PortTaken:
            if last:
                raise
            # Another workspace's first start chose the same pair at the same moment: take the next.
    raise AssertionError


def _candidates(layout: Layout, bolt_port: int | None, http_port: int | None) -> Iterator[tuple[bool, Ports]]:
    """Yield the ports to try, each with whether it is the last: kept or given ones are never exchanged for others."""
    kept = ports.kept_ports(layout.ports_file)
    if kept or bolt_port or http_port:
        base = kept or next(ports.free_pairs())
        yield True, Ports(bolt_port or base.bolt, http_port or base.http)
        return
    free = ports.free_pairs()
    for attempt in range(FIRST_START_ATTEMPTS):
        yield attempt == FIRST_START_ATTEMPTS - 1, next(free)


def _start_on(layout: Layout, distribution: Distribution, chosen: Ports, *, announce: bool) -> ServerProcess:
    ports.require_free(chosen)
    ports.keep_ports(layout.ports_file, chosen)
    home = layout.home(ensure_current(layout))
    password = ensure_password(layout, home)
    memory = configuration.memory_for(machine_memory())
    write_text_durably(layout.conf / "neo4j.conf", configuration.configuration_text(chosen, memory))
    if announce:
        note(f"starting Neo4j {NEO4J_VERSION} (embedded, 127.0.0.1 only) ...")
    began = time.monotonic()
    if not has_users(home):
        process.set_initial_password(distribution, home=home, conf=layout.conf, run=layout.run, password=password)
    if layout.console_log.exists():
        layout.console_log.replace(layout.console_log.with_suffix(".log.1"))  # how the last one ended stays readable
    server = process.launch(
        distribution, home=home, conf=layout.conf, ports=chosen, memory=memory, log=layout.console_log
    )
    process.record(_record_file(layout), server)
    await_ready(layout, server)
    reach("live-server-up")
    if announce:
        took = time.monotonic() - began
        note(f"ready at {target_of(layout, chosen).uri} after {took:.0f} s (ioscope down stops it)")
    return server


def adopt(workspace: Workspace, server: ServerProcess) -> Target | None:
    """Make a server that runs on a finished generation the workspace's own; None when it has another one meanwhile."""
    layout = Layout(workspace)
    with _starting_or_stopping(layout):
        if layout.current() is not None or ports.kept_ports(layout.ports_file) not in {None, server.ports}:
            return None
        ports.keep_ports(layout.ports_file, server.ports)
        layout.building_log.replace(layout.console_log)  # what it goes on to print goes there, too
        layout.make_current(server.generation)
        reach("first-generation-current")
        (layout.home(server.generation) / BUILDING).unlink(missing_ok=True)
        process.record(_record_file(layout), server)
        reach("first-server-recorded")
        return target_of(layout, server.ports)


def switch_to(workspace: Workspace, generation: str) -> Target:
    """Make `generation` the live one and start it on the workspace's ports; a running server is stopped for it.

    A cut at any point leaves either the former or the new generation live.
    """
    layout = Layout(workspace)
    with _starting_or_stopping(layout):
        running = _running(layout)
        if running is not None:
            release_clients(target_of(layout, running.ports))
            running.end()
            _record_file(layout).unlink(missing_ok=True)
        reach("live-server-stopped")
        layout.make_current(generation)
        reach("generation-current")
        started = _start(layout, None, None, announce=False, stages=None)
        return target_of(layout, started.ports)


def _is_at(server: ServerProcess, port: int) -> bool:
    """Return whether the server listens; another's server that took the port first would only refuse our password."""
    if not ports.listens(port):
        return False
    listener = ports.listener(port)
    return listener is None or listener.pid == server.pid


def await_ready(layout: Layout, server: ServerProcess, *, log: Path | None = None) -> None:
    """Wait until the server answers; `log` is what it prints to, unless it is the live one.

    Raises `StartFailed` when it ends or does not answer in time, `PortTaken`, `WrongPassword`.
    """
    log = log or layout.console_log
    target = target_of(layout, server.ports)
    deadline = time.monotonic() + READY_SECONDS
    with open_driver(target) as driver:
        while not (_is_at(server, server.bolt) and answers(driver, target)):
            if not server.alive():
                ports.require_free(server.ports)
                raise start_failure(log)
            if time.monotonic() > deadline:
                raise StartFailed(
                    f"process {server.pid} runs and does not answer after {READY_SECONDS:.0f} s",
                    excerpt=log_excerpt(log),
                    log=log,
                    hint="if the machine is busy, try again: the server goes on starting; else: ioscope down",
                )
            time.sleep(POLL_SECONDS)
