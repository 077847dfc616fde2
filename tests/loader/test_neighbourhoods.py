"""Relationships as lists, one row a node: none is lost, none is with a stranger."""

from pathlib import Path
from typing import Any

import ibis
import pytest

from lake.engine import open_engine
from lake.workspace import open_workspace
from loader import neighbourhoods
from loader.neighbourhoods import by_owner, of_others, with_relationships
from schema.model import nodes, relationships

TWEET, POSTED, TAGGED = nodes()["Tweet"], relationships()["POSTED"], relationships()["TAGGED"]
AUTHORS = {"start": ["a", "a", "b"], "end": [1, 2, 3], "inferred": [None, True, None]}
TAGS = {"start": [1, 1, 9], "end": ["x", "y", "x"]}


def rows(tmp_path: Path, table: Any) -> list[dict[str, Any]]:
    with open_engine(open_workspace(tmp_path / "w")) as engine:
        return list(engine.to_pyarrow(table).to_pylist())


def test_each_node_has_the_lists_of_its_own_relationships(tmp_path: Path) -> None:
    tweets = ibis.memtable({TWEET.key.name: [1, 2, 4]})
    table = with_relationships(TWEET, tweets, [(POSTED, ibis.memtable(AUTHORS)), (TAGGED, ibis.memtable(TAGS))])
    found = {row.pop("tweet_id"): row for row in rows(tmp_path, table)}
    assert sorted(found[1].pop("TAGGED")) == ["x", "y"]
    assert found == {
        1: {"POSTED": ["a"], "POSTED.inferred": [None]},
        2: {"POSTED": ["a"], "POSTED.inferred": [True], "TAGGED": None},
        4: {"POSTED": None, "POSTED.inferred": None, "TAGGED": None},
    }
    left = rows(tmp_path, of_others(TAGGED, ibis.memtable(TAGS), tweets))
    assert left == [{"start": 9, "end": "x"}]


def test_a_node_with_very_many_relationships_has_several_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhoods, "LONGEST", 3)
    posted = ibis.memtable({"start": ["a"] * 8, "end": [5] * 7 + [6], "inferred": [None, True] * 4})
    numbered = posted.mutate(start=ibis.row_number().over().cast("string"))
    found = rows(tmp_path, by_owner(POSTED, numbered))
    assert sorted((row["owner"], len(row["POSTED"])) for row in found) == [(5, 1), (5, 3), (5, 3), (6, 1)]
    assert sorted(author for row in found for author in row["POSTED"]) == [str(i) for i in range(8)]
    given = {
        author: value for row in found for author, value in zip(row["POSTED"], row["POSTED.inferred"], strict=True)
    }
    assert given == {str(i): (True if i % 2 else None) for i in range(8)}
