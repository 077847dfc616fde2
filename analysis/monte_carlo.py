"""How many edges of each weight there are when accounts really change places: a check on the Poisson step.

Inside each stratum the accounts are dealt out anew over the tweets, again and again, and edges are counted as before.
The null is the same, so this says nothing about whether the null is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.chance import DAY, strata_under
from analysis.counting import Events, window_ends
from analysis.detection import Detection
from analysis.failures import ParameterError
from analysis.pairs import HOUR_MS
from analysis.viral import viral_objects

Numbers = npt.NDArray[np.int64]

MOST_PAIRS = 20_000_000
"""Pairs of events, those of one account included, that are looked at in each round: 16 bytes each, and as much again
for sorting."""


@dataclass(frozen=True)
class Row:
    """How many edges have at least a weight: found, and the mean over the rounds."""

    window_s: float
    weight: int
    found: int
    expected: float


@dataclass(frozen=True)
class Check:
    """Rows by weight, ascending, and a note when a limit was met."""

    rows: tuple[Row, ...]
    note: str | None


def check_detection(detection: Detection, *, rounds: int, seed: int) -> Check:
    """Check what `detect` found, under the null that decides there.

    Raises ParameterError for near-identical texts: which of them are alike is known for the pairs found only.
    """
    if detection.summary.action == "similar":
        raise ParameterError("near-identical texts cannot be checked by shuffling", hint="check the action tweet")
    chosen = detection.parameters
    return check(detection.events, window_ms=chosen.window_ms, rounds=rounds, seed=seed, null=chosen.null)


def check(events: Events, *, window_ms: int, rounds: int, seed: int, null: str = DAY) -> Check:
    """Count edges by support as found and over `rounds` rounds; the same seed gives the same numbers.

    `events.object` is -1 where an object has one event only; every other number stands for an object.
    """
    if rounds < 1:
        raise ValueError("a check needs at least one round")
    place = np.lexsort((events.tweet, events.account, events.object, events.t))
    events = events.taken(place)
    strata = strata_under(null, events)
    one, other, left_out = _close_events(events, window_ms)
    acts, act_of, act_strata = _acts(events, strata)
    counts = [_weights(events, acts[act_of], act_of, one, other)]
    generator = np.random.default_rng(seed)
    order = np.argsort(act_strata, kind="stable")
    for _ in range(rounds):
        dealt = np.empty_like(acts)
        dealt[order] = acts[np.lexsort((generator.random(len(acts)), act_strata))]
        counts.append(_weights(events, dealt[act_of], act_of, one, other))
    most = max(len(count) for count in counts)
    table = np.array([np.pad(count, (0, most - len(count))) for count in counts])
    at_least = table[:, ::-1].cumsum(axis=1)[:, ::-1]
    rows = tuple(
        Row(window_ms / 1000, weight, int(at_least[0, weight]), float(at_least[1:, weight].mean()))
        for weight in range(1, most)
    )
    note = f"the check leaves out {left_out:,} objects with too many pairs" if left_out else None
    return Check(rows, note)


def _acts(events: Events, strata: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the account of each act, each event's act, and each act's stratum.

    What an account does at once is one act: its events of one tweet stay together.
    """
    keys = np.column_stack((events.account, events.tweet, strata))
    acts, act_of = np.unique(keys, axis=0, return_inverse=True)
    return acts[:, 0].copy(), act_of.reshape(-1), acts[:, 2].copy()


def _close_events(events: Events, window_ms: int) -> tuple[Numbers, Numbers, int]:
    """Return every two close events of one object, whoever acted, and the number of objects left out."""
    several = np.flatnonzero(events.object != -1)
    order = several[np.lexsort((events.t[several], events.object[several]))]
    group, t = events.object[order], events.t[order]
    follow = window_ends(group, t, window_ms) - np.arange(1, len(t) + 1)
    objects, place = np.unique(group, return_inverse=True)
    sizes = np.bincount(place.reshape(-1), follow, minlength=len(objects)).astype(np.int64)
    viral = viral_objects(sizes, sizes, most=MOST_PAIRS, total=MOST_PAIRS).objects
    follow[np.isin(place.reshape(-1), viral)] = 0
    first = np.repeat(np.arange(len(t)), follow)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(follow) - follow, follow)
    return order[first], order[second], len(viral)


def _weights(events: Events, account: Numbers, act: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """Return the number of edges of each support, from 0 on, when the events are those of `account`."""
    differ = account[one] != account[other]
    first, second = one[differ], other[differ]
    swap = account[first] > account[second]
    u, v = np.where(swap, second, first), np.where(swap, first, second)
    size = int(account.max(initial=0)) + 1
    edge = account[u] * size + account[v]
    order = np.argsort(edge, kind="stable")
    edge, u, v = edge[order], u[order], v[order]
    change = np.r_[True, edge[1:] != edge[:-1]][: len(edge)]
    lengths = np.diff(np.r_[np.flatnonzero(change), len(edge)])
    number = np.cumsum(change) - 1
    many = lengths[number] > 1
    number, u, v = number[many], u[many], v[many]
    hour = np.minimum(events.t[u], events.t[v]) // HOUR_MS
    episode = np.unique(np.column_stack((events.object[u], hour)), axis=0, return_inverse=True)[1].reshape(-1)
    support = np.ones(len(lengths), dtype=np.int64)
    support[lengths > 1] = np.iinfo(np.int64).max
    for things in (act[u], act[v], episode):
        distinct = _distinct(number, things, len(lengths))
        support = np.where(lengths > 1, np.minimum(support, distinct), support)
    return np.bincount(support, minlength=1)


def _distinct(group: Numbers, thing: Numbers, groups: int) -> Numbers:
    """Return how many distinct things each group has."""
    if not len(group):
        return np.zeros(groups, dtype=np.int64)
    keys = np.unique(group * (int(thing.max()) + 1) + thing)
    return np.bincount(keys // (int(thing.max()) + 1), minlength=groups)


def as_rows(checked: Check) -> Iterator[dict[str, float | int]]:
    """Yield the rows as the graph's `Run` keeps them: window, weight, found, expected."""
    for row in checked.rows:
        yield {"window": row.window_s, "weight": row.weight, "found": row.found, "expected": row.expected}
