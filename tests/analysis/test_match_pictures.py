"""`match` for pictures: hashes of a list, and files of a folder hashed as `load --media` hashes those of a zip."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from analysis.match_indicators import walked
from analysis.match_values import Value, guessed
from ioscope import main
from lake.pictures import seen_in
from lake.rejects import Limits
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from sample.drawings import changed, drawing, jpeg
from terminal import Stages
from tests.loader.archives import tweet, tweet_id, user, write_release

KEY = "venezuela_201906_1"
SHOWN, OTHER = jpeg(drawing(3, 1)), jpeg(drawing(3, 2))
MARKED = changed(SHOWN, "watermarked", 0.5)


def pdq(content: bytes) -> str:
    return seen_in(content, Limits()).hashes[0][0]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("pictures")
    users = [user("100"), user("101")]
    write_release(folder / "archive", KEY, [tweet(1), tweet(2, "101"), tweet(3, "101")], users)
    with zipfile.ZipFile(folder / "archive" / f"{KEY}_tweet_media_hashed_1.zip", "w") as archive:
        archive.writestr(f"1/100/images/{tweet_id(1)}-a.jpg", SHOWN)
        archive.writestr(f"1/101/images/{tweet_id(2)}-b.jpg", SHOWN)
        archive.writestr(f"1/101/images/{tweet_id(3)}-c.jpg", MARKED)
    with zipfile.ZipFile(folder / "archive" / f"{KEY}_user_profile_media_hashed.zip", "w") as archive:
        archive.writestr("100_profile.jpg", OTHER)
    made = open_workspace(folder / "workspace")
    with made.writing("tests"):
        load_into_lake(made, [folder / "archive"], Choices(media=True), Stages(quiet=True))
    return made


def found(place: Workspace, file: Path, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(main, ["--workspace", str(place.root), "match", str(file), "--json", *arguments])
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def short(report: dict[str, Any]) -> set[tuple[str, str, str, int, int, int]]:
    names = ("value", "kind", "role", "tweets", "accounts", "distance")
    return {tuple(row[name] for name in names) for row in report["matches"]}


def test_a_folder_finds_the_same_files_and_on_request_those_that_look_alike(place: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.jpg").write_bytes(SHOWN)
    (folder / "inner" / "b.jpg").write_bytes(OTHER)
    (folder / "note.txt").write_text("no picture", encoding="utf-8")
    (folder / "strange.jpg").write_bytes(jpeg(drawing(9, 9)))
    exact = found(place, folder)
    assert short(exact) == {
        ("a.jpg", "sha256", "shown", 2, 2, 0),
        ("a.jpg", "pdq", "shown", 2, 2, 0),
        ("inner/b.jpg", "sha256", "in profile", 0, 1, 0),
        ("inner/b.jpg", "pdq", "in profile", 0, 1, 0),
    }
    assert exact["unseen"] == ["note.txt"]
    assert exact["absent"] == ["note.txt", "strange.jpg"]
    near = found(place, folder, "--near")
    assert ("a.jpg", "pdq", "shown", 3, 2, 0) in short(near)
    assert ("a.jpg", "sha256", "shown", 2, 2, 0) in short(near), "another file is not the same file"


def test_hashes_of_a_list_tell_the_distance_of_what_looks_alike(place: Workspace, tmp_path: Path) -> None:
    apart = (int(pdq(SHOWN), 16) ^ int(pdq(MARKED), 16)).bit_count()
    assert 0 < apart <= 31, "else this test would prove little"
    other = f"{int(pdq(SHOWN), 16) ^ 1:064x}"  # one bit away from a picture of the lake
    file = tmp_path / "list.txt"
    file.write_text(f"pdq:{other}\nsha256:{hashlib.sha256(MARKED).hexdigest()}", encoding="utf-8")
    assert short(found(place, file)) == {
        (f"sha256:{hashlib.sha256(MARKED).hexdigest()}", "sha256", "shown", 1, 1, 0),
    }
    near = {(row[0][:4], *row[1:]) for row in short(found(place, file, "--near")) if row[1] == "pdq"}
    assert {row[:5] for row in near} == {("pdq:", "pdq", "shown", 3, 2)}
    assert {row[5] for row in near} == {1}, "the least distance of all that look alike"
    strict = {row[3] for row in short(found(place, file, "--near", "--max-distance", "0")) if row[1] == "pdq"}
    assert strict == set()


def test_what_a_hash_may_be_is_told_by_its_name_or_looked_for_as_each() -> None:
    digits = "e" * 64
    assert guessed(f"pdq:{digits}") == ("pdq",)
    assert guessed(f"SHA256:{digits}") == ("sha256",)
    assert guessed(digits) == ("user-id", "sha256", "pdq")
    bundle = {"type": "indicator", "pattern": f"[file:hashes.'SHA-256' = '{digits}']"}
    assert walked(bundle).values == [Value(digits, ("sha256",))]
