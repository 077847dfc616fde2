"""`map coordination` on a real graph: which pairs, which run, which words."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.evidence_text import evidence_text
from database.graph import Graph
from explorer.maps import coordination_cypher as statements
from explorer.maps.coordination import select_actions, select_coordination, select_run
from explorer.maps.drawing import CoordinationChoice, draw_coordination
from explorer.maps.failures import EmptyNetworkError, UnknownRunError
from explorer.maps.people import Naming
from explorer.maps.selection import Choice
from ioscope import main
from lake.workspace import Workspace
from tests.explorer.maps.test_page import model_in

EVIDENCE = evidence_text(
    [
        {"tweet_u": 11, "tweet_v": 12, "time_u": 1_500_000_000_000, "time_v": 1_500_000_002_500, "object_id": "99"},
        {"tweet_u": 13, "tweet_v": 14, "time_u": 1_500_000_100_000, "time_v": 1_500_000_090_000, "object_id": "98"},
    ]
)
PARAMETERS = {"window_s": 60.0, "null": "hour", "actions": ["retweet", "tweet"]}
CHANCE = [
    {"action": "retweet", "window": 10.0, "weight": 3, "found": 11, "expected": 0.4},
    {"action": "retweet", "window": 60.0, "weight": 2, "found": 31, "expected": 4.2},
]


@pytest.fixture
def found(graph: Graph) -> Graph:
    """Two runs; five accounts, three of them a group, one pair unflagged; an outsider who was retweeted once."""
    # Recorded in this order, which the ids tell: the server gives those of removed nodes out again, in any order.
    graph.write("UNWIND ['a', 'b', 'c'] AS key CREATE (:Run {key: key})")
    graph.write(
        """
        MATCH (r:Run) WITH r ORDER BY toInteger(split(elementId(r), ':')[-1])
        WITH collect(r) AS runs
        WITH runs[0] AS old, runs[1] AS new, runs[2] AS past
        SET old += {key: 'old', command: 'ioscope detect --window 10', version: '0.1.0'}
        SET new += {key: 'new', command: 'ioscope detect', version: '0.1.0', parameters: $parameters,
          chance: $chance, windows_ms: [10000, 60000]}
        SET past += {key: 'past', command: 'ioscope detect reply', version: '0.1.0', stale: true}
        """,
        {"parameters": json.dumps(PARAMETERS), "chance": json.dumps(CHANCE)},
    )
    graph.write(
        """
        CREATE (k:Campaign {key: 'one', attributed_to: 'A', released_on: '2019-06', synthetic: true})
        CREATE (:Campaign {key: 'two', attributed_to: 'B', released_on: '2020-01', synthetic: true})
        CREATE (g:Community {key: 'new-0001', run: 'new', size: 3, stability: 0.85})
        CREATE (o:Account:Outsider {user_id: '900', screen_name: 'bystander', alias: 'account-by'})
        CREATE (o)-[:POSTED]->(:Tweet:Stub {tweet_id: 99, text: 'words of @bystander'})
        WITH k, g
        UNWIND range(1, 5) AS n
        CREATE (a:Account:Archived {user_id: toString(n), screen_name: 'member' + n, amplification: n})
        CREATE (a)-[:MEMBER_OF]->(k)
        CREATE (t:Tweet:Archived {tweet_id: 10 + n, text: 'RT @bystander: said by ' + n, campaigns: ['one']})
        CREATE (a)-[:POSTED]->(t)
        CREATE (t)-[:TAGGED]->(:Hashtag {tag: 'tag' + n})
        FOREACH (_ IN CASE WHEN n <= 3 THEN [1] ELSE [] END | CREATE (a)-[:IN_COMMUNITY]->(g))
        """
    )
    edges = [
        ("1", "2", "retweet", "new", 5, 1e-6),
        ("1", "2", "tweet", "new", 3, 1e-3),
        ("1", "3", "retweet", "new", 4, 1e-5),
        ("2", "3", "retweet", "new", 4, 1e-5),
        ("4", "5", "tweet", "new", 2, 0.04),
        ("3", "4", "tweet", "new", 2, 0.4),
        ("1", "5", "retweet", "old", 9, 1e-9),
    ]
    graph.write(
        """
        UNWIND $edges AS e
        MATCH (a:Account {user_id: e[0]}) MATCH (b:Account {user_id: e[1]})
        CREATE (a)-[:COORDINATED {action: e[2], run: e[3], support: e[4], q_value: e[5], q_hour: e[5], expected: 0.125,
          support_by_window: [e[4] - 2, e[4]],
          pairs: e[4], objects: e[4], median_delay_s: 2.5, led_by_first: 0.75, robust: true, window_s: 60.0,
          months: ['2017-07', '2017-08'], month_counts: [1, e[4] - 1], evidence: $evidence}]->(b)
        """,
        {"edges": [list(edge) for edge in edges], "evidence": EVIDENCE},
    )
    return graph


def drawn(graph: Graph, *actions: str, run: str | None = None, naming: Naming | None = None, least: int = 2) -> str:
    choice = Choice(tuple(actions))
    return draw_coordination(graph, CoordinationChoice(run, least), choice, naming or Naming()).html


def test_one_line_a_pair_and_only_flagged_ones_of_the_run(found: Graph) -> None:
    run = select_run(found, None)
    network = select_coordination(found, run, Choice(select_actions(found, run, ())), 2)
    keys, edges = network.nodes.keys, network.edges
    lines = {(keys[s], keys[t]): int(w) for s, t, w in zip(edges.source, edges.target, edges.weight, strict=True)}
    assert lines == {("1", "2"): 8, ("1", "3"): 4, ("2", "3"): 4, ("4", "5"): 2}
    assert [one.action for one in edges.coactions[0]] == ["retweet", "tweet"]
    assert edges.months[0] == {"2017-07": 2, "2017-08": 6}
    assert (network.steps[0].nodes, network.steps[0].edges) == (6, 5)


def test_the_newest_run_that_is_not_stale_is_drawn(found: Graph) -> None:
    run = select_run(found, None)
    assert (run.key, run.others) == ("new", 2)
    assert select_run(found, "old").key == "old"
    with pytest.raises(UnknownRunError, match="run nosuch") as failed:
        select_run(found, "nosuch")
    assert failed.value.hint == "--run takes one of: new, old, past"


def test_a_graph_without_a_run_says_what_to_do(graph: Graph) -> None:
    with pytest.raises(UnknownRunError) as failed:
        select_run(graph, None)
    assert "ioscope detect" in str(failed.value.hint)


def test_an_action_without_edges_names_those_there_are(found: Graph) -> None:
    with pytest.raises(EmptyNetworkError, match="no reply") as failed:
        select_actions(found, select_run(found, None), ["reply"])
    assert failed.value.hint == "it has: retweet, tweet"


def test_a_weight_that_nothing_reaches_says_what_to_try(found: Graph) -> None:
    with pytest.raises(EmptyNetworkError) as failed:
        drawn(found, least=99)
    assert "--min-weight" in str(failed.value.hint)


def test_a_release_that_lists_neither_account_has_no_pair(found: Graph) -> None:
    run = select_run(found, None)
    with pytest.raises(EmptyNetworkError, match="both in two"):
        select_coordination(found, run, Choice(("retweet",), ("two",)), 2)
    assert len(select_coordination(found, run, Choice(("retweet",), ("one",)), 2).edges) == 3


def test_the_page_shows_groups_facts_evidence_and_chance(found: Graph) -> None:
    model = model_in(drawn(found))
    labels = model["nodes"]["label"]  # type: ignore[index]
    facts = dict(zip(labels, model["nodes"]["facts"]["hashtags"], strict=True))  # type: ignore[index]
    assert facts["member1"] == ["#tag1 (1)"]
    assert [(g["name"], g["count"]) for g in model["groups"]] == [("Group 1", 3), ("Others", 2)]  # type: ignore[attr-defined]
    assert "a matter of luck where one group ends" in str(model["strength"])
    evidence = model["evidence"]
    assert "RT @…: said by 1" in evidence["texts"]  # type: ignore[index]
    assert "Retweet of account-by" in evidence["things"]  # type: ignore[index]
    assert evidence["held"] == 4  # type: ignore[index]
    first = model["slider"]["rows"][0]  # type: ignore[index]
    assert (first["weight"], first["drawn"], first["found"], first["expected"]) == (2, 4, 31, 4.2)
    near, own = model["slider"]["windows"]  # type: ignore[index]
    assert (near["seconds"], own["seconds"], own["rows"]) == (10.0, 60.0, model["slider"]["rows"])  # type: ignore[index]
    first = near["rows"][0]
    assert (first["weight"], first["drawn"], first["found"], first["expected"]) == (2, 3, 11, 0.4)
    assert model["slider"]["note"] == "Not shuffled: tweet"  # type: ignore[index]
    assert "same hours of those days" in str(model["lede"])


def test_a_bystander_is_named_when_all_are_and_only_then(found: Graph) -> None:
    assert "bystander" in drawn(found, naming=Naming("all"))
    for mode in ("hubs", "members", "none"):
        assert "bystander" not in drawn(found, naming=Naming(mode))
    assert "said by" not in drawn(found, naming=Naming(redact=True))


def test_no_statement_holds_a_value() -> None:
    made = [
        statements.edge_count(),
        statements.flagged_edges(by_campaign=True),
        statements.actions(),
        statements.groups(),
        statements.evidence(),
        statements.tweets(),
        statements.amplification(),
        statements.account_hashtags(),
    ]
    assert not [s for s in made if "'" in s or '"' in s]


def test_the_command_names_the_run_and_what_was_left_out(found: Graph, workspace: Workspace) -> None:
    asked = ["--workspace", str(workspace.root), "map", "coordination", "retweet", "tweet", "--limit", "3", "--json"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert Path(report["file"]).name == "coordination-retweet-tweet.html"
    assert (report["nodes"], report["edges"], report["nodes_total"], report["edges_total"]) == (3, 3, 5, 4)
    rules = [step["rule"] for step in report["steps"]]
    assert any("flagged (q <= 0.05) with a support of at least 2 in retweet, tweet" in rule for rule in rules)
    assert any("the 3 strongest kept" in rule for rule in rules)
    assert "run new: ioscope detect" in result.stderr
    assert "2 other runs are in the graph" in result.stderr


@pytest.mark.parametrize(
    "asked",
    [["interactions", "--run", "x"], ["hashtags", "--min-weight", "3"], ["coordination", "--action", "reply"]],
)
def test_options_of_another_kind_are_wrong_usage(asked: list[str]) -> None:
    assert CliRunner().invoke(main, ["map", *asked]).exit_code == 2
