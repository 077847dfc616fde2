"""Faults of the files while they are read: a clear error, the lake as it was, and the same load completes later."""

import gzip
import os
import subprocess
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ioscope import main
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from terminal import Stages
from tests.loader.archives import csv_text, tweet, write_zip

pytestmark = pytest.mark.slow

KEY = "iran_201906_1"


def load(place: Workspace, path: Path) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), "load", str(path)])


def assert_refused(place: Workspace, failed: Result, *words: str) -> None:
    assert failed.exit_code == 1, failed.output
    assert "Traceback" not in failed.output
    assert "hint: " in failed.stderr
    for word in words:
        assert word in failed.stderr
    assert read_manifests(place) == {}
    assert list(place.lake.rglob("*.parquet")) == []
    assert list(place.scratch.iterdir()) == []


def assert_loads(place: Workspace, path: Path, tweets: int) -> None:
    loaded = load_into_lake(place, [path], Choices(), Stages(quiet=True))
    assert loaded.failures == []
    assert loaded.manifests[KEY].books("tweets")["loaded"] == tweets


def long_csv(rows: int) -> str:
    return csv_text([tweet(n, tweet_text=os.urandom(700).hex()) for n in range(rows)])


def make_zip(folder: Path, content: str) -> Path:
    return write_zip(folder, f"{KEY}_tweets_csv_hashed.zip", content)


def make_csv(folder: Path, content: str) -> Path:
    folder.mkdir()
    path = folder / f"{KEY}_tweets_csv_hashed.csv"
    # An unquoted header: such a file is also searched for blanks before it is read.
    header, _, rows = content.partition("\n")
    path.write_text(header.replace('"', "") + "\n" + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize("make", [make_zip, make_csv])
def test_a_file_that_is_cut_while_it_is_read_is_said_and_loads_when_it_is_whole(
    make: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    place = open_workspace(tmp_path / "workspace")
    path = make(tmp_path / "files", long_csv(20_000))
    whole = path.read_bytes()

    def cut() -> None:
        while not any(place.scratch.glob("*.csv")):
            time.sleep(0.001)
        os.truncate(path, len(whole) // 2)

    cutting = threading.Thread(target=cut)
    cutting.start()
    failed = load(place, path)
    cutting.join()
    assert_refused(place, failed, path.name, "download")
    path.write_bytes(whole)
    assert_loads(place, path, 20_000)


def test_a_zip_damaged_deep_inside_is_refused_though_its_first_rows_can_be_read(tmp_path: Path) -> None:
    place = open_workspace(tmp_path / "workspace")
    path = make_zip(tmp_path / "files", long_csv(5_000))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(8)
    path.write_bytes(bytes(content))
    failed = load(place, path)
    assert_refused(place, failed, path.name, "damaged")


def test_a_zip_that_inflates_to_other_bytes_than_were_packed_is_refused(tmp_path: Path) -> None:
    place = open_workspace(tmp_path / "workspace")
    path = tmp_path / f"{KEY}_tweets_csv_hashed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("tweets.csv", csv_text([tweet(n) for n in range(500)]))
    path.write_bytes(path.read_bytes().replace(b"text 250", b"text 999", 1))  # a valid CSV, and another
    failed = load(place, path)
    assert_refused(place, failed, path.name, "damaged")


@pytest.fixture
def disk_image(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A disk of 32 MiB inside a file: the file, and where the disk is mounted."""
    image, folder = tmp_path / "image", tmp_path / "disk"
    image.write_bytes(b"")
    os.truncate(image, 32 << 20)
    folder.mkdir()
    subprocess.run(["/usr/sbin/mkfs.ext4", "-q", "-F", "-O", "^has_journal", str(image)], check=True)
    mounted = subprocess.run(["/usr/bin/mount", "-o", "loop", str(image), str(folder)], check=False)
    assert mounted.returncode == 0, "a loop device is needed for this test: run it as root"
    yield image, folder
    subprocess.run(["/usr/bin/umount", "-l", str(folder)], check=True)


def forget(path: Path) -> None:
    """Make the next reader take a file from its disk and not from memory."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def test_a_disk_that_cannot_read_the_middle_of_a_file_is_said_and_the_load_completes_when_it_can(
    disk_image: tuple[Path, Path], tmp_path: Path
) -> None:
    image, disk = disk_image
    place = open_workspace(tmp_path / "workspace")
    # Not a zip: its directory stands at the end, and here everything after the bad place is unreadable too.
    path = disk / f"{KEY}_tweets_csv_hashed.csv.gz"
    content = gzip.compress(long_csv(5_000).encode(), 1)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    forget(path)
    on_disk = image.read_bytes()
    # What lay there gives an input/output error, as a bad sector does.
    cut = on_disk.index(content[len(content) // 2 :][:512])
    os.truncate(image, cut)
    assert_refused(place, load(place, path), path.name, "could not be read")
    with image.open("r+b") as file:
        file.seek(cut)
        file.write(on_disk[cut:])
    forget(path)
    assert_loads(place, path, 5_000)
