"""`detect` and `communities` as a person and a script use them, on a real graph."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from database import embedded
from database.connection import Graph, open_graph
from ioscope import main
from lake.findings import read_findings
from lake.workspace import Workspace, open_workspace
from sample.archive import write_sample
from terminal import Stages
from tests.graphs import Snapshot, snapshot

pytestmark = pytest.mark.slow

TWEETS = 3_000
ROW = {
    "action",
    "window_s",
    "weight",
    "events",
    "accounts",
    "objects",
    "pairs",
    "edges",
    "edges_weight_ge_2",
    "max_weight",
    "flagged",
    "seconds",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("detect")
    write_sample(folder / "archive", tweets=TWEETS, seed=5, noise=False, stages=Stages(quiet=True))
    made = open_workspace(folder / "workspace")
    assert ioscope(made, "load", str(folder / "archive")).exit_code == 3  # the sample holds rows that must be refused
    yield made
    embedded.stop(made)


def ioscope(place: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), *arguments])


def reported(place: Workspace, *arguments: str) -> Any:
    done = ioscope(place, *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def whole(place: Workspace) -> Snapshot:
    with open_graph(embedded.start(place, announce=False)) as graph:
        return snapshot(graph)


def test_a_run_is_reported_recorded_found_by_questions_and_taken_out_again(place: Workspace) -> None:
    before = whole(place)
    report = reported(place, "detect")
    assert [set(row) for row in report["runs"]] == [ROW] * 7
    assert {(row["window_s"], row["weight"]) for row in report["runs"]} == {(60.0, "support")}
    flagged = sum(row["flagged"] for row in report["runs"])
    assert report["graph"]["coordinated"] == flagged > 0
    recorded = whole(place)

    groups = reported(place, "communities")
    assert [one["run"] for one in groups] == [report["run"]]
    assert len(groups[0]["groups"]) == report["groups"]["groups"] > 0
    pairs = reported(place, "query", "coordinated-pairs", "-p", f"limit={flagged + 1}")
    assert len(pairs) == flagged
    evidence = reported(place, "query", "evidence-for-a-pair", "-p", f"account={pairs[0]['user_id']}")
    assert evidence
    assert all(row["text"] and row["other_text"] for row in evidence), "both tweets are in the graph"
    shares = {row["campaign"]: row["share"] for row in reported(place, "query", "co-action-share")}
    assert len(shares) == 6
    assert any(shares.values())

    assert reported(place, "detect")["run"] == report["run"]
    assert whole(place).differences(recorded) == [], "twice is once"
    narrow = reported(place, "detect", "retweet", "--window", "0.5", "--keep", "all", "--check", "2")
    assert narrow["run"] != report["run"]
    assert narrow["graph"]["coordinated"] == narrow["runs"][0]["edges"]
    assert {row["window"] for row in narrow["chance"]} <= {0.5}
    status = reported(place, "status")["findings"]
    assert {one["key"]: (one["difference"], one["stale"]) for one in status} == {
        report["run"]: (None, False),
        narrow["run"]: (None, False),
    }
    assert reported(place, "detect", "--remove", narrow["run"]) == {"removed": narrow["run"]}
    assert whole(place).differences(recorded) == []
    ioscope(place, "detect", "--remove", report["run"])
    assert whole(place).differences(before) == []
    assert read_findings(place) == {}


def test_a_person_reads_a_table_and_what_comes_next(place: Workspace) -> None:
    done = ioscope(place, "detect", "hashtag", "retweet")
    assert done.exit_code == 0, done.output
    assert [line.split()[0] for line in done.stdout.splitlines()[:3]] == ["action", "retweet", "hashtag"]
    assert "it does not say why" in done.stderr
    assert "next: ioscope query coordinated-pairs" in done.stderr
    listed = ioscope(place, "communities")
    assert "ioscope detect retweet hashtag" in listed.stdout
    assert "of 2 and more" in done.stdout


def test_a_prepared_table_is_looked_at_like_the_lake(place: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "shares.csv"
    table.write_text("object_id,account_id,content_id,timestamp_share\no,a,x,100\no,b,y,160\np,a,z,0\n", "utf-8")
    report = reported(place, "detect", "--table", str(table), "--keep", "all")
    assert (report["runs"][0]["pairs"], report["runs"][0]["edges"]) == (1, 1)
    assert report["graph"]["coordinated"] == 0, "these accounts are not in the graph"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rettweet",), "there is no action 'rettweet'"),
        (("--campaign", "atlantis_201906"), "atlantis_201906 is not in the lake"),
        (("--remove", "nothing"), "there is no run 'nothing'"),
        (("--window", "-1"), "a window of -1"),
        (("tweet", "--null", "author"), "the author null does not apply to tweet"),
        (("--since", "2019-02-01", "--until", "2019-01-01"), "no day lies between"),
        (("--weight", "pears"), "'pears' is not one of"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage_and_changes_nothing(
    place: Workspace, arguments: tuple[str, ...], said: str
) -> None:
    before = set(read_findings(place))
    done = ioscope(place, "detect", *arguments)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert set(read_findings(place)) == before


def test_a_graph_without_a_release_is_left_alone(graph: Graph, workspace: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "shares.csv"
    table.write_text("object_id,account_id,content_id,timestamp_share\no,a,x,100\no,b,y,160\n", "utf-8")
    graph.write("CREATE (:Account {user_id: 'a'}), (:Account {user_id: 'b'})")
    before = snapshot(graph)
    done = ioscope(workspace, "detect", "--table", str(table), "--keep", "all")
    assert done.exit_code == 0, done.output
    assert "the graph holds no release, so it was left alone" in done.stderr
    assert snapshot(graph).differences(before) == []
    [run] = read_findings(workspace)
    assert ioscope(workspace, "detect", "--remove", run).exit_code == 0
    assert read_findings(workspace) == {}


def test_an_empty_lake_says_what_to_do(tmp_path: Path) -> None:
    empty = open_workspace(tmp_path / "empty")
    done = ioscope(empty, "detect")
    assert done.exit_code == 1
    assert "ioscope load" in done.stderr
    listed = ioscope(empty, "communities")
    assert listed.exit_code == 0
    assert "no run yet" in listed.stderr
    assert embedded.state(empty).state == "stopped", "nothing was started for it"
