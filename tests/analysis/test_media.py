"""Events of pictures: those that look alike are one object, and only tweets that are no retweets show them."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from analysis.detection import detect_in_lake
from analysis.lake_tables import lake_tables
from analysis.parameters import Parameters
from lake.manifest import Manifest, SourceBooks
from lake.workspace import open_workspace
from tests.analysis.conftest import found_edges
from tests.analysis.test_lake import CAMPAIGNS, START, tweet, write_lake

COLUMNS = pa.schema(
    {
        "sha256": pa.string(),
        "tweet_id": pa.int64(),
        "role": pa.string(),
        "kind": pa.string(),
        "pdq": pa.string(),
        "quality": pa.int64(),
        "frames": pa.list_(pa.string()),
    }
)


def picture(sha256: str, tweet_id: int | None, bits: int, **more: Any) -> dict[str, Any]:
    code = f"{(1 << bits) - 1:064x}"
    return {"sha256": sha256, "tweet_id": tweet_id, "kind": "image", "pdq": code, "quality": 100, **more}


def test_accounts_that_show_like_pictures_within_the_window_are_tied(engine: Backend, tmp_path: Path) -> None:
    place = open_workspace(tmp_path / "workspace")
    tweets = [
        tweet(1, "7", START), tweet(2, "12", START + 5_000), tweet(3, "101", START + 9_000),
        tweet(4, "55", START + 9_000, is_retweet=True), tweet(5, "56", START + 90_000_000),
    ]  # fmt: skip
    manifests = write_lake(place, [tweets, []])
    shown = [
        picture("aa", 1, 0), picture("bb", 2, 20), picture("cc", 3, 200), picture("aa", 4, 0), picture("aa", 5, 0),
        picture("dd", None, 0, role="profile"),
    ]  # fmt: skip
    folder = place.lake / CAMPAIGNS[0] / "media"
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(shown, schema=COLUMNS), folder / "m.parquet")
    books = SourceBooks("m.zip", "", 0, "media", 6, 6, 0, 0, 0, {"media": "m.parquet"})
    first = manifests[CAMPAIGNS[0]]
    manifests[CAMPAIGNS[0]] = Manifest(first.campaign, 1, False, None, (*first.sources, books))
    lake = lake_tables(place, engine, manifests, Parameters())
    summary = detect_in_lake(engine, lake, "media", Parameters()).summary
    assert set(found_edges(engine, "media")) == {("7", "12")}
    assert (summary.events, summary.edges) == (4, 1)
