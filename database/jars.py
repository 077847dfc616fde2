"""The pinned list of jars: which files make up the Neo4j that ioscope runs, and the checksum of each.

`jars.txt` is written by `python -m database.pin_jars` and committed. It names no host: where a coordinate is fetched
from is jgo's matter (its defaults, `jgo.conf`).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

NEO4J_VERSION = "2026.09.0"
"""Newest Community release that is published as jars."""

BROWSER = "org.neo4j.client:neo4j-browser:5.24.0"
"""Last Neo4j Browser that was published as a jar; the server serves it from its class path."""

LAST = "org.glassfish.jaxb:jaxb-runtime:2.3.2"
"""Its manifest adds jars to the class path behind it; anywhere but last, Java finds that its class archive's path,
taken down before they were added, is not the one it runs with.
"""

ROOTS = (
    f"org.neo4j:neo4j:{NEO4J_VERSION}",
    BROWSER,
    # The importer's Parquet reader names these and does not depend on them: without them it dies on a missing class.
    "com.fasterxml.woodstox:woodstox-core:6.5.1",
    "org.apache.commons:commons-collections4:4.4",
    "org.apache.hadoop.thirdparty:hadoop-shaded-guava:1.4.0",
)
"""What is asked for; the list holds these and everything that they need to run."""

LIST = Path(__file__).with_name("jars.txt")


@dataclass(frozen=True)
class Jar:
    """One pinned file: `group:artifact:version[:classifier]`, its sha256 in hex and its size in bytes."""

    coordinate: str
    sha256: str
    size: int

    @property
    def file_name(self) -> str:
        """The name in the cache."""
        return self.repository_path.name

    @property
    def repository_path(self) -> Path:
        """The place inside a Maven repository."""
        return repository_path(self.coordinate)


def repository_path(coordinate: str) -> Path:
    """Return where Maven puts a jar: `group/as/folders/artifact/version/artifact-version[-classifier].jar`."""
    group, *rest = coordinate.split(":")
    return Path(*group.split("."), rest[0], rest[1], "-".join(rest) + ".jar")


def pinned_jars(text: str | None = None) -> list[Jar]:
    """Return the jars of `jars.txt` (or of `text`), in class path order."""
    lines = (text if text is not None else LIST.read_text(encoding="ascii")).splitlines()
    jars = []
    for line in lines:
        if line and not line.startswith("#"):
            coordinate, sha256, size = line.split()
            jars.append(Jar(coordinate, sha256, int(size)))
    return jars


def list_digest(jars: list[Jar]) -> str:
    """Return a short name for exactly this list of jars."""
    return hashlib.sha256("\n".join(f"{jar.coordinate} {jar.sha256}" for jar in jars).encode()).hexdigest()[:16]


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
