"""How a sample is written: the same bytes again, never half, never over other people's files."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from ioscope import COMMANDS
from sample.commands import sample as command
from sample.failures import SampleFailure
from tests.sample.conftest import SEED, made
from tests.sample.reading import Sample


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_bytes(small: Sample, tmp_path: Path) -> None:
    assert digests(made(tmp_path / "again", 500).folder) == digests(small.folder)


def test_same_seed_same_bytes_when_threads_compete(full: Sample, tmp_path: Path) -> None:
    assert digests(made(tmp_path / "again", 60_000).folder) == digests(full.folder)


def test_another_seed_gives_other_bytes_in_every_file(small: Sample, tmp_path: Path) -> None:
    other = digests(made(tmp_path / "other", 500, seed=SEED + 1).folder)
    assert [path for path, digest in digests(small.folder).items() if other[path] == digest] == []


@pytest.mark.parametrize("tweets", [300, 777, 2_000, 5_001])
@pytest.mark.parametrize("noise", [False, True])
def test_any_size_has_exactly_the_tweets_asked_for(tweets: int, noise: bool, tmp_path: Path) -> None:
    assert len(made(tmp_path / "made", tweets, seed=tweets, noise=noise).tweets) == tweets


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SampleFailure, match=r"thesis\.txt"):
        made(tmp_path, 300)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_earlier_sample_is_replaced(tmp_path: Path) -> None:
    made(tmp_path / "made", 300, seed=1)
    assert made(tmp_path / "made", 400, seed=2).truth["tweets"] == 400
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_an_earlier_sample_with_other_files_in_it_is_refused(tmp_path: Path) -> None:
    made(tmp_path / "made", 300)
    (tmp_path / "made" / "iran_201906_1" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SampleFailure, match=r"notes\.txt"):
        made(tmp_path / "made", 300)


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("", encoding="utf-8")
    with pytest.raises(SampleFailure, match="is a file"):
        made(tmp_path / "made", 300)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    assert len(made(tmp_path / "made", 300).tweets) == 300


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sample.archive.truth", full_disk)
    with pytest.raises(SampleFailure, match="No space left"):
        made(tmp_path / "made", 300)
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_a_summary_for_machines(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "made"), "--tweets", "300", "--seed", "3", "--json"])
    assert result.exit_code == 0
    summary = json.loads(result.stdout)
    assert (summary["tweets"], summary["seed"], summary["synthetic"]) == (300, 3, True)
    assert summary["campaigns"]["russia_201906_1"] == {"accounts": 3, "tweets": 9}


def test_the_command_refuses_less_than_the_quirks_need(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "made"), "--tweets", "10"])
    assert result.exit_code == 2


def test_the_commands_short_help_is_the_line_of_the_list() -> None:
    assert command.get_short_help_str(200) == COMMANDS["sample"][1]


@pytest.mark.slow
def test_files_of_half_a_million_rows_are_split(tmp_path: Path) -> None:
    made(tmp_path / "made", 1_400_000)
    truth = json.loads((tmp_path / "made" / "truth.json").read_text(encoding="utf-8"))
    loaded = {name: of["loaded"] for name, of in truth["files"].items() if of["kind"] == "tweets"}
    assert sum(loaded.values()) == 1_400_000
    [largest] = [name for name, rows in loaded.items() if rows > 500_000]
    with zipfile.ZipFile(tmp_path / "made" / largest) as archive:
        assert len(archive.namelist()) == 2
