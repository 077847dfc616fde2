"""What the questions that count tweets, accounts and things should answer in the made-up archive, in plain Python."""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tests.explorer.conftest import ALPHA, BETA, BIOGRAPHIES, CAMPAIGNS, DOMAINS, TAGS, URLS

Row = list[Any]
Expected = Callable[..., list[Row]]

RULES: dict[str, Expected] = {}
CALLS: dict[str, list[dict[str, str]]] = {
    "answered-by-many": [{}, {"campaign": ALPHA}, {"campaign": BETA, "least": "1"}],
    "renamed-accounts": [{}, {"limit": "1"}],
    "same-profile": [{}, {"campaign": BETA}],
    "bios-with-words": [{"campaign": ALPHA}, {"terms": "Up,journal"}],
    "language-switches": [{}, {"least": "1", "campaign": ALPHA}],
    "repeated-texts": [{}, {"campaign": ALPHA, "least": "3"}],
    "clients-by-month": [{}, {"campaign": BETA, "each": "1"}],
    "languages-by-month": [{}, {"campaign": BETA, "each": "2"}],
    "word-by-month": [{"words": "news"}, {"words": "ข่าว", "campaign": ALPHA}],
    "top-links": [{}, {"campaign": BETA, "kinds": "platform,shortener"}],
    "shared-hashtags": [{}, {"limit": "2"}],
    "shared-domains": [{}, {"kinds": "platform"}],
    "shared-texts": [{}],
    "shared-clients": [{}],
    "shared-accounts": [{}],
    "playbooks": [{}, {"campaign": BETA}],
    "tweet-cascade": [{}, {"tweet": "9000000000000000001", "limit": "3"}],
    "domain-by-month": [{}, {"domain": "Video.example", "campaign": ALPHA}],
    "who-touched-an-account": [{}, {"account": "@anna"}, {"account": "account-0902", "limit": "2"}],
}
FIRST_SNOWFLAKE = 30_000_000_000


def rule(expected: Expected) -> Expected:
    """Register what a question of the same name should answer."""
    RULES[expected.__name__.replace("_", "-")] = expected
    return expected


def chosen(world: Any, campaign: str | None) -> list[Any]:
    return [t for t in world.archived if campaign is None or campaign in t.campaigns]


def dated(tweets: Iterable[Any]) -> list[Any]:
    return sorted((t for t in tweets if t.posted_at is not None), key=lambda t: (t.posted_at, t.tweet_id))


def span(tweets: Iterable[Any]) -> list[Any]:
    times = [t.posted_at for t in dated(tweets)]
    return [min(times, default=None), max(times, default=None)]


def grouped(tweets: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found = defaultdict(list)
    for tweet in tweets:
        found[key(tweet)].append(tweet)
    return dict(found)


def month_of(tweet: Any) -> str:
    return f"{tweet.posted_at:%Y-%m}"


def authors(tweets: Iterable[Any]) -> int:
    return len({t.author for t in tweets})


def ranked(rows: Iterable[tuple[Any, Row]], limit: int) -> list[Row]:
    """The first rows by a sort key that is unique."""
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])][:limit]


def members(world: Any, campaign: str | None) -> list[Any]:
    return [a for a in world.accounts.values() if a.campaigns and (campaign is None or campaign in a.campaigns)]


def keys(tweets: Iterable[Any]) -> list[str]:
    return sorted({key for t in tweets for key in t.campaigns})


def of_each(campaign: str | None) -> list[str]:
    return [key for key in (ALPHA, BETA) if campaign in {None, key}]


@rule
def completeness(world: Any, campaign: str | None) -> list[Row]:
    def row(key: str) -> Row:
        facts = CAMPAIGNS[key]
        counts = [facts.get("expected_accounts"), len(members(world, key)), facts.get("expected_tweets")]
        tweets = len(chosen(world, key))
        return [key, facts.get("attributed_to"), facts["released_on"], *counts, tweets, facts.get("state")]

    return [row(key) for key in of_each(campaign)]


@rule
def concentration(world: Any, campaign: str | None) -> list[Row]:
    rows = []
    for key in of_each(campaign):
        counts = sorted(Counter(t.author for t in chosen(world, key)).values())
        total, ten = sum(counts), sum(counts[-10:])
        rows.append([key, len(counts), total, ten, ten / total, counts[(len(counts) - 1) // 2], counts[-1]])
    return rows


@rule
def busiest_days(world: Any, campaign: str | None, limit: int) -> list[Row]:
    days = grouped(dated(chosen(world, campaign)), lambda t: t.posted_at.date())
    return ranked(
        (((-len(ts), day), [day, len(ts), sum(t.is_retweet for t in ts), authors(ts)]) for day, ts in days.items()),
        limit,
    )


@rule
def tweets_per_day(world: Any, campaign: str | None) -> list[Row]:
    def kind(t: Any) -> int:
        return 1 if t.is_retweet else 2 if t.replies_to else 3 if t.quotes else 0

    days = grouped(dated(chosen(world, campaign)), lambda t: t.posted_at.date())
    return [
        [day, len(tweets), *(sum(kind(t) == one for t in tweets) for one in range(4))]
        for day, tweets in sorted(days.items())
    ]


@rule
def unusual_days(world: Any, campaign: str | None, limit: int) -> list[Row]:
    days = Counter(t.posted_at.date() for t in dated(chosen(world, campaign)))
    rows = []
    for day, tweets in days.items():
        month = sorted(n for other, n in days.items() if (other.year, other.month) == (day.year, day.month))
        usual = month[(len(month) - 1) // 2]
        rows.append(((usual - tweets, day), [day, tweets, usual, tweets - usual, tweets / usual]))
    return ranked(rows, limit)


@rule
def creation_days(world: Any, campaign: str | None, limit: int) -> list[Row]:
    found = grouped((a for a in members(world, campaign) if a.created_on), lambda a: a.created_on)
    rows = []
    for day, made in found.items():
        names = [a.name for a in sorted(made, key=lambda a: a.user_id)][:5]
        rows.append(((-len(made), day), [day, len(made), names]))
    return ranked(rows, limit)


@rule
def silent_then_active(world: Any, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for user_id, tweets in grouped(dated(chosen(world, campaign)), lambda t: t.author).items():
        days = sorted({t.posted_at.date() for t in tweets})
        gaps = [((later - earlier).days, earlier, later) for earlier, later in itertools.pairwise(days)]
        if gaps:
            silent, before, after = max(gaps, key=lambda gap: (gap[0], -gap[1].toordinal()))
            at = days.index(after)
            row = [world.accounts[user_id].name, user_id, silent, before, after, at, len(days) - at]
            rows.append(((-silent, user_id), row))
    return ranked(rows, limit)


@rule
def language_switches(world: Any, campaign: str | None, least: int, limit: int) -> list[Row]:
    own = [t for t in dated(chosen(world, campaign)) if t.language not in {None, "und"}]
    rows = []
    for user_id, tweets in grouped(own, lambda t: t.author).items():
        months = {t.tweet_id: t.posted_at.year * 12 + t.posted_at.month for t in tweets}
        middle = (min(months.values()) + max(months.values())) / 2
        early = Counter(t.language for t in tweets if months[t.tweet_id] <= middle)
        late = Counter(t.language for t in tweets if months[t.tweet_id] > middle)
        known = set(early) | set(late)
        (n, before), (m, after) = (max((half[code], code) for code in known) for half in (early, late))
        if before != after and min(n, m) >= least:
            rows.append(((-n - m, user_id), [world.accounts[user_id].name, user_id, before, n, after, m]))
    return ranked(rows, limit)


@rule
def renamed_accounts(world: Any, campaign: str | None, limit: int) -> list[Row]:
    return ranked(
        (
            ((-len(a.also_known_as), a.user_id), [a.name, a.user_id, list(a.also_known_as), a.created_on, a.followers])
            for a in members(world, campaign)
            if a.also_known_as
        ),
        limit,
    )


@rule
def same_profile(world: Any, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for text in set(BIOGRAPHIES.values()):
        own = sorted(
            (a for a in members(world, campaign) if BIOGRAPHIES.get(a.user_id) == text), key=lambda a: a.user_id
        )
        if len(own) > 1:
            rows.append(((-len(own), text), ["biography", text, len(own), [a.name for a in own]]))
    return ranked(rows, limit)


@rule
def bios_with_words(world: Any, campaign: str | None, terms: list[str], limit: int) -> list[Row]:
    rows = []
    for a in members(world, campaign):
        text = BIOGRAPHIES.get(a.user_id, "")
        found = [term for term in terms if term.lower() in text.lower()]
        if found:
            tweets = sum(1 for t in world.archived if t.author == a.user_id)
            rows.append(((-tweets, a.user_id), [a.name, a.user_id, found[0], text, a.followers, tweets]))
    return ranked(rows, limit)


@rule
def what_accounts_do(world: Any, campaign: str | None, limit: int) -> list[Row]:
    def kind(t: Any) -> int:
        return 1 if t.is_retweet else 2 if t.replies_to else 3 if t.quotes else 0

    rows = []
    for user_id, tweets in grouped(chosen(world, campaign), lambda t: t.author).items():
        kinds = Counter(kind(t) for t in tweets)
        counts = [len(tweets), *(kinds[k] for k in range(4)), sum(1 for t in tweets if t.urls)]
        rows.append(((-len(tweets), user_id), [world.accounts[user_id].name, user_id, *counts]))
    return ranked(rows, limit)


@rule
def clients_by_month(world: Any, campaign: str | None, each: int) -> list[Row]:
    found = grouped((t for t in chosen(world, campaign) if t.client), lambda t: t.client)
    rows = []
    for name in sorted(found, key=lambda name: (-len(found[name]), name))[:each]:
        for month, tweets in grouped(dated(found[name]), month_of).items():
            rows.append(((month, -len(tweets), name), [month, name, len(tweets), authors(tweets)]))
    return ranked(rows, len(rows))


@rule
def quick_retweets(world: Any, campaign: str | None, seconds: int, limit: int) -> list[Row]:
    found = defaultdict(list)
    for t in dated(chosen(world, campaign)):
        original = world.tweets.get(t.retweets)
        if original and original.campaigns and original.posted_at and original.author != t.author:
            delay = (t.posted_at - original.posted_at).total_seconds()
            if 0 <= delay <= seconds:
                found[t.author, original.author].append((delay, t))
    rows = []
    for (a, b), quick in found.items():
        fastest = min(delay for delay, _ in quick)
        row = [world.accounts[a].name, a, world.accounts[b].name, b, len(quick), fastest, *span(t for _, t in quick)]
        rows.append(((-len(quick), fastest, a, b), row))
    return ranked(rows, limit)


@rule
def repeated_texts(world: Any, campaign: str | None, least: int, limit: int) -> list[Row]:
    own = [t for t in chosen(world, campaign) if not t.is_retweet and len(t.text) >= 12]
    return ranked(
        (
            ((-authors(ts), -len(ts), text), [text, authors(ts), len(ts), *span(ts)])
            for text, ts in grouped(own, lambda t: t.text).items()
            if authors(ts) >= least
        ),
        limit,
    )


@rule
def answered_by_many(world: Any, campaign: str | None, least: int, limit: int) -> list[Row]:
    found = grouped((t for t in chosen(world, campaign) if t.replies_to), lambda t: t.replies_to)
    rows = []
    for tweet_id, tweets in found.items():
        answered = world.tweets[tweet_id]
        if not answered.campaigns and authors(tweets) >= least:
            name = world.accounts[answered.author].name if answered.author else None
            row = [str(tweet_id), name, answered.author, authors(tweets), len(tweets), *span(tweets)]
            rows.append(((-authors(tweets), -len(tweets), tweet_id), row))
    return ranked(rows, limit)


@rule
def busiest_hours(world: Any, campaign: str | None, limit: int) -> list[Row]:
    def hour(t: Any) -> tuple[dt.datetime, str]:
        return t.posted_at.replace(minute=0, second=0, microsecond=0), t.author

    rows = []
    for (begin, user_id), tweets in grouped(dated(chosen(world, campaign)), hour).items():
        row = [world.accounts[user_id].name, user_id, begin, len(tweets), sum(t.is_retweet for t in tweets)]
        rows.append(((-len(tweets), begin, user_id), row))
    return ranked(rows, limit)


@rule
def on_the_minute(world: Any, campaign: str | None, limit: int) -> list[Row]:
    exact = [t for t in dated(chosen(world, campaign)) if t.client and t.tweet_id > FIRST_SNOWFLAKE]
    rows = []
    for name, tweets in grouped(exact, lambda t: t.client).items():
        early = sum(1 for t in tweets if t.posted_at.second < 2)
        rows.append(((-early, -len(tweets), name), [name, len(tweets), early, early / len(tweets)]))
    return ranked(rows, limit)


@rule
def hashtag_lives(world: Any, campaign: str | None, limit: int) -> list[Row]:
    rows = []
    for tag, name in TAGS.items():
        every = [t for t in chosen(world, campaign) if tag in t.tags]
        if every:
            tweets = dated(every)
            months = {month: len(ts) for month, ts in grouped(tweets, month_of).items()}
            peak = min(months, key=lambda month: (-months[month], month))
            first, last = span(tweets)
            began = world.accounts[tweets[0].author].name
            rows.append(((-len(every), tag), [name, len(every), began, first, peak, months[peak], len(months), last]))
    return ranked(rows, limit)


@rule
def languages_by_month(world: Any, campaign: str | None, each: int) -> list[Row]:
    found = grouped((t for t in dated(chosen(world, campaign)) if t.language), lambda t: t.language)
    rows = []
    for code in sorted(found, key=lambda code: (-len(found[code]), code))[:each]:
        for month, tweets in grouped(found[code], month_of).items():
            rows.append(((month, -len(tweets), code), [month, code, len(tweets)]))
    return ranked(rows, len(rows))


@rule
def word_by_month(world: Any, words: str, campaign: str | None) -> list[Row]:
    months = grouped((t for t in dated(chosen(world, campaign)) if words in t.text), month_of)
    return [[m, len(ts), sum(t.is_retweet for t in ts), authors(ts)] for m, ts in sorted(months.items())]


@rule
def top_links(world: Any, campaign: str | None, kinds: list[str], limit: int) -> list[Row]:
    rows = []
    for url, domain in URLS.items():
        tweets = [t for t in chosen(world, campaign) if url in t.urls]
        if tweets and DOMAINS[domain] in kinds:
            rows.append(((-len(tweets), url), [url, domain, len(tweets), authors(tweets), *span(tweets)]))
    return ranked(rows, limit)


def shared(name: str, tweets: list[Any], key: Any) -> Iterable[tuple[Any, Row]]:
    """A row of a thing that several releases use, one of `tweets` for each use of it."""
    counts = [sum(1 for t in tweets if campaign in t.campaigns) for campaign in keys(tweets)]
    if len(counts) > 1:
        yield (-len(counts), -min(counts), -sum(counts), key), [name, keys(tweets), sum(counts), min(counts)]


@rule
def shared_hashtags(world: Any, limit: int) -> list[Row]:
    rows = [
        row for tag, name in TAGS.items() for row in shared(name, [t for t in world.archived if tag in t.tags], tag)
    ]
    return ranked(rows, limit)


@rule
def shared_domains(world: Any, kinds: list[str], limit: int) -> list[Row]:
    rows: list[tuple[Any, Row]] = []
    for domain, kind in DOMAINS.items():
        uses = [t for t in world.archived for url in t.urls if URLS[url] == domain]
        if kind in kinds:
            rows += shared(domain, uses, domain)
    return ranked(rows, limit)


@rule
def shared_texts(world: Any, limit: int) -> list[Row]:
    rows = repeated_texts(world, None, 2, 1000)
    own = grouped((t for t in world.archived if not t.is_retweet), lambda t: t.text)
    found = [[text, keys(own[text]), *rest] for text, *rest in rows if len(keys(own[text])) > 1]
    return found[:limit]


@rule
def shared_clients(world: Any, limit: int) -> list[Row]:
    found = grouped((t for t in world.archived if t.client), lambda t: t.client)
    return ranked(
        (((len(ts), name), [name, keys(ts), authors(ts), len(ts)]) for name, ts in found.items() if len(keys(ts)) > 1),
        limit,
    )


@rule
def shared_accounts(world: Any, limit: int) -> list[Row]:
    rows = []
    for a in members(world, None):
        if len(a.campaigns) > 1:
            tweets = sum(1 for t in world.archived if t.author == a.user_id)
            rows.append(((-tweets, a.user_id), [a.name, a.user_id, list(a.campaigns), list(a.also_known_as), tweets]))
    return ranked(rows, limit)


@rule
def playbooks(world: Any, campaign: str | None) -> list[Row]:
    rows = []
    for key in of_each(campaign):
        tweets = chosen(world, key)
        tests: tuple[Callable[[Any], Any], ...] = (
            lambda t: t.is_retweet,
            lambda t: not t.is_retweet and t.replies_to,
            lambda t: t.tags,
            lambda t: t.urls,
        )
        shares = [sum(1 for t in tweets if holds(t)) / len(tweets) for holds in tests]
        kinds = [len({t.language for t in tweets if t.language}), len({t.client for t in tweets if t.client})]
        rows.append([key, len(tweets), *shares, *kinds])
    return rows


@rule
def tweet_cascade(world: Any, tweet: str | None, limit: int) -> list[Row]:
    counted = Counter(t.retweets for t in world.archived if t.retweets)
    tweet_id = int(tweet) if tweet else min(counted, key=lambda key: (-counted[key], key))
    start = world.tweets[tweet_id].posted_at
    found = []
    for t in world.archived:
        acts = (("retweet", t.retweets), ("quote", t.quotes), ("reply", t.replies_to))
        found += [(t.posted_at is None, t.posted_at, t.tweet_id, act, t) for act, other in acts if other == tweet_id]
    rows = []
    for place, (_, at, own, act, t) in enumerate(sorted(found, key=lambda item: item[:4]), start=1):
        delay = round((at - start).total_seconds(), 3) if at and start else None
        rows.append([str(tweet_id), place, act, world.accounts[t.author].name, t.author, at, delay, str(own)])
    return rows[:limit]


@rule
def domain_by_month(world: Any, domain: str | None, campaign: str | None) -> list[Row]:
    name = domain.lower() if domain else "news.example"
    urls = {url for url, host in URLS.items() if host == name}
    months = grouped((t for t in dated(chosen(world, campaign)) if urls & set(t.urls)), month_of)
    return [
        [name, month, len(ts), authors(ts), len({url for t in ts for url in t.urls if url in urls})]
        for month, ts in sorted(months.items())
    ]


@rule
def who_touched_an_account(world: Any, account: str | None, limit: int) -> list[Row]:
    acts = world.acts()
    if account is None:
        fans = Counter(e for kind, _, e in acts if kind == "RETWEETED" and not world.accounts[e].campaigns)
        target = world.accounts[min(fans, key=lambda key: (-fans[key], key))]
    else:
        names = {account.removeprefix("@")}
        target = next(a for a in world.accounts.values() if names & {a.user_id, a.screen_name, a.alias})
    rows = []
    for user_id in {start for _, start, end in acts if end == target.user_id != start}:
        done = [acts.get((k, user_id, target.user_id), []) for k in ("RETWEETED", "QUOTED", "REPLIED_TO", "MENTIONED")]
        counts = [len(tweets) for tweets in done]
        row = [target.name, world.accounts[user_id].name, user_id, *counts, *span(t for ts in done for t in ts)]
        rows.append(((-sum(counts), user_id), row))
    return ranked(rows, limit)
