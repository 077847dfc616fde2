"""The library on the Thailand release: the figures of published reports, and the time each question takes."""

from typing import Any

import pytest

from database.connection import Graph
from explorer.answers import ask
from explorer.library import question_named
from explorer.parameters import bind

pytestmark = pytest.mark.release

KEY = "thailand_092020"
RUNS = 20
EXAMPLES = {"words": "\u0e01\u0e32\u0e23", "hashtag": None, "account": None}


def records(graph: Graph, name: str, **given: str) -> list[dict[str, Any]]:
    question = question_named(name)
    rows = ask(graph, question, bind(question.parameters, given))
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.values]


def test_size_is_as_reported(thailand: Graph) -> None:
    (size,) = records(thailand, "campaign-size")
    assert (size["campaign"], size["accounts_listed"]) == (KEY, 926)
    assert (size["accounts_tweeting"], size["tweets"]) == (455, 21_385)
    assert records(thailand, "campaign-size", campaign=KEY) == [size]


def test_most_accounts_had_no_followers(thailand: Graph) -> None:
    (found,) = records(thailand, "followers")
    assert (found["accounts"], found["without_followers"]) == (926, 684)


def test_most_of_the_own_tweets_found_no_echo(thailand: Graph) -> None:
    (found,) = records(thailand, "engagement")
    assert found["tweets"] == 10_186
    assert round(found["share"], 2) == 0.78


def test_the_top_client_is_the_web_app(thailand: Graph) -> None:
    assert next((row["client"], row["tweets"]) for row in records(thailand, "clients")) == ("Twitter Web App", 12_565)


def test_few_retweets_stay_inside(thailand: Graph) -> None:
    (found,) = records(thailand, "retweets-inside")
    assert (found["inside"], found["retweets"]) == (437, 11_199)
    assert found["inside"] + found["outside"] + found["unknown"] == found["retweets"]


def test_the_busiest_hours_are_those_of_an_office_in_bangkok(thailand: Graph) -> None:
    hours = {row["hour"]: row["tweets"] for row in records(thailand, "hours-by-weekday")}
    assert sum(hours.values()) == 21_385
    assert set(sorted(hours, key=lambda hour: -hours[hour])[:7]) == set(range(9, 16))


def test_months_and_kinds_add_up_to_every_tweet(thailand: Graph) -> None:
    months = {row["month"]: row["tweets"] for row in records(thailand, "tweets-per-month")}
    kinds = records(thailand, "kinds-per-month")
    by_kind = {row["month"]: sum(row[kind] for kind in ("originals", "retweets", "replies", "quotes")) for row in kinds}
    assert months == by_kind
    assert sum(months.values()) == 21_385
    assert sum(row["retweets"] for row in kinds) == 11_199


def test_outside_tweets_were_answered_by_as_many_as_reported(thailand: Graph) -> None:
    found = records(thailand, "answered-by-many", limit="1000")
    assert (len(found), found[0]["accounts"]) == (236, 35)


def test_the_release_is_complete_and_its_texts_were_repeated(thailand: Graph) -> None:
    (found,) = records(thailand, "completeness")
    assert (found["accounts"], found["tweets"]) == (found["accounts_announced"], found["tweets_announced"])
    assert records(thailand, "repeated-texts")[0]["accounts"] == 20
