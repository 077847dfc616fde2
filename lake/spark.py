"""Spark as the engine: a session, and tables that stay where they were computed, as Parquet under a scratch folder.

On one machine (`local[N]`) everything listens on the loopback only. On a cluster the workspace has to lie on a file
system that the driver and every worker see under the same path, and ioscope in the same virtual environment.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from lake.failures import DiskFullError, LakeError
from lake.memory import shares
from lake.plan import Plan
from lake.spark_java import find_java

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MIB = 1 << 20
LOCAL = "local[*]"
INSTALL = ".venv/bin/pip install --require-hashes -r requirements/spark.lock"

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    # A cast or an overflow that fails stops the load, as it does in DuckDB; what may fail is a try_cast in both.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    # Days before 1582 are those of the calendar that Python and DuckDB count in.
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "5000",
    # With conditions on dozens of columns it takes seconds to plan what prunes nothing here.
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # Without it a driver out of memory collects garbage for ever.
    "spark.driver.extraJavaOptions": "-XX:+ExitOnOutOfMemoryError",
}
ON_ONE_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}

SPARK_TYPES = {
    "int64": "bigint",
    "float64": "double",
    "boolean": "boolean",
    "string": "string",
    "date": "date",
    "array<string>": "array<string>",
    "array<int64>": "array<bigint>",
}
"""Spark's names of the types that tables of the lake and of the graph have."""


@contextmanager
def open_spark(master: str | None = None, *, memory: int | None = None) -> Iterator["SparkSession"]:
    """Give a Spark session on `master` (default: every core of this machine), stopped afterwards.

    `memory` is that of the driver in bytes, on one machine of everything Spark does but its Python workers.

    Raises LakeError when pyspark or a Java for it is missing, or Spark does not start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise LakeError("the engine Spark is not installed", hint=f"install it with: {INSTALL}") from error
    master = master or LOCAL
    local = master.startswith("local")
    settings = SETTINGS | {"spark.driver.memory": f"{(memory or shares().spark_driver) // MIB}m"}
    # The workers run the same Python functions, in the same version of Python.
    surroundings = {"JAVA_HOME": str(find_java()), "PYSPARK_PYTHON": sys.executable}
    if local:
        settings |= ON_ONE_MACHINE
        surroundings["SPARK_LOCAL_IP"] = "127.0.0.1"
    before = {name: os.environ.get(name) for name in surroundings}
    os.environ.update(surroundings)
    try:
        builder = SparkSession.builder.master(master).appName("ioscope")
        for name, value in settings.items():
            builder = builder.config(name, value)
        try:
            session = builder.getOrCreate()
        except (PySparkException, OSError, RuntimeError) as error:
            raise LakeError(f"Spark does not start on {master}: {error}", hint="see what Java printed above") from error
        try:
            yield session
        finally:
            session.stop()
    finally:
        for name, former in before.items():
            if former is None:
                del os.environ[name]
            else:
                os.environ[name] = former


@contextmanager
def spark_explained(place: Path) -> Iterator[None]:
    """Turn what Spark reports of failed work into a LakeError, a full disk into a DiskFullError that names `place`."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        if "No space left" in str(error):
            raise DiskFullError(place) from error
        said = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise LakeError(f"Spark could not do the work: {said}", hint="see what it printed above") from error


class SparkTables:
    """Tables of one piece of work: views of a session of its own, each over Parquet in `folder`.

    Every table is written out once it is computed, so that nothing is computed twice and a lost worker costs one table.
    """

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        self.session = session.newSession()
        self.folder = folder
        for name, value in SETTINGS.items():
            if name.startswith("spark.sql."):
                self.session.conf.set(name, value)

    def __getitem__(self, name: str) -> "DataFrame":
        return self.session.table(f"`{name}`")

    def show(self, name: str, files: list[Path], schema: ibis.Schema) -> None:
        """Make a table of Parquet files that are there already."""
        frame = self.session.read.schema(spark_schema(schema)).parquet(*(read_address(path) for path in files))
        frame.createOrReplaceTempView(f"`{name}`")

    def make(self, name: str, frame: "DataFrame", schema: ibis.Schema) -> None:
        """Compute a table and keep it, in the columns and types of `schema`."""
        place = self.folder / name
        _typed(frame, schema).write.mode("overwrite").parquet(write_address(place))
        self.show(name, [place], schema)

    def map(
        self, name: str, values: "DataFrame", function: Callable[[list[str]], pa.RecordBatch], schema: ibis.Schema
    ) -> None:
        """Make a table by a Python function of the values of another's one column, run where these are."""

        def each(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            return (function(batch.column(0).to_pylist()) for batch in batches)

        self.make(name, values.mapInArrow(each, spark_schema(schema)), schema)

    def run(self, plan: Plan) -> None:
        """Make every table of a plan."""
        for name, select in _selects(plan):
            frame, schema = self.session.sql(select), plan.steps[name].schema()
            if name in plan.views:
                _typed(frame, schema).createOrReplaceTempView(f"`{name}`")
            else:
                self.make(name, frame, schema)

    def write_file(self, frame: "DataFrame", target: Path, order: Sequence[str] = ("row",)) -> None:
        """Write a table as one Parquet file, sorted by those columns of `order` that it has."""
        folder = self.folder / f"out-{target.name}"
        one = frame.repartition(1)
        by = [name for name in order if name in frame.columns]
        ordered = one.sortWithinPartitions(*by) if by else one
        ordered.write.mode("overwrite").parquet(write_address(folder))
        [part] = folder.glob("part-*.parquet")
        part.replace(target)
        shutil.rmtree(folder)


def _typed(frame: "DataFrame", schema: ibis.Schema) -> "DataFrame":
    return frame.selectExpr(
        *(f"CAST(`{column}` AS {SPARK_TYPES[str(kind)]}) AS `{column}`" for column, kind in schema.items())
    )


@cache
def _selects(plan: Plan) -> list[tuple[str, str]]:
    return plan.sql("spark")


def spark_schema(schema: ibis.Schema) -> str:
    """Return a schema as Spark spells it."""
    return ", ".join(f"`{name}` {SPARK_TYPES[str(kind)]}" for name, kind in schema.items())


def write_address(path: Path) -> str:
    """Return the address under which Spark writes a path: this file system, whatever the cluster's default is."""
    return f"file://{path}"


def read_address(path: Path) -> str:
    """Return the address under which Spark reads a path: there it takes some characters for patterns."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", str(path))


def literal(value: str) -> Any:
    """Return a text as a column."""
    from pyspark.sql.functions import lit

    return lit(value)
