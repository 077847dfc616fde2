"""Files for an administrator: import-ready tables, the command that imports them, and the constraints that follow.

A server of the user's own is never touched by bulk loading. Whoever may stop it does with these files what a bulk load
does with the embedded one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from database.contents import Counts
from database.importer import IMPORT, file_arguments
from database.jars import NEO4J_VERSION
from database.markers import COMPLETE
from lake.durable import sync_folder
from lake.engine import disk_explained, open_engine
from lake.graph_counts import keep_counts
from lake.manifest import read_manifests
from lake.memory import shares
from lake.workspace import Workspace
from loader.failures import ReleaseError
from loader.import_files import ImportFiles, write_import_files
from loader.rows import lake_graph
from loader.table_counts import as_kept, count_tables
from schema.installation import index_statements
from terminal import Stages, UsageFailure

SCRIPT, CONSTRAINTS, README = "import.sh", "constraints.cypher", "README.md"
UNFINISHED = ".unfinished"
"""Where the files are until all of them are whole."""


def check_folder(folder: Path) -> None:
    """Raise UsageFailure unless `folder` is empty or not there yet."""
    try:
        if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
            return
    except OSError as error:
        raise UsageFailure(f"{folder} cannot be read: {error}", hint="name a folder that you may write") from error
    what = "is not empty" if folder.is_dir() else "is a file"
    raise UsageFailure(f"{folder} {what}", hint="name a folder that is empty or not there yet")


def prepare_import(workspace: Workspace, folder: Path, stages: Stages, *, memory: int | None = None) -> Counts:
    """Write the files for the graph of the lake into `folder`, all of them or none, and return what they hold.

    Raises UsageFailure as `check_folder` does, ReleaseError when the lake is empty, DiskFullError.
    """
    check_folder(folder)
    manifests = read_manifests(workspace)
    if not manifests:
        raise ReleaseError("the lake holds no campaign to import", hint="give the files: ioscope load FOLDER")
    with _whole(folder) as place:
        with open_engine(workspace, memory=shares(memory).engine) as engine:
            with stages.stage("tables for the graph"):
                tables = lake_graph(workspace, engine, list(manifests.values()), "new")
                keep_counts(workspace, as_kept(count_tables(engine, tables, manifests), manifests))
            with disk_explained(folder):
                files = write_import_files(engine, tables, list(manifests.values()), COMPLETE, place, stages)
        (place / CONSTRAINTS).write_text("".join(f"{one};\n" for one in index_statements()), encoding="utf-8")
        (place / README).write_text(_readme(files), encoding="utf-8")
        (place / SCRIPT).write_text(_script(files), encoding="utf-8")
        (place / SCRIPT).chmod(0o755)
    return Counts(files.node_counts, files.relationship_counts)


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Give a place inside `folder` whose files are moved up when all are written; else nothing of them stays.

    Inside, because a folder that is a mounted disk of its own cannot be replaced by a neighbour. The script is moved
    last: where it stands, everything stands.
    """
    made, place = not folder.exists(), folder / UNFINISHED
    written: list[str] = []
    try:
        place.mkdir(parents=True)
    except OSError as error:
        raise UsageFailure(f"{folder} cannot be written: {error}", hint="name a folder that you may write") from error
    try:
        with disk_explained(folder):
            yield place
            written += sorted((path.name for path in place.iterdir()), key=lambda name: name == SCRIPT)
            for name in written:
                (place / name).rename(folder / name)
            place.rmdir()
            sync_folder(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        for name in written:
            (folder / name).unlink(missing_ok=True)
        if made:
            folder.rmdir()
        raise


def _script(files: ImportFiles) -> str:
    """Return the shell script with the command; its files lie beside it."""
    beside = (
        {name: Path("$here", path.name) for name, path in of.items()} for of in (files.nodes, files.relationships)
    )
    # Double quotes, because the shell has to fill in $here; everything else in them is a name of the schema.
    lines = " \\\n  ".join(f'"{argument}"' for argument in file_arguments(*beside))
    return f"""#!/bin/sh
# Imports the graph into a database that is stopped and empty: sh {SCRIPT} [DATABASE [OPTION...]]
# Run it on the server's machine, as the user that runs Neo4j. NEO4J_ADMIN names neo4j-admin if it is not on the PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case $here in *,*) echo "a comma would end this folder's name for neo4j-admin: rename $here" >&2; exit 2 ;; esac
database=${{1:-neo4j}}
[ $# -eq 0 ] || shift
exec "${{NEO4J_ADMIN:-neo4j-admin}}" {" ".join(IMPORT)} "$database" "$@" \\
  {lines}
"""


def _readme(files: ImportFiles) -> str:
    """Return the steps for the administrator, and the counts to compare."""
    counts = {**files.node_counts, **files.relationship_counts}
    rows = "\n".join(f"| {name} | {count} |" for name, count in counts.items())
    return f"""# A graph of ioscope, ready to be imported

Made for Neo4j {NEO4J_VERSION} (Community is enough; the importer has to read Parquet). No server was touched.

1. Bring this folder to the server's machine, where the user that runs Neo4j can read it.
2. Stop the database; on Community, which has one only, the server: `neo4j stop`.
3. `sh {SCRIPT} DATABASE`, with `neo4j` for DATABASE unless yours has another name. A database that was ever started
   is there already: `sh {SCRIPT} DATABASE --overwrite-destination` **replaces everything in it**. An import that fails
   leaves half a database: import again before anybody starts it.
4. Start it, and create constraints and indexes: `cypher-shell -d DATABASE -f {CONSTRAINTS}`. The server builds the
   indexes in the background; `SHOW INDEXES` says how far it is.
5. Compare the counts with the table below, for example `MATCH (n:Tweet) RETURN count(n)` and
   `MATCH ()-[r:POSTED]->() RETURN count(r)`.

Then ioscope takes the database for its own. With NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE set,
`ioscope doctor` says that lake and graph agree, `ioscope verify` counts everything, and `ioscope load` goes on.

| label or type | count |
|---|---|
{rows}
"""
