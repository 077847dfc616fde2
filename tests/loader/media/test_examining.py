"""Entries examined by the processes that decode: each outcome is a row, whatever was in the zip."""

import base64
import hashlib
import io
import os
import signal
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lake.rejects import SKIPPED, Limits
from loader.failures import SourceError
from loader.media.content import EntryFile
from loader.media.directory import read_directory
from loader.media.fingerprint import SkipList, distance
from loader.media.names import Owner, owner_of
from loader.media.pool import Pool
from sample.drawings import changed, clip, drawing, gif, jpeg, png
from tests.loader.media.broken import TWEET, cases, film_of, write_corpus

Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1, Limits(), SkipList()) as made:
        yield made


def zipped(folder: Path, entries: dict[str, bytes], name: str = "made.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return path


def examined(pool: Pool, path: Path) -> Rows:
    rows = list(pool.examined(path, read_directory(path).entries()))
    assert len({row["number"] for row in rows}) == len(rows)
    return {row["name"]: row for row in rows}


def test_each_broken_file_is_one_reject_with_its_reason_and_the_others_are_read(pool: Pool, tmp_path: Path) -> None:
    good = {f"1/100/images/{TWEET + 900 + n}-good.jpg": jpeg(drawing(2, n)) for n in range(5)}
    made = write_corpus(tmp_path / "broken.zip", good)
    rows = examined(pool, tmp_path / "broken.zip")
    assert {case.title: rows[case.name].get("reason") for case in made} == {case.title: case.reason for case in made}
    assert {rows[case.name]["scope"] for case in made} == {"row"}
    assert [rows[name]["scope"] for name in good] == [None] * len(good)
    assert len(rows) == len(made) + len(good)


def test_the_corpus_has_at_least_thirty_kinds() -> None:
    assert len({case.title for case in cases()}) >= 30


def test_pictures_and_clips_are_known_by_bytes_pixels_and_time(pool: Pool, tmp_path: Path) -> None:
    still, film = jpeg(drawing(3, 1, (300, 200))), film_of()
    loop = gif([drawing(3, n, (80, 60)) for n in range(4)])
    rows = examined(pool, zipped(tmp_path, {"1/100/images/7-a.jpg": still, "8-b.mp4": film, "100_profile.gif": loop}))
    picture, video, animation = rows["1/100/images/7-a.jpg"], rows["8-b.mp4"], rows["100_profile.gif"]
    assert picture["sha256"] == hashlib.sha256(still).hexdigest()
    assert (picture["kind"], picture["format"], picture["width"], picture["height"]) == ("image", "JPEG", 300, 200)
    assert (picture["tweet_id"], picture["user_id"], picture["bytes"]) == (7, "100", len(still))
    assert (video["kind"], video["width"], video["height"], video["duration"]) == ("video", 192, 128, 3.0)
    assert len(video["frames"]) >= 2
    assert (animation["kind"], animation["duration"], animation["role"]) == ("animation", 1.0, "profile")
    assert all(len(row["pdq"]) == 64 and row["quality"] > 50 for row in rows.values())


def test_small_pictures_are_kept_when_asked_for_and_those_of_profiles_show_no_edges(tmp_path: Path) -> None:
    still, film, loop = jpeg(drawing(3, 1, (300, 200))), film_of(), gif([drawing(3, n, (80, 60)) for n in range(4)])
    names = ("7-a.jpg", "8-b.mp4", "9-c.gif", "100_profile.jpg", "101_profile.mp4")
    path = zipped(tmp_path, dict(zip(names, (still, film, loop, still, film), strict=True)))
    with Pool(1, Limits(), SkipList(), thumbnails=True) as pool:
        small = {name: opened_small(row["thumbnail"]) for name, row in examined(pool, path).items()}
    assert {name: picture.size for name, picture in small.items()} == {
        "7-a.jpg": (64, 43), "8-b.mp4": (64, 43), "9-c.gif": (64, 48), "100_profile.jpg": (64, 43),
        "101_profile.mp4": (64, 43),
    }  # fmt: skip
    for sharp, smeared in (("7-a.jpg", "100_profile.jpg"), ("8-b.mp4", "101_profile.mp4")):
        assert steepest(small[smeared]) < steepest(small[sharp]) / 2


def opened_small(uri: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(uri.removeprefix("data:image/jpeg;base64,"))))


def steepest(picture: Image.Image) -> int:
    """Return the greatest step of grey from one pixel to the next."""
    return int(np.abs(np.diff(np.asarray(picture.convert("L")).astype(int), axis=1)).max())


def test_another_picture_format_than_the_name_says_is_kept_and_said(pool: Pool, tmp_path: Path) -> None:
    [row] = examined(pool, zipped(tmp_path, {"9-a.jpg": png(drawing(3, 1))})).values()
    assert (row["format"], row["scope"], row["field"], row["value"]) == ("PNG", "cell", "format", "png named .jpg")


def test_reused_pictures_have_near_hashes_and_others_have_not(pool: Pool, tmp_path: Path) -> None:
    entries = {}
    for number in range(25):
        original = jpeg(drawing(4, number))
        entries[f"{number}-original"] = original
        for change in ("recompressed", "resized", "watermarked"):
            entries[f"{number}-{change}"] = changed(original, change, number / 25)
    rows = examined(pool, zipped(tmp_path, entries))
    for change, least in (("recompressed", 25), ("resized", 25), ("watermarked", 23)):
        pairs = [(rows[f"{n}-original"]["pdq"], rows[f"{n}-{change}"]["pdq"]) for n in range(25)]
        assert sum(distance(*pair) <= 31 for pair in pairs) >= least, change
    originals = [rows[f"{n}-original"]["pdq"] for n in range(25)]
    assert min(distance(a, b) for n, a in enumerate(originals) for b in originals[:n]) > 31


def test_a_worker_that_dies_costs_one_entry(tmp_path: Path) -> None:
    path = zipped(tmp_path, {f"{n}-a.jpg": jpeg(drawing(5, n % 5)) for n in range(1, 60)})
    with Pool(1, Limits(), SkipList()) as pool:
        rows = []
        for row in pool.examined(path, read_directory(path).entries()):
            rows.append(row)
            if len(rows) == 5:
                [one] = pool._workers
                os.kill(one.process.pid or 0, signal.SIGKILL)
    refused = [row for row in rows if row["scope"]]
    assert len(rows) == 59
    assert [(row["reason"], row["value"]) for row in refused] == [("ended its decoder", "exit code -9")]


def test_an_entry_that_takes_too_long_or_too_much_memory_is_refused(tmp_path: Path) -> None:
    small, large = png(drawing(6, 1, (60, 40))), png(drawing(6, 2, (7_000, 6_000)))
    path = zipped(tmp_path, {"1-small.png": small, "2-large.png": large, "3-small.png": small})
    for limits, reason in (
        (Limits(seconds=0.2), "took too long"),
        (Limits(memory=40_000_000), "needs more memory than one entry may take"),
    ):
        with Pool(1, limits, SkipList()) as pool:
            rows = examined(pool, path)
        assert {name: row.get("reason") for name, row in rows.items()} == {
            "1-small.png": None, "2-large.png": reason, "3-small.png": None,
        }  # fmt: skip


def test_what_is_on_the_skip_list_is_counted_and_no_more(tmp_path: Path) -> None:
    listed, other = jpeg(drawing(7, 1)), jpeg(drawing(7, 2))
    path = zipped(tmp_path, {"1-a.jpg": listed, "2-b.jpg": changed(listed, "resized", 0.5), "3-c.jpg": other})
    with Pool(1, Limits(), SkipList()) as pool:
        code = examined(pool, path)["1-a.jpg"]["pdq"]
    by_bytes = SkipList(frozenset({hashlib.sha256(listed).hexdigest()}))
    by_look = SkipList(pdq=np.frombuffer(bytes.fromhex(code), np.uint8).reshape(1, 32))
    for skip, expected in ((by_bytes, ["1-a.jpg"]), (by_look, ["1-a.jpg", "2-b.jpg"])):
        with Pool(1, Limits(), skip) as pool:
            rows = examined(pool, path)
        hit = [row for row in rows.values() if row.get("reason") == SKIPPED]
        assert sorted(row["name"] for row in hit) == expected
        assert all("sha256" not in row and "pdq" not in row and row["value"] is None for row in hit)


def test_names_say_tweet_account_and_role() -> None:
    hashed = "Gzcpiqg4Wnz0gMnN2NfBqgOUIWzBIHFwxbW0gZNtj8="
    assert owner_of("ira_10/123/images/673250708364247040-CVfPc8YUsAApZSL.jpg") == Owner(673250708364247040, "123")
    assert owner_of(f"1/{hashed}/videos/5-a.mp4") == Owner(5, hashed)
    assert owner_of("deep/er/1/123/images/5-a.jpg") == Owner(5, "123")
    assert owner_of(f"{hashed}_profile.jpg") == Owner(user_id=hashed, role="profile")
    assert owner_of("1/123_banner.png") == Owner(user_id="123", role="banner")
    assert owner_of("holiday.jpg") == Owner()
    assert owner_of("99999999999999999999-a.jpg") == Owner()


def test_the_directory_is_what_zipfile_reads_without_what_computers_leave(tmp_path: Path) -> None:
    entries = {f"1/100/images/{n}-ä.jpg": b"x" * n for n in range(1, 50)}
    path = zipped(tmp_path, {**entries, "__MACOSX/._1": b"junk", "1/.DS_Store": b"junk", "1/folder/": b""})
    found = list(read_directory(path).entries())
    with zipfile.ZipFile(path) as archive:
        expected = [archive.getinfo(name) for name in entries]
    assert [(e.name, e.offset, e.packed, e.size, e.crc) for e in found] == [
        (i.filename, i.header_offset, i.compress_size, i.file_size, i.CRC) for i in expected
    ]
    path.write_bytes(b"before the zip" + path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        assert [e.offset for e in read_directory(path).entries()] == [archive.getinfo(n).header_offset for n in entries]


def test_a_directory_takes_no_memory_that_grows_with_its_entries(tmp_path: Path) -> None:
    path = zipped(tmp_path, {f"1/100/images/{n}-a.jpg": b"" for n in range(20_000)})
    tracemalloc.start()
    assert sum(1 for _ in read_directory(path).entries()) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize("kept", [0, 10, -30, -3])
def test_a_zip_that_is_not_whole_is_said_to_be_so(tmp_path: Path, kept: int) -> None:
    path = zipped(tmp_path, {f"{n}-a.jpg": b"x" for n in range(9)})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(SourceError, match="no whole zip"):
        list(read_directory(path).entries())


def test_a_deflated_clip_is_read_by_seeking_without_being_held(tmp_path: Path) -> None:
    content = bytes(range(256)) * 20_000
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1-a.mp4", content)
    [entry] = read_directory(path).entries()
    with path.open("rb") as file:
        inside = EntryFile(file, entry)
        for place in (0, 4_000_000, 17, 5_119_990, 3_000_000):
            inside.seek(place)
            assert inside.read(300) == content[place : place + 300]


def test_a_clip_packed_in_the_zip_is_the_same_clip(pool: Pool, tmp_path: Path) -> None:
    film = clip([drawing(8, n, (240, 160)) for n in range(4)])
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        archive.writestr("1-a.mp4", film)
        archive.writestr("2-a.mp4", film, zipfile.ZIP_DEFLATED)
    stored, packed = examined(pool, tmp_path / "made.zip").values()
    assert {k: v for k, v in stored.items() if k not in {"number", "name", "tweet_id"}} == {
        k: v for k, v in packed.items() if k not in {"number", "name", "tweet_id"}
    }
