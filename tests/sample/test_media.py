"""The sample's media zips: the released layout, real pictures and clips, and what is planted in them."""

import io
import json
import re
import zipfile
from pathlib import Path

import av
import pytest
from click.testing import CliRunner
from PIL import Image

from sample.archive import write_sample
from sample.commands import sample as command
from terminal import Stages
from tests.sample.reading import Sample
from tests.sample.test_writing import digests

TWEETS, PICTURES = 900, 60


def drawn(folder: Path, *, noise: bool = False) -> Sample:
    write_sample(folder, tweets=TWEETS, seed=5, noise=noise, stages=Stages(quiet=True), pictures=PICTURES)
    return Sample(folder)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return drawn(tmp_path_factory.mktemp("media") / "made")


def entries(made: Sample) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in sorted(made.folder.rglob("*.zip")):
        if made.truth["files"][str(path.relative_to(made.folder))]["kind"] == "media":
            with zipfile.ZipFile(path) as archive:
                found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
    return found


def test_the_same_seed_draws_the_same_bytes(media: Sample, tmp_path: Path) -> None:
    assert digests(drawn(tmp_path / "again").folder) == digests(media.folder)


def test_entries_are_named_as_in_the_released_zips(media: Sample) -> None:
    tweet = re.compile(r"[^/]+\.zip/[^/]+/[^/]+/(images|videos)/\d+-[^/]+\.(jpg|mp4)")
    profile = re.compile(r"[^/]+_profile_media_hashed\.zip/[^/]+_(profile|banner)\.(jpg|png|gif)")
    junk = re.compile(r"[^/]+\.zip/(__MACOSX/|\.DS_Store)")
    odd = [name for name in entries(media) if not any(form.match(name) for form in (tweet, profile, junk))]
    assert odd == []


def test_books_count_the_entries_and_what_cannot_be_read(media: Sample) -> None:
    books = {path: of for path, of in media.truth["files"].items() if of["kind"] == "media"}
    named = [name for name in entries(media) if "__MACOSX" not in name and ".DS_Store" not in name]
    assert sum(of["rows"] for of in books.values()) == len(named)
    assert sum(sum(of["rejected"].values()) for of in books.values()) == 2
    assert [path for path, of in books.items() if of["rows"] == 0] == ["venezuela_201906_1_tweet_media_hashed_9.zip"]


def test_every_entry_that_is_not_spoiled_opens(media: Sample) -> None:
    formats = set()
    for name, content in entries(media).items():
        if "nobody/images/1-" in name or "nobody/images/2-" in name or "__MACOSX" in name or ".DS_Store" in name:
            continue
        if name.endswith(".mp4"):
            with av.open(io.BytesIO(content), "r") as container:
                assert len(list(container.decode(video=0))) == 24
        else:
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                formats.add(picture.format)
    assert formats == {"JPEG", "PNG", "GIF"}


def test_all_ways_of_reuse_are_planted_between_tweets_that_carry_pictures(media: Sample) -> None:
    reuse = media.truth["media"]["reuse"]
    changes = {"exact", "recompressed", "resized", "cropped", "watermarked", "mirrored"}
    assert {one["change"] for one in reuse} == changes
    by_tweet = {name.rsplit("/", 1)[1].split("-")[0]: content for name, content in entries(media).items()}
    for one in reuse:
        same = by_tweet[one["original_tweet"]] == by_tweet[one["copy_tweet"]]
        assert same == (one["change"] == "exact"), one


def test_pictures_stand_under_the_tweets_author(media: Sample) -> None:
    author = {row["tweetid"]: row["userid"] for _, row in media.tweets}
    named = [name.split("/") for name in entries(media) if re.search(r"/(images|videos)/\d{6,}-", name)]
    wrong = [name for name in named if author.get(name[-1].split("-")[0]) != name[2]]
    assert [name[-1] for name in wrong] == ["1000000000000000000-lost.jpg"]


def test_noise_shows_every_picture_once(tmp_path: Path) -> None:
    made = drawn(tmp_path / "noise", noise=True)
    content = [data for name, data in entries(made).items() if name.endswith((".jpg", ".mp4", ".png", ".gif"))]
    assert len(set(content)) == len(content)
    assert made.truth["media"]["reuse"] == made.truth["media"]["shared_profile_pictures"] == []


def test_the_command_counts_the_pictures(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "made"), "--tweets", "300", "--media", "--json"])
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["pictures"] == json.loads((tmp_path / "made" / "truth.json").read_text())["media"]["entries"] > 30
