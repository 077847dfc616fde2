"""A run on the synthetic archive: the planted groups are found, and the same question always has the same results."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.communities import find_groups
from analysis.failures import AnalysisError, ParameterError
from analysis.listing import listed_runs
from analysis.parameters import DEFAULT_ACTIONS, Parameters
from analysis.request import Request, chosen_actions
from analysis.run import Done, perform
from lake.findings import Findings, read_findings, remove_unlisted_findings
from lake.manifest import digests, read_manifests
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from sample.archive import write_sample
from terminal import Stages

TWEETS = 6_000
QUIET = Stages(quiet=True)
ALL = Request(DEFAULT_ACTIONS, Parameters())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("sample") / "archive"
    write_sample(folder, tweets=TWEETS, seed=3, noise=False, stages=QUIET)
    return folder


@pytest.fixture(scope="module")
def place(archive: Path) -> Workspace:
    made = open_workspace(archive.parent / "workspace")
    assert not load_into_lake(made, [archive], Choices(), QUIET).failures
    return made


@pytest.fixture(scope="module")
def done(place: Workspace) -> Done:
    return perform(place, ALL, QUIET)


def rows(place: Workspace, findings: Findings, table: str) -> list[dict[str, Any]]:
    return [row for batch in findings.rows(place, table) for row in batch.to_pylist()]


def planted(archive: Path, times: int) -> set[frozenset[str]]:
    truth = json.loads((archive / "truth.json").read_text(encoding="utf-8"))
    wanted = [group for group in truth["groups"] if group["times"] == times and group["action"] in DEFAULT_ACTIONS]
    return {frozenset(group["accounts"]) for group in wanted}


def test_groups_that_acted_forty_times_are_found_whole_and_alone(done: Done, archive: Path) -> None:
    forty = planted(archive, 40)
    assert len(forty) == len(DEFAULT_ACTIONS)
    assert forty <= {frozenset(members) for members in done.groups.members}
    assert done.groups.stability == 1.0


def test_the_graphs_table_holds_the_flagged_edges_with_evidence_that_is_theirs(done: Done, place: Workspace) -> None:
    found = rows(place, done.findings, "COORDINATED")
    assert len(found) == sum(row["flagged"] for row in done.rows) > 0
    assert {row["run"] for row in found} == {done.findings.key}
    for row in found:
        assert (len(row["start"]), row["start"]) < (len(row["end"]), row["end"])
        evidence = json.loads(row["evidence"])
        delays = [abs(item["delay_s"]) for item in evidence]
        assert max(delays) <= row["window_s"]
        assert len(evidence) <= row["pairs"]
        assert sum(row["month_counts"]) == row["pairs"]


def test_the_lake_keeps_every_edge_and_the_summary_counts_them(done: Done, place: Workspace) -> None:
    for row in done.rows:
        edges = rows(place, done.findings, f"edges_{row['action']}")
        assert len(edges) == row["edges"]
        assert sum(edge["pairs"] for edge in edges) == row["pairs"]
        assert sum(edge["flagged"] for edge in edges) == row["flagged"]
        shown = rows(place, done.findings, f"evidence_{row['action']}")
        flagged = {(edge["user_u"], edge["user_v"]) for edge in edges if edge["flagged"]}
        assert {(one["user_u"], one["user_v"]) for one in shown} == flagged
        assert all(one["delay_ms"] == abs(one["time_v"] - one["time_u"]) for one in shown)


def test_facts_of_a_group_are_those_of_its_edges_and_accounts(done: Done, place: Workspace) -> None:
    edges = rows(place, done.findings, "COORDINATED")
    [listed] = listed_runs(place)
    assert [group["size"] for group in listed["groups"]] == [len(members) for members in done.groups.members]
    for group, members in zip(listed["groups"], done.groups.members, strict=True):
        assert sorted(group["accounts"]) == sorted(members)
        inside = [edge for edge in edges if {edge["start"], edge["end"]} <= set(members)]
        assert sum(group["edges"].values()) == len(inside)
        assert group["first_month"] == min(month for edge in inside for month in edge["months"])
        assert group["last_month"] == max(month for edge in inside for month in edge["months"])
        assert sum(group["campaigns"].values()) >= len(members)
        assert group["created"]["first"] <= group["created"]["last"]
        assert all(2 <= one["accounts"] <= len(members) for one in group["objects"])
    again = find_groups((edge["start"], edge["end"]) for edge in edges)
    assert again == done.groups


def test_shares_count_accounts_of_each_campaign(done: Done, place: Workspace) -> None:
    acting = {
        user
        for action in ("retweet", "tweet")
        for edge in rows(place, done.findings, f"edges_{action}")
        for user in (edge["user_u"], edge["user_v"])
    }
    shares = done.findings.shares
    assert [row["campaign"] for row in shares] == sorted(read_manifests(place))
    assert len(acting) <= sum(row["co_acting"] for row in shares)
    for row in shares:
        assert 0 <= row["co_flagged"] <= row["co_acting"] <= row["accounts"]


def test_ranks_are_of_every_account_that_retweeted_or_was_retweeted(done: Done, place: Workspace) -> None:
    ranked = rows(place, done.findings, "Account")
    assert sum(row["pagerank"] for row in ranked) == pytest.approx(1)
    retweets = next(row["events"] for row in done.rows if row["action"] == "retweet")
    assert 0 < sum(row["amplification"] for row in ranked) <= retweets


def test_the_same_question_again_has_the_same_digest(done: Done, place: Workspace) -> None:
    again = perform(place, ALL, QUIET)
    assert again.findings == done.findings
    assert read_findings(place)[ALL.key].digest == done.findings.digest
    assert remove_unlisted_findings(place) == []


def test_other_questions_stand_beside_it(done: Done, place: Workspace) -> None:
    narrow = Request(("retweet",), Parameters(window_s=0.5))
    chosen = Request(("retweet",), Parameters(campaigns=("iran_201906_1",), since=date(2018, 1, 1)))
    for request in (narrow, chosen):
        perform(place, request, QUIET)
    found = read_findings(place)
    assert set(found) == {ALL.key, narrow.key, chosen.key}
    assert found[ALL.key] == done.findings
    now = digests(read_manifests(place).values())
    assert (found[chosen.key].inputs, found[chosen.key].whole) == (
        {"iran_201906_1": now["iran_201906_1"]},
        False,
    )
    assert [row["campaign"] for row in found[chosen.key].shares] == ["iran_201906_1"]
    assert found[narrow.key].tables["Account"] == done.findings.tables["Account"]
    with pytest.raises(ParameterError, match="there is no run"):
        listed_runs(place, "nothing")


def test_all_edges_go_into_the_graph_when_asked_under_the_same_key(done: Done, place: Workspace) -> None:
    everything = Request(("link",), Parameters(), keep="all")
    assert everything.key == Request(("link",), Parameters()).key
    found = perform(place, everything, QUIET)
    assert found.findings.shares == (), "the share is of accounts that co-retweet or co-tweet"
    kept = rows(place, found.findings, "COORDINATED")
    assert len(kept) == found.rows[0]["edges"] > found.rows[0]["flagged"]
    assert all(row["evidence"] for row in kept), "and each can be shown why it is there"


def test_what_is_found_at_each_window_are_the_edges_with_that_support(place: Workspace) -> None:
    found = perform(place, Request(("hashtag",), Parameters(), keep="all", check=2), QUIET).findings
    ladder = found.parameters["windows_ms"]
    assert ladder == [1_000, 2_000, 5_000, 10_000, 30_000, 60_000]
    edges = rows(place, found, "COORDINATED")
    assert all(edge["support_by_window"] == sorted(edge["support_by_window"]) for edge in edges)
    assert all(edge["support_by_window"][-1] == edge["support"] for edge in edges)
    assert {row["window"] for row in found.chance} == {window / 1000 for window in ladder}
    for row in found.chance:
        supports = [edge["support_by_window"][ladder.index(1000 * row["window"])] for edge in edges]
        assert row["found"] == sum(support >= row["weight"] for support in supports)


def test_an_empty_lake_and_a_campaign_that_is_not_there_are_refused(place: Workspace, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="holds no campaign"):
        perform(open_workspace(tmp_path / "empty"), ALL, QUIET)
    before = set(read_findings(place))
    with pytest.raises(ParameterError, match="is not in the lake"):
        perform(place, Request(("retweet",), Parameters(campaigns=("atlantis_201906",))), QUIET)
    assert set(read_findings(place)) == before


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        (ALL, "ioscope detect"),
        (Request(("retweet", "link"), Parameters(window_s=10.0)), "ioscope detect retweet link --window 10"),
        (
            Request(("tweet",), Parameters(window_s=0.25, null="hour", min_weight=2, campaigns=("b", "a"))),
            "ioscope detect tweet --window 0.25 --min-weight 2 --campaign a --campaign b --null hour",
        ),
        (
            Request(DEFAULT_ACTIONS, Parameters(since=date(2019, 1, 2), until=date(2019, 3, 4)), "all", 20),
            "ioscope detect --since 2019-01-02 --until 2019-03-04 --keep all --check 20",
        ),
        (Request(("table",), Parameters(), table=Path("my table.csv")), "ioscope detect --table 'my table.csv'"),
    ],
)
def test_the_command_repeats_the_run(request_: Request, command: str) -> None:
    assert request_.command == command


def test_actions_stand_in_their_own_order_and_the_author_null_takes_those_that_have_authors() -> None:
    assert chosen_actions(("link", "retweet", "link"), Parameters(), None) == ("retweet", "link")
    assert chosen_actions((), Parameters(), None) == DEFAULT_ACTIONS
    assert chosen_actions((), Parameters(null="author"), None) == ("retweet", "quote", "reply")
    assert chosen_actions((), Parameters(), Path("x.csv")) == ("table",)
    with pytest.raises(ParameterError, match="--table"):
        chosen_actions(("link",), Parameters(), Path("x.csv"))
