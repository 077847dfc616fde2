"""Staging on Spark: the same plans as on DuckDB, several sources at once, the same files in the lake."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from lake.engine import disk_explained
from lake.manifest import SourceBooks
from lake.spark import SparkTables, literal, spark_explained
from lake.workspace import Workspace
from loader.distinct import addresses, parsed_lists, spellings
from loader.publication import Staging, commit_file, source_books, table_file, table_names
from loader.records import read_header
from loader.sources import Source, inflated
from loader.spark_reading import read_raw
from loader.staging_plan import PARSED_LISTS, outcome_plan, tweets_plan, typing_plan
from loader.tables.staged import ORDERS, SCHEMAS
from terminal import Stages

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def spark_staging(session: "SparkSession") -> Staging:
    """Return Spark's way of staging: as many sources at once as it has cores, each inflated by the driver."""

    def stage_all(
        workspace: Workspace, campaign: str, sources: Sequence[tuple[Source, str]], stages: Stages
    ) -> Iterator[SourceBooks]:
        at_once = max(1, min(len(sources), session.sparkContext.defaultParallelism))
        with (
            stages.stage(f"read {campaign} on Spark"[:60]) as stage,
            disk_explained(workspace.root),
            spark_explained(workspace.root),
            ThreadPoolExecutor(at_once) as threads,
        ):
            begun = [threads.submit(_stage, workspace, session, campaign, *source) for source in sources]
            try:
                for done in begun:
                    books = done.result()
                    stage.advance(books.read)
                    yield books
            finally:
                for waiting in begun:
                    waiting.cancel()

    return stage_all


def _stage(workspace: Workspace, session: "SparkSession", campaign: str, source: Source, sha256: str) -> SourceBooks:
    folder = Path(tempfile.mkdtemp(prefix="spark-", dir=workspace.scratch))
    try:
        tables = SparkTables(session, folder)
        with inflated(source, folder) as plain:
            header = read_header(plain, source.name)
            read = read_raw(tables, plain, header)
        stage_tables(tables, header.kind)
        for name in table_names(header.kind):
            columns = {column: tables[name][column] for column in tables[name].columns}
            columns |= {"campaign": literal(campaign), "file": literal(source.name)}
            rows = tables[name].select(*(columns[column].alias(column) for column in SCHEMAS[name].names))
            temporary = folder / f"{name}.parquet"
            tables.write_file(rows, temporary, ORDERS.get(name, ("row",)))
            commit_file(temporary, workspace.lake / campaign / name / table_file(source, sha256))
        rejects = {row["scope"]: row["count"] for row in tables["rejects"].groupBy("scope").count().collect()}
        return source_books(source, sha256, header.kind, read, rejects)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stage_tables(tables: SparkTables, kind: str) -> None:
    """Make the staged tables of the raw rows, under their own names; as `loader.publication.stage_tables`."""
    tables.run(typing_plan(kind))
    if kind == "tweets":
        tables.map("parsed_lists", tables["odd_lists"], parsed_lists, PARSED_LISTS)
        tables.run(tweets_plan())
        for name, values, function in (
            ("spellings", "distinct_spellings", spellings),
            ("addresses", "distinct_addresses", addresses),
        ):
            tables.map(name, tables[values].where("value IS NOT NULL"), function, SCHEMAS[name])
    tables.run(outcome_plan(kind))
