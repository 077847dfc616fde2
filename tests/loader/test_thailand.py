"""The Thailand release, counted by plain Python, equals the lake and the graph, and the published figures."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from database.graph import Graph
from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import Workspace
from loader.rows import lake_graph
from tests.releases import Counts, count_release, thailand

pytestmark = [pytest.mark.release, pytest.mark.slow]

PUBLISHED = {
    "Tweet:Archived": 21_385,
    "Tweet": 29_059,
    "Account:Archived": 926,
    "Account": 2_294,
    "MENTIONS": 20_022,
    "MENTIONS to": 1_419,
    "TAGGED": 7_386,
    "TAGGED to": 1_584,
    "LINKS_TO": 2_299,
    "LINKS_TO to": 1_384,
    "RETWEETS": 11_199,
    "RETWEETS to": 5_399,
    "REPLIES_TO": 6_844,
    "REPLIES_TO to": 3_814,
    "QUOTES": 3_010,
    "QUOTES to": 2_016,
    "authors": 455,
    "inferred": 6_970,
    "Tweet:Stub": 7_674,
    "replied": 6_853,
    "top client": 12_565,
}
POINTING = ("MENTIONS", "TAGGED", "LINKS_TO", "RETWEETS", "REPLIES_TO", "QUOTES")


@pytest.fixture(scope="module")
def counted() -> Counts:
    return count_release(thailand())


def figures_of(counts: Counts) -> dict[str, int]:
    pairs = dict(
        zip(
            POINTING,
            (counts.mentions, counts.tags, counts.links, counts.retweets, counts.replies, counts.quotes),
            strict=True,
        )
    )
    return {
        "Tweet:Archived": counts.tweets,
        "Tweet": counts.tweets + len(counts.stubs),
        "Tweet:Stub": len(counts.stubs),
        "Account:Archived": len(counts.accounts | counts.authors),
        "Account": len(counts.accounts | counts.authors | counts.outsiders),
        **{kind: len(found) for kind, found in pairs.items()},
        **{f"{kind} to": len({end for _, end in found}) for kind, found in pairs.items()},
        "authors": len(counts.authors),
        "inferred": len(counts.inferred),
        "replied": counts.reply_rows_with_account,
        "top client": counts.clients.most_common(1)[0][1],
    }


def test_plain_python_counts_what_was_published(counted: Counts) -> None:
    assert figures_of(counted) == PUBLISHED
    assert counted.clients.most_common(1)[0][0] == "Twitter Web App"


def test_the_lake_holds_what_plain_python_counts(counted: Counts, thailand_workspace: Workspace) -> None:
    manifests = read_manifests(thailand_workspace)
    with open_engine(thailand_workspace) as engine:
        tables = lake_graph(thailand_workspace, engine, list(manifests.values()), "t")
        value = engine.execute
        tweets, accounts = tables.nodes["Tweet"], tables.nodes["Account"]
        links = tables.relationships
        sent = links["SENT_FROM"]
        found = {
            "Tweet": value(tweets.count()),
            "Tweet:Archived": value((tweets.variant == "Archived").sum()),
            "Tweet:Stub": value((tweets.variant == "Stub").sum()),
            "Account": value(accounts.count()),
            "Account:Archived": value((accounts.variant == "Archived").sum()),
            **{kind: value(links[kind].count()) for kind in POINTING},
            **{f"{kind} to": value(links[kind].end.nunique()) for kind in POINTING},
            "authors": value(links["POSTED"].filter(links["POSTED"].inferred.isnull()).start.nunique()),
            "inferred": value(links["POSTED"].inferred.sum()),
            "replied": value(links["REPLIED_TO"].times.sum()),
            "top client": value(sent.group_by("end").agg(n=sent.count()).n.max()),
        }
    assert found == figures_of(counted)


def test_the_books_of_the_release_close_without_rejects(thailand_workspace: Workspace) -> None:
    manifest = read_manifests(thailand_workspace)["thailand_092020"]
    assert manifest.books("tweets") == {"read": 21_385, "loaded": 21_385, "duplicate": 0, "rejected": 0}
    assert manifest.books("users") == {"read": 926, "loaded": 926, "duplicate": 0, "rejected": 0}
    assert sum(source.cells_rejected for source in manifest.sources) == 0


def graph_figures(graph: Graph) -> Iterator[tuple[str, int]]:
    for name in ("Tweet", "Tweet:Archived", "Tweet:Stub", "Account", "Account:Archived"):
        yield name, graph.read(f"MATCH (n:{name}) RETURN count(n)").value()
    for kind in POINTING:
        count, ends = graph.read(f"MATCH ()-[r:{kind}]->(e) RETURN count(r), count(DISTINCT e)").rows[0]
        yield kind, count
        yield f"{kind} to", ends
    yield "authors", graph.read("MATCH (a)-[:POSTED]->(:Archived) RETURN count(DISTINCT a)").value()
    yield "inferred", graph.read("MATCH ()-[r:POSTED]->(:Stub) WHERE r.inferred RETURN count(r)").value()
    yield "replied", graph.read("MATCH ()-[r:REPLIED_TO]->() RETURN sum(r.times)").value()
    top = "MATCH (c:Client {name: $name}) RETURN COUNT { (c)<-[:SENT_FROM]-() }"
    yield "top client", graph.read(top, {"name": "Twitter Web App"}).value()


def test_the_graph_holds_what_plain_python_counts(counted: Counts, thailand: Graph) -> None:
    assert dict(graph_figures(thailand)) == figures_of(counted)


def test_every_text_in_the_graph_is_the_released_one(counted: Counts, thailand: Graph) -> None:
    rows = thailand.read("MATCH (t:Tweet:Archived) RETURN toString(t.tweet_id), t.text").rows
    assert dict(rows) == counted.texts


def test_tweets_that_are_no_retweets_know_how_many_have_their_text(thailand: Graph) -> None:
    from tests.releases import rows_of
    from tests.releases import thailand as folder

    [path] = folder().glob("*tweets_csv*.zip")
    own = [row for row in rows_of(path) if row["is_retweet"].casefold() == "false"]
    times = Counter(row["tweet_text"] for row in own)
    expected = {row["tweetid"]: times[row["tweet_text"]] for row in own if times[row["tweet_text"]] > 1}
    rows = thailand.read("MATCH (t:Tweet) WHERE t.same_text IS NOT NULL RETURN toString(t.tweet_id), t.same_text").rows
    assert dict(rows) == expected
    assert len(expected) > 100


def test_members_know_what_plain_python_counts_of_their_tweets(thailand: Graph) -> None:
    from tests.releases import plain_list, rows_of
    from tests.releases import thailand as folder

    [path] = folder().glob("*tweets_csv*.zip")
    expected: dict[str, list[Any]] = {}
    for row in rows_of(path):
        retweet = row["is_retweet"].casefold() == "true"
        counts = expected.setdefault(row["userid"], [0, 0, 0, 0, 0, set()])
        replies = not retweet and row["in_reply_to_tweetid"] != ""
        of_kind = (True, retweet, replies, plain_list(row["hashtags"]) != [], plain_list(row["urls"]) != [])
        counts[:5] = [known + one for known, one in zip(counts, of_kind, strict=False)]
        counts[5] |= {row["tweet_language"]} - {""}
    rows = thailand.read(
        "MATCH (a:Account)-[m:MEMBER_OF]->() WHERE m.tweets > 0 RETURN a.user_id, "
        "m.tweets, m.retweets, m.replies, m.with_hashtags, m.with_links, m.languages"
    ).rows
    assert {user: counts for user, *counts in rows} == {
        user: [*counts, sorted(used)] for user, (*counts, used) in expected.items()
    }


def test_programs_are_counted_as_plain_python_counts_them(thailand: Graph) -> None:
    from tests.releases import rows_of
    from tests.releases import thailand as folder

    [path] = folder().glob("*tweets_csv*.zip")
    sent = Counter((row["userid"], row["tweet_client_name"], row["tweet_time"][:7]) for row in rows_of(path))
    expected = {key: times for key, times in sent.items() if key[1]}
    rows = thailand.read("MATCH (a)-[u:USED]->(c) RETURN a.user_id, c.name, u.months, u.month_times, u.times").rows
    found = {
        (user, name, month): times
        for user, name, months, counts, _ in rows
        for month, times in zip(months, counts, strict=True)
    }
    assert found == expected
    assert sum(total for *_, total in rows) == sum(expected.values())


def test_posting_times_agree_with_the_released_minutes(thailand: Graph) -> None:
    from tests.releases import rows_of
    from tests.releases import thailand as folder

    [path] = folder().glob("*tweets_csv*.zip")
    released = {row["tweetid"]: row["tweet_time"] for row in rows_of(path)}
    rows = thailand.read("MATCH (t:Tweet:Archived) RETURN toString(t.tweet_id), t.posted_at").rows
    assert {tweet: moment.strftime("%Y-%m-%d %H:%M") for tweet, moment in rows} == released


def test_mentions_between_accounts_leave_retweets_and_the_account_replied_to_out(
    counted: Counts, thailand: Graph
) -> None:
    from tests.releases import plain_list, rows_of
    from tests.releases import thailand as folder

    [path] = folder().glob("*tweets_csv*.zip")
    expected: dict[tuple[str, str], int] = {}
    for row in rows_of(path):
        if row["is_retweet"] != "true":
            for account in set(plain_list(row["user_mentions"])) - {row["in_reply_to_userid"]}:
                key = (row["userid"], account)
                expected[key] = expected.get(key, 0) + 1
    rows = thailand.read("MATCH (a)-[r:MENTIONED]->(b) RETURN a.user_id, b.user_id, r.times").rows
    assert {(start, end): times for start, end, times in rows} == expected
