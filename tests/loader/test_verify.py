"""`ioscope verify`: whatever does not agree between archive, lake and graph is found, and nothing else is reported."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from database.connection import Target
from database.doctor import Check, agreement
from database.generation import Layout
from database.graph import Graph
from ioscope import main
from lake.engine import open_engine
from lake.manifest import Manifest, publish, read_manifests
from lake.workspace import Workspace, open_workspace
from loader.archive import find_releases
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake
from loader.recount import Difference, recount_sources, recount_tables
from terminal import Stages
from tests.loader.archives import csv_text, tweet, tweet_id, write_release, write_zip

KEY, OTHER = "iran_201906_1", "china_082019_1"
TWEETS = f"{KEY}_tweets_csv_hashed.zip"


def quiet() -> Stages:
    return Stages(quiet=True)


def rows() -> list[dict[str, str]]:
    """Rows that are loaded, duplicates, refused rows and refused cells, with an outsider and a stub."""
    return [
        tweet(1, hashtags="['News']", user_mentions="['900']"),
        tweet(1),
        tweet(2, is_retweet="true", retweet_tweetid=str(tweet_id(77)), retweet_userid="901"),
        tweet(3, tweetid="no id"),
        tweet(4, like_count="many", urls="['https://a.example/x']"),
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(tmp_path_factory.mktemp("verify") / "archive", KEY, rows())


@pytest.fixture(scope="module")
def lake(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = open_workspace(tmp_path_factory.mktemp("verify") / "workspace")
    assert not load_into_lake(made, [archive], Choices(), quiet()).failures
    return made


@pytest.fixture
def place(lake: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with a copy of that lake."""
    made = open_workspace(tmp_path / "workspace")
    shutil.copytree(lake.lake, made.lake, dirs_exist_ok=True)
    return made


@pytest.fixture
def ioscope(place: Workspace, server: Target) -> Callable[..., Result]:
    """The command line on this lake and the run's server."""
    named = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(place.root), *arguments], env=named)

    return run


def into_graph(place: Workspace, graph: Graph) -> None:
    load_into_graph(place, graph, Loaded(), Choices(), quiet())


def manifest_of(place: Workspace) -> Manifest:
    return read_manifests(place)[KEY]


def test_nothing_differs_after_a_load_and_what_was_compared_is_said(
    place: Workspace, graph: Graph, archive: Path, ioscope: Callable[..., Result]
) -> None:
    into_graph(place, graph)
    result = ioscope("verify", str(archive))
    assert (result.exit_code, result.stdout.split(":")[0]) == (0, "no difference"), result.output
    report = json.loads(ioscope("verify", str(archive), "--json").stdout)
    live = graph.read("MATCH (n) RETURN count(n)").value(), graph.read("MATCH ()-[r]->() RETURN count(r)").value()
    assert report["differences"] == []
    assert report["compared"] == {
        "campaigns": [KEY],
        "source_files": 2,
        "source_files_not_given": [],
        "table_files": 7,
        "nodes": live[0],
        "relationships": live[1],
    }


def test_without_source_files_verify_says_that_the_archive_is_left_out(
    place: Workspace, graph: Graph, ioscope: Callable[..., Result]
) -> None:
    into_graph(place, graph)
    result = ioscope("verify")
    assert result.exit_code == 0, result.output
    assert "the archive is not" in result.stderr
    assert "0 source files" in result.stdout


def test_whatever_was_changed_in_the_graph_is_in_the_table(
    place: Workspace, graph: Graph, ioscope: Callable[..., Result]
) -> None:
    into_graph(place, graph)
    graph.write("MATCH (t:Tweet:Stub) REMOVE t:Stub SET t:Archived")
    graph.write("MATCH (:Account)-[r:POSTED]->() WITH r LIMIT 1 DELETE r")
    graph.write("CREATE (:Hashtag {tag: 'of nobody'})")
    graph.write("MATCH (c:Campaign) SET c.state = 'loading'")
    result = ioscope("verify", "--json")
    assert result.exit_code == 1
    found = {one["what"]: (one["tables"], one["graph"]) for one in json.loads(result.stdout)["differences"]}
    assert found.pop("load not finished")[1].endswith("loading")
    assert found == {
        "nodes Tweet:Archived": (3, 4),
        "nodes Tweet:Stub": (1, 0),
        "nodes Hashtag": (1, 2),
        "relationships POSTED": (4, 3),
    }
    printed = ioscope("verify").stdout
    assert re.search(r"nodes Hashtag +1 +2", printed), printed


def test_a_lake_that_cannot_be_read_is_reported_and_the_graph_left_out(
    place: Workspace, graph: Graph, ioscope: Callable[..., Result]
) -> None:
    into_graph(place, graph)
    for path in place.lake.glob(f"{KEY}/spellings/*.parquet"):
        path.unlink()
    result = ioscope("verify", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    [gone, graph_left_out] = report["differences"]
    assert (gone["what"], gone["tables"]) == (f"{TWEETS}/{TWEETS[:-4]}.csv: table spellings", "gone")
    assert graph_left_out["what"] == "graph: not compared"
    assert report["compared"]["nodes"] is None


def sources_differ(place: Workspace, *paths: Path) -> list[Difference]:
    release = find_releases(paths).releases[KEY]
    return list(recount_sources(manifest_of(place), release.sources, place.scratch, quiet()))


def test_a_source_file_with_other_rows_is_found_by_digest_and_by_count(place: Workspace, tmp_path: Path) -> None:
    path = write_zip(tmp_path / "other", TWEETS, csv_text(rows()[:-1]))
    sha256, counted = sources_differ(place, path)
    assert sha256.what.endswith(": SHA-256")
    assert (counted.what.rpartition(": ")[2], counted.archive, counted.books) == ("rows", 4, 5)


def test_a_source_file_that_is_damaged_or_was_never_loaded_is_found(
    place: Workspace, archive: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(archive, tmp_path / "archive")
    content = bytearray((folder / TWEETS).read_bytes())
    content[120:160] = bytes(40)
    (folder / TWEETS).write_bytes(bytes(content))
    write_zip(folder, f"{KEY}_tweets_csv_hashed_2.zip", csv_text([tweet(9)]))
    damaged, unknown = sources_differ(place, folder)
    assert "damaged" in str(damaged.archive)
    assert unknown.books == "never loaded"


def test_a_release_that_was_never_loaded_is_a_difference_and_one_that_is_not_given_is_none(
    place: Workspace, graph: Graph, archive: Path, tmp_path: Path, ioscope: Callable[..., Result]
) -> None:
    into_graph(place, graph)
    other = write_release(tmp_path / "other", OTHER, [tweet(5)])
    report = json.loads(ioscope("verify", str(other), "--json").stdout)
    assert [(one["campaign"], one["books"]) for one in report["differences"]] == [(OTHER, "never loaded")]
    assert len(report["compared"]["source_files_not_given"]) == 2


def tables_differ(place: Workspace) -> list[Difference]:
    with open_engine(place) as engine:
        return list(recount_tables(place, engine, manifest_of(place)))


def changed_books(place: Workspace, **values: Any) -> None:
    manifest = manifest_of(place)
    sources = [replace(source, **values) if source.kind == "tweets" else source for source in manifest.sources]
    publish(place, replace(manifest, sources=tuple(sources)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"duplicate": 0}, [("read = loaded + duplicate + rejected", None)]),
        ({"loaded": 4, "duplicate": 0}, [("rows loaded", 3)]),
        ({"loaded": 5, "duplicate": -1}, [("read = loaded + duplicate + rejected", None)]),
        ({"rejected": 0, "duplicate": 2}, [("rejected rows", 1), ("rows not rejected", 4)]),
        ({"cells_rejected": 0}, [("rejected cells", 1)]),
        ({"name": "another.csv"}, [("rows of another file", 4)]),
    ],
)
def test_books_that_do_not_close_or_are_not_those_of_the_tables_are_found(
    place: Workspace, values: dict[str, Any], expected: list[tuple[str, int | None]]
) -> None:
    changed_books(place, **values)
    assert [(one.what.rpartition(": ")[2], one.tables) for one in tables_differ(place)] == expected


def test_a_damaged_table_file_is_found(place: Workspace) -> None:
    [path] = place.lake.glob(f"{KEY}/tweets/*.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    [difference] = tables_differ(place)
    assert "cannot be read" in str(difference.tables)


def test_doctor_sees_that_lake_and_graph_agree_and_when_they_no_longer_do(
    place: Workspace, graph: Graph, server: Target, tmp_path: Path
) -> None:
    def check() -> Check:
        return agreement(Layout(place), server)

    assert not check().ok
    into_graph(place, graph)
    assert check().ok
    assert "18 types" in check().detail
    graph.write("MATCH (h:Hashtag) DETACH DELETE h")
    assert "0 Hashtag where the lake has 1" in check().detail
    load_into_lake(place, [write_release(tmp_path / "other", OTHER, [tweet(5)])], Choices(), quiet())
    assert check().detail == f"{OTHER}: only in the lake"
