"""Findings in the lake: one commit, content in the names, nothing half-written."""

import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lake.findings import (
    FOLDER,
    ROW_GROUP,
    Findings,
    FindingsWriter,
    _row_groups,
    folder_of,
    read_findings,
    remove_unlisted_findings,
    run_key,
    withdraw_findings,
)
from lake.manifest import Manifest, SourceBooks, digests, publish, read_manifests, remove_unlisted
from lake.workspace import Workspace, open_workspace
from tests.findings import made_findings

EDGES = [("retweet", "1", "2"), ("retweet", "2", "3"), ("tweet", "1", "3")]


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "workspace")


def campaign(place: Workspace, key: str, sha256: str = "0") -> None:
    books = SourceBooks(f"{key}_tweets.csv", sha256, 1, "tweets", 1, 1, 0, 0, 0, {})
    publish(place, Manifest(key, 1, synthetic=True, variant=None, sources=(books,)))


def stored(place: Workspace, key: str) -> set[str]:
    return {path.name for path in folder_of(place, key).iterdir()}


def test_what_was_published_is_read_again(place: Workspace) -> None:
    published = made_findings(place, "a", EDGES)
    assert read_findings(place) == {"a": published}
    rows = [row for batch in published.rows(place, "COORDINATED", 2) for row in batch.to_pylist()]
    assert [(row["action"], row["start"], row["end"]) for row in rows] == EDGES
    assert {row["run"] for row in rows} == {"a"}
    evidence = json.loads(rows[0]["evidence"])
    assert evidence == [
        {
            "tweet_u": "1100000000000000001",
            "tweet_v": "1100000000000000101",
            "time_u": "2019-02-25T18:00:00.123Z",
            "time_v": "2019-02-25T18:00:01.623Z",
            "delay_s": 1.5,
            "object": "1100000000000000077",
        }
    ]
    assert list(published.rows(place, "no such table")) == []


def test_the_same_run_again_leaves_the_same_files_and_another_result_replaces_them(place: Workspace) -> None:
    first = made_findings(place, "a", EDGES)
    before = stored(place, "a")
    assert made_findings(place, "a", EDGES).digest == first.digest
    assert stored(place, "a") == before
    other = made_findings(place, "a", EDGES[:1])
    assert other.digest != first.digest
    assert stored(place, "a") == {"run.json", *other.tables.values()}


def test_runs_stand_side_by_side_and_one_can_be_taken_out(place: Workspace) -> None:
    made_findings(place, "a", EDGES)
    kept = made_findings(place, "b", EDGES)
    withdraw_findings(place, "a")
    assert read_findings(place) == {"b": kept}
    assert not folder_of(place, "a").exists()


def test_what_a_cut_run_left_is_removed_and_what_stands_stays(place: Workspace) -> None:
    kept = made_findings(place, "a", EDGES)
    before = stored(place, "a")
    (folder_of(place, "a") / ".COORDINATED.x.part").touch()
    (folder_of(place, "a") / "COORDINATED-0.parquet").touch()
    folder_of(place, "b").mkdir()
    (folder_of(place, "b") / "edges-1.parquet").touch()
    assert len(remove_unlisted_findings(place)) == 3
    assert stored(place, "a") == before
    assert read_findings(place) == {"a": kept}
    assert not folder_of(place, "b").exists()


def test_cleaning_campaigns_leaves_findings_alone(place: Workspace) -> None:
    kept = made_findings(place, "a", EDGES)
    campaign(place, "one_201901")
    assert remove_unlisted(place) == []
    assert read_findings(place) == {"a": kept}
    assert list(read_manifests(place)) == ["one_201901"], f"{FOLDER} is no campaign"


def test_findings_are_stale_when_a_campaign_that_they_read_changes_goes_or_comes(place: Workspace) -> None:
    for key in ("one_201901", "two_201902"):
        campaign(place, key)
    whole = made_findings(place, "whole", EDGES)
    one = made_findings(place, "one", EDGES, campaigns=("one_201901",))

    def stale() -> tuple[bool, bool]:
        now = digests(read_manifests(place).values())
        return whole.is_stale(now), one.is_stale(now)

    assert stale() == (False, False)
    campaign(place, "three_201903")
    assert stale() == (True, False)
    campaign(place, "one_201901", "1")
    assert stale() == (True, True)
    assert whole.is_stale({})
    assert one.is_stale({})


def test_a_run_is_known_by_what_was_asked_whatever_the_order() -> None:
    asked = {"window_s": 60.0, "actions": ["retweet", "tweet"]}
    assert run_key("detect", asked) == run_key("detect", dict(reversed(asked.items())))
    others = [asked | {"window_s": 10.0}, asked | {"actions": ["retweet"]}]
    assert len({run_key("detect", one) for one in [asked, *others]}) == 3


def test_the_digest_depends_on_every_table(place: Workspace) -> None:
    one = made_findings(place, "a", EDGES)
    assert replace(one, tables={**one.tables, "COORDINATED": "other"}).digest != one.digest
    assert replace(one, inputs={"x": "1"}).digest != one.digest


@given(st.lists(st.integers(0, 7), max_size=12), st.integers(1, 5))
def test_rows_are_grouped_the_same_however_they_come(sizes: list[int], size: int) -> None:
    import lake.findings

    schema = pa.schema([("n", pa.int64())])
    numbers = iter(range(sum(sizes)))
    batches = [pa.record_batch([pa.array([next(numbers) for _ in range(n)], pa.int64())], schema=schema) for n in sizes]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lake.findings, "ROW_GROUP", size)
        found = [table["n"].to_pylist() for table in _row_groups(schema, batches)]
    assert [n for group in found for n in group] == list(range(sum(sizes)))
    assert all(len(group) == size for group in found[:-1])
    assert size < ROW_GROUP


def test_an_empty_table_is_a_table(place: Workspace) -> None:
    schema = pa.schema([("n", pa.int64())])
    writer = FindingsWriter(place, "a")
    writer.write("empty", schema, [])
    published = writer.publish(Findings("a", "c", {}, "0", {}, whole=True, lake={}))
    assert list(published.rows(place, "empty")) == []
