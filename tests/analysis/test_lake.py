"""From the lake's rows: one row a tweet, and the events of every action, against brute force."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from analysis.detection import detect_in_lake
from analysis.failures import ParameterError
from analysis.lake_tables import LakeTables, lake_tables
from analysis.parameters import WITH_AUTHORS, Parameters
from analysis.tweets import STAGED
from lake.manifest import Manifest, SourceBooks
from lake.workspace import Workspace, open_workspace
from tests.analysis import oracle
from tests.analysis.conftest import found_edges

START = int(datetime(2019, 6, 1, tzinfo=UTC).timestamp()) * 1000
ACTIONS = ("retweet", "tweet", "link", "domain", "quote", "hashtag", "reply", "mention")
TAGS = {"Tag": "tag", "TAG": "tag", "other": "other"}
DOMAINS = {
    "https://a.example/1": "a.example",
    "https://a.example/2": "a.example",
    "https://twitter.com/a/status/1": "twitter.com",
    "nowhere": None,
}
CAMPAIGNS = ("iran_201906_1", "ira_102018")
"""The first is the newer release, so its rows win."""


def some(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.sampled_from(values))


def several(values: list[str]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.lists(st.sampled_from(values), min_size=1, max_size=3))


rows = st.lists(
    st.fixed_dictionaries(
        {
            "tweet_id": st.integers(1, 14),
            "user_id": st.sampled_from(["7", "12", "101"]),
            "posted_at": some([START, START, START + 900, START + 60_000, START + 60_001, START + 86_400_000]),
            "is_retweet": some([True, False, False]),
            "text": some(
                ["The same words are said &amp; heard", "the SAME words are said & heard @you", "short", "Ωmega"]
            ),
            "reply_user": some(["7", "55"]),
            "reply_tweet": some([1, 2, 900]),
            "quoted_tweet": some([1, 901]),
            "retweet_user": some(["55", "56"]),
            "retweet_tweet": some([2, 900, 902]),
            "hashtags": several([*TAGS, "unusable"]),
            "urls": several(list(DOMAINS)),
            "mentions": several(["7", "55", "007", "nobody"]),
        }
    ),
    max_size=16,
)


@pytest.fixture(scope="module")
def written_lake(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return open_workspace(tmp_path_factory.mktemp("lake") / "workspace")


def write_lake(workspace: Workspace, parts: list[list[dict[str, Any]]]) -> dict[str, Manifest]:
    """Write one tweets file for each campaign, and return the manifests."""
    manifests = {}
    for campaign, part in zip(CAMPAIGNS, parts, strict=True):
        tables = {
            "tweets": [{**row, "campaign": campaign, "file": "f.csv", "row": n} for n, row in enumerate(part, 1)],
            "spellings": [{"spelling": key, "tag": tag} for key, tag in [*TAGS.items(), ("unusable", None)]],
            "addresses": [{"url": url, "domain": domain} for url, domain in DOMAINS.items()],
        }
        for name, content in tables.items():
            folder = workspace.lake / campaign / name
            folder.mkdir(parents=True, exist_ok=True)
            table = pa.Table.from_pylist(content, schema=STAGED[name].to_pyarrow())
            pq.write_table(table, folder / "t.parquet")
        books = SourceBooks("f.csv", "", 0, "tweets", 0, 0, 0, 0, 0, dict.fromkeys(tables, "t.parquet"))
        manifests[campaign] = Manifest(campaign, 1, False, None, (books,))
    return manifests


def assert_found(engine: Backend, lake: LakeTables, tweets: list[dict[str, Any]], parameters: Parameters) -> None:
    for action in ACTIONS:
        events = oracle.events_of(action, tweets, tags=TAGS, domains=DOMAINS)
        nulls = ("day", "hour", "author") if action in WITH_AUTHORS else ("day", "hour")
        truth = oracle.edges(events, parameters.window_ms, nulls=nulls)
        summary = detect_in_lake(engine, lake, action, parameters).summary
        found = found_edges(engine, action)
        assert summary.events == len(events), action
        assert set(found) == set(truth.edges), action
        for edge, row in truth.edges.items():
            for name, value in row.items():
                same = isinstance(value, float) and math.isclose(found[edge][name], value, rel_tol=1e-9)
                assert same or found[edge][name] == value, (action, name)


@pytest.mark.slow
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=rows, cut=st.integers(0, 16))
def test_every_action_finds_in_the_lake_what_brute_force_finds(
    engine: Backend, written_lake: Workspace, rows: list[dict[str, Any]], cut: int
) -> None:
    parts = [rows[:cut], rows[cut:]]
    manifests = write_lake(written_lake, parts)
    parameters = Parameters()
    lake = lake_tables(written_lake, engine, manifests, parameters)
    # What the oracle calls an author is looked up among all tweets, those without a time included.
    assert_found(engine, lake, oracle.settled([*parts[0], *parts[1]]), parameters)


def tweet(number: int, user: str, at: int, **more: Any) -> dict[str, Any]:
    absent = dict.fromkeys(set(STAGED["tweets"].names) - {"campaign", "file", "row"})
    return {**absent, "tweet_id": number, "user_id": user, "posted_at": at, "is_retweet": False, **more}


@pytest.fixture
def two_campaigns(written_lake: Workspace) -> dict[str, Manifest]:
    """Two accounts reply to one tweet, in two campaigns and on two days; one tweet stands in both."""
    both = tweet(3, "7", START, reply_tweet=900)
    parts = [
        [both, tweet(1, "12", START + 5, reply_tweet=900)],
        [both, tweet(2, "101", START + 9, reply_tweet=900), tweet(4, "7", START + 86_400_000, reply_tweet=901)],
    ]
    return write_lake(written_lake, parts)


@pytest.mark.parametrize(
    ("chosen", "edges", "events"),
    [
        ({}, {("7", "12"), ("7", "101"), ("12", "101")}, 4),
        ({"campaigns": (CAMPAIGNS[0],)}, {("7", "12")}, 2),
        ({"campaigns": (CAMPAIGNS[1],)}, {("7", "101")}, 3),
        ({"since": date(2019, 6, 2)}, set(), 1),
        ({"until": date(2019, 6, 1), "campaigns": (CAMPAIGNS[1],)}, {("7", "101")}, 2),
        ({"min_weight": 2}, set(), 4),
    ],
)
def test_campaigns_and_days_choose_the_tweets(
    engine: Backend,
    written_lake: Workspace,
    two_campaigns: dict[str, Manifest],
    chosen: dict[str, Any],
    edges: set[tuple[str, str]],
    events: int,
) -> None:
    parameters = replace(Parameters(), **chosen)
    lake = lake_tables(written_lake, engine, two_campaigns, parameters)
    summary = detect_in_lake(engine, lake, "reply", parameters).summary
    assert set(found_edges(engine, "reply")) == edges
    assert (summary.events, summary.edges) == (events, len(edges))


def test_a_campaign_that_is_not_in_the_lake_is_refused(
    engine: Backend, written_lake: Workspace, two_campaigns: dict[str, Manifest]
) -> None:
    with pytest.raises(ParameterError, match="nowhere_2020"):
        lake_tables(written_lake, engine, two_campaigns, Parameters(campaigns=("nowhere_2020",)))


def test_an_empty_lake_has_no_edges(engine: Backend, tmp_path: Path) -> None:
    empty = open_workspace(tmp_path / "workspace")
    lake = lake_tables(empty, engine, {}, Parameters())
    for action in ACTIONS:
        assert detect_in_lake(engine, lake, action, Parameters()).summary.edges == 0


def test_the_author_null_is_refused_where_objects_have_no_author(
    engine: Backend, written_lake: Workspace, two_campaigns: dict[str, Manifest]
) -> None:
    parameters = Parameters(null="author")
    lake = lake_tables(written_lake, engine, two_campaigns, parameters)
    with pytest.raises(ParameterError, match="author null"):
        detect_in_lake(engine, lake, "hashtag", parameters)


def test_texts_that_are_too_short_are_counted(engine: Backend, written_lake: Workspace) -> None:
    parts = [[tweet(1, "7", START, text="Yes! https://t.co/1"), tweet(2, "12", START, text="Yes! @you")], []]
    lake = lake_tables(written_lake, engine, write_lake(written_lake, parts), Parameters())
    detection = detect_in_lake(engine, lake, "tweet", Parameters())
    assert detection.summary.events == 0
    assert detection.notes == ("2 tweets were left out: less than 20 characters without links and mentions",)
