"""`ioscope load --dry-run`: what would be done is said, nothing is done, and the estimates follow the measurements."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from database import embedded
from database.graph import Graph
from ioscope import main
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from loader.dry_run import duration_text
from loader.estimate import EMPTY_STORE, TWEET_BYTES, Amounts, disk_need, time_need, tweets_of
from loader.loading import Choices, load_into_lake
from loader.mode import BULK, ONLINE, PREPARE
from loader.source_size import csv_size
from loader.sources import Source, members
from terminal import Stages
from tests.loader.archives import csv_text, tweet, write_release, write_zip

KEY, OTHER = "iran_201906_1", "china_082019_1"
MILLION = 1_000_000
GB = 1_000_000_000


def dry_run(place: Path, *arguments: str) -> Any:
    result = CliRunner().invoke(main, ["--workspace", str(place), "load", "--dry-run", "--json", *arguments])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_makes_no_workspace_and_starts_no_server(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "files", KEY, [tweet(n) for n in range(500)])
    report = dry_run(tmp_path / "w", str(folder))
    assert not (tmp_path / "w").exists()
    [campaign] = report["campaigns"]
    assert campaign["campaign"] == KEY
    assert [len(campaign[which]) for which in ("new", "known", "other_edition")] == [2, 0, 0]
    assert campaign["csv_bytes"] > campaign["packed_bytes"] > 0
    assert 0 < campaign["tweets"] < 1_000
    assert (report["mode"], report["graph_asked"]) == (ONLINE, False)
    assert report["why"] == f"{campaign['tweets']} of {campaign['tweets']} tweets are new"
    assert report["disk"]["needed"] < report["disk"]["free"]
    assert report["seconds"]["all"] == sum(report["seconds"][part] for part in ("read", "tables", "graph"))


def test_a_dry_run_tells_new_files_from_known_ones_and_other_editions_and_leaves_the_workspace(tmp_path: Path) -> None:
    place = open_workspace(tmp_path / "w")
    folder = write_release(tmp_path / "files", KEY, [tweet(n) for n in range(50)])
    assert not load_into_lake(place, [folder], Choices(), Stages(quiet=True)).failures
    write_zip(folder, f"{KEY}_tweets_csv_hashed.zip", csv_text([tweet(n) for n in range(60)]))
    write_zip(folder, f"{KEY}_tweets_csv_hashed_2.zip", csv_text([tweet(99)]))
    before = everything_in(place.root)
    [campaign] = dry_run(place.root, str(folder))["campaigns"]
    names = {which: [name.split("/")[0] for name in campaign[which]] for which in ("new", "known", "other_edition")}
    assert names == {
        "new": [f"{KEY}_tweets_csv_hashed_2.zip"],
        "known": [f"{KEY}_users_csv_hashed.zip"],
        "other_edition": [f"{KEY}_tweets_csv_hashed.zip"],
    }
    [campaign] = dry_run(place.root, str(folder), "--replace")["campaigns"]
    assert len(campaign["new"]) == 3
    assert everything_in(place.root) == before
    assert embedded.state(place).state == "stopped"


def test_a_person_is_told_what_a_machine_is(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "files", KEY, [tweet(1)])
    (folder / "README.txt").touch()
    result = CliRunner().invoke(main, ["--workspace", str(tmp_path / "w"), "load", "--dry-run", str(folder)])
    assert result.exit_code == 0, result.output
    for words in (KEY, "mode  online: ", "disk  about ", "time  about "):
        assert words in result.stdout
    for words in ("README.txt", "no server was asked", "nothing was read"):
        assert words in result.stderr


def test_a_server_that_runs_is_asked_what_it_holds(workspace: Workspace, graph: Graph, tmp_path: Path) -> None:
    folder = write_release(tmp_path / "files", KEY, [tweet(1)])
    graph.write("CREATE (:Suspicion)")
    asked = ["--workspace", str(workspace.root), "load", "--dry-run", str(folder)]
    report = dry_run(workspace.root, str(folder))
    assert report["graph_asked"]
    assert read_manifests(workspace) == {}
    refused = CliRunner().invoke(main, [*asked, "--mode", "bulk"])
    assert (refused.exit_code, "labels Suspicion" in refused.stderr) == (2, True)
    assert dry_run(workspace.root, str(folder), "--mode", "bulk", "--discard-own")["mode"] == BULK


def test_bad_paths_fail_as_in_a_load(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--workspace", str(tmp_path / "w"), "load", "--dry-run", str(tmp_path / "no")])
    assert (result.exit_code, "does not exist" in result.stderr) == (1, True)


def test_the_size_of_a_csv_is_known_without_unpacking_it(tmp_path: Path) -> None:
    text = csv_text([tweet(n) for n in range(100)])
    plain, packed = tmp_path / "a.csv", tmp_path / "b.csv.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    zipped = write_zip(tmp_path, "c.zip", text)
    for path in (plain, packed, zipped):
        [source] = members(path, path.name)
        assert csv_size(source) == len(text.encode()), path


def test_a_gzip_above_4_gib_counts_the_times_its_trailer_wrapped(tmp_path: Path) -> None:
    path = tmp_path / "large.csv.gz"
    with path.open("wb") as file:
        file.truncate(5 * GB - 4)  # a hole: nothing of it is on disk
        file.seek(0, 2)
        file.write((1_000).to_bytes(4, "little"))
    assert csv_size(Source(path, None, path.name)) == 1_000 + 2 * (1 << 32)


# Measured: a bulk load of 213,850 tweets (131 MB of CSV) took 385 MB at most; 11 MB of lake, 347 MB of graph stayed.
MEASURED = Amounts(213_850, 213_850, csv_bytes=131_000_000, biggest_csv=131_000_000, unpacked_csv=131_000_000)


def test_the_disk_that_was_measured_is_estimated_within_a_third() -> None:
    disk = disk_need(MEASURED, BULK)
    assert 385e6 <= disk.needed <= 385e6 * 1.33
    assert 11e6 <= disk.lake <= 11e6 * 2
    assert tweets_of(MEASURED.csv_bytes) == pytest.approx(213_850, rel=0.01)


def test_thirty_million_tweets_need_a_disk_of_some_forty_gigabytes() -> None:
    size = 30 * MILLION * TWEET_BYTES
    amounts = Amounts(30 * MILLION, 30 * MILLION, csv_bytes=size, biggest_csv=size // 10, unpacked_csv=size // 10)
    assert 35 * GB < disk_need(amounts, BULK).needed < 45 * GB


AMOUNTS = st.builds(
    Amounts,
    total_tweets=st.integers(0, 10**9),
    graph_tweets=st.just(0),
    csv_bytes=st.integers(0, 10**12),
    biggest_csv=st.integers(0, 10**11),
    unpacked_csv=st.integers(0, 10**11),
    before=st.booleans(),
)


@given(AMOUNTS)
def test_a_lake_that_the_graph_holds_needs_nothing_but_room_for_reading(amounts: Amounts) -> None:
    disk = disk_need(amounts, ONLINE)
    assert (disk.tables, disk.graph) == (0, 0)
    assert disk.needed == disk.lake + disk.reading
    assert set(time_need(amounts, ONLINE, 0)) == {"read"}


@given(AMOUNTS, st.sampled_from([ONLINE, BULK, PREPARE]))
def test_more_tweets_never_need_less_and_the_parts_are_never_more_than_the_whole(amounts: Amounts, mode: str) -> None:
    more = Amounts(amounts.total_tweets + MILLION, MILLION, amounts.csv_bytes, amounts.biggest_csv)
    less = Amounts(amounts.total_tweets, 0, amounts.csv_bytes, amounts.biggest_csv)
    assert disk_need(more, mode).needed >= disk_need(less, mode).needed
    assert sum(time_need(more, mode, 0).values()) >= sum(time_need(less, mode, 0).values())
    disk = disk_need(amounts, mode)
    assert max(disk.reading, disk.tables, disk.graph) + disk.lake == disk.needed


def test_a_graph_on_a_server_of_ones_own_takes_nothing_of_this_disk() -> None:
    here, there = (disk_need(Amounts(MILLION, MILLION, elsewhere=elsewhere), ONLINE) for elsewhere in (False, True))
    assert there.graph == there.tables
    assert here.graph - there.graph == MILLION * (760 + 150 + 160) + 2_300_000_000


def test_only_a_bulk_load_needs_a_second_graph() -> None:
    nothing = Amounts(0, 0)
    assert disk_need(nothing, BULK).needed == EMPTY_STORE
    assert disk_need(nothing, ONLINE).needed == 0
    assert disk_need(nothing, PREPARE).needed == 0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (1_000, "17 min"), (5_400, "1.5 h"), (36_000, "10.0 h")],
)
def test_a_time_is_said_as_people_say_it(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
