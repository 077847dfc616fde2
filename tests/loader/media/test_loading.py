"""`load --media`: from zips to lake and graph; the books close, a cut costs little, both ways make the same graph."""

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from database.connection import open_graph
from database.embedded import start
from database.graph import Graph
from ioscope import main
from lake.engine import open_engine
from lake.failpoints import VARIABLE
from lake.lookalikes import Picture, look_alikes
from lake.manifest import Manifest, read_manifests
from lake.workspace import Workspace, open_workspace
from loader.archive import find_releases
from loader.bulk import rebuild
from loader.failures import SourceError
from loader.forecast import forecast
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake, report
from loader.media.forecast import THUMBNAIL_BYTES
from loader.media.loading import read_skip_list
from loader.media.pieces import remove_pieces
from loader.media.recounting import recount_zips
from loader.recount import recount_tables
from loader.unloading import unload_campaign
from sample.archive import write_sample
from sample.drawings import drawing, jpeg
from terminal import Stages
from tests.graphs import snapshot
from tests.loader.archives import few_campaigns, tweet, tweet_id, write_release
from tests.loader.media.broken import write_corpus

SPAIN, VENEZUELA = "catalonia_201906_1", "venezuela_201906_1"
KILLED = ("media-piece-kept", "media-staged")
"""Failpoints of media zips; the others are met in tests/loader/test_failpoints.py."""
QUIET = Stages(quiet=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media") / "archive"
    write_sample(folder, tweets=900, seed=5, noise=False, stages=QUIET, pictures=120)
    return few_campaigns(folder)


def lake(root: Path, *paths: Path, **choices: Any) -> tuple[Workspace, Loaded]:
    place = open_workspace(root)
    loaded = load_into_lake(place, paths, Choices(media=True, **choices), QUIET)
    return place, loaded


def rows(place: Workspace, manifest: Manifest, table: str) -> list[dict[str, Any]]:
    return [row for path in manifest.table_files(place, table) for row in pq.read_table(path).to_pylist()]


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Loaded]:
    return lake(tmp_path_factory.mktemp("whole"), archive)


def test_the_books_close_and_every_reject_is_kept(archive: Path, whole: tuple[Workspace, Loaded]) -> None:
    place, loaded = whole
    manifest = loaded.manifests[SPAIN]
    books = [source for source in manifest.sources if source.kind == "media"]
    for source in books:
        with zipfile.ZipFile(archive / source.name) as zipped:
            named = [n for n in zipped.namelist() if "__MACOSX" not in n and ".DS_Store" not in n]
        assert source.read == source.loaded + source.rejected == len(named)
    refused = [row for row in rows(place, manifest, "rejects") if row["file"] in {source.name for source in books}]
    assert sorted(row["reason"] for row in refused) == ["cut short", "neither a picture nor a video"]
    assert [row["value"].split(":")[0] for row in refused] == [
        "1/nobody/images/1-cut.jpg",
        "1/nobody/images/2-page.jpg",
    ]
    with open_engine(place) as engine:
        assert list(recount_tables(place, engine, manifest)) == []
    made = report(loaded, "online", Any, {})["campaigns"][0]["media"]  # type: ignore[arg-type]
    assert (made["without_tweet"], made["without_account"], made["under_another_account"]) == (1, 0, 0)


def test_without_media_zips_are_left_alone_and_named(archive: Path, tmp_path: Path, capsys: Any) -> None:
    place = open_workspace(tmp_path)
    loaded = load_into_lake(place, [archive], Choices(), QUIET)
    assert not any(manifest.has_media for manifest in loaded.manifests.values())
    assert "media zips" in capsys.readouterr().err


def test_a_second_load_reads_no_zip_again_and_more_tweets_keep_the_media(
    archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, loaded = whole
    again = load_into_lake(place, [archive], Choices(media=True), QUIET)
    assert again.manifests == loaded.manifests
    assert "--replace" not in capsys.readouterr().err
    again = load_into_lake(place, [archive], Choices(media=True, thumbnails=True), QUIET)
    assert again.manifests == loaded.manifests
    assert "with --replace all are" in capsys.readouterr().err
    later = open_workspace(tmp_path)
    for name in ("*users*", "*media*", "*tweets*"):
        files = [
            p
            for p in archive.iterdir()
            if p.match(name) and SPAIN in p.name and not (name == "*tweets*" and "media" in p.name)
        ]
        assert files
        assert not load_into_lake(later, files, Choices(media=True), QUIET).failures
    assert read_manifests(later)[SPAIN].digest == loaded.manifests[SPAIN].digest


def test_media_of_a_campaign_that_is_not_loaded_is_refused_with_a_hint(archive: Path, tmp_path: Path) -> None:
    zips = [path for path in archive.iterdir() if "media" in path.name and SPAIN in path.name]
    _, loaded = lake(tmp_path, *zips)
    assert {failure.what.split(", ")[1] for failure in loaded.failures} == {"whose tweets are not in the lake"}


def test_a_zip_that_is_cut_fails_alone(archive: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(archive, tmp_path / "archive")
    broken = copy / f"{VENEZUELA}_tweet_media_hashed_1.zip"
    broken.write_bytes(broken.read_bytes()[:-50])
    _, loaded = lake(tmp_path / "w", copy)
    assert [failure.what.split(":")[0] for failure in loaded.failures] == [f"{broken.name} is no whole zip"]
    assert loaded.manifests[SPAIN].has_media
    assert loaded.manifests[VENEZUELA].has_media  # its other zips


@pytest.mark.slow
@pytest.mark.parametrize("point", [f"{point}:2" for point in KILLED])
def test_killed_and_started_again_the_lake_is_that_of_an_undisturbed_load(
    point: str, archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path
) -> None:
    place = tmp_path / "w"
    code = (
        "import sys; from pathlib import Path; from lake.workspace import open_workspace\n"
        "from loader.loading import Choices, load_into_lake; from terminal import Stages\n"
        "if __name__ == '__main__':\n"
        "    place, paths = open_workspace(Path(sys.argv[1])), [Path(sys.argv[2])]\n"
        "    load_into_lake(place, paths, Choices(media=True), Stages(quiet=True))\n"
    )
    script = tmp_path / "run.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, VARIABLE: point, "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, str(script), str(place), str(archive)], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    kept = list((place / "lake" / "_media").glob("*/piece-*.parquet"))
    assert kept
    again, loaded = lake(place, archive)
    assert {k: m.digest for k, m in loaded.manifests.items()} == {k: m.digest for k, m in whole[1].manifests.items()}
    for key, manifest in loaded.manifests.items():
        for table in ("media", "rejects"):
            assert rows(again, manifest, table) == rows(whole[0], whole[1].manifests[key], table)
    assert not list((place / "lake" / "_media").glob("*/piece-*.parquet"))


def test_done_entries_are_not_examined_again(archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path) -> None:
    from lake.rejects import Limits
    from loader.media.directory import read_directory
    from loader.media.fingerprint import SkipList
    from loader.media.pieces import Pieces
    from loader.media.pool import Pool

    path = archive / f"{SPAIN}_tweet_media_hashed_1.zip"
    entries = list(read_directory(path).entries())
    place = open_workspace(tmp_path)
    with Pool(1, Limits(), SkipList()) as pool:
        done = list(pool.examined(path, entries[: len(entries) * 9 // 10]))
    assert sum(Pieces(place, SPAIN, "abc").keep(done)) == len(done)
    left = [entry for entry in entries if not Pieces(place, SPAIN, "abc").has(entry.number)]
    assert len(left) == len(entries) - len(done)
    assert len(remove_pieces(place, SPAIN)) == 1
    assert remove_pieces(place, SPAIN) == []


def test_a_folder_of_media_alone_is_forecast_once_its_tweets_are_there(
    archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path
) -> None:
    for path in archive.glob(f"{SPAIN}*media*.zip"):
        shutil.copy(path, tmp_path)
    expected = forecast(whole[0], [tmp_path], Choices(media=True), ask_graph=False)
    assert [(one.campaign, one.new, one.csv_bytes) for one in expected.campaigns] == [(SPAIN, (), 0)]
    with pytest.raises(SourceError, match="no users or tweets files"):
        forecast(whole[0], [tmp_path], Choices(), ask_graph=False)


def test_a_dry_run_says_what_media_would_take(archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path) -> None:
    copy = shutil.copytree(archive, tmp_path / "archive")
    cut = copy / f"{VENEZUELA}_tweet_media_hashed_1.zip"
    cut.write_bytes(cut.read_bytes()[:-50])
    shutil.copy(next(copy.glob(f"{SPAIN}_tweet_media*.zip")), copy / f"{SPAIN}_tweet_media_hashed_9.zip")
    asked = ("load", str(copy), "--dry-run", "--media")
    plain = json.loads(command(tmp_path / "fresh", *asked, "--json").stdout)
    small = json.loads(command(tmp_path / "fresh", *asked, "--json", "--thumbnails").stdout)
    known = {
        one["campaign"]: one["media"]
        for one in json.loads(command(whole[0].root, *asked, "--json").stdout)["campaigns"]
    }
    assert plain["seconds"]["all"] == sum(seconds for part, seconds in plain["seconds"].items() if part != "all")
    for one in plain["campaigns"]:
        zips = find_releases([copy]).releases[one["campaign"]].media
        assert sorted([*one["media"]["new"], *one["media"]["not_whole"]]) == sorted(zips)
        assert one["media"]["not_whole"] == ([cut.name] if one["campaign"] == VENEZUELA else [])
    entries = sum(one["media"]["entries"] for one in plain["campaigns"])
    assert small["disk"]["lake"] - plain["disk"]["lake"] == THUMBNAIL_BYTES * entries > 0
    assert known[SPAIN]["new"] == [f"{SPAIN}_tweet_media_hashed_9.zip"]
    assert known[VENEZUELA]["other_edition"] == [cut.name]
    said = command(tmp_path / "fresh", *asked)
    assert f"{cut.name} is no whole zip" in said.stderr
    assert "pictures and clips" in said.stdout
    assert not (tmp_path / "fresh").exists()


def test_every_broken_kind_is_refused_by_name_and_the_exit_code_is_3(tmp_path: Path) -> None:
    release = write_release(tmp_path / "release", SPAIN, [tweet(n, "100") for n in range(3)])
    assert command(tmp_path / "w", "load", str(release), "--prepare-import", str(tmp_path / "tweets")).exit_code == 0
    good = {f"1/100/images/{tweet_id(n)}-good.jpg": jpeg(drawing(2, n)) for n in range(3)}
    zipped = tmp_path / f"{SPAIN}_tweet_media_hashed_1.zip"
    made = write_corpus(zipped, good)
    done = command(
        tmp_path / "w", "load", str(zipped), "--media", "--prepare-import", str(tmp_path / "media"), "--json"
    )
    assert done.exit_code == 3, done.output
    [books] = json.loads(done.stdout)["campaigns"]
    assert [books["media"][which] for which in ("read", "loaded", "rejected")] == [len(made) + 3, 3, len(made)]
    listed = command(tmp_path / "w", "inspect", "--rejects", SPAIN, "--json").stdout
    refused = [row["value"] for row in json.loads(listed)]
    assert len(refused) == len(made)
    assert all(any(value.startswith(case.name) for value in refused) for case in made)


def command(place: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place), *words])


def test_verify_compares_zips_with_the_books(archive: Path, whole: tuple[Workspace, Loaded], tmp_path: Path) -> None:
    manifest = whole[1].manifests[SPAIN]
    given = find_releases([archive]).releases[SPAIN]
    assert len(given.zips) == 3
    assert list(recount_zips(manifest, given)) == []
    other = shutil.copytree(archive, tmp_path / "archive")
    with zipfile.ZipFile(other / given.media[0], "a") as zipped:
        zipped.writestr("one/more/9-a.jpg", b"more")
    found = list(recount_zips(manifest, find_releases([other]).releases[SPAIN]))
    assert [one.what.split(": ")[1] for one in found] == ["directory", "entries"]


def test_a_skip_list_says_which_line_is_none(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"# known\n\nsha256:{'a' * 64}\npdq:{'B' * 64} a note\n{'c' * 64}\n", encoding="utf-8")
    found = read_skip_list(path)
    assert found.sha256 == {"a" * 64, "c" * 64}
    assert [row.tobytes().hex() for row in found.pdq] == ["b" * 64, "c" * 64]
    path.write_text("not a hash\n", encoding="utf-8")
    with pytest.raises(SourceError, match="line 1 is no hash"):
        read_skip_list(path)


def test_members_of_a_cluster_are_within_the_distance_of_its_medoid_and_chains_break() -> None:
    def code(ones: int) -> str:
        return f"{(1 << ones) - 1:064x}"

    chain = [Picture(f"{n:064x}", False, (code(n * 20),)) for n in range(9)]
    found = look_alikes(chain, 31).to_pylist()
    medoids = {row["end"] for row in found}
    assert len(medoids) > 1
    assert all(row["distance"] <= 31 for row in found)
    assert all(row["start"] not in medoids for row in found)
    assert look_alikes(chain[::-1], 31).to_pylist() == found


def test_many_hashes_are_compared_without_missing_any(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    draws = np.random.default_rng(1)
    base = draws.integers(0, 256, (40, 32), dtype=np.uint8)
    pictures = []
    for number, row in enumerate(base):
        bits = np.unpackbits(row)
        bits[draws.choice(256, 31, replace=False)] ^= 1
        pictures.append(Picture(f"{2 * number:064x}", False, (row.tobytes().hex(),)))
        pictures.append(Picture(f"{2 * number + 1:064x}", False, (np.packbits(bits).tobytes().hex(),)))
    expected = look_alikes(pictures, 31)
    assert expected.num_rows == 40
    monkeypatch.setattr("lake.lookalikes.FLAT", 10)
    assert look_alikes(pictures, 31) == expected


@pytest.fixture
def served(tmp_path: Path, graph: Graph) -> Iterator[Graph]:
    graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
    yield graph
    graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")


def with_media(folder: Path) -> Path:
    """Write two tweets, one picture on both (once recompressed), one profile picture, one clip-less stranger."""
    release = write_release(folder, SPAIN, [tweet(1, "100"), tweet(2, "101")])
    picture = drawing(9, 1)
    with zipfile.ZipFile(folder / f"{SPAIN}_tweet_media_hashed_1.zip", "w") as zipped:
        zipped.writestr(f"1/100/images/{tweet_id(1)}-a.jpg", jpeg(picture))
        zipped.writestr(f"1/101/images/{tweet_id(2)}-b.jpg", jpeg(picture, 50))
        zipped.writestr(f"1/101/images/{tweet_id(77)}-c.jpg", jpeg(drawing(9, 2)))
        zipped.writestr("100_profile.jpg", jpeg(drawing(9, 2)))
    return release


PATTERNS = (
    "MATCH (t:Tweet)-[:SHOWS]->(m:Media) RETURN count(*)",
    "MATCH (:Account {user_id: '100'})-[r:HAS_PICTURE]->(m:Media) WHERE r.role = 'profile' RETURN count(*)",
    "MATCH (a:Media)-[r:LOOKS_LIKE]->(b:Media) WHERE r.distance <= 31 RETURN count(*)",
    "MATCH (m:Media) RETURN count(*)",
)


def test_the_graph_has_who_shows_what_and_media_come_and_go_with_the_lake(served: Graph, tmp_path: Path) -> None:
    release = with_media(tmp_path / "release")
    place = open_workspace(tmp_path / "w")
    for choices, expected in (
        (Choices(), (0, 0, 0, 0)),
        (Choices(media=True), (2, 1, 1, 3)),
        (Choices(media=True, distance=0), (2, 1, 0, 3)),
    ):
        loaded = load_into_lake(place, [release], choices, QUIET)
        assert not loaded.failures
        load_into_graph(place, served, loaded, choices, QUIET)
        assert tuple(served.read(pattern).value() for pattern in PATTERNS) == expected
    unload_campaign(place, served, SPAIN, QUIET)
    assert served.read(PATTERNS[3]).value() == 0


@pytest.mark.slow
def test_bulk_and_online_make_the_same_graph_of_media(served: Graph, archive: Path, fresh_workspace: Workspace) -> None:
    loaded = load_into_lake(fresh_workspace, [archive], Choices(media=True, thumbnails=True), QUIET)
    load_into_graph(fresh_workspace, served, loaded, Choices(), QUIET)
    online = snapshot(served)
    rebuild(fresh_workspace, loaded.manifests, QUIET, keep=0, memory=Choices().shares.total)
    with open_graph(start(fresh_workspace, announce=False)) as built:
        assert snapshot(built).differences(online) == []
        assert built.read(PATTERNS[0]).value() > 20
        assert (
            built.read("MATCH (m:Media) WHERE m.thumbnail STARTS WITH 'data:image/jpeg' RETURN count(*)").value() > 20
        )
