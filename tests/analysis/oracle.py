"""Coordination by brute force in plain Python: every pair of events is looked at, and nothing of ours is used.

Written from the definitions (docs/coordination.md), for a few dozen events. An event is (object, account, tweet, t,
author); accounts are text, t is in milliseconds.
"""

import html
import math
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

DAY = 86_400_000
HOUR = 3_600_000


class Event(NamedTuple):
    object: str
    account: str
    tweet: int
    t: int
    author: str | None = None


class Pair(NamedTuple):
    """Two close events, the one of the smaller account first."""

    one: Event
    other: Event

    @property
    def earlier(self) -> int:
        return min(self.one.t, self.other.t)


@dataclass
class Found:
    edges: dict[tuple[str, str], dict[str, Any]]
    pairs: list[Pair]
    events: list[Event]
    expected_total: dict[str, float]


def order(account: str) -> tuple[int, str]:
    return len(account), account


def close_pairs(events: list[Event], window: int) -> list[Pair]:
    found = []
    for a, b in combinations(events, 2):
        if a.object == b.object and a.account != b.account and abs(a.t - b.t) <= window:
            found.append(Pair(*sorted((a, b), key=lambda event: order(event.account))))
    return found


def day_strata(events: list[Event], least: int, longest: int) -> dict[int, int]:
    """Return the first day of the stratum of each day."""
    held = Counter(event.t // DAY for event in events)
    first_of: dict[int, int] = {}
    first: int | None = None
    total = 0
    for day in sorted(held):
        if first is None or total >= least or day - first >= longest:
            first, total = day, 0
        first_of[day] = first
        total += held[day]
    return first_of


def words(text: str) -> set[str]:
    """Return the words of a text, or its stretches of 5 characters when over a third is in a script without spaces."""
    unspaced = len(re.findall("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]", text))
    if 3 * unspaced <= len(text):
        return set(text.split(" "))
    bare = text.replace(" ", "")
    return {bare[place : place + 5] for place in range(max(1, len(bare) - 4))}


def similar_pairs(events: list[Event], window: int, similarity: Fraction) -> list[Pair]:
    """Return the pairs of near-identical texts (the objects of `events`), each with the family of its texts as object.

    A family is what pairs connect; it is named here by its least text.
    """
    sets = {event.object: words(event.object) for event in events}

    def alike(a: str, b: str) -> bool:
        return Fraction(len(sets[a] & sets[b]), len(sets[a] | sets[b])) >= similarity

    found = [
        (a, b)
        for a, b in combinations(events, 2)
        if a.account != b.account and abs(a.t - b.t) <= window and alike(a.object, b.object)
    ]
    family = {text: text for text in sets}
    for _ in sets:
        for a, b in found:
            family[a.object] = family[b.object] = min(family[a.object], family[b.object])
    named = [[event._replace(object=family[event.object]) for event in pair] for pair in found]
    return [Pair(*sorted(pair, key=lambda event: order(event.account))) for pair in named]


def strata(events: list[Event], null: str, least: int, longest: int) -> Callable[[Event], Any]:
    days = day_strata(events, least, longest)

    def stratum(event: Event) -> Any:
        day = days[event.t // DAY]
        hour = datetime.fromtimestamp(event.t // 1000, UTC).hour
        return {"day": (day,), "hour": (day, hour), "author": (day, event.author or "")}[null]

    return stratum


def poisson_tail(least: int, mean: float) -> float:
    """Return P(X >= least): the terms from `least` on, added from the smallest."""
    if mean == 0:
        return 1.0 if least == 0 else 0.0
    terms = []
    for k in range(least, least + 2000):
        term = math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
        terms.append(term)
        if k > mean and term < 1e-25 * sum(terms):
            break
    return min(1.0, math.fsum(terms))


def expected(events: list[Event], pairs: list[Pair], stratum: Callable[[Event], Any]) -> dict[tuple[str, str], float]:
    """Return the expected close pairs of every two accounts."""
    a: dict[Any, Counter[str]] = defaultdict(Counter)
    for event in events:
        a[stratum(event)][event.account] += 1
    between: Counter[tuple[Any, Any]] = Counter()
    for pair in pairs:
        between[tuple(sorted((stratum(pair.one), stratum(pair.other))))] += 1
    accounts = sorted({event.account for event in events}, key=order)
    sums: dict[tuple[str, str], float] = {}
    for u, v in combinations(accounts, 2):
        total = 0.0
        for (s, t), m in between.items():
            n, k = sum(a[s].values()), sum(a[t].values())
            if s == t:
                z = (n * n - sum(x * x for x in a[s].values())) / 2
                total += m * a[s][u] * a[s][v] / z
            else:
                z = n * k - sum(a[s][x] * a[t][x] for x in accounts)
                total += m * (a[s][u] * a[t][v] + a[t][u] * a[s][v]) / z
        sums[u, v] = total
    return sums


def q_values(p: dict[tuple[str, str], float], tests: int) -> dict[tuple[str, str], float]:
    values = sorted(p.values()) + [1.0] * (tests - len(p))
    q = {}
    for pair, own in p.items():
        q[pair] = min(value * tests / rank for rank, value in enumerate(values, 1) if value >= own)
    return {pair: min(value, 1.0) for pair, value in q.items()}


def participating(events: list[Event], least: int) -> list[Event]:
    rows = Counter(event.account for event in events)
    return [event for event in events if rows[event.account] >= least]


def still_participating(pairs: list[Pair], least: int) -> list[Pair]:
    matched: dict[str, set[int]] = defaultdict(set)
    for pair in pairs:
        for event in pair:
            matched[event.account].add(event.tweet)
    return [pair for pair in pairs if max(len(matched[event.account]) for event in pair) >= least]


def columns(pairs: list[Pair]) -> dict[str, Any]:
    tweets_u = len({pair.one.tweet for pair in pairs})
    tweets_v = len({pair.other.tweet for pair in pairs})
    episodes = len({(pair.one.object, pair.earlier // HOUR) for pair in pairs})
    months = Counter(datetime.fromtimestamp(pair.earlier // 1000, UTC).strftime("%Y-%m") for pair in pairs)
    return {
        "pairs": len(pairs),
        "tweets_u": tweets_u,
        "tweets_v": tweets_v,
        "objects": len({pair.one.object for pair in pairs}),
        "episodes": episodes,
        "support": min(tweets_u, tweets_v, episodes),
        "median_delay_s": statistics.median(abs(pair.one.t - pair.other.t) for pair in pairs) / 1000,
        "led_by_first": sum(pair.one.t < pair.other.t for pair in pairs) / len(pairs),
        "months": sorted(months),
        "month_counts": [months[month] for month in sorted(months)],
    }


def supports(pairs: list[Pair], windows: Iterable[int]) -> dict[tuple[str, str], list[int]]:
    """Return the support of each edge when only its pairs within each window count."""
    by_edge: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_edge[pair.one.account, pair.other.account].append(pair)
    found = {}
    for edge, own in by_edge.items():
        near = [[pair for pair in own if abs(pair.one.t - pair.other.t) <= window] for window in windows]
        found[edge] = [columns(left)["support"] if left else 0 for left in near]
    return found


def edges(
    events: Iterable[Event],
    window: int,
    *,
    nulls: Iterable[str] = ("day", "hour", "author"),
    null: str = "day",
    min_participation: int = 1,
    least_events: int = 1000,
    longest_days: int = 14,
    similarity: Fraction | None = None,
) -> Found:
    """Return every edge with every column, before any least weight."""
    nulls = list(nulls)
    kept = participating(list(events), min_participation)
    every = close_pairs(kept, window) if similarity is None else similar_pairs(kept, window, similarity)
    pairs = still_participating(every, min_participation) if min_participation > 1 else every
    by_edge: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_edge[pair.one.account, pair.other.account].append(pair)
    found = {edge: columns(own) for edge, own in by_edge.items()}
    size = len({event.account for event in kept})
    levels, totals = {}, {}
    for each in nulls:
        mean = expected(kept, every, strata(kept, each, least_events, longest_days))
        totals[each] = sum(mean.values())
        p = {edge: poisson_tail(row["support"], mean[edge]) for edge, row in found.items()}
        q = q_values(p, size * (size - 1) // 2)
        levels[each] = {edge: (mean[edge], p[edge], q[edge]) for edge in found}
    for edge, row in found.items():
        significant = {each: levels[each][edge][2] <= 0.05 and row["support"] >= 2 for each in nulls}
        row["expected"], row["p_value"], row["q_value"] = levels[null][edge]
        row["q_hour"] = levels["hour"][edge][2]
        row["q_author"] = levels["author"][edge][2] if "author" in nulls else None
        row["flagged"] = significant[null]
        row["robust"] = all(significant.values())
    return Found(found, every, kept, totals)


def normal(text: str) -> str:
    text = unicodedata.normalize("NFKC", html.unescape(text))
    text = re.sub(r"(?i)https?://\S+", "", text)
    text = re.sub(r"@\S+", "", text)
    return re.sub(r"\s+", " ", text.casefold()).strip()


def settled(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a tweet: of each column the present value of the best row; `rows` come best first."""
    tweets: dict[int, dict[str, Any]] = {}
    for row in rows:
        own = tweets.setdefault(row["tweet_id"], {})
        for name, value in row.items():
            if own.get(name) is None:
                own[name] = value
    return list(tweets.values())


def authors(tweets: list[dict[str, Any]]) -> Callable[[int], str | None]:
    """Return who wrote a tweet: its author in the lake, else whom most references name, ties by value."""
    written = {row["tweet_id"]: row["user_id"] for row in tweets}
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for row in tweets:
        if row["is_retweet"] and row["retweet_tweet"]:
            named = row["retweet_user"] or (row["mentions"] or [None])[0]
            if named and named.isdigit() and named[0] != "0":
                votes[row["retweet_tweet"]][named] += 1
        if row["reply_tweet"] and row["reply_user"]:
            votes[row["reply_tweet"]][row["reply_user"]] += 1

    def author(tweet: int) -> str | None:
        if tweet in written:
            return str(written[tweet])
        if not votes[tweet]:
            return None
        return min(votes[tweet], key=lambda name: (-votes[tweet][name], name))

    return author


def events_of(
    action: str,
    tweets: list[dict[str, Any]],
    *,
    tags: dict[str, str],
    domains: dict[str, str | None],
    min_length: int = 20,
) -> list[Event]:
    """Return the events of an action; `tags` gives the form of a spelling, `domains` the domain of an address."""
    author = authors(tweets)
    found = set()
    for row in tweets:
        pointed = {"retweet": "retweet_tweet", "reply": "reply_tweet", "quote": "quoted_tweet"}.get(action)
        if row["posted_at"] is None or bool(row["is_retweet"]) != (action == "retweet"):
            continue
        objects: set[Any] = set()
        if pointed:
            objects = {row[pointed]} - {None}
        elif action == "mention":
            objects = {m for m in row["mentions"] or [] if m.isdigit() and m[0] != "0" and m != row["reply_user"]}
        elif action == "hashtag":
            objects = {tags[spelling] for spelling in row["hashtags"] or [] if spelling in tags}
        elif action == "link":
            objects = {url for url in row["urls"] or [] if domains.get(url) != "twitter.com"}
        elif action == "domain":
            objects = {domains.get(url) for url in row["urls"] or []} - {None, "twitter.com"}
        elif action == "tweet":
            objects = {text for text in [normal(row["text"] or "")] if len(text) >= min_length}
        for thing in objects:
            who = author(thing) if pointed else None
            found.add(Event(str(thing), row["user_id"], row["tweet_id"], row["posted_at"], who))
    return sorted(found, key=lambda event: event[:4])
