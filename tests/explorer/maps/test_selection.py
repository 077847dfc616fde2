import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from database.graph import Graph
from explorer.maps import cypher
from explorer.maps.drawing import draw_hashtags, draw_interactions
from explorer.maps.failures import EmptyNetworkError, UnknownCampaignError, UnwritableMapError
from explorer.maps.files import file_name, write_page
from explorer.maps.people import Naming
from explorer.maps.selection import Choice, add_account_facts, select_hashtags, select_interactions, select_releases
from ioscope import main
from lake.workspace import Workspace

ALL = ("retweet", "reply", "quote", "mention")
WHEN = datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def small(graph: Graph) -> Graph:
    """Six archived accounts that touch one outsider each in turn, and three hashtags."""
    graph.write(
        """
        MERGE (one:Campaign {key: 'one'}) SET one.attributed_to = 'A', one.released_on = '2019-06', one.synthetic = true
        MERGE (two:Campaign {key: 'two'}) SET two.attributed_to = 'B', two.released_on = '2020-01', two.synthetic = true
        WITH one
        UNWIND range(1, 6) AS n
        MERGE (a:Account {user_id: 'm' + n}) SET a:Archived, a.screen_name = 'member' + n, a.alias = 'account-' + n
        MERGE (a)-[:MEMBER_OF]->(one)
        MERGE (hub:Account {user_id: 'hub'}) SET hub:Outsider, hub.screen_name = 'thehub', hub.alias = 'account-hub'
        MERGE (by:Account {user_id: 'by'}) SET by:Outsider, by.screen_name = 'bystander', by.alias = 'account-by'
        MERGE (a)-[r:RETWEETED]->(hub)
        SET r.times = n, r.first_at = $when, r.last_at = $when, r.months = ['2017-01'], r.month_times = [n],
            r.campaigns = ['one']
        MERGE (a)-[s:MENTIONED]->(a) SET s.times = 9, s.campaigns = ['one']
        FOREACH (_ IN CASE n WHEN 1 THEN [1] ELSE [] END |
          MERGE (a)-[q:REPLIED_TO]->(by) SET q.times = 2, q.campaigns = ['two'])
        MERGE (t:Tweet {tweet_id: n}) SET t:Archived, t.posted_at = $when, t.campaigns = ['one'], t.is_retweet = n > 3
        MERGE (a)-[:POSTED]->(t)
        MERGE (x:Hashtag {tag: 'x'}) SET x.name = 'X'
        MERGE (y:Hashtag {tag: 'y'})
        MERGE (z:Hashtag {tag: 'z'})
        MERGE (t)-[:TAGGED]->(x)
        FOREACH (_ IN CASE WHEN n > 2 THEN [1] ELSE [] END | MERGE (t)-[:TAGGED]->(y))
        FOREACH (_ IN CASE n WHEN 1 THEN [1] ELSE [] END | MERGE (t)-[:TAGGED]->(z))
        """,
        {"when": WHEN},
    )
    return graph


def test_interactions_are_summed_by_pair_and_self_loops_hidden(small: Graph) -> None:
    network = select_interactions(small, Choice(ALL))
    assert len(network.nodes) == 8
    assert len(network.edges) == 7
    assert network.edges.weight.sum() == 21 + 2
    assert (network.steps[0].nodes, network.steps[0].edges) == (8, 13)
    assert network.edges.first_ms.max() == int(WHEN.timestamp() * 1000)


def test_accounts_without_a_line_are_counted_on_the_page(small: Graph) -> None:
    html = draw_interactions(small, "reply", Choice(("reply",)), Naming()).html
    assert "All 2 accounts and 1 tie. Without such a tie: 6 accounts" in html


def test_one_action_shows_only_its_ties(small: Graph) -> None:
    assert select_interactions(small, Choice(("reply",))).nodes.keys == ["by", "m1"]


def test_a_campaign_restricts_the_ties(small: Graph) -> None:
    assert select_interactions(small, Choice(ALL, ("two",))).nodes.keys == ["by", "m1"]


def test_who_is_named_does_not_depend_on_the_filter(small: Graph) -> None:
    network = add_account_facts(small, select_interactions(small, Choice(("retweet",))))
    touched = dict(zip(network.nodes.keys, network.nodes.facts["touched_by"], strict=True))
    assert touched["hub"] == 6
    html = draw_interactions(small, "all", Choice(ALL), Naming()).html
    assert "thehub" in html
    assert "bystander" not in html


def test_profiles_and_releases_come_with_the_accounts(small: Graph) -> None:
    network = add_account_facts(small, select_interactions(small, Choice(ALL)))
    facts = dict(zip(network.nodes.keys, network.nodes.facts["releases"], strict=True))
    assert facts["m1"] == ["one"]
    assert dict(zip(network.nodes.keys, network.nodes.kinds, strict=True))["hub"] == "outsider"


def test_hashtags_are_tied_by_the_tweets_that_hold_both(small: Graph) -> None:
    network = select_hashtags(small, Choice(()))
    pairs = zip(network.edges.source, network.edges.target, network.edges.weight, strict=True)
    keys = network.nodes.keys
    assert {(keys[s], keys[t], int(w)) for s, t, w in pairs} == {("x", "y", 4), ("x", "z", 1)}
    assert network.nodes.facts["tweets"] == [6, 4, 1]
    html = draw_hashtags(small, Choice(()), Naming()).html
    assert "Retweets count" in html
    assert '"#X"' in html


def test_hashtags_of_a_campaign_without_any_fail_with_a_hint(small: Graph) -> None:
    with pytest.raises(EmptyNetworkError) as failed:
        select_hashtags(small, Choice((), ("two",)))
    assert failed.value.hint


def test_an_unknown_campaign_is_named_with_those_there_are(small: Graph) -> None:
    with pytest.raises(UnknownCampaignError, match="nosuch") as failed:
        select_releases(small, ["nosuch"])
    assert failed.value.hint == "--campaign takes one of: one, two"


def test_an_empty_graph_says_what_to_do(graph: Graph) -> None:
    with pytest.raises(EmptyNetworkError) as failed:
        select_interactions(graph, Choice(ALL))
    assert "ioscope load" in str(failed.value.hint)


def test_an_action_that_nobody_did_says_what_to_try(small: Graph) -> None:
    with pytest.raises(EmptyNetworkError, match="quotes") as failed:
        select_interactions(small, Choice(("quote",)))
    assert failed.value.hint == "try --action all"


@pytest.mark.parametrize("by_campaign", [False, True])
def test_no_statement_holds_a_value(by_campaign: bool) -> None:
    statements = [
        cypher.interaction_rows(ALL, by_campaign=by_campaign),
        cypher.top_hashtags(by_campaign=by_campaign),
        cypher.hashtag_pairs(by_campaign=by_campaign),
        cypher.hashtag_accounts(by_campaign=by_campaign),
        cypher.account_facts(),
        cypher.touched_by(),
        cypher.campaigns(),
    ]
    assert not [s for s in statements if "'" in s or '"' in s]


def test_file_names_are_plain() -> None:
    assert file_name("interactions", ["retweet"], ["b", "a"], redact=True) == "interactions-retweet-a-b-redacted.html"
    assert file_name("hashtags", [], ["../../etc/passwd\x00"], redact=False) == "hashtags-etc-passwd.html"


def test_a_page_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(UnwritableMapError) as failed:
        write_page(blocked / "map.html", "x")
    assert "--output" in str(failed.value.hint)
    assert list(tmp_path.iterdir()) == [blocked]


def test_a_page_replaces_the_former_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "map.html"
    assert write_page(path, "ก") == 3
    assert write_page(path, "b") == 1
    assert [p.name for p in path.parent.iterdir()] == ["map.html"]


@pytest.mark.parametrize("kind", ["interactions", "hashtags"])
def test_the_command_writes_the_map_and_reports_its_counts(small: Graph, workspace: Workspace, kind: str) -> None:
    result = CliRunner().invoke(main, ["--workspace", str(workspace.root), "map", kind, "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert list(report)[:8] == ["file", "engine", "nodes", "edges", "nodes_total", "edges_total", "bytes", "seconds"]
    path = Path(report["file"])
    assert path == workspace.maps / f"{kind}.html"
    assert path.stat().st_size == report["bytes"]
    assert (report["nodes"], report["edges"]) == {"interactions": (8, 7), "hashtags": (3, 2)}[kind]
    assert (report["nodes_total"], report["edges_total"]) == (report["nodes"], report["edges"])


def test_help_shows_examples() -> None:
    result = CliRunner().invoke(main, ["map", "--help"])
    assert "ioscope map interactions --action retweet" in result.output


def test_an_action_for_hashtags_is_wrong_usage() -> None:
    result = CliRunner().invoke(main, ["map", "hashtags", "--action", "reply"])
    assert result.exit_code == 2
