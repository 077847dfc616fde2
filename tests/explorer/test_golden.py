"""Each question answers what plain Python counts in the same made-up archive."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from database.connection import Graph
from explorer.answers import ask
from explorer.library import question_named, questions
from explorer.parameters import bind
from tests.explorer import coordination, counted, media
from tests.explorer.conftest import ALPHA, BETA
from tests.explorer.counted import chosen, rule

Row = list[Any]
Expected = Callable[..., list[Row]]

RULES: dict[str, Expected] = counted.RULES
RULES.update(coordination.RULES)
RULES.update(media.RULES)


def dated(tweets: Iterable[Any]) -> list[Any]:
    return [t for t in tweets if t.posted_at is not None]


def first(tweets: Iterable[Any]) -> dt.datetime | None:
    return min((t.posted_at for t in dated(tweets)), default=None)


def last(tweets: Iterable[Any]) -> dt.datetime | None:
    return max((t.posted_at for t in dated(tweets)), default=None)


def by_month(tweets: Iterable[Any]) -> dict[str, list[Any]]:
    months = defaultdict(list)
    for tweet in dated(tweets):
        months[f"{tweet.posted_at:%Y-%m}"].append(tweet)
    return dict(sorted(months.items()))


def top(rows: Iterable[tuple[Any, Row]], limit: int) -> list[Row]:
    """The first rows by a sort key that is unique."""
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])][:limit]


def acts(world: Any, kind: str, campaign: str | None) -> dict[tuple[str, str], list[Any]]:
    return {
        (start, end): tweets
        for (act, start, end), tweets in world.acts().items()
        if act == kind and (campaign is None or any(campaign in t.campaigns for t in tweets))
    }


@rule
def campaign_size(world: Any, campaign: str | None) -> list[Row]:
    rows = []
    for key, title, month in ((ALPHA, "Alpha", "2019-06"), (BETA, "Beta", "2020-12")):
        tweets = chosen(world, key)
        members = {a.user_id for a in world.accounts.values() if key in a.campaigns}
        active = {t.author for t in tweets} & members
        rows.append([key, title, month, len(members), len(active), len(tweets), first(tweets), last(tweets)])
    return [row for row in rows if campaign in {None, row[0]}]


@rule
def tweets_per_month(world: Any, campaign: str | None) -> list[Row]:
    return [[m, len(ts), len({t.author for t in ts})] for m, ts in by_month(chosen(world, campaign)).items()]


@rule
def kinds_per_month(world: Any, campaign: str | None) -> list[Row]:
    def kind(t: Any) -> int:
        return 1 if t.is_retweet else 2 if t.replies_to else 3 if t.quotes else 0

    counted = {m: Counter(kind(t) for t in ts) for m, ts in by_month(chosen(world, campaign)).items()}
    return [[month, *(kinds[k] for k in range(4))] for month, kinds in counted.items()]


@rule
def engagement(world: Any, campaign: str | None) -> list[Row]:
    rows = []
    for key in (ALPHA, BETA):
        own = [t for t in chosen(world, key) if not t.is_retweet]
        none = sum(1 for t in own if sum(t.counters) == 0)
        rows.append([key, len(own), none, none / len(own), max(t.counters[0] for t in own)])
    return [row for row in rows if campaign in {None, row[0]}]


@rule
def most_active_accounts(world: Any, campaign: str | None, limit: int) -> list[Row]:
    tweets = chosen(world, campaign)
    rows = []
    for user_id in {t.author for t in tweets}:
        own = [t for t in tweets if t.author == user_id]
        name, retweets = world.accounts[user_id].name, sum(1 for t in own if t.is_retweet)
        row = [name, user_id, len(own), retweets, len(own) / len(tweets), first(own), last(own)]
        rows.append(((-len(own), user_id), row))
    return top(rows, limit)


@rule
def account_creation(world: Any, campaign: str | None) -> list[Row]:
    days = Counter(
        a.created_on
        for a in world.accounts.values()
        if a.created_on and a.campaigns and (campaign is None or campaign in a.campaigns)
    )
    rows = []
    for month in sorted({f"{day:%Y-%m}" for day in days}):
        inside = {day: n for day, n in days.items() if f"{day:%Y-%m}" == month}
        busiest = min(inside, key=lambda day: (-inside[day], day))
        rows.append([month, sum(inside.values()), len(inside), busiest, inside[busiest]])
    return rows


@rule
def followers(world: Any, campaign: str | None) -> list[Row]:
    rows = []
    for key in (ALPHA, BETA):
        found = sorted(a.followers for a in world.accounts.values() if key in a.campaigns)
        median = found[(len(found) - 1) // 2]
        none = found.count(0)
        rows.append([key, len(found), none, none / len(found), median, found[-1], sum(found)])
    return [row for row in rows if campaign in {None, row[0]}]


@rule
def clients(world: Any, campaign: str | None, limit: int) -> list[Row]:
    tweets = [t for t in chosen(world, campaign) if t.client]
    rows = []
    for name in {t.client for t in tweets}:
        own = [t for t in tweets if t.client == name]
        rows.append(((-len(own), name), [name, len(own), len(own) / len(tweets), first(own), last(own)]))
    return top(rows, limit)


@rule
def hours_by_weekday(world: Any, campaign: str | None, time_zone: str | None) -> list[Row]:
    zone = time_zone or {None: "UTC", ALPHA: "Asia/Bangkok", BETA: "Asia/Tehran"}[campaign]
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for tweet in dated(chosen(world, campaign)):
        local = tweet.posted_at.astimezone(ZoneInfo(zone))
        counted[local.hour][local.weekday()] += 1
    return [[hour, *(days[d] for d in range(7)), days.total(), zone] for hour, days in sorted(counted.items())]


@rule
def retweets_inside(world: Any, campaign: str | None) -> list[Row]:
    retweets = [(t.author, world.author_of(t.retweets)) for t in chosen(world, campaign) if t.retweets]
    inside = sum(1 for _, b in retweets if b and world.accounts[b].campaigns)
    outside = sum(1 for _, b in retweets if b and not world.accounts[b].campaigns)
    itself = sum(1 for a, b in retweets if a == b)
    unknown = sum(1 for _, b in retweets if b is None)
    return [[len(retweets), inside, itself, outside, unknown, inside / len(retweets)]]


def spelled(tag: str) -> str:
    return {"news": "News", "straße": "Straße"}.get(tag, tag)


@rule
def top_hashtags(world: Any, campaign: str | None, limit: int) -> list[Row]:
    tweets, rows = chosen(world, campaign), []
    for tag in {tag for t in tweets for tag in t.tags}:
        own = [t for t in tweets if tag in t.tags]
        row = [spelled(tag), len(own), len({t.author for t in own}), first(own), last(own)]
        rows.append(((-len(own), tag), row))
    return top(rows, limit)


@rule
def hashtag_pairs(world: Any, campaign: str | None, limit: int) -> list[Row]:
    every = Counter(tag for t in world.archived for tag in t.tags)
    pairs = Counter((a, b) for t in chosen(world, campaign) for a in t.tags for b in t.tags if a < b)
    return top(
        (((-n, a, b), [spelled(a), spelled(b), n, n / min(every[a], every[b])]) for (a, b), n in pairs.items()),
        limit,
    )


@rule
def languages(world: Any, campaign: str | None, limit: int) -> list[Row]:
    tweets, rows = chosen(world, campaign), []
    for code in {t.language for t in tweets}:
        own = [t for t in tweets if t.language == code]
        row = [code, len(own), sum(1 for t in own if t.is_retweet), len(own) / len(tweets)]
        rows.append(((-len(own), code is None, code or ""), row))
    return top(rows, limit)


@rule
def top_domains(world: Any, campaign: str | None, kinds: list[str], limit: int) -> list[Row]:
    hosts = {
        "news.example": ("site", ("https://news.example/1", "https://news.example/2")),
        "shop.example": ("site", ("https://shop.example/",)),
        "video.example": ("platform", ("https://video.example/watch",)),
        "sho.rt": ("shortener", ("https://sho.rt/x",)),
    }
    rows = []
    for name, (kind, urls) in hosts.items():
        own = [t for t in chosen(world, campaign) if set(urls) & set(t.urls)]
        if own and kind in kinds:
            row = [name, kind, len(own), len({t.author for t in own}), len(urls), first(own), last(own)]
            rows.append(((-len(own), name), row))
    return top(rows, limit)


@rule
def search_tweets(world: Any, words: str, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for t in world.tweets.values():
        if words in t.text and (campaign is None or campaign in t.campaigns):
            name = world.accounts[t.author].name if t.author else None
            row = [t.posted_at, name, t.author, str(t.tweet_id), bool(t.campaigns), t.is_retweet, t.text]
            rows.append(((t.posted_at is None, t.posted_at or 0, t.tweet_id), row))
    return top(rows, limit)


def received(world: Any, kind: str, campaign: str | None) -> dict[str, dict[str, list[Any]]]:
    """Who did it with which tweets, by the account that it was done to."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for (start, end), tweets in acts(world, kind, campaign).items():
        found[end][start] = tweets
    return found


@rule
def most_amplified_outsiders(world: Any, campaign: str | None, limit: int) -> list[Row]:
    others = {kind: received(world, kind, campaign) for kind in ("QUOTED", "REPLIED_TO", "MENTIONED")}
    rows = []
    for user_id, by in received(world, "RETWEETED", campaign).items():
        if world.accounts[user_id].campaigns:
            continue
        tweets = [t for own in by.values() for t in own]
        more = [sum(len(own) for own in found.get(user_id, {}).values()) for found in others.values()]
        row = [world.accounts[user_id].name, user_id, len(tweets), len(by), *more, first(tweets), last(tweets)]
        rows.append(((-len(tweets), user_id), row))
    return top(rows, limit)


@rule
def most_retweeted_tweets(world: Any, campaign: str | None, limit: int) -> list[Row]:
    found = defaultdict(list)
    for t in chosen(world, campaign):
        if t.retweets:
            found[t.retweets].append(t)
    rows = []
    for tweet_id, by in found.items():
        tweet = world.tweets[tweet_id]
        author = world.accounts.get(tweet.author)
        who = [author.name, author.user_id, bool(author.campaigns)] if author else [None, None, None]
        counts = [len(by), len({t.author for t in by})]
        rows.append(((-len(by), tweet_id), [str(tweet_id), *who, *counts, tweet.posted_at, first(by), tweet.text]))
    return top(rows, limit)


def pairs_of(world: Any, kind: str, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for (a, b), tweets in acts(world, kind, campaign).items():
        if a != b:
            one, two = world.accounts[a], world.accounts[b]
            row = [one.name, a, two.name, b, bool(two.campaigns), len(tweets), first(tweets), last(tweets)]
            rows.append(((-len(tweets), a, b), row))
    return top(rows, limit)


def targets_of(world: Any, kind: str, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for user_id, by in received(world, kind, campaign).items():
        tweets = [t for start, own in by.items() if start != user_id for t in own]
        if tweets:
            account = world.accounts[user_id]
            counts = [len(tweets), len(set(by) - {user_id})]
            row = [account.name, user_id, bool(account.campaigns), *counts, first(tweets), last(tweets)]
            rows.append(((-len(tweets), user_id), row))
    return top(rows, limit)


@rule
def who_mentions_whom(world: Any, campaign: str | None, limit: int) -> list[Row]:
    return pairs_of(world, "MENTIONED", campaign, limit)


@rule
def who_replies_to_whom(world: Any, campaign: str | None, limit: int) -> list[Row]:
    return pairs_of(world, "REPLIED_TO", campaign, limit)


@rule
def most_mentioned(world: Any, campaign: str | None, limit: int) -> list[Row]:
    return targets_of(world, "MENTIONED", campaign, limit)


@rule
def most_replied_to(world: Any, campaign: str | None, limit: int) -> list[Row]:
    return targets_of(world, "REPLIED_TO", campaign, limit)


@rule
def hubs_inside(world: Any, campaign: str | None, limit: int) -> list[Row]:
    every = targets_of(world, "RETWEETED", campaign, 10_000)
    return [[name, user_id, *rest] for name, user_id, listed, *rest in every if listed][:limit]


@rule
def outsiders_of_two_campaigns(world: Any, limit: int) -> list[Row]:
    found: dict[str, list[Any]] = defaultdict(list)
    for (_, start, end), tweets in world.acts().items():
        if not world.accounts[end].campaigns:
            found[end] += [(start, t) for t in tweets]
    rows = []
    for user_id, touched in found.items():
        keys = sorted({key for _, t in touched for key in t.campaigns})
        actors = {start for start, _ in touched}
        if len(keys) > 1:
            row = [world.accounts[user_id].name, user_id, keys, len(actors), len(touched)]
            rows.append(((-len(keys), -len(actors), user_id), row))
    return top(rows, limit)


def ranked(counted: Counter[str], limit: int) -> list[str]:
    return sorted(counted, key=lambda key: (-counted[key], key))[:limit]


@rule
def account_profile(world: Any, account: str) -> list[Row]:
    a = next(a for a in world.accounts.values() if account.removeprefix("@") in {a.user_id, a.screen_name, a.alias})
    own = [t for t in world.archived if t.author == a.user_id]
    listed = a.user_id == "101"
    amplified = Counter({e: len(ts) for (s, e), ts in acts(world, "RETWEETED", None).items() if s == a.user_id})
    fans = [s for s in received(world, "RETWEETED", None).get(a.user_id, {}) if s != a.user_id]
    return [
        [
            a.name,
            a.user_id,
            a.alias,
            bool(a.campaigns),
            a.display_name,
            list(a.also_known_as),
            list(a.campaigns),
            a.created_on,
            "th" if a.campaigns else None,
            "Bangkok" if listed else None,
            "I am made up" if listed else None,
            "https://news.example/anna" if listed else None,
            a.followers,
            4 if a.campaigns else None,
            len(own),
            sum(1 for t in own if t.is_retweet),
            first(own),
            last(own),
            [spelled(tag) for tag in ranked(Counter(tag for t in own for tag in t.tags), 10)],
            ranked(Counter(t.client for t in own if t.client), 5),
            [world.accounts[e].name for e in ranked(amplified, 10)],
            len(fans),
        ]
    ]


@rule
def hashtag_by_month(world: Any, hashtag: str, campaign: str | None) -> list[Row]:
    tag = hashtag.removeprefix("#").lower()
    rows = []
    for month, own in by_month(t for t in chosen(world, campaign) if tag in t.tags).items():
        start = min(own, key=lambda t: (t.posted_at, t.tweet_id))
        who = world.accounts[start.author]
        row = [spelled(tag), month, len(own), len({t.author for t in own}), who.name, who.user_id, start.posted_at]
        rows.append(row)
    return rows


CALLS: dict[str, list[dict[str, str]]] = {
    "account-profile": [{"account": name} for name in ("101", "@anna", "account-0903", "f0e1d2", "silent", "both")],
    "hashtag-by-month": [{"hashtag": "#News"}, {"hashtag": "ข่าว", "campaign": ALPHA}],
    "hours-by-weekday": [{}, {"campaign": ALPHA}, {"campaign": BETA}, {"time_zone": "America/Caracas"}],
    "top-domains": [
        {},
        {"kinds": "platform,shortener", "campaign": BETA},
        {"kinds": '["site","platform"]', "limit": "2"},
    ],
    "search-tweets": [
        *(
            {"words": words}
            for words in ("ข่าว", "أخبار", "می‌آید", "新闻", "Новости", "mañana", "news", "🙂", "{braces}")
        ),
        *({"words": words, "limit": "3"} for words in ("'quotes' \\", "เ", "0")),
        {"words": "news", "campaign": BETA, "limit": "1000"},
        {"words": "\nlines"},
    ],
    "outsiders-of-two-campaigns": [{}, {"limit": "1"}],
    **coordination.CALLS,
    **counted.CALLS,
    **media.CALLS,
}


def calls() -> list[Any]:
    found = []
    for name, question in questions().items():
        usual: list[dict[str, str]] = [{}, {"campaign": ALPHA}, {"campaign": BETA}]
        if any(p.name == "limit" for p in question.parameters):
            usual.append({"limit": "2"})
        found += [pytest.param(name, given, id=f"{name}-{n}") for n, given in enumerate(CALLS.get(name, usual))]
    return found


def test_every_question_has_a_rule_in_plain_python() -> None:
    assert set(RULES) == set(questions())


@pytest.mark.parametrize(("name", "given"), calls())
def test_a_question_answers_what_python_counts(asked: Graph, world: Any, name: str, given: dict[str, str]) -> None:
    question = question_named(name)
    values = bind(question.parameters, given)
    expected = RULES[name](world, **values)
    assert expected, "a case without rows would prove little"
    assert ask(asked, question, values).values == expected


@pytest.mark.parametrize("words", ["วันนี้", "ن", "هر", "京", "сегодня", "ñ", "NEWS", "n", " ", "%", ".*", "\\", "ลลลล"])
def test_search_finds_exactly_what_python_finds(asked: Graph, world: Any, words: str) -> None:
    found = ask(asked, question_named("search-tweets"), {"words": words, "campaign": None, "limit": 1000})
    assert {row[3] for row in found.values} == {str(t.tweet_id) for t in world.tweets.values() if words in t.text}
