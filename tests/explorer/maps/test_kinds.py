"""`map links`, `map ego` and `map cypher` on a real graph."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from database.graph import Graph
from explorer.maps import ego, links, query
from explorer.maps.cypher import interaction_rows
from explorer.maps.drawing import Asked, drawing_of
from explorer.maps.ego import select_account, select_ego
from explorer.maps.failures import EmptyNetworkError, UnknownAccountError
from explorer.maps.links import select_links
from explorer.maps.people import Naming
from explorer.maps.query import select_query
from explorer.maps.selection import Choice
from ioscope import main
from lake.workspace import Workspace
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.test_page import model_in

ALL = ("retweet", "reply", "quote", "mention")
PATHS = "MATCH p = (a:Account)-[:RETWEETED]->(b) RETURN p"


@pytest.fixture
def world(graph: Graph) -> Graph:
    """Four members, a bystander; each member retweets the next, the first also the bystander; some link to sites."""
    graph.write(
        """
        CREATE (k:Campaign {key: 'one', attributed_to: 'A', released_on: '2019-06', synthetic: true})
        CREATE (by:Account:Outsider {user_id: 'by', screen_name: 'bystander', alias: 'account-by'})
        CREATE (news:Domain {name: 'news.example', kind: 'site'})
        CREATE (own:Domain {name: 'twitter.com', kind: 'platform'})
        CREATE (u:Url {url: 'https://news.example/1'})-[:HOSTED_ON]->(news)
        CREATE (v:Url {url: 'https://news.example/2'})-[:HOSTED_ON]->(news)
        CREATE (w:Url {url: 'https://twitter.com/bystander/status/1'})-[:HOSTED_ON]->(own)
        WITH k, by, u, v, w
        UNWIND range(1, 4) AS n
        CREATE (a:Account:Archived {user_id: toString(n), screen_name: 'member' + n, alias: 'account-' + n})
        CREATE (a)-[:MEMBER_OF]->(k)
        CREATE (t:Tweet:Archived {tweet_id: n, text: 'see @bystander', campaigns: ['one'],
          posted_at: CASE n WHEN 1 THEN $later ELSE $when END})
        CREATE (a)-[:POSTED]->(t) CREATE (t)-[:LINKS_TO]->(u) CREATE (t)-[:LINKS_TO]->(v) CREATE (t)-[:LINKS_TO]->(w)
        """,
        {"when": datetime(2017, 1, 2, tzinfo=UTC), "later": datetime(2017, 3, 2, tzinfo=UTC)},
    )
    graph.write(
        """
        UNWIND [['1', '2', 5], ['2', '3', 4], ['3', '4', 3], ['1', 'by', 2], ['2', '2', 9]] AS e
        MATCH (a:Account {user_id: e[0]}) MATCH (b:Account {user_id: e[1]})
        CREATE (a)-[:RETWEETED {times: e[2], months: ['2017-01'], month_times: [e[2]], campaigns: ['one']}]->(b)
        """
    )
    return graph


def html_of(graph: Graph, kind: str, asked: Asked | None = None, naming: Naming | None = None, limit: int = 50) -> str:
    actions = ALL if kind == "ego" else ()
    return drawing_of(kind, graph, asked or Asked(), Choice(actions, (), limit), naming or Naming()).html


def test_a_tweet_counts_once_for_each_site_and_months_are_kept(world: Graph) -> None:
    network = select_links(world, Choice(()))
    keys, edges = network.nodes.keys, network.edges
    lines = {(keys[s], keys[t]): int(w) for s, t, w in zip(edges.source, edges.target, edges.weight, strict=True)}
    assert lines == {(str(n), "news.example"): 1 for n in range(1, 5)}
    assert sorted(edges.months, key=str) == [{"2017-01": 1}] * 3 + [{"2017-03": 1}]
    kinds = dict(zip(keys, network.nodes.kinds, strict=True))
    assert kinds["news.example"] == "domain"


def test_the_map_of_links_says_what_sites_are_and_leaves_the_platform_out(world: Graph) -> None:
    model = model_in(html_of(world, "links"))
    labels = model["nodes"]["label"]  # type: ignore[index]
    assert sorted(labels) == ["member1", "member2", "member3", "member4", "news.example"]
    assert model["nodes"]["facts"]["site"][labels.index("news.example")] == "site"  # type: ignore[index]
    assert "links to twitter.com left out" in json.dumps(model["provenance"])


def test_a_release_without_links_says_so(world: Graph) -> None:
    with pytest.raises(EmptyNetworkError, match="in other"):
        select_links(world, Choice((), ("other",)))


@pytest.mark.parametrize("asked", ["2", "member2", "@member2", "account-2"])
def test_an_account_is_known_by_id_handle_and_pseudonym(world: Graph, asked: str) -> None:
    assert select_account(world, asked) == "2"


def test_an_unknown_account_and_one_of_two_are_refused(world: Graph) -> None:
    with pytest.raises(UnknownAccountError, match="holds no account nobody"):
        select_account(world, "nobody")
    world.write("MATCH (a:Account {user_id: '4'}) SET a.screen_name = 'member3'")
    with pytest.raises(UnknownAccountError) as failed:
        select_account(world, "member3")
    assert failed.value.hint == "name one by its user id: 3, 4"


def test_the_ego_map_holds_the_account_its_neighbours_and_their_ties(world: Graph) -> None:
    network = select_ego(world, "2", Choice(ALL))
    assert network.nodes.keys == ["1", "2", "3"]
    assert network.edges.weight.sum() == 9
    assert select_ego(world, "1", Choice(ALL, (), 2)).nodes.keys == ["1", "2"]
    assert "the 1 of 2 with the most interactions kept" in select_ego(world, "1", Choice(ALL, (), 2)).steps[-1].rule


def test_the_ego_map_of_a_bystander_does_not_name_it(world: Graph) -> None:
    asked = Asked(account="bystander")
    html = html_of(world, "ego", asked)
    assert "bystander" not in html
    assert model_in(html)["title"] == "Around account-by"
    assert model_in(html_of(world, "ego", asked, Naming("all")))["title"] == "Around bystander"


@pytest.mark.parametrize("name", ["{who} {0.__class__}", "{", "}}{{", *HOSTILE[:4]])
def test_the_name_of_the_account_is_no_template(world: Graph, name: str) -> None:
    world.write("MATCH (a:Account {user_id: '1'}) SET a.screen_name = $name", {"name": name})
    model = model_in(html_of(world, "ego", Asked(account="1")))
    assert model["title"] == f"Around {name}"
    assert str(model["lede"]).startswith(f"{name} and the accounts")


@pytest.mark.parametrize(
    "statement",
    [
        PATHS,
        "MATCH (a:Account)-[r:RETWEETED]->(b) RETURN a, r, b",
        "MATCH (a:Account)-[r:RETWEETED]->(b) RETURN {rows: collect([a, r, b]), n: count(*)} AS all",
    ],
)
def test_paths_relationships_and_lists_of_them_make_the_same_map(world: Graph, statement: str) -> None:
    network = select_query(world, statement)
    assert network.nodes.keys == ["1", "2", "3", "4", "by"]
    assert network.edges.weight.sum() == 14
    assert network.edges.months[0] == {"2017-01": 5}


def test_nodes_alone_are_joined_by_what_is_between_them(world: Graph) -> None:
    network = select_query(world, "MATCH (a:Account) WHERE a.user_id IN ['1', '2', '3'] RETURN a")
    assert network.nodes.keys == ["1", "2", "3"]
    assert any("returns nodes alone" in step.rule for step in network.steps)


def test_an_answer_without_a_relationship_says_what_to_return(world: Graph) -> None:
    for statement in ("RETURN 1 AS one", "MATCH (c:Campaign) RETURN c"):
        with pytest.raises(EmptyNetworkError) as failed:
            select_query(world, statement)
        assert "MATCH p =" in str(failed.value.hint)


def test_nodes_of_any_label_are_drawn_and_bystanders_named_nowhere(world: Graph) -> None:
    statement = "MATCH p = (:Account)-[:POSTED]->(:Tweet)-[:LINKS_TO]->(:Url)-[:HOSTED_ON]->(:Domain) RETURN p"
    model = model_in(html_of(world, "cypher", Asked(statement=statement)))
    labels = model["nodes"]["label"]  # type: ignore[index]
    assert {"see @…", "https://twitter.com/…/status/1", "news.example", "member1"} <= set(labels)
    assert "bystander" not in json.dumps(model)
    redacted = html_of(world, "cypher", Asked(statement=statement), Naming(redact=True))
    for word in ("member1", "see @", "status/1", "MATCH"):
        assert word not in json.dumps(model_in(redacted))


def test_no_statement_holds_a_value() -> None:
    made = [
        links.counts(),
        links.site_kinds(),
        ego.found_accounts(),
        ego.neighbours(ALL, by_campaign=True),
        query.relationships_between(),
        interaction_rows(ALL, by_campaign=True, among=True),
        links.link_rows(by_campaign=True),
    ]
    assert not [s for s in made if "'" in s or '"' in s]


@pytest.mark.parametrize("from_file", [False, True])
def test_the_command_draws_a_statement_and_writes_nothing_to_the_graph(
    world: Graph, workspace: Workspace, tmp_path: Path, from_file: bool
) -> None:
    file = tmp_path / "asked.cypher"
    file.write_text(f"// retweets\n{PATHS}\n", encoding="utf-8")
    asked = ["--workspace", str(workspace.root), "map", "cypher", "--json", "--query"]
    result = CliRunner().invoke(main, [*asked, str(file) if from_file else PATHS])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["nodes"] == 5
    refused = CliRunner().invoke(main, [*asked, "CREATE (n:Account) RETURN n"])
    assert refused.exit_code != 0
    assert world.read("MATCH (a:Account) RETURN count(a)").rows == [[5]]


@pytest.mark.parametrize(
    "asked",
    [
        ["cypher"],
        ["links", "--query", "RETURN 1"],
        ["ego"],
        ["ego", "a", "b"],
        ["links", "x"],
        ["cypher", "--query", "RETURN 1", "--campaign", "one"],
        ["hashtags", "--by", "action"],
    ],
)
def test_a_choice_that_is_missing_or_does_not_fit_is_wrong_usage(asked: list[str]) -> None:
    assert CliRunner().invoke(main, ["map", *asked]).exit_code == 2
