"""The engine that computes on tables: DuckDB through ibis, with bounded memory, in UTC."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from lake.failures import DiskFullError, LakeError
from lake.memory import shares
from lake.workspace import Workspace

MIB = 1 << 20


@contextmanager
def open_engine(workspace: Workspace, *, memory: int | None = None) -> Iterator[Backend]:
    """Give a DuckDB backend that spills into the workspace; its temporary files are gone afterwards.

    `memory` is DuckDB's share in bytes, what is left beside ioscope itself when nothing is said.
    Raises DiskFullError when the disk cannot take what the engine writes.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"engine-{os.getpid()}-", dir=workspace.scratch))
    engine = ibis.duckdb.connect(
        ":memory:",
        memory_limit=f"{(memory or shares().engine) // MIB}MiB",
        temp_directory=str(folder / "spill"),
        # Nothing is fetched at run time: what is not built in does not exist.
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    try:
        with disk_explained(workspace.root):
            engine.con.execute("SET TimeZone = 'UTC'")
            # ibis 12 writes lambdas as DuckDB 1 spelled them.
            engine.con.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")
            yield engine
    finally:
        engine.disconnect()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def disk_explained(place: Path) -> Iterator[None]:
    """Turn a full disk, as DuckDB or the system reports it, into a DiskFullError that names `place`."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        text = str(error)
        full = getattr(error, "errno", None) == 28 or "No space left" in text or "max_temp_directory_size" in text
        if full or "could not be written" in text.casefold():
            raise DiskFullError(place) from error
        if isinstance(error, duckdb.OutOfMemoryException):
            raise LakeError(
                f"the work does not fit into the memory allowed: {text}", hint="allow more with: load --memory SIZE"
            ) from error
        raise


def record_batches(engine: Backend, table: ir.Table, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield a table's rows as Arrow batches of at most `rows`, on a cursor of its own.

    In place of ibis 12's `to_pyarrow_batches`, which calls a method that DuckDB 2 renamed.
    """
    with engine.con.cursor() as cursor:
        yield from cursor.sql(engine.compile(table)).to_arrow_reader(rows)


def sql_text(path: Path) -> str:
    """Return a path for use inside single quotes of SQL (COPY and views take no parameter there)."""
    return str(path).replace("'", "''")


def clear_scratch(workspace: Workspace) -> None:
    """Remove what killed commands left in the scratch folder; call it while holding the writer lock."""
    for left in workspace.scratch.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
