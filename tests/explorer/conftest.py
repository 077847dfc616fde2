"""A small made-up archive: two campaigns, their accounts, some outsiders, tweets in several scripts.

It is written into the graph as the loader would; what the questions should answer is computed from the Python values.
"""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from database.connection import Graph
from schema.cypher import quoted
from tests.chromium import ARGUMENTS, chromium_path
from tests.explorer.coordination import write_findings
from tests.explorer.media import write_media

EMPTY = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
ALPHA, BETA = "alpha_201906_1", "beta_202012"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of the PATH, else Playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass(frozen=True)
class Account:
    user_id: str
    screen_name: str | None
    display_name: str | None
    alias: str
    campaigns: tuple[str, ...]
    followers: int | None = None
    created_on: dt.date | None = None
    also_known_as: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.screen_name or self.display_name or self.alias


@dataclass(frozen=True)
class Tweet:
    tweet_id: int
    author: str | None
    posted_at: dt.datetime | None
    text: str
    campaigns: tuple[str, ...] = ()  # none: a stub
    is_retweet: bool | None = None
    language: str | None = None
    counters: tuple[int, int, int, int] | None = None  # likes, retweets, replies, quotes
    tags: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    client: str | None = None
    mentions: tuple[str, ...] = ()
    retweets: int | None = None
    replies_to: int | None = None
    quotes: int | None = None


DOMAINS = {"news.example": "site", "shop.example": "site", "video.example": "platform", "sho.rt": "shortener"}
URLS = {
    "https://news.example/1": "news.example",
    "https://news.example/2": "news.example",
    "https://shop.example/": "shop.example",
    "https://video.example/watch": "video.example",
    "https://sho.rt/x": "sho.rt",
}
TAGS = {"news": "News", "ข่าว": "ข่าว", "أخبار": "أخبار", "新闻": "新闻", "straße": "Straße"}
TEXTS = (
    "ข่าววันนี้ จากกรุงเทพมหานคร",
    "أخبار اليوم من المدينة",
    "خبرهای امروز از تهران می‌آید",
    "今天的新闻 来自北京",
    "Новости сегодня из Москвы",
    "Las noticias de mañana, señor",
    "Plain news of today, 100 % of it: https://news.example/1",
    "emoji 🙂 and {braces} and 'quotes' \\ and\nlines",
    "=1+1 looks like a formula",
)
BIOGRAPHIES = {
    "101": "I am made up",
    "102": "I am made up",
    "103": "World NEWS, made up",
    "201": "Journalist, made up",
    "202": "Journalist, made up",
}
CAMPAIGNS: dict[str, dict[str, Any]] = {
    ALPHA: {
        "title": "Alpha",
        "released_on": "2019-06",
        "time_zone": "Asia/Bangkok",
        "attributed_to": "Nowhere",
        "expected_accounts": 6,
        "expected_tweets": 100,
        "state": "complete",
    },
    BETA: {"title": "Beta", "released_on": "2020-12", "time_zone": "Asia/Tehran"},
}


@dataclass(frozen=True)
class World:
    accounts: dict[str, Account]
    tweets: dict[int, Tweet]

    @property
    def archived(self) -> list[Tweet]:
        return [tweet for tweet in self.tweets.values() if tweet.campaigns]

    def acts(self) -> dict[tuple[str, str, str], list[Tweet]]:
        """The tweets behind each RETWEETED, REPLIED_TO, QUOTED and MENTIONED: (type, from, to)."""
        found: dict[tuple[str, str, str], list[Tweet]] = {}
        for tweet in self.archived:
            for kind, other in self._acts_of(tweet):
                found.setdefault((kind, str(tweet.author), other), []).append(tweet)
        return found

    def posted_in(self, account: Account, key: str) -> dict[str, Any]:
        """What MEMBER_OF says of the account's tweets in one release."""
        own = [t for t in self.archived if t.author == account.user_id and key in t.campaigns]
        return {
            "tweets": len(own),
            "retweets": sum(1 for t in own if t.is_retweet),
            "replies": sum(1 for t in own if t.replies_to and not t.is_retweet),
            "with_hashtags": sum(1 for t in own if t.tags),
            "with_links": sum(1 for t in own if t.urls),
            "languages": sorted({t.language for t in own if t.language}) or None,
        }

    def author_of(self, tweet_id: int | None) -> str | None:
        return self.tweets[tweet_id].author if tweet_id is not None else None

    def _acts_of(self, tweet: Tweet) -> Iterator[tuple[str, str]]:
        answered = self.author_of(tweet.replies_to)
        pointed = {"RETWEETED": self.author_of(tweet.retweets), "REPLIED_TO": answered}
        if not tweet.is_retweet:
            pointed["QUOTED"] = self.author_of(tweet.quotes)
            yield from (("MENTIONED", other) for other in tweet.mentions if other != answered)
        yield from ((kind, other) for kind, other in pointed.items() if other is not None)


def _accounts() -> dict[str, Account]:
    day = dt.date(2018, 5, 1)
    made = [
        Account("101", "anna", "Anna", "account-0101", (ALPHA,), 0, day, ("anna_old",)),
        Account("102", "bert", "Bert", "account-0102", (ALPHA,), 12, day),
        Account("103", "cleo", None, "account-0103", (ALPHA,), 0, dt.date(2018, 5, 9)),
        Account("f0e1d2", None, None, "account-0104", (ALPHA,), 7, dt.date(2019, 1, 31)),
        Account("105", "silent", "Silent", "account-0105", (ALPHA,), 0, None),
        Account("201", "dora", "Dora", "account-0201", (BETA,), 900, dt.date(2018, 5, 9), ("dora_1", "dora_2")),
        Account("202", "emil", "Emil", "account-0202", (BETA,), 3, dt.date(2020, 2, 29)),
        Account("203", None, "Fay", "account-0203", (BETA,), 0, day),
        Account("301", "both", "Both", "account-0301", (ALPHA, BETA), 50, day),
        Account("901", "outsider", None, "account-0901", ()),
        Account("902", None, None, "account-0902", ()),
        Account("903", "paper", None, "account-0903", ()),
    ]
    return {account.user_id: account for account in made}


def _tweets(accounts: dict[str, Account]) -> dict[int, Tweet]:
    draw = random.Random(11)
    start = dt.datetime(2018, 12, 30, 20, 5, 7, 123_000, tzinfo=dt.UTC)
    writers = [a for a in accounts.values() if a.campaigns and a.screen_name != "silent"]
    tweets: dict[int, Tweet] = {}
    for number, known in enumerate(("901", "902", "903", "901", None, "101")):
        at = start - dt.timedelta(days=3, hours=number)
        tweets[9_000_000_000_000_000_001 + number] = Tweet(9_000_000_000_000_000_001 + number, known, at, TEXTS[number])
    for number in range(48):
        author = writers[min(draw.randrange(len(writers)), draw.randrange(len(writers)))]
        kind = draw.choice(("original", "original", "retweet", "retweet", "reply", "quote", "both"))
        target = draw.choice(list(tweets) if draw.random() < 0.6 else list(tweets)[:6])  # the first six are stubs
        tweet_id = 1_100_000_000_000_000_000 + number * 1_000_003
        retweet = kind == "retweet"
        tweets[tweet_id] = Tweet(
            tweet_id=tweet_id,
            author=author.user_id,
            posted_at=None if number == 40 else start + dt.timedelta(hours=37 * number, minutes=13 * (number % 5)),
            text=draw.choice(TEXTS) + f" {number % 7}",
            campaigns=tuple(sorted(draw.sample(author.campaigns, draw.randint(1, len(author.campaigns))))),
            is_retweet=retweet,
            language=draw.choice(("th", "ar", "fa", "und", None)),
            counters=None if retweet else draw.choice(((0, 0, 0, 0), (0, 0, 0, 0), (3, 1, 0, 0), (0, 0, 2, 1))),
            tags=tuple(draw.sample(sorted(TAGS), draw.choice((0, 0, 1, 2, 3)))),
            urls=tuple(draw.sample(sorted(URLS), draw.choice((0, 0, 1, 2)))),
            client=draw.choice(("Twitter Web App", "Twitter for Android", "Tweetbot, really", None)),
            mentions=tuple(draw.sample(sorted(accounts), draw.choice((0, 0, 1, 2)))),
            retweets=target if retweet else None,
            replies_to=target if kind in {"reply", "both"} else None,
            quotes=target if kind in {"quote", "both"} else None,
        )
    return tweets | {tweet.tweet_id: tweet for tweet in _acting_alike(start + dt.timedelta(days=80))}


def _acting_alike(start: dt.datetime) -> Iterator[Tweet]:
    """Five answers to one tweet in the same words, and retweets within seconds."""
    first = 1_200_000_000_000_000_000
    for number, (author, campaigns) in enumerate(
        (("101", (ALPHA,)), ("102", (ALPHA,)), ("103", (ALPHA,)), ("f0e1d2", (ALPHA,)), ("301", (ALPHA, BETA)))
    ):
        at = start + dt.timedelta(minutes=number, seconds=-7)
        yield Tweet(
            first + number, author, at, "Read this news", campaigns, False, "en", (0, 0, 0, 0), ("news",), (),
            "Twitter Web App", replies_to=9_000_000_000_000_000_001,
        )  # fmt: skip
    for number, (author, campaign, seconds) in enumerate(
        (("102", ALPHA, 4.0), ("103", ALPHA, 10.0), ("301", BETA, 7.5), ("202", BETA, 9.0), ("f0e1d2", ALPHA, 10.001))
    ):
        retweeted = first + number % 2
        at = start + dt.timedelta(minutes=number % 2, seconds=seconds - 7)
        yield Tweet(
            first + 100 + number, author, at, "RT: Read this news", (campaign,), True, "en", None, ("news",), (),
            "Tweetbot, really", retweets=retweeted,
        )  # fmt: skip


@pytest.fixture(scope="session")
def world() -> World:
    accounts = _accounts()
    return World(accounts, _tweets(accounts))


@pytest.fixture(scope="module")
def asked(_session_graph: Graph, world: World) -> Iterator[Graph]:
    """The graph of the made-up archive, written once for each test module."""
    graph = _session_graph
    graph.schema_write(EMPTY)
    write_world(graph, world)
    write_findings(graph, world)
    write_media(graph, world)
    graph.read("CALL db.awaitIndexes(60)")
    yield graph
    graph.schema_write(EMPTY)


def write_world(graph: Graph, world: World) -> None:
    graph.write(
        "UNWIND $rows AS row MERGE (c:Campaign {key: row.key}) SET c += row.rest",
        {"rows": [{"key": key, "rest": facts} for key, facts in CAMPAIGNS.items()]},
    )
    for label in ("Archived", "Outsider"):
        rows = [_account_row(a) for a in world.accounts.values() if bool(a.campaigns) == (label == "Archived")]
        graph.write(
            f"UNWIND $rows AS row MERGE (a:Account {{user_id: row.key}}) SET a:{quoted(label)}, a += row.rest",
            {"rows": rows},
        )
    members = [
        {
            "start": a.user_id,
            "end": key,
            "rest": {"followers": a.followers, "screen_name": a.screen_name} | world.posted_in(a, key),
        }
        for a in world.accounts.values()
        for key in a.campaigns
    ]
    _relate(graph, "MEMBER_OF", ("Account", "user_id"), ("Campaign", "key"), members)
    alike = Counter(t.text for t in world.tweets.values() if t.campaigns and not t.is_retweet)
    for label in ("Archived", "Stub"):
        rows = [_tweet_row(t, alike) for t in world.tweets.values() if bool(t.campaigns) == (label == "Archived")]
        graph.write(
            f"UNWIND $rows AS row MERGE (t:Tweet {{tweet_id: row.key}}) SET t:{quoted(label)}, t += row.rest",
            {"rows": rows},
        )
    _write_things(graph)
    tweets = world.tweets.values()
    tweet, account = ("Tweet", "tweet_id"), ("Account", "user_id")
    pairs: dict[str, tuple[Any, Any, list[tuple[Any, Any]]]] = {
        "RETWEETS": (tweet, tweet, [(t.tweet_id, t.retweets) for t in tweets]),
        "REPLIES_TO": (tweet, tweet, [(t.tweet_id, t.replies_to) for t in tweets]),
        "QUOTES": (tweet, tweet, [(t.tweet_id, t.quotes) for t in tweets]),
        "MENTIONS": (tweet, account, [(t.tweet_id, other) for t in tweets for other in t.mentions]),
        "TAGGED": (tweet, ("Hashtag", "tag"), [(t.tweet_id, tag) for t in tweets for tag in t.tags]),
        "LINKS_TO": (tweet, ("Url", "url"), [(t.tweet_id, url) for t in tweets for url in t.urls]),
        "SENT_FROM": (tweet, ("Client", "name"), [(t.tweet_id, t.client) for t in tweets]),
        "HOSTED_ON": (("Url", "url"), ("Domain", "name"), list(URLS.items())),
    }
    for kind, (start, end, ends) in pairs.items():
        _relate(graph, kind, start, end, [{"start": a, "end": b, "rest": {}} for a, b in ends if b is not None])
    posted = [
        {"start": t.author, "end": t.tweet_id, "rest": {"inferred": None if t.campaigns else True}}
        for t in tweets
        if t.author is not None
    ]
    _relate(graph, "POSTED", account, tweet, posted)
    for kind in ("RETWEETED", "REPLIED_TO", "QUOTED", "MENTIONED"):
        rows = [
            {"start": start, "end": end, "rest": summed(acts)}
            for (act, start, end), acts in world.acts().items()
            if act == kind
        ]
        _relate(graph, kind, account, account, rows)
    used: dict[tuple[str, str, tuple[str, ...]], list[Tweet]] = {}
    for t in world.archived:
        if t.client is not None:
            used.setdefault((str(t.author), t.client, t.campaigns), []).append(t)
    rows = [{"start": user, "end": name, "rest": summed(sent)} for (user, name, _), sent in used.items()]
    _relate(graph, "USED", account, ("Client", "name"), rows, each="campaigns")


def summed(acts: list[Tweet]) -> dict[str, Any]:
    times = [tweet.posted_at for tweet in acts if tweet.posted_at is not None]
    return {
        "times": len(acts),
        "first_at": min(times, default=None),
        "last_at": max(times, default=None),
        "months": sorted({f"{at:%Y-%m}" for at in times}) or None,
        "month_times": [n for _, n in sorted(Counter(f"{at:%Y-%m}" for at in times).items())] or None,
        "campaigns": sorted({key for tweet in acts for key in tweet.campaigns}),
    }


def _account_row(account: Account) -> dict[str, Any]:
    rest = {
        "screen_name": account.screen_name,
        "display_name": account.display_name,
        "alias": account.alias,
        "followers": account.followers,
        "following": 4 if account.campaigns else None,
        "created_on": account.created_on,
        "also_known_as": list(account.also_known_as) or None,
        "language": "th" if account.campaigns else None,
        "location": "Bangkok" if account.user_id == "101" else None,
        "description": BIOGRAPHIES.get(account.user_id),
        "profile_url": "https://news.example/anna" if account.user_id == "101" else None,
    }
    return {"key": account.user_id, "rest": rest}


def _tweet_row(tweet: Tweet, alike: Mapping[str, int]) -> dict[str, Any]:
    likes, retweets, replies, quotes = tweet.counters or (None,) * 4
    rest = {
        "text": tweet.text,
        "posted_at": tweet.posted_at,
        "language": tweet.language,
        "is_retweet": tweet.is_retweet,
        "campaigns": list(tweet.campaigns) or None,
        "same_text": alike[tweet.text] if tweet.campaigns and not tweet.is_retweet and alike[tweet.text] > 1 else None,
        "likes": likes,
        "retweets": retweets,
        "replies": replies,
        "quotes": quotes,
    }
    return {"key": tweet.tweet_id, "rest": rest}


def _write_things(graph: Graph) -> None:
    things: dict[tuple[str, str], list[dict[str, Any]]] = {
        ("Hashtag", "tag"): [{"key": tag, "rest": {"name": name}} for tag, name in TAGS.items()],
        ("Url", "url"): [{"key": url, "rest": {}} for url in URLS],
        ("Domain", "name"): [{"key": name, "rest": {"kind": kind}} for name, kind in DOMAINS.items()],
        ("Client", "name"): [
            {"key": n, "rest": {}} for n in ("Twitter Web App", "Twitter for Android", "Tweetbot, really")
        ],
    }
    for (label, key), rows in things.items():
        graph.write(
            f"UNWIND $rows AS row MERGE (n:{quoted(label)} {{{quoted(key)}: row.key}}) SET n += row.rest",
            {"rows": rows},
        )


def _relate(
    graph: Graph,
    kind: str,
    start: tuple[str, str],
    end: tuple[str, str],
    rows: list[dict[str, Any]],
    each: str | None = None,
) -> None:
    """Relate the two ends of each row, once, or once for `each` value of one property of theirs."""
    told = f" {{{quoted(each)}: row.rest.{quoted(each)}}}" if each else ""
    graph.write(
        f"UNWIND $rows AS row MATCH (a:{quoted(start[0])} {{{quoted(start[1])}: row.start}}) "
        f"MATCH (b:{quoted(end[0])} {{{quoted(end[1])}: row.end}}) "
        f"MERGE (a)-[r:{quoted(kind)}{told}]->(b) SET r += row.rest",
        {"rows": rows},
    )
