"""Whatever is wrong: one clear message with a hint, the right exit code, nothing half-written."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from database.connection import Target
from ioscope import main
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from tests.loader.archives import csv_text, tweet, user, write_release, write_zip

KEY = "iran_201906_1"
NOBODY = 65534


def ioscope(*arguments: str, workspace: Path, **environment: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace), *arguments], env=environment)


def assert_clear_failure(result: Result, *words: str, code: int = 1) -> None:
    assert result.exit_code == code, result.output
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1, result.stderr
    assert "hint: " in result.stderr
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr


def assert_nothing_written(workspace: Path) -> None:
    opened = open_workspace(workspace)
    assert read_manifests(opened) == {}
    assert list(opened.lake.rglob("*.parquet")) == []
    assert list(opened.scratch.iterdir()) == []


def released(folder: Path) -> Path:
    return write_release(folder, KEY, [tweet(1), tweet(2)])


def make_empty(folder: Path) -> Path:
    folder.mkdir()
    path = folder / f"{KEY}_tweets_csv_hashed.csv"
    path.touch()
    return path


def make_truncated(folder: Path) -> Path:
    path = released(folder) / f"{KEY}_tweets_csv_hashed.zip"
    path.write_bytes(path.read_bytes()[:-40])
    return path


def make_damaged(folder: Path) -> Path:
    path = released(folder) / f"{KEY}_tweets_csv_hashed.zip"
    content = bytearray(path.read_bytes())
    content[120:160] = bytes(40)
    path.write_bytes(bytes(content))
    return path


def make_truncated_gz(folder: Path) -> Path:
    import gzip

    folder.mkdir()
    path = folder / f"{KEY}_tweets_csv_hashed.csv.gz"
    path.write_bytes(gzip.compress(csv_text([tweet(n) for n in range(100)]).encode())[:-30])
    return path


def make_protected(folder: Path) -> Path:
    path = released(folder) / f"{KEY}_tweets_csv_hashed.zip"
    content = bytearray(path.read_bytes())
    # Bit 0 of the general-purpose flags says that a member is encrypted, in its local and in its central header.
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(bytes(content))
    return path


def make_picture(folder: Path) -> Path:
    folder.mkdir()
    path = folder / f"{KEY}_tweets_csv_hashed.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    return path


def make_without_tweet_id(folder: Path) -> Path:
    columns = [name for name in tweet(1) if name != "tweetid"]
    return write_zip(folder, f"{KEY}_tweets_csv_hashed.zip", csv_text([], columns))


def make_other_table(folder: Path) -> Path:
    return write_zip(folder, f"{KEY}_tweets_csv_hashed.zip", "a,b\n1,2\n")


def make_empty_zip(folder: Path) -> Path:
    import zipfile

    folder.mkdir()
    path = folder / f"{KEY}_tweets_csv_hashed.zip"
    with zipfile.ZipFile(path, "w"):
        pass
    return path


CASES = {
    "empty file": (make_empty, ("is empty",)),
    "truncated zip": (make_truncated, ("damaged",)),
    "damaged zip": (make_damaged, ("damaged",)),
    "truncated gz": (make_truncated_gz, ("damaged",)),
    "password-protected zip": (make_protected, ("password",)),
    "picture called csv": (make_picture, ("not a CSV",)),
    "no column tweetid": (make_without_tweet_id, ("tweetid",)),
    "another table": (make_other_table, ("userid",)),
    "empty zip": (make_empty_zip, ("no users or tweets files",)),
    "no such file": (lambda folder: folder / "nowhere", ("does not exist",)),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused_and_nothing_is_written(case: str, tmp_path: Path) -> None:
    make, words = CASES[case]
    path = make(tmp_path / "files")
    result = ioscope("load", str(path), workspace=tmp_path / "workspace")
    assert_clear_failure(result, *words)
    assert_nothing_written(tmp_path / "workspace")


@pytest.mark.parametrize("case", CASES)
def test_inspect_says_what_is_wrong_with_a_bad_file(case: str, tmp_path: Path) -> None:
    make, words = CASES[case]
    path = make(tmp_path / "files")
    result = ioscope("inspect", str(path), "--json", workspace=tmp_path / "workspace")
    assert "Traceback" not in result.output
    assert any(word in result.output for word in words), result.output


def test_a_file_of_no_known_release_asks_for_its_campaign(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "files", "tweets.zip", csv_text([tweet(1)]))
    result = ioscope("load", str(path), workspace=tmp_path / "workspace")
    assert_clear_failure(result, "names no release", "--campaign")
    assert_nothing_written(tmp_path / "workspace")


def test_a_bad_file_leaves_the_release_that_was_loaded_untouched(
    workspace: Workspace, server: Target, tmp_path: Path
) -> None:
    from loader.loading import Choices, load_into_lake
    from terminal import Stages

    place = open_workspace(tmp_path / "workspace")
    load_into_lake(place, [released(tmp_path / "good")], Choices(), Stages(quiet=True))
    before = read_manifests(place)
    bad = write_zip(tmp_path / "bad", f"{KEY}_tweets_csv_hashed_2.zip", "a,b\n")
    assert_clear_failure(ioscope("load", str(bad), workspace=place.root), "userid")
    assert read_manifests(place) == before


@pytest.mark.parametrize("second", ["unhashed", "another edition"])
def test_editions_of_one_release_do_not_mix(second: str, tmp_path: Path) -> None:
    from loader.loading import Choices, load_into_lake
    from terminal import Stages

    place = open_workspace(tmp_path / "workspace")
    load_into_lake(place, [released(tmp_path / "good")], Choices(), Stages(quiet=True))
    before = read_manifests(place)
    name = f"{KEY}_tweets_csv_{'unhashed' if second == 'unhashed' else 'hashed'}.zip"
    other = write_zip(tmp_path / "other", name, csv_text([tweet(5)]))
    assert_clear_failure(ioscope("load", str(other), workspace=place.root), "--replace")
    assert read_manifests(place) == before


def test_synthetic_and_real_releases_do_not_mix(tmp_path: Path) -> None:
    from loader.loading import Choices, load_into_lake
    from terminal import Stages

    place = open_workspace(tmp_path / "workspace")
    load_into_lake(place, [released(tmp_path / "real")], Choices(), Stages(quiet=True))
    mark = {"user_profile_url": "https://synthetic.invalid/ioscope/1"}
    folder = write_release(tmp_path / "made up", "russia_201906_1", [tweet(1, **mark)], [user("100", **mark)])
    assert_clear_failure(ioscope("load", str(folder), workspace=place.root), "synthetic", "--workspace")
    assert list(read_manifests(place)) == [KEY]


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 4 MiB."""
    folder = Path(tempfile.mkdtemp(prefix="ioscope-small-disk-", dir="/var/tmp"))
    mounted = subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], check=False)
    assert mounted.returncode == 0, "a tmpfs is needed for this test: run it as root"
    yield folder
    subprocess.run(["/usr/bin/umount", "-l", str(folder)], check=True)
    folder.rmdir()


@pytest.mark.slow
def test_a_disk_that_fills_up_is_said_and_leaves_nothing(small_disk: Path, tmp_path: Path) -> None:
    from loader.loading import Choices, load_into_lake
    from terminal import Stages

    rows = (tweet(n, tweet_text=os.urandom(300).hex()) for n in range(20_000))
    folder = write_release(tmp_path / "files", KEY, rows, users=[])
    place = open_workspace(small_disk / "workspace")
    [failure] = load_into_lake(place, [folder], Choices(), Stages(quiet=True)).failures
    assert "full" in failure.what
    assert "--workspace" in (failure.hint or "")
    assert_nothing_written(place.root)


def test_what_cannot_fit_on_the_disk_is_refused_with_the_numbers_before_anything_is_read(
    small_disk: Path, tmp_path: Path
) -> None:
    command = ("load", str(released(tmp_path / "files")), "--mode", "bulk")
    for more in ((), ("--dry-run",)):
        result = ioscope(*command, *more, workspace=small_disk / "workspace")
        assert_clear_failure(result, "this needs about 140", "the new graph", "MB are free", "--workspace")
    assert_nothing_written(small_disk / "workspace")


def test_a_lake_whose_graph_cannot_fit_on_the_disk_is_left_as_it_is(small_disk: Path) -> None:
    from database.generation import Layout
    from lake.failures import DiskTooSmallError
    from loader.loading import Choices, Loaded, rebuild_graph
    from terminal import Stages

    place = open_workspace(small_disk / "workspace")
    with pytest.raises(DiskTooSmallError):
        rebuild_graph(place, Loaded(), Choices(), Stages(quiet=True))
    assert Layout(place).generations() == []


def test_import_files_that_do_not_fit_on_their_disk_leave_nothing_there(small_disk: Path, tmp_path: Path) -> None:
    # Few tweets of much text: they are estimated to fit.
    rows = (tweet(n, tweet_text=os.urandom(1_500).hex()) for n in range(4_000))
    files, folder = write_release(tmp_path / "files", KEY, rows, users=[]), small_disk / "for the server"
    result = ioscope("load", str(files), "--prepare-import", str(folder), workspace=tmp_path / "workspace")
    assert_clear_failure(result, "full", str(folder))
    assert not folder.exists()


AS_NOBODY = """
import importlib, os, pkgutil, sys
import duckdb, ibis, pandas, ioscope
import database, lake, loader, loader.tables
# Beforehand: the checkout may lie where nobody may look.
for package in (database, lake, loader, loader.tables):
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
if os.geteuid() == 0:
    os.seteuid(int(sys.argv[1]))
ioscope.main(sys.argv[2:])
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can enter (pytest's own can not be)."""
    folder = Path(tempfile.mkdtemp(prefix="ioscope-permission-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(*arguments: str) -> Result:
    command = [sys.executable, "-c", AS_NOBODY, str(NOBODY), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Result(
        runner=CliRunner(),
        stdout_bytes=done.stdout.encode(),
        stderr_bytes=done.stderr.encode(),
        output_bytes=(done.stdout + done.stderr).encode(),
        return_value=None,
        exit_code=done.returncode,
        exception=None,
    )


@pytest.mark.slow
def test_files_that_may_not_be_read_are_named(open_folder: Path) -> None:
    released(open_folder / "files")
    for path in (open_folder / "files").iterdir():
        path.chmod(0)
    place = open_folder / "workspace"
    place.mkdir(mode=0o777)
    place.chmod(0o777)
    result = as_nobody("--workspace", str(place), "load", str(open_folder / "files"))
    assert_clear_failure(result, "may not be read", "permissions")
    assert list((place / "lake").iterdir()) == []


@pytest.mark.slow
def test_a_workspace_that_may_not_be_written_is_named(open_folder: Path) -> None:
    released(open_folder / "files")
    open_folder.chmod(0o555)
    place = open_folder / "workspace"
    result = as_nobody("--workspace", str(place), "load", str(open_folder / "files"))
    assert_clear_failure(result, str(place), "--workspace")
    assert not place.exists()


def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    folder = released(tmp_path / "files")
    environment = {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "x"}
    result = ioscope("load", str(folder), workspace=tmp_path / "workspace", **environment)
    assert_clear_failure(result, "127.0.0.1:9")


def test_a_wrong_password_is_said(server: Target, tmp_path: Path) -> None:
    environment = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "not the password"}
    result = ioscope("query", "top-hashtags", workspace=tmp_path / "workspace", **environment)
    assert_clear_failure(result, "password")


def test_an_unknown_query_is_wrong_usage(tmp_path: Path) -> None:
    result = ioscope("query", "top-hashtag", workspace=tmp_path / "workspace")
    assert_clear_failure(result, "top-hashtag", "top-hashtags", code=2)


def test_a_missing_parameter_is_wrong_usage(tmp_path: Path) -> None:
    result = ioscope("query", "account-profile", workspace=tmp_path / "workspace")
    assert_clear_failure(result, "account", code=2)


def test_two_writers_at_once_are_refused_by_name(tmp_path: Path) -> None:
    place = open_workspace(tmp_path / "workspace")
    folder = released(tmp_path / "files")
    with place.writing("load"):
        result = ioscope("load", str(folder), workspace=place.root)
    assert_clear_failure(result, "ioscope load", str(os.getpid()))


def test_a_workspace_of_a_newer_ioscope_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "workspace"
    place.mkdir()
    (place / "workspace.json").write_text('{"format": 99}')
    assert_clear_failure(ioscope("releases", workspace=place), "format 99", "update")
