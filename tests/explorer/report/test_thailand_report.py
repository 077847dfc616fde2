"""The report on the Thailand release: published figures counted anew by plain Python, and nobody when redacted."""

import datetime as dt
import html
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.report.document import ground_of, report_on
from explorer.report.figure import Figure, Report
from explorer.report.page import render
from tests.releases import plain_list, rows_of, thailand

pytestmark = [pytest.mark.release, pytest.mark.slow]

KEY = "thailand_092020"
LONG = 4
"""Characters from which a value of the release must not be in a redacted page."""

TEMPLATES_OWN = {"Thailand"}
"""Values of the release that are words of the page itself, or of the attribution."""


@dataclass(frozen=True)
class Counted:
    accounts: int
    tweeting: int
    without_followers: int
    own: int
    without_engagement: int
    ended: str
    later: int
    last: str
    answered: int
    largest: int


@pytest.fixture(scope="module")
def users() -> list[dict[str, str]]:
    [path] = thailand().glob("*users_csv*.zip")
    return rows_of(path)


@pytest.fixture(scope="module")
def tweets() -> list[dict[str, str]]:
    [path] = thailand().glob("*tweets_csv*.zip")
    return rows_of(path)


@pytest.fixture(scope="module")
def counted(users: list[dict[str, str]], tweets: list[dict[str, str]]) -> Counted:
    """The figures, by Python's csv and nothing of ours."""
    own = [row for row in tweets if row["is_retweet"].lower() == "false"]
    counters = ("quote_count", "reply_count", "like_count", "retweet_count")
    days = Counter(row["tweet_time"][:10] for row in tweets)
    day = dt.date(2020, 2, 20)  # the busiest day, of which the stretch without a gap is followed to its end
    assert days.most_common(1)[0][0] == day.isoformat()
    while days[(day + dt.timedelta(days=1)).isoformat()]:
        day += dt.timedelta(days=1)
    inside = {row["tweetid"] for row in tweets}
    answering: dict[str, set[str]] = defaultdict(set)
    for row in tweets:
        if row["in_reply_to_tweetid"] and row["in_reply_to_tweetid"] not in inside:
            answering[row["in_reply_to_tweetid"]].add(row["userid"])
    many = [len(accounts) for accounts in answering.values() if len(accounts) >= 5]
    return Counted(
        accounts=len(users),
        tweeting=len({row["userid"] for row in tweets}),
        without_followers=sum(row["follower_count"] in {"0", "0.0"} for row in users),
        own=len(own),
        without_engagement=sum(all(float(row[name] or 0) == 0 for name in counters) for row in own),
        ended=day.isoformat(),
        later=sum(count for other, count in days.items() if other > day.isoformat()),
        last=max(days),
        answered=len(many),
        largest=max(many),
    )


@pytest.fixture(scope="module")
def report(_thailand: Graph) -> Report:
    return report_on(ground_of(_thailand, KEY, Naming()))


def figure(report: Report, key: str) -> Figure:
    return next(one for section in report.sections for one in section.figures if one.key == key)


def test_the_published_figures_are_what_plain_python_counts(counted: Counted) -> None:
    assert counted == Counted(926, 455, 684, 10_186, 7_913, "2020-03-02", 236, "2020-07-20", 236, 35)
    assert round(counted.without_engagement / counted.own, 2) == 0.78


def test_the_page_says_the_published_figures(report: Report, counted: Counted) -> None:
    numbers = {words: value for value, words in report.sections[0].numbers}
    assert numbers["accounts listed"] == f"{counted.accounts:,}"
    assert numbers["of them with a tweet"] == f"{counted.tweeting:,}"
    assert (
        figure(report, "followers").title
        == f"{counted.without_followers} of {counted.accounts} accounts had no followers"
    )
    assert figure(report, "engagement").sentence.startswith(f"78 % of the {counted.own:,} tweets by the accounts that ")
    end = figure(report, "activity")
    assert end.title.endswith("all but ended on 2 March 2020")
    assert (
        f"all but ended on 2 March 2020: {counted.later} tweets came later, the last on 20 July 2020." in end.sentence
    )
    many = figure(report, "answered").sentence
    assert many.startswith(
        f"{counted.answered} tweets by accounts outside the releases received replies from five or more"
    )
    assert f"received replies from {counted.largest} of them" in many
    assert "Twitter attributed to Thailand and released in October 2020" in report.lead[0]


def test_every_figure_has_cases_a_sentence_a_caveat_a_table_and_a_statement(report: Report) -> None:
    figures = [one for section in report.sections for one in section.figures]
    assert len(figures) >= 15
    assert len({one.key for one in figures}) == len(figures)
    for one in figures:
        assert one.title, one.key
        assert one.unit, one.key
        assert re.search(r"n = [0-9]", one.cases), one.key
        assert one.sentence.endswith("."), one.key
        assert "{" not in one.sentence, one.key
        assert one.caveat.endswith("."), one.key
        assert one.table.rows, one.key
        assert all(len(row) == len(one.table.columns) for row in one.table.rows), one.key
        assert (one.chart is not None) != bool(one.pictures), one.key
        assert "$" not in one.cypher, one.key
        assert one.cypher.startswith(("//", "ioscope map ")), one.key


def test_the_statements_run_as_they_stand_and_give_the_numbers(report: Report, thailand: Graph) -> None:
    rows = thailand.read(figure(report, "followers").cypher).rows
    assert rows[0][1:3] == [926, 684]
    assert len(thailand.read(figure(report, "answered").cypher).rows) == 236


def test_the_same_graph_gives_the_same_bytes(report: Report, thailand: Graph) -> None:
    again = report_on(ground_of(thailand, KEY, Naming()))
    assert render(again) == render(report)
    assert len(render(report).encode()) < 1_000_000


def test_bystanders_are_not_named(report: Report, thailand: Graph, tweets: list[dict[str, str]]) -> None:
    """Outsiders that fewer than five listed accounts touched carry a pseudonym, also inside texts."""
    statement = (
        "MATCH (o:Outsider)<-[:RETWEETED|REPLIED_TO|QUOTED|MENTIONED]-(a:Archived) WHERE o.screen_name IS NOT NULL "
        "WITH o.screen_name AS name, count(DISTINCT a) AS accounts RETURN name, accounts"
    )
    touched = dict(thailand.read(statement).rows)
    page = html.unescape(render(report))
    handles = set(re.findall(r"@([A-Za-z0-9_]{1,15})", page))
    assert handles, "hubs are named"
    assert {name for name in handles if touched.get(name, 0) < 5 and name in touched} == set()
    assert len([name for name, accounts in touched.items() if accounts < 5]) > 100


def test_a_redacted_page_holds_nobody_and_nothing_of_the_release(
    thailand: Graph, users: list[dict[str, str]], tweets: list[dict[str, str]]
) -> None:
    page = html.unescape(render(report_on(ground_of(thailand, KEY, Naming(redact=True)))))
    values: set[str] = set()
    for row in [*users, *tweets]:
        values |= {
            row[name] for name in ("userid", "user_display_name", "user_screen_name", "user_profile_description")
        }
        values |= {row[name] for name in ("user_reported_location", "user_profile_url")}
    for row in tweets:
        values |= {row[name] for name in ("tweetid", "tweet_text", "in_reply_to_userid", "in_reply_to_tweetid")}
        values |= {row[name] for name in ("retweet_tweetid", "retweet_userid", "quoted_tweet_tweetid")}
        values |= {*plain_list(row["hashtags"]), *plain_list(row["user_mentions"]), *plain_list(row["urls"])}
    outside = thailand.read("MATCH (a:Account) RETURN a.screen_name, a.display_name, a.user_id").rows
    values |= {str(value) for row in outside for value in row if value}
    values |= {str(row[0]) for row in thailand.read("MATCH (d:Domain) RETURN d.name").rows}
    words = set(re.findall(r"[\w.+/=-]+", page)) | {word.strip(".,:;") for word in page.split()}
    held = {
        value
        for value in values
        if len(value) >= LONG and (value in words if re.fullmatch(r"[\w.+/=-]+", value) else value in page)
    }
    assert held - TEMPLATES_OWN == set()
    assert "#" + "กองทัพบก" not in page
    assert "Hashtag 1" in page
