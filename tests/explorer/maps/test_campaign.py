"""`map campaign` on a real graph: two groups of three, what they pushed and whom they pointed to."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from database.graph import Graph
from explorer.maps.campaign import gathered_around, group_hashtags, members, select_campaign
from explorer.maps.drawing import Asked, drawing_of
from explorer.maps.failures import EmptyNetworkError, UnknownCampaignError
from explorer.maps.network import Network
from explorer.maps.people import Naming
from explorer.maps.selection import Choice
from ioscope import main
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.test_page import model_in


@pytest.fixture
def release(graph: Graph) -> Graph:
    """Two triangles of retweets; the first uses a hashtag, the second a site; both point to one outside account."""
    graph.write(
        """
        CREATE (k:Campaign {key: 'one', attributed_to: 'A', released_on: '2019-06', synthetic: true})
        CREATE (:Campaign {key: 'empty', attributed_to: 'A', released_on: '2019-06', synthetic: true})
        CREATE (:Account:Outsider {user_id: 'out', screen_name: 'outsider_name', alias: 'account-out'})
        CREATE (h:Hashtag {tag: 'vote', name: 'Vote'})
        CREATE (u:Url {url: 'https://news.example/1'})-[:HOSTED_ON]->(:Domain {name: 'news.example', kind: 'site'})
        WITH k, h, u
        UNWIND range(1, 7) AS n
        CREATE (a:Account:Archived {user_id: toString(n), screen_name: 'member' + n, alias: 'account-' + n})
        CREATE (a)-[:MEMBER_OF]->(k)
        CREATE (a)-[:POSTED]->(t:Tweet:Archived {tweet_id: n, campaigns: ['one'], posted_at: $when})
        FOREACH (_ IN CASE WHEN n <= 3 THEN [1] ELSE [] END | CREATE (t)-[:TAGGED]->(h))
        FOREACH (_ IN CASE WHEN n > 3 THEN [1] ELSE [] END | CREATE (t)-[:LINKS_TO]->(u))
        """,
        {"when": datetime(2017, 1, 2, tzinfo=UTC)},
    )
    graph.write(
        """
        UNWIND [['1', '2', 5], ['2', '3', 4], ['3', '1', 3], ['4', '5', 5], ['5', '6', 4], ['6', '4', 3], ['1', '4', 1],
                ['1', 'out', 2], ['2', 'out', 1], ['7', 'out', 9]] AS e
        MATCH (a:Account {user_id: e[0]}) MATCH (b:Account {user_id: e[1]})
        CREATE (a)-[:RETWEETED {times: e[2], months: ['2017-01'], month_times: [e[2]], campaigns: ['one']}]->(b)
        """
    )
    return graph


def lines_of(network: Network) -> dict[tuple[str, str], int]:
    edges, labels = network.edges, network.nodes.labels
    ends = zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True)
    return {(labels[source], labels[target]): weight for source, target, weight in ends}


def test_accounts_are_gathered_and_what_they_point_to_is_counted_by_group(release: Graph) -> None:
    network = select_campaign(release, "one", Naming())
    first, second = "Group 1: 3 accounts", "Group 2: 3 accounts"
    assert lines_of(network) == {
        (first, "Vote"): 3,
        (first, second): 1,
        (first, "out"): 3,
        (second, "news.example"): 3,
        ("Others: 1 account", "news.example"): 1,
        ("Others: 1 account", "out"): 9,
    }
    assert network.edges.months[0] == {"2017-01": 3}
    leaders = dict(zip(network.nodes.labels, network.nodes.facts["leaders"], strict=True))
    assert sorted(leaders[first]) == ["member1", "member2", "member3"]


def test_what_is_around_a_group_has_its_colour(release: Graph) -> None:
    network = select_campaign(release, "one", Naming())
    group = dict(zip(network.nodes.labels, gathered_around(network).membership.tolist(), strict=True))
    assert group["Vote"] == group["Group 1: 3 accounts"] == 0
    assert group["news.example"] == group["Group 2: 3 accounts"] == 1
    assert group["out"] == group["Others: 1 account"] == 2


def test_the_page_names_no_bystander_and_a_redacted_one_nobody(release: Graph) -> None:
    asked = Asked(campaign="one")
    plain = drawing_of("campaign", release, asked, Choice(()), Naming()).html
    assert "member1" in plain
    assert "outsider_name" not in plain
    assert "1 largest" not in plain
    model = model_in(plain)
    assert model["title"] == "Structure of one"
    assert "2 largest communities, 1 accounts outside" in json.dumps(model["provenance"])
    redacted = drawing_of("campaign", release, asked, Choice(()), Naming(redact=True)).html
    for word in ("member1", "outsider_name"):
        assert word not in json.dumps(model_in(redacted))


def test_a_release_without_ties_or_unknown_says_so(release: Graph) -> None:
    with pytest.raises(EmptyNetworkError, match="no interaction, hashtag or link of empty"):
        select_campaign(release, "empty", Naming())
    with pytest.raises(UnknownCampaignError):
        drawing_of("campaign", release, Asked(campaign="two"), Choice(()), Naming())


def test_no_statement_holds_a_value() -> None:
    assert not [text for text in (members(), group_hashtags()) if '"' in text or "'" in text]


@pytest.mark.parametrize("wrong", [[], ["a", "b"], ["a", "--core", "2"], ["a", "--campaign", "b"]])
def test_what_does_not_fit_is_wrong_usage(wrong: list[str]) -> None:
    assert CliRunner().invoke(main, ["map", "campaign", *wrong]).exit_code == 2


@pytest.mark.browser
def test_a_reader_clicks_a_group_and_sees_what_it_pushed(release: Graph, open_page: OpenPage) -> None:
    for engine in ("pyvis", "sigma"):
        choice = Choice((), engine=engine)
        opened = open_page(drawing_of("campaign", release, Asked(campaign="one"), choice, Naming()).html)
        page = opened.page
        assert page.evaluate("ioscope.state.model.parts.length") > 1
        expect(page.locator("#open-multiples")).to_be_hidden()
        page.mouse.click(*opened.spot("Group 1: 3 accounts"))
        for words in ("Accounts in the group", "member1", "Vote", "3 tweets with the hashtag"):
            assert words in (page.locator("#panel").text_content() or "")
        opened.assert_quiet()
