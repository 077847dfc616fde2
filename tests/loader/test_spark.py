"""Spark: what it makes of files is what DuckDB makes of them, table by table, row by row."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pytest
from click.testing import CliRunner

from ioscope import main
from lake import spark, spark_java
from lake.engine import open_engine
from lake.failures import LakeError
from lake.manifest import Manifest, read_manifests
from lake.spark_sql import java_pattern
from lake.workspace import Workspace, open_workspace
from loader.archive import find_releases
from loader.header import TWEET_COLUMNS, USER_COLUMNS
from loader.loading import Choices, load_into_lake
from loader.publication import publish_release
from loader.rows import STAGED, graph_plan, lake_graph, show_staged
from loader.spark_staging import spark_staging
from loader.tables.staged import SCHEMAS
from sample.archive import write_sample
from terminal import Stages
from tests.loader.archives import csv_text, tweet, user, write_zip
from tests.releases import thailand

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
]

ODD_CELLS = [
    *(" ", "\t\f", "\x0b7\x0b", "7\n", "7\u2028", "7\x85", "\u00a07", "x\x00y", "a\nb\r\nc", 'say "it"', "back\\slash"),
    *("0", "1", "1.0", "1.50", "-1", "007", "1e5", "1.2E+18", "9" * 18, "9" * 19, "9223372036854775807", "1.0e-5"),
    *("90.5", "true", "FALSE", "True ", "Absent", "present", "İstanbul", "ΟΔΟΣ", "zh-CN", "F", "vf", "'", "$1", "."),
    *("2019-02-30", "2019-02-28", "0000-01-01", "0001-01-01", "1582-10-10", "9999-12-31 23:59:59", "12/8/2019 5:04"),
    *("2019-01-01 24:00", "2019-01-01T24:00:00", "2019-01-01 7:61", "2019-01-01 07:08:09.5", "2019-01-01 07:08 PM"),
    *("1/1/0001 0:00", "1969-12-31 23:59:59", "2019-01-01\n07:08", "2019-01-01 x\u2028y", "13/13/2013"),
    *("[]", "['a', 'b']", "[a, b]", "['a|b', '.', '']", "['it\\'s', \"x\"]", "[']", "[['a'], 'b']", "[ a ,b]"),
    *("['a\nb']", "['#Ｆｏｏ', 'ſ', 'ẞ']", "[https://t.example/a,b, https://x.co.uk/?q='1']", "['1', '22', '99x']"),
    *("[" + ", ".join(["'x'"] * 50_000) + "]", "a|b|| c |", "||", "\\Q\\E", "RT @a b: c", "RT @ab: c\nd"),
    *("a" * 64, "0" * 64, "A" * 43 + "=", "AB+/" * 10 + "=", "x" * 9_000, "https://example.com/" + "y" * 9_000),
    *("RT @a\x0bb: c", "userid", "tweetid", "١٢", "ÿ\U0001f600", "a\u0301"),
]  # fmt: skip


@pytest.fixture(scope="module")
def session() -> "Iterator[SparkSession]":
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")  # it lives for minutes, as the servers
        with spark.open_spark("local[2]", memory=1 << 30) as opened:
            yield opened


@dataclass(frozen=True)
class Lakes:
    """The lakes that the two engines made of the same files."""

    duckdb: Workspace
    spark: Workspace


def load_both(session: "SparkSession", folder: Path, paths: Sequence[Path], campaign: str | None = None) -> Lakes:
    # The name holds what Spark takes for a pattern in a path.
    lakes = Lakes(open_workspace(folder / "duckdb"), open_workspace(folder / "spark [1]"))
    loaded = load_into_lake(lakes.duckdb, paths, Choices(campaign=campaign), Stages(quiet=True))
    assert not loaded.failures
    for release in find_releases(paths, campaign).releases.values():
        with open_engine(lakes.spark) as engine:
            publish_release(lakes.spark, engine, release, Stages(quiet=True), staging=spark_staging(session))
    return lakes


def staged_files(workspace: Workspace, manifest: Manifest) -> dict[tuple[str, str], Path]:
    return {
        (source.name, table): workspace.lake / manifest.campaign / table / name
        for source in manifest.sources
        for table, name in source.tables.items()
    }


def typed(schema: ibis.Schema) -> dict[str, str]:
    return {name: str(kind).replace("!", "") for name, kind in schema.items()}


def assert_same_lake(lakes: Lakes) -> None:
    """Every staged table of every file: same columns, types and rows; the same books."""
    expected, found = read_manifests(lakes.duckdb), read_manifests(lakes.spark)
    assert expected.keys() == found.keys() != set()
    for key, manifest in expected.items():
        ours, theirs = staged_files(lakes.duckdb, manifest), staged_files(lakes.spark, found[key])
        assert ours.keys() == theirs.keys()
        with open_engine(lakes.duckdb) as engine:
            for (source, table), path in ours.items():
                a, b = (engine.read_parquet(str(p)) for p in (path, theirs[source, table]))
                assert typed(b.schema()) == typed(a.schema()) == typed(SCHEMAS[table]), (source, table)
                assert rows_of(b.to_pyarrow()) == rows_of(a.to_pyarrow()), (source, table)
        assert found[key].sources == manifest.sources
        assert found[key].digest == manifest.digest
    assert not list(lakes.spark.scratch.iterdir())


def assert_same_graph(session: "SparkSession", lakes: Lakes, folder: Path) -> None:
    """Every table of the graph, those in between included: same columns, types and rows."""
    plan, _ = graph_plan("new")
    manifests = list(read_manifests(lakes.duckdb).values())
    tables = spark.SparkTables(session, folder)
    with open_engine(lakes.duckdb) as engine:
        lake_graph(lakes.duckdb, engine, manifests, "new")
        expected = {name: engine.table(name).to_pyarrow() for name in plan.steps}
        for name in STAGED:  # with the place of each row in its file, which DuckDB knows
            show_staged(lakes.spark, engine, manifests, name, f"new_staged_{name}")
        for name in (*(f"new_staged_{name}" for name in STAGED), "new_file_order", "new_alike"):
            made = engine.table(name)
            made.to_parquet(folder / f"{name}.parquet")
            tables.show(name, [folder / f"{name}.parquet"], made.schema())
        tables.run(plan)
        for name, step in plan.steps.items():
            found = tables[name].toArrow()
            assert typed(ibis.Schema.from_pyarrow(found.schema)) == typed(step.schema()), name
            assert rows_of(found) == rows_of(expected[name]), name


def rows_of(table: Any) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


@pytest.mark.release
def test_the_thailand_release_gives_the_same_lake(session: "SparkSession", tmp_path: Path) -> None:
    assert_same_lake(load_both(session, tmp_path, [thailand()]))


def test_the_sample_with_its_quirks_gives_the_same_lake_and_graph(session: "SparkSession", tmp_path: Path) -> None:
    write_sample(tmp_path / "archive", tweets=500, seed=1, noise=False, stages=Stages(quiet=True))
    lakes = load_both(session, tmp_path, [tmp_path / "archive"])
    assert_same_lake(lakes)
    assert_same_graph(session, lakes, tmp_path)


def test_every_odd_cell_in_every_column_gives_the_same_lake_and_graph(session: "SparkSession", tmp_path: Path) -> None:
    numbers = iter(range(10**6))
    tweets = [tweet(next(numbers), **{name: cell}) for name in TWEET_COLUMNS for cell in ODD_CELLS]
    tweets += [tweet(next(numbers), is_retweet="true", retweet_tweetid="7", tweet_text=cell) for cell in ODD_CELLS]
    users = [user(str(next(numbers) + 1000), **{name: cell}) for name in USER_COLUMNS for cell in ODD_CELLS]
    write_zip(tmp_path / "in", "odd_tweets_csv_hashed.zip", csv_text(tweets))
    write_zip(tmp_path / "in", "odd_users_csv_hashed.zip", csv_text(users, USER_COLUMNS))
    lakes = load_both(session, tmp_path, [tmp_path / "in"], "odd")
    assert_same_lake(lakes)
    assert_same_graph(session, lakes, tmp_path)


def test_rows_that_are_none_are_refused_with_the_same_reasons(session: "SparkSession", tmp_path: Path) -> None:
    lines = csv_text([tweet(number) for number in range(6)]).encode().splitlines(keepends=True)
    lines[2] = b'"too","short"\n'
    lines[4] = lines[4].replace(b"text 3", b"\xff\xfe")
    lines[5] = b"\r\n\n" + lines[5].replace(b'"\n', b'","more"\r\n')
    write_zip(tmp_path / "in", "odd_tweets_csv_hashed.zip", b"".join(lines))
    write_zip(tmp_path / "in", "odd_users_csv_hashed.zip", csv_text([], USER_COLUMNS))
    lakes = load_both(session, tmp_path, [tmp_path / "in"], "odd")
    assert_same_lake(lakes)
    assert read_manifests(lakes.spark)["odd"].books("tweets") == {"read": 6, "loaded": 3, "duplicate": 0, "rejected": 3}


def test_an_unreadable_file_fails_as_on_duckdb_and_leaves_nothing(session: "SparkSession", tmp_path: Path) -> None:
    from loader.failures import SourceError

    archive = write_zip(tmp_path / "in", "odd_tweets_csv_hashed.zip", csv_text([tweet(1)]))
    content = bytearray(archive.read_bytes())
    content[80:90] = bytes(10)
    archive.write_bytes(content)
    workspace = open_workspace(tmp_path / "workspace")
    [release] = find_releases([archive], "odd").releases.values()
    with open_engine(workspace) as engine, pytest.raises(SourceError, match="damaged"):
        publish_release(workspace, engine, release, Stages(quiet=True), staging=spark_staging(session))
    assert not read_manifests(workspace)
    assert not list(workspace.scratch.iterdir())


def test_everything_listens_on_the_loopback_only(session: "SparkSession") -> None:
    import psutil

    java = [child for child in psutil.Process(os.getpid()).children(recursive=True) if child.name() == "java"]
    heard = [c.laddr.ip for process in java for c in process.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    assert heard
    assert {address.removeprefix("::ffff:") for address in heard} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"^[0-9]+$", r"(?d)^[0-9]+\z"),
        (r"^RT @([^:\s]+): ", r"(?d)^RT @([^:\t\n\f\r ]+): "),
        (r"(, 'x')*\$", r"(?d)(, 'x')*+\$"),
        (r"[[a]$", r"(?d)[\[a]\z"),
    ],
)
def test_patterns_are_translated_for_java(pattern: str, expected: str) -> None:
    assert java_pattern(pattern) == expected


def test_without_a_fitting_java_the_failure_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_java, "_homes", lambda: [Path("/opt/java")])
    monkeypatch.setattr(spark_java, "_version", lambda _: 11)
    with pytest.raises(LakeError, match=r"Java 17 or 21 \(/opt/java is Java 11\)") as failure:
        spark_java.find_java()
    assert "openjdk-17-jre-headless" in str(failure.value.hint)


def test_without_pyspark_the_failure_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(LakeError, match="not installed") as failure, spark.open_spark("local[1]"):
        pass
    assert "requirements/spark.lock" in str(failure.value.hint)


def test_a_master_without_the_engine_is_wrong_usage(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--workspace", str(tmp_path), "load", "x", "--spark-master", "local[1]"])
    assert result.exit_code == 2
    assert "--engine spark" in result.stderr
