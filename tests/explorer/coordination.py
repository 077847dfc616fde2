"""Findings of the made-up archive: two runs, edges with evidence, groups; and what the questions should say of them."""

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa

from analysis.evidence_text import evidence_text
from database import upsert
from database.connection import Graph
from schema.model import PropertyModel, nodes, relationships

Row = list[Any]

ALPHA, BETA = "alpha_201906_1", "beta_202012"
RUN_A, RUN_B = "aaaa", "bbbb"
OBJECTS = (
    "9000000000000000001",
    'a "quoted" text \\ with {"tweet_u":"1"},{"tweet_u":"2","object":"3"}]',
    "https://news.example/1?a=1,2&b={}",
    "ข่าววันนี้",
)


@dataclass(frozen=True)
class Edge:
    u: str
    v: str
    action: str
    run: str
    support: int
    pairs: int
    led: float
    delay: float
    q: float
    robust: bool
    months: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One row of evidence; times in milliseconds."""

    tweet_u: int
    tweet_v: int
    time_u: int
    time_v: int
    thing: str


EDGES = (
    Edge("101", "102", "retweet", RUN_A, 9, 12, 0.75, 4.5, 1e-9, True, ("2018-12", "2019-02")),
    Edge("101", "102", "tweet", RUN_A, 3, 4, 0.5, 2.0, 1e-3, False, ("2019-01",)),
    Edge("101", "103", "retweet", RUN_A, 9, 9, 1.0, 0.5, 1e-8, True, ("2019-01",)),
    Edge("102", "301", "link", RUN_A, 4, 4, 0.25, 8.0, 1e-4, True, ("2019-03",)),
    Edge("201", "202", "hashtag", RUN_A, 6, 16, 0.5, 1.25, 1e-5, False, ("2019-01", "2019-02")),
    Edge("201", "203", "hashtag", RUN_A, 6, 8, 0.25, 1.5, 1e-5, True, ("2019-02",)),
    Edge("103", "201", "retweet", RUN_A, 2, 2, 0.0, 30.0, 0.04, False, ("2019-02",)),
    Edge("101", "102", "retweet", RUN_B, 5, 5, 1.0, 3.0, 1e-6, True, ("2019-02",)),
    Edge("101", "201", "retweet", RUN_B, 5, 5, 0.5, 3.0, 1e-6, True, ("2019-02",)),
)
GROUPS = {
    (RUN_A, 1): ("101", "102", "103", "301"),
    (RUN_A, 2): ("201", "202", "203"),
    (RUN_B, 1): ("101", "102", "201"),
}
RUNS: dict[str, dict[str, Any]] = {
    RUN_A: {
        "command": "ioscope detect",
        "campaigns": [ALPHA, BETA],
        "accounts": [6, 4],
        "co_acting": [5, 3],
        "co_flagged": [3, 0],
    },
    RUN_B: {
        "command": "ioscope detect retweet --window 10 --campaign alpha_201906_1",
        "campaigns": [ALPHA],
        "accounts": [6],
        "co_acting": [3],
        "co_flagged": [2],
    },
}


def evidence_of(world: Any, edge: Edge) -> list[Shown]:
    """Tweets of both, in the order of their ids, as if each two had been close."""
    ours, theirs = (sorted(t.tweet_id for t in world.archived if t.author == who) for who in (edge.u, edge.v))
    start = 1_551_117_600_123
    return [
        Shown(u, v, start + 7_200_000 * n, start + 7_200_000 * n + (-1) ** n * 500 * n, OBJECTS[n % len(OBJECTS)])
        for n, (u, v) in enumerate(zip(ours, theirs, strict=False))
    ][:6]


def write_findings(graph: Graph, world: Any) -> None:
    runs = [{"key": key, **facts} for key, facts in RUNS.items()]
    groups = [
        {"key": f"{run}-{number}", "size": len(members), "run": run, "stability": 0.875 + number / 16, "facts": "{}"}
        for (run, number), members in GROUPS.items()
    ]
    for label, rows in (("Run", runs), ("Community", groups)):
        node = nodes()[label]
        batch = rows_of((node.key, *node.loaded), rows)
        upsert.write_nodes(graph, node, [batch], lambda _: None, new=True)
    inside = [
        {"start": user, "end": f"{run}-{number}"} for (run, number), members in GROUPS.items() for user in members
    ]
    pairs = [{"start": edge.u, "end": edge.v, **_properties(world, edge)} for edge in EDGES]
    for kind, rows in (("IN_COMMUNITY", inside), ("COORDINATED", pairs)):
        relationship = relationships()[kind]
        batch = rows_of(relationship.properties, rows, "start", "end")
        upsert.write_relationships(graph, relationship, [upsert.listed(relationship, batch)], lambda _: None, new=True)


def rows_of(properties: Sequence[PropertyModel], rows: list[dict[str, Any]], *others: str) -> pa.RecordBatch:
    """Return rows as Arrow, absent properties as nulls of their type."""
    kinds = {**dict.fromkeys(others, "string"), **{p.name: p.type.lake for p in properties}}
    schema = ibis.schema(kinds).to_pyarrow()
    return pa.RecordBatch.from_pylist([{name: row.get(name) for name in kinds} for row in rows], schema=schema)


def _properties(world: Any, edge: Edge) -> dict[str, Any]:
    shown = [vars(one) | {"object_id": one.thing} for one in evidence_of(world, edge)]
    return {
        "action": edge.action,
        "run": edge.run,
        "window_s": 60.0 if edge.run == RUN_A else 10.0,
        "support": edge.support,
        "pairs": edge.pairs,
        "led_by_first": edge.led,
        "median_delay_s": edge.delay,
        "expected": edge.support / 64,
        "q_value": edge.q,
        "robust": edge.robust,
        "months": list(edge.months),
        "evidence": evidence_text(shown),
    }


def chosen(world: Any, *, action: str | None = None, run: str | None = None) -> list[Edge]:
    """Edges of an action and a run, the strongest first."""
    found = [e for e in EDGES if action in {None, e.action} and run in {None, e.run}]
    return sorted(found, key=lambda e: (-e.support, e.q, e.u, e.v, e.action, e.run))


def co_action_share(world: Any, campaign: str | None, run: str | None) -> list[Row]:
    rows = []
    for key, facts in RUNS.items():
        for n, name in enumerate(facts["campaigns"]):
            accounts, acting, flagged = (facts[what][n] for what in ("accounts", "co_acting", "co_flagged"))
            row = [name, facts["command"], accounts, acting, acting / accounts, flagged, flagged / accounts, key]
            if campaign in {None, name} and run in {None, key}:
                rows.append(row)
    return sorted(rows, key=lambda row: (row[0], row[-1]))


def coordinated_pairs(world: Any, campaign: str | None, action: str | None, run: str | None, limit: int) -> list[Row]:
    rows = []
    for e in chosen(world, action=action, run=run):
        a, b = world.accounts[e.u], world.accounts[e.v]
        if campaign is None or (campaign in a.campaigns and campaign in b.campaigns):
            row = [a.name, e.u, b.name, e.v, e.action, e.support, e.support / 64, e.q, e.robust, e.delay, e.run]
            rows.append(row)
    return rows[:limit]


def coordinated_across_campaigns(world: Any, run: str | None, limit: int) -> list[Row]:
    rows = []
    for e in chosen(world, run=run):
        a, b = world.accounts[e.u], world.accounts[e.v]
        if not set(a.campaigns) & set(b.campaigns):
            ends = [a.name, e.u, sorted(a.campaigns), b.name, e.v, sorted(b.campaigns)]
            rows.append([*ends, e.action, e.support, e.q, e.robust, e.run])
    return rows[:limit]


def coordinated_groups(world: Any, campaign: str | None, run: str | None, limit: int) -> list[Row]:
    rows: list[Row] = []
    for (of, number), members in GROUPS.items():
        inside = [e for e in EDGES if e.run == of and {e.u, e.v} <= set(members)]
        ties = {m: sum(e.run == of and m in {e.u, e.v} for e in EDGES) for m in members}
        campaigns = sorted({key for m in members for key in world.accounts[m].campaigns})
        months = [month for e in inside for month in e.months]
        names = [world.accounts[m].name for m in sorted(members, key=lambda m: (-ties[m], m))]
        row = [
            f"{of}-{number}",
            len(members),
            sorted({e.action for e in inside}),
            len(inside),
            min(months),
            max(months),
            campaigns,
            names,
            0.875 + number / 16,
        ]
        if run in {None, of} and (campaign is None or campaign in campaigns):
            rows.append(row)
    return sorted(rows, key=lambda row: (-row[1], row[0]))[:limit]


def pushed_by_a_group(world: Any, group: str | None, each: int) -> list[Row]:
    from tests.explorer.conftest import TAGS, URLS

    named = {f"{run}-{number}": members for (run, number), members in GROUPS.items()}
    key = group or min(named, key=lambda one: (-len(named[one]), one))
    used: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for t in world.archived:
        if t.author in named[key]:
            for tag in t.tags:
                used["hashtag", tag, TAGS[tag]].append(t)
            for domain in {URLS[url] for url in t.urls}:
                used["domain", domain, domain].append(t)
    for (kind, start, end), tweets in world.acts().items():
        if kind == "RETWEETED" and start in named[key] and start != end:
            used["account", end, world.accounts[end].name] += tweets
    rows: dict[str, list[Any]] = defaultdict(list)
    for (kind, what, shown), tweets in used.items():
        times = [t.posted_at for t in tweets if t.posted_at is not None]
        accounts = len({t.author for t in tweets})
        row = [kind, shown, accounts, len(tweets), min(times, default=None), max(times, default=None), key]
        rows[kind].append(((-accounts, -len(tweets), what), row))
    return [row for kind in sorted(rows, reverse=True) for _, row in sorted(rows[kind], key=lambda p: p[0])[:each]]


STOPS = re.compile('[.,:;!?"()…“”«»،؟。，]|&amp')


def words_of_groups(world: Any, campaign: str | None, run: str | None, least: int, each: int) -> list[Row]:
    """Fightin' Words anew: counts of words by group against those of the other groups of the run."""
    rows = []
    for of in {key for key, _ in GROUPS if run in {None, key}}:
        own: dict[str, list[Any]] = {}
        for (other, number), members in GROUPS.items():
            if other == of and (campaign is None or any(campaign in world.accounts[m].campaigns for m in members)):
                tweets = [t for t in world.archived if t.author in members and not t.is_retweet]
                own[f"{of}-{number}"] = [(t, set(words_in(t.text))) for t in tweets]
        uses = {key: Counter(w for _, words in found for w in words) for key, found in own.items()}
        every = sum(uses.values(), Counter[str]())
        for key, counts in uses.items():
            members, ranked = GROUPS[of, int(key.rpartition("-")[2])], []
            rest, others = every - counts, sum(len(own[k]) for k in own if k != key)
            for word, n in counts.items():
                prior = every[word]
                here = math.log((n + prior) / (counts.total() + every.total() - n - prior))
                there = math.log((rest[word] + prior) / (rest.total() + every.total() - rest[word] - prior))
                z = round((here - there) / math.sqrt(1 / (n + prior) + 1 / (rest[word] + prior)), 3)
                accounts = len({t.author for t, words in own[key] if word in words})
                if accounts >= least and others and z > 0:
                    row = [key, len(members), word, accounts, n, len(own[key]), rest[word], others, z]
                    ranked.append(((-z, word), row))
            rows += [((-row[1], key, *place), row) for place, row in sorted(ranked)[:each]]
    return [row for _, row in sorted(rows)]


def words_in(text: str) -> list[str]:
    parts = [
        part for part in re.split("[ \n\t\r]", text.lower()) if not part.startswith(("@", "#")) and "://" not in part
    ]
    return [word for part in parts for word in STOPS.split(part) if len(word) > 1]


def leaders(world: Any, campaign: str | None, action: str | None, run: str | None, least: int, limit: int) -> list[Row]:
    sides: dict[str, list[tuple[str, float, Edge]]] = defaultdict(list)
    for e in chosen(world, action=action, run=run):
        sides[e.u].append((e.v, e.led, e))
        sides[e.v].append((e.u, 1 - e.led, e))
    rows = []
    for who, found in sides.items():
        pairs = sum(e.pairs for _, _, e in found)
        if pairs >= least and (campaign is None or campaign in world.accounts[who].campaigns):
            led = sum(part * e.pairs for _, part, e in found) / pairs
            delay = statistics.median(e.delay for _, _, e in found)
            partners, actions = {b for b, _, _ in found}, sorted({e.action for _, _, e in found})
            row = [world.accounts[who].name, who, len(partners), pairs, led, delay, actions]
            rows.append(((-led, -pairs, who), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])][:limit]


def evidence_for_a_pair(world: Any, account: str | None, other: str | None, action: str | None) -> list[Row]:
    named = {a.user_id for a in world.accounts.values() if account in {a.user_id, a.alias, a.screen_name}}
    named |= {a.user_id for a in world.accounts.values() if a.screen_name and account == f"@{a.screen_name}"}
    edges = [
        e
        for e in chosen(world, action=action)
        if account is None or (e.u in named and other in {None, e.v}) or (e.v in named and other in {None, e.u})
    ]
    rows = []
    for e in edges if other is not None else edges[:1]:
        a, b = world.accounts[e.u], world.accounts[e.v]
        for place, shown in enumerate(evidence_of(world, e)):
            delay = (shown.time_v - shown.time_u) / 1000
            first = a.name if delay > 0 else b.name if delay < 0 else None
            of_u, of_v = (
                [str(tweet), _time(at), world.tweets[tweet].text]
                for tweet, at in ((shown.tweet_u, shown.time_u), (shown.tweet_v, shown.time_v))
            )
            row = [e.action, shown.thing, first, abs(delay), a.name, *of_u, b.name, *of_v, e.run]
            rows.append(((e.action, e.run, a.name, b.name, place), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _time(milliseconds: int) -> str:
    import datetime as dt

    at = dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


RULES: dict[str, Callable[..., list[Row]]] = {
    "co-action-share": co_action_share,
    "coordinated-pairs": coordinated_pairs,
    "coordinated-across-campaigns": coordinated_across_campaigns,
    "coordinated-groups": coordinated_groups,
    "pushed-by-a-group": pushed_by_a_group,
    "leaders": leaders,
    "words-of-groups": words_of_groups,
    "evidence-for-a-pair": evidence_for_a_pair,
}
CALLS: dict[str, list[dict[str, str]]] = {
    "co-action-share": [{}, {"campaign": BETA}, {"run": RUN_B}],
    "coordinated-pairs": [
        {},
        {"campaign": ALPHA},
        {"campaign": BETA, "action": "hashtag"},
        {"run": RUN_B},
        {"limit": "2"},
    ],
    "coordinated-across-campaigns": [{}, {"run": RUN_A}, {"limit": "1"}],
    "pushed-by-a-group": [{}, {"group": f"{RUN_A}-2", "each": "2"}],
    "words-of-groups": [{}, {"campaign": BETA}, {"run": RUN_A, "least": "1", "each": "9"}],
    "leaders": [{}, {"campaign": BETA}, {"run": RUN_A, "action": "retweet", "least": "2"}, {"limit": "3"}],
    "evidence-for-a-pair": [
        {},
        {"account": "@anna"},
        {"account": "account-0102", "other": "101"},
        {"account": "101", "other": "102", "action": "retweet"},
        {"account": "dora", "action": "hashtag"},
    ],
}
