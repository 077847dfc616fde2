"""What a figure depends on besides the code: the machine, what else it did meanwhile, and the versions."""

import os
import platform
import resource
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import psutil

from database.jars import NEO4J_VERSION

PACKAGES = ("ioscope", "duckdb", "ibis-framework", "neo4j", "neo4j-rust-ext", "neomodel", "igraph", "pyvis", "pyarrow")
GIB = 1 << 30


def facts() -> dict[str, Any]:
    """Return the machine's size and the versions of what is measured."""
    return {
        "cores": psutil.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / GIB, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": {
            "python": platform.python_version(),
            "neo4j_server": NEO4J_VERSION,
            **{name: version(name) for name in PACKAGES},
        },
    }


def load_average() -> list[float]:
    """Return the load averages of the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


@dataclass(frozen=True)
class Moment:
    """CPU seconds so far: of the whole machine, of this process and the server it started, of its ended children."""

    at: float
    machine: float
    ours: float
    children: float

    @staticmethod
    def now(server: int | None) -> "Moment":
        """Take the moment; `server` is the process of the embedded Neo4j, which is no child of ours."""
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0)
        # guest time is in user time already
        busy = sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return Moment(time.monotonic(), busy, time.process_time() + _cpu_of(server), ended.ru_utime + ended.ru_stime)


def cores_of_others(start: Moment, end: Moment, children_cpu: float) -> float:
    """Return how many cores everything else on the machine kept busy on average between two moments.

    `children_cpu` counts in place of what the system says of ended children, where it is more.
    """
    children = max(end.children - start.children, children_cpu)
    others = (end.machine - start.machine) - (end.ours - start.ours) - children
    return round(max(others, 0.0) / max(end.at - start.at, 1e-9), 2)


def cpu_of_children(*, but: int | None) -> float:
    """Return the CPU seconds of this process's living children and theirs, `but` (the server, counted apart) not."""
    living = psutil.Process().children(recursive=True)
    return sum(_cpu_of(child.pid) for child in living if child.pid != but)


def _cpu_of(process: int | None) -> float:
    if process is None:
        return 0.0
    try:
        times = psutil.Process(process).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)
