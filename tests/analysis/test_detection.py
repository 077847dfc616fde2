"""Viral objects, busy accounts, evidence, prepared tables: what bounds a result and what it stands on."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from ibis.backends.duckdb import Backend

from analysis.detection import detect
from analysis.evidence import evidence
from analysis.failures import ParameterError, TableFileError
from analysis.monte_carlo import check_detection
from analysis.parameters import Parameters
from analysis.table_file import table_events
from tests.analysis.conftest import found_edges, write_events
from tests.analysis.oracle import Event

START = 1_559_347_200_000


def test_an_object_of_very_many_accounts_is_counted_and_that_is_said(engine: Backend) -> None:
    crowd = [Event("viral", str(n), n, START + n) for n in range(1, 20_001)]
    pair = [Event("rare", "5", 30_001, START), Event("rare", "9", 30_002, START + 7)]
    parameters = Parameters(pairs_of_an_object=100_000)
    detection = detect(engine, write_events(engine, "hashtag", [*crowd, *pair], with_authors=False), parameters)
    [(edge, row)] = found_edges(engine, "hashtag").items()
    assert edge == ("5", "9")
    # 20,000 tweets within 20 seconds: every two are close.
    assert detection.viral.pairs == 20_000 * 19_999 // 2
    assert (row["pairs"], row["objects"]) == (2, 2)
    [note] = detection.notes
    assert "1 object has so many tweets within the window (199,990,000 close pairs)" in note
    # All accounts but two have one event, so every two of them are expected to meet equally often.
    assert 1 < row["expected"] < 5


def test_an_account_with_very_many_tweets_meets_only_who_is_near(engine: Backend) -> None:
    busy = [Event("tag", "1", n, START + n * 1000) for n in range(20_000)]
    others = [Event("tag", str(n), 20_000 + n, START + n * 3_000_000) for n in range(2, 5)]
    detect(engine, write_events(engine, "hashtag", [*busy, *others], with_authors=False), Parameters())
    found = found_edges(engine, "hashtag")
    assert {edge: row["pairs"] for edge, row in found.items()} == {("1", "2"): 121, ("1", "3"): 121, ("1", "4"): 121}
    assert {row["support"] for row in found.values()} == {1}


def test_an_account_that_repeats_itself_within_the_window_costs_no_more_than_the_cap(engine: Backend) -> None:
    flood = [Event("tag", "1", n, START + n) for n in range(5_000)] + [Event("tag", "2", 6_000, START)]
    both = [Event("rare", "1", 7_000, START), Event("rare", "2", 7_001, START)]
    written = write_events(engine, "hashtag", [*flood, *both], with_authors=False)
    detection = detect(engine, written, Parameters(pairs_of_an_object=1_000_000))
    [row] = found_edges(engine, "hashtag").values()
    assert (row["pairs"], row["tweets_u"], row["tweets_v"]) == (5_001, 5_001, 2)
    assert detection.viral.pairs == 5_000
    assert len(detection.notes) == 1


def test_without_chance_the_weights_are_the_same_and_the_levels_absent(engine: Backend) -> None:
    events = [Event("x", user, n * 10 + k, START + n) for n in range(5) for k, user in enumerate(("1", "2", "3"))]
    written = write_events(engine, "link", events, with_authors=False)
    detect(engine, written, Parameters())
    full = found_edges(engine, "link")
    summary = detect(engine, written, Parameters(chance=False)).summary
    bare = found_edges(engine, "link")
    chance = {"expected", "p_value", "q_value", "q_hour", "q_author", "robust", "flagged"}
    assert {edge: {k: v for k, v in row.items() if k not in chance} for edge, row in full.items()} == {
        edge: {k: v for k, v in row.items() if k not in chance} for edge, row in bare.items()
    }
    assert {row[name] for row in bare.values() for name in chance} == {None}
    assert summary.flagged == 0
    json.dumps(asdict(summary))


def test_what_was_found_can_be_checked_by_shuffling(engine: Backend) -> None:
    users = ("1", "2", "3", "4")
    events = [
        Event(f"o{n}", user, n * 10 + k, START + n) for n in range(40) for k, user in enumerate(users[n % 2 :: 2])
    ]
    detection = detect(engine, write_events(engine, "link", events, with_authors=False), Parameters())
    rows = {row.weight: row for row in check_detection(detection, rounds=10, seed=3).rows}
    assert (rows[1].found, rows[1].window_s) == (2, 60.0)
    assert rows[1].expected > 4
    similar = replace(detection, summary=replace(detection.summary, action="similar"))
    with pytest.raises(ParameterError, match="near-identical"):
        check_detection(similar, rounds=10, seed=3)


def test_evidence_gives_the_strongest_pairs_of_each_edge_first(engine: Backend) -> None:
    events = [
        Event("x", "12", 1, START + 50),
        Event("x", "7", 2, START),
        Event("y", "7", 3, START + 100),
        Event("y", "12", 4, START + 90),
        Event("z", "7", 5, START),
        Event("z", "12", 6, START + 30_000),
    ]
    detect(engine, write_events(engine, "link", events, with_authors=False), Parameters())
    rows = engine.execute(evidence(engine, "link", [("7", "12"), ("7", "99")], most=2)).to_dict("records")
    assert rows == [
        {
            "action": "link",
            "user_u": "7",
            "user_v": "12",
            "object_id": thing,
            "tweet_u": tweet_u,
            "tweet_v": tweet_v,
            "time_u": START + time_u,
            "time_v": START + time_v,
            "delay_ms": delay,
        }
        for thing, tweet_u, tweet_v, time_u, time_v, delay in (("y", 3, 4, 100, 90, 10), ("x", 2, 1, 0, 50, 50))
    ]


ROWS = [
    ("o1", "a", "c1", "1559347200.25"),
    ("o1", "b", "c2", "1559347201.251"),
    ("o1", "a", "c1", "1559347300"),
    ("o1", "c", "c3", "yesterday"),
    ("", "c", "c4", "1559347200"),
]


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize(("window", "edges"), [(1.001, {("a", "b")}), (1, set())])
def test_a_prepared_table_is_read_to_the_millisecond(
    engine: Backend, tmp_path: Path, form: str, window: float, edges: set[tuple[str, str]]
) -> None:
    names = ["object_id", "account_id", "content_id", "timestamp_share"]
    path = tmp_path / f"it's.{form}"
    if form == "csv":
        path.write_text("\n".join(",".join(row) for row in [names, *ROWS]) + "\n", encoding="utf-8")
    else:
        pq.write_table(pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in ROWS]), path)
    parameters = Parameters(window_s=window)
    detection = detect(engine, table_events(engine, path, parameters), parameters)
    assert set(found_edges(engine, "table")) == edges
    assert (detection.summary.events, detection.summary.accounts) == (2, 2)
    [note] = detection.notes
    assert note.startswith("2 rows")


def test_content_ids_that_are_tweet_ids_stay_what_they_are(engine: Backend, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        "object_id,account_id,content_id,timestamp_share\no,1,1134800000000000001,5\no,2,1134800000000000002,6\n",
        encoding="utf-8",
    )
    detect(engine, table_events(engine, path, Parameters()), Parameters())
    [row] = engine.execute(evidence(engine, "table", [("1", "2")])).to_dict("records")
    assert (row["tweet_u"], row["tweet_v"]) == (1134800000000000001, 1134800000000000002)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("object_id,account_id,content_id\no,1,2\n", "no column timestamp_share"),
        ("object_id,account_id,content_id,timestamp_share\no,1,2,soon\n", "no row"),
        (None, "there is no file"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(engine: Backend, tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "table.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(TableFileError, match=said):
        table_events(engine, path, Parameters())


@pytest.mark.parametrize(
    "wrong",
    [
        {"window_s": -1},
        {"window_s": 2_000_000},
        {"weight": "size"},
        {"null": "week"},
        {"min_weight": 0},
        {"min_participation": 0},
    ],
)
def test_parameters_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        Parameters(**wrong)  # type: ignore[arg-type]
