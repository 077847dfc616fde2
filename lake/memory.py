"""How much memory a load may take, and how those that work at the same time divide it.

A load is ioscope's own Python with DuckDB inside it, and beside it, one after the other: Spark (driver and Python
workers), the importer of Neo4j, the server that builds the new graph's indexes. DuckDB is closed before the importer
begins. The live server is no part of a load: it has its share of the machine whether a load runs or not.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import psutil

from terminal import UsageFailure, size_text

MIB = 1 << 20
GB = 1000**3

PYTHON = 384 * MIB
"""ioscope's Python itself: 200 MiB of libraries and plans, the rest for the batches under way."""

PYTHON_WORKER = 200 * MIB
"""One Python worker of Spark with its libraries (176 MiB were measured)."""

LEAST = GB
LEAST_WITH_SPARK = 2 * GB
"""Spark refuses a driver below 450 MiB of heap."""


def machine_memory() -> int:
    """Return the memory that we may use, in bytes: the machine's, or the container's limit when that is lower."""
    total = int(psutil.virtual_memory().total)
    try:
        limit = int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii"))
    except (OSError, ValueError):  # no cgroup v2, or "max": no limit
        return total
    return min(total, limit)


def default_memory() -> int:
    """Return the bytes that one command may use when nothing is said: a quarter of the machine, at least 1 GB."""
    return max(machine_memory() // 4, LEAST)


def checked_memory(asked: int | None, *, with_spark: bool) -> int:
    """Return the bytes that a load may take: those asked for, else the default.

    Raises UsageFailure for more than the machine has, or less than a load can work with.
    """
    least = LEAST_WITH_SPARK if with_spark else LEAST
    if asked is None:
        return max(default_memory(), least)
    whole = machine_memory()
    if asked > whole:
        raise UsageFailure(
            f"--memory {size_text(asked)} is more than there is: {size_text(whole)}",
            hint=f"without --memory a load takes {size_text(max(default_memory(), least))}",
        )
    if asked < least:
        raise UsageFailure(
            f"--memory {size_text(asked)} is too little to work with{' on Spark' if with_spark else ''}",
            hint=f"{size_text(least)} are the least; what does not fit into memory goes to disk",
        )
    return asked


@dataclass(frozen=True)
class Shares:
    """Bytes of each of those that work at the same time, out of `total`."""

    total: int

    @property
    def beside_python(self) -> int:
        """What is left beside ioscope's own Python."""
        return self.total - PYTHON

    @property
    def engine(self) -> int:
        """DuckDB, when nothing else runs."""
        return self.beside_python

    @property
    def spark_driver(self) -> int:
        """The heap of Spark's driver; on one machine the driver is also the worker."""
        return self.beside_python // 2

    @property
    def engine_beside_spark(self) -> int:
        """DuckDB while Spark stages: it only counts keys then."""
        return self.beside_python // 4

    @property
    def spark_tasks(self) -> int:
        """How many tasks Spark runs at once on this machine: as many Python workers as the last quarter holds."""
        return max(1, min(os.cpu_count() or 1, self.beside_python // 4 // PYTHON_WORKER))


def shares(total: int | None = None) -> Shares:
    """Divide `total` bytes, or the default."""
    return Shares(total or default_memory())
