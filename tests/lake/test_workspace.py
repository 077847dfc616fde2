"""The workspace's folder."""

from pathlib import Path

import pytest

from lake.workspace import find_workspace


def test_a_folder_above_is_named_without_dots_which_neo4j_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert find_workspace(Path("../w")).root == tmp_path / "w"


def test_dots_behind_a_link_lead_where_the_system_goes(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b")
    assert find_workspace(tmp_path / "link" / ".." / "w").root == tmp_path / "a" / "w"
