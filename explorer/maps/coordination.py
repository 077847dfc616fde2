"""Selection for `map coordination`: the flagged pairs of one run, its groups, and the evidence of what is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from explorer.maps import coordination_cypher as statements
from explorer.maps.coaction import ClosePair, Coaction, Run, close_pairs, run_of
from explorer.maps.failures import EmptyNetworkError, UnknownRunError
from explorer.maps.network import Network, Nodes, Step, Tie, from_ties
from explorer.maps.selection import Choice, Reader, account_nodes, records

LARGEST_Q, LEAST_SUPPORT = 0.05, 2
"""What is flagged (docs/coordination.md): a run recorded with `--keep all` has more in the graph."""

TAG_ACCOUNTS, TAGS = 400, 6
"""Accounts whose hashtags are counted, the strongest, and how many of each: every tweet of theirs is looked at."""

EVIDENCE_LINES, PAIRS_A_LINE = 2_000, 6
"""Lines whose evidence is fetched, the strongest, and close pairs of each action that a page can show."""

AUTHORED = {"retweet", "quote", "reply"}
"""Actions whose object is a tweet."""


@dataclass(frozen=True)
class Grouped:
    """The run's groups: key of the group of each node, None outside; how well the seeds of the method agree."""

    keys: list[str | None]
    stability: float | None


@dataclass(frozen=True)
class Evidence:
    """What the graph has on the strongest lines.

    `lines` are (position of the line, its close pairs), the strongest line first; `texts` and `authors` by tweet id;
    `people` are the accounts that shared objects point to.
    """

    lines: list[tuple[int, list[ClosePair]]] = field(default_factory=list)
    texts: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    people: Nodes = field(default_factory=lambda: Nodes([], [], []))


def select_run(graph: Reader, key: str | None) -> Run:
    """Return the run of this key, or the newest that is not stale; raises UnknownRunError."""
    rows = records(graph.read(statements.runs()))
    found = next((row for row in rows if key in {None, row["key"]}), None)
    if found is None:
        raise UnknownRunError(key, [row["key"] for row in rows])
    return run_of(found, len(rows) - 1)


def select_actions(graph: Reader, run: Run, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the actions that are drawn: those asked for, else all that the run has edges of.

    Raises EmptyNetworkError for an action that the run has no edge of.
    """
    known = [row[0] for row in graph.read(statements.actions(), {"run": run.key}).rows]
    missing = [action for action in asked if action not in known]
    if missing or not known:
        what = f"no {' and no '.join(missing)}" if missing else "no pair of accounts"
        raise EmptyNetworkError(
            f"there is nothing to draw: run {run.key} has {what} in the graph",
            hint=f"it has: {', '.join(known)}" if known else "look at another run: ioscope communities",
        )
    return tuple(asked) or tuple(known)


def select_coordination(graph: Reader, run: Run, choice: Choice, least: int) -> Network:
    """Return the flagged pairs of a run, one line a pair of accounts; raises EmptyNetworkError."""
    accounts, edges, pairs = (int(n) for n in graph.read(statements.edge_count(), {"run": run.key}).rows[0])
    least = max(least, LEAST_SUPPORT)
    parameters: dict[str, Any] = {
        "run": run.key,
        "actions": list(choice.actions),
        "least": least,
        "largest_q": LARGEST_Q,
    }
    if choice.campaigns:
        parameters["campaigns"] = list(choice.campaigns)
    rows = records(graph.read(statements.flagged_edges(by_campaign=bool(choice.campaigns)), parameters))
    network = from_ties((_tie(row) for row in rows), choice.actions)
    where = f", both in {', '.join(choice.campaigns)}" if choice.campaigns else ""
    rule = f"flagged (q <= {LARGEST_Q}) with a support of at least {least} in {', '.join(choice.actions)}{where}"
    if not len(network.edges):
        raise EmptyNetworkError(
            f"there is nothing to draw: run {run.key} has no pair that is {rule}",
            hint="try a smaller --min-weight, other actions, or another --run (ioscope communities lists them)",
        )
    found: dict[tuple[str, str], list[Coaction]] = {}
    for row in rows:
        found.setdefault((row["source"], row["target"]), []).append(_coaction(row))
    place = {action: i for i, action in enumerate(choice.actions)}
    keys = network.nodes.keys
    coactions: list[Sequence[Coaction]] = [
        tuple(sorted(found[keys[s], keys[t]], key=lambda one: place[one.action]))
        for s, t in zip(network.edges.source.tolist(), network.edges.target.tolist(), strict=True)
    ]
    steps = [Step(f"accounts in the graph, and pairs of them in run {run.key} ({edges:,} edges)", accounts, pairs)]
    drawn = replace(network.edges, coactions=coactions)
    return Network(network.nodes, drawn, tuple(steps)).noted(rule, whole=True)


def _tie(row: Mapping[str, Any]) -> Tie:
    months = dict(zip(row["months"] or [], row["month_counts"] or [], strict=False))
    return Tie(row["source"], row["target"], row["action"], int(row["support"]), months=months)


def _coaction(row: Mapping[str, Any]) -> Coaction:
    nulls = 1 + (row["q_hour"] is not None) + (row["q_author"] is not None)
    names = ("action", "support", "pairs", "objects", "expected", "q_value", "median_delay_s", "led_by_first", "robust")
    supports = tuple(row["support_by_window"] or ())
    return Coaction(**{name: row[name] for name in names}, nulls=nulls, support_by_window=supports)


def select_groups(graph: Reader, run: Run, network: Network) -> Grouped:
    """Return the group of each account of the network in this run."""
    rows = records(graph.read(statements.groups(), {"run": run.key, "ids": network.nodes.keys}))
    group = {row["id"]: row["key"] for row in rows}
    stability = next((row["stability"] for row in rows if row["stability"] is not None), None)
    return Grouped([group.get(key) for key in network.nodes.keys], stability)


def add_coordination_facts(graph: Reader, network: Network) -> Network:
    """Return the network with amplification of all accounts, and hashtags of the TAG_ACCOUNTS strongest."""
    ids = network.nodes.keys
    amplified = dict(graph.read(statements.amplification(), {"ids": ids}).rows)
    asked = ids[:TAG_ACCOUNTS]
    rows = records(graph.read(statements.account_hashtags(), {"ids": asked, "most": TAGS}))
    tags = {row["id"]: [f"#{tag} ({n:,})" for tag, n in zip(row["tags"], row["tweets"], strict=True)] for row in rows}
    facts = {
        **network.nodes.facts,
        "amplification": [int(amplified.get(key) or 0) for key in ids],
        "hashtags": [tags.get(key) or None for key in ids],
    }
    kept = replace(network, nodes=replace(network.nodes, facts=facts))
    if len(ids) > TAG_ACCOUNTS:
        kept = kept.noted(f"hashtags of the {TAG_ACCOUNTS} strongest accounts counted, of the others not")
    return kept


def select_evidence(graph: Reader, run: Run, network: Network) -> Evidence:
    """Return the close pairs of the strongest lines, with the texts of their tweets and whom they act on."""
    edges, keys = network.edges, network.nodes.keys
    order = np.argsort(-edges.weight, kind="stable")[:EVIDENCE_LINES].tolist()
    ends = {e: (keys[int(edges.source[e])], keys[int(edges.target[e])]) for e in order}
    asked = [
        {"source": ends[e][0], "target": ends[e][1], "action": one.action} for e in order for one in edges.coactions[e]
    ]
    rows = records(graph.read(statements.evidence(), {"run": run.key, "edges": asked}))
    text = {(row["source"], row["target"], row["action"]): row["evidence"] for row in rows}
    lines = []
    for e in order:
        pairs: list[ClosePair] = []
        for one in edges.coactions[e]:
            where = f"{' and '.join(ends[e])}, {one.action}, run {run.key}"
            pairs += close_pairs(one.action, text.get((*ends[e], one.action)), where=where)[:PAIRS_A_LINE]
        if pairs:
            lines.append((e, pairs))
    every = [pair for _, pairs in lines for pair in pairs]
    tweets = {tweet for pair in every for tweet in (pair.tweet_u, pair.tweet_v)}
    tweets |= {pair.thing for pair in every if pair.action in AUTHORED}
    ids = sorted(int(tweet) for tweet in tweets if tweet.isdecimal() and int(tweet) < 2**63)
    known = records(graph.read(statements.tweets(), {"ids": ids}))
    authors = {row["id"]: row["author"] for row in known if row["author"] is not None}
    objects = [pair for pair in every if pair.action in AUTHORED]
    people = {authors[pair.thing] for pair in objects if pair.thing in authors}
    people |= {pair.thing for pair in every if pair.action == "mention"}
    return Evidence(
        lines=lines,
        texts={row["id"]: row["text"] for row in known if row["text"] is not None},
        authors=authors,
        people=account_nodes(graph, sorted(people)),
    )
