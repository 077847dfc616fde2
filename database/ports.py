"""The two ports of an embedded server: kept by the workspace, free on the loopback, and who holds one that is not."""

import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from database.failures import PortTaken, ServerFailure
from lake.durable import write_text_durably

FIRST_BOLT, FIRST_HTTP = 7687, 7474
"""Neo4j's own ports: what every guide writes, so the first workspace gets them when they are free."""

STEP_VARIABLE = "IOSCOPE_PORT_STEP"
"""Environment: how far above Neo4j's own ports the free ones are looked for. Who runs several loads at once on one
machine (its tests, several users) gives each a range: a server that restarts finds its ports taken by no other's first.
"""

PAIRS = 200
LAST_STEP = 65535 - FIRST_BOLT - PAIRS

UNKNOWN_HOLDER = "a program of another user"

DYING_SECONDS = 5.0
"""A killed server keeps its ports, and nobody's name, while the system takes its memory apart."""


@dataclass(frozen=True)
class Ports:
    """Where a server listens, on 127.0.0.1."""

    bolt: int
    http: int


def kept_ports(file: Path) -> Ports | None:
    """Return the ports that the workspace keeps in `file`, None when it has none yet (or the file is damaged)."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Ports(bolt=int(found["bolt"]), http=int(found["http"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_ports(file: Path, ports: Ports) -> None:
    """Make `ports` the workspace's own."""
    write_text_durably(file, json.dumps(asdict(ports)) + "\n")


def listens(port: int) -> bool:
    """Return whether something accepts connections on this port of the loopback."""
    with socket.socket() as asking:
        asking.settimeout(0.5)
        return asking.connect_ex(("127.0.0.1", port)) == 0


def is_free(port: int) -> bool:
    """Return whether a server could listen on this port of the loopback now."""
    if listens(port):
        return False
    with socket.socket() as trying:
        # As Java does: connections that just ended do not count as a holder.
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_pairs() -> Iterator[Ports]:
    """Yield pairs of free ports, from Neo4j's own upwards, or from `$IOSCOPE_PORT_STEP` above them.

    Raises `ServerFailure` when there is none left.
    """
    first = _first_step()
    for step in range(first, first + PAIRS):
        ports = Ports(FIRST_BOLT + step, FIRST_HTTP + step)
        if is_free(ports.bolt) and is_free(ports.http):
            yield ports
    raise ServerFailure(
        f"no pair of free ports from {FIRST_BOLT + first} and {FIRST_HTTP + first} upwards",
        hint="name two free ports: ioscope up --bolt-port N --http-port N",
    )


def _first_step() -> int:
    """Return the step in the environment; raises `ServerFailure` when it is no number that ports can have."""
    text = os.environ.get(STEP_VARIABLE, "0")
    if text.isascii() and text.isdigit() and int(text) <= LAST_STEP:
        return int(text)
    raise ServerFailure(f"{STEP_VARIABLE}={text} is no number from 0 to {LAST_STEP}", hint=f"unset {STEP_VARIABLE}")


def require_free(ports: Ports) -> None:
    """Raise `PortTaken`, naming the program that holds it, when one of the ports is in use."""
    for port in (ports.bolt, ports.http):
        deadline = time.monotonic() + DYING_SECONDS
        while not is_free(port):
            holder, hint = port_holder(port)
            if holder != UNKNOWN_HOLDER or time.monotonic() > deadline:
                raise PortTaken(port, holder, hint)
            time.sleep(0.1)


def port_holder(port: int) -> tuple[str, str]:
    """Return who listens on a port (program and process id, as far as the system tells us) and what to do about it."""
    elsewhere = "give this workspace other ports: ioscope up --bolt-port N --http-port N"
    process = listener(port)
    if process is None:
        return UNKNOWN_HOLDER, elsewhere
    try:
        name, command = process.name(), process.cmdline()
    except psutil.Error:
        return f"process {process.pid}", elsewhere
    homes = [word.removeprefix("--home-dir=") for word in command if word.startswith("--home-dir=")]
    if homes and Path(homes[0]).parent.name == "neo4j":
        other = Path(homes[0]).parent.parent
        return (
            f"the Neo4j of another workspace, {other} (process {process.pid})",
            f"stop that one: ioscope --workspace {other} down; or {elsewhere}",
        )
    return f"{name} (process {process.pid})", f"end that program, or {elsewhere}"


def listener(port: int) -> psutil.Process | None:
    """Return the process that listens on a port, None when there is none or the system does not tell us."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return psutil.Process(connection.pid)
    except psutil.Error:  # macOS tells only root; a process may end while we look
        return None
    return None
