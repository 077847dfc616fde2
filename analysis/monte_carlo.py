"""How many edges of each weight there are when accounts really change places: a check on the Poisson step.

Inside each stratum the accounts are dealt out anew over the tweets, again and again, and edges are counted as before.
The null is the same, so this says nothing about whether the null is right.

Shorter windows cost little: their close pairs are among those of the longest, so each round looks at the pairs once and
counts a thing of an edge (tweet, episode) from the shortest window on that holds any of its pairs.
"""

from collections.abc import Iterator, Sequence
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
"""Pairs of events, those of one account included, that are looked at in each round: 17 bytes each, and as much again
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
    """Rows by window and weight, both ascending, and a note when a limit was met."""

    rows: tuple[Row, ...]
    note: str | None


@dataclass(frozen=True)
class Close:
    """Every two close events of one object, by number; `rung` is the place of the shortest window that holds both."""

    one: Numbers
    other: Numbers
    rung: npt.NDArray[np.int8]
    windows: int


def check_detection(detection: Detection, *, rounds: int, seed: int) -> Check:
    """Check what `detect` found, under the null that decides there, at each window of the ladder.

    Raises ParameterError for near-identical texts: which of them are alike is known for the pairs found only.
    """
    if detection.summary.action == "similar":
        raise ParameterError("near-identical texts cannot be checked by shuffling", hint="check the action tweet")
    chosen = detection.parameters
    *shorter, window = chosen.windows_ms
    return check(detection.events, window_ms=window, shorter_ms=shorter, rounds=rounds, seed=seed, null=chosen.null)


def check(
    events: Events, *, window_ms: int, rounds: int, seed: int, null: str = DAY, shorter_ms: Sequence[int] = ()
) -> Check:
    """Count edges by support as found and over `rounds` rounds; the same seed gives the same numbers.

    `events.object` is -1 where an object has one event only; every other number stands for an object. `shorter_ms` are
    windows below `window_ms`, ascending, at which the same rounds are counted too.
    """
    if rounds < 1:
        raise ValueError("a check needs at least one round")
    place = np.lexsort((events.tweet, events.account, events.object, events.t))
    events = events.taken(place)
    strata = strata_under(null, events)
    ladder = (*shorter_ms, window_ms)
    close, left_out = _close_events(events, ladder)
    acts, act_of, act_strata = _acts(events, strata)
    counts = [_weights(events, acts[act_of], act_of, close)]
    generator = np.random.default_rng(seed)
    order = np.argsort(act_strata, kind="stable")
    for _ in range(rounds):
        dealt = np.empty_like(acts)
        dealt[order] = acts[np.lexsort((generator.random(len(acts)), act_strata))]
        counts.append(_weights(events, dealt[act_of], act_of, close))
    most = max(count.shape[1] for count in counts)
    table = np.array([np.pad(count, ((0, 0), (0, most - count.shape[1]))) for count in counts])
    at_least = table[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    rows = tuple(
        Row(window / 1000, weight, int(at_least[0, rung, weight]), float(at_least[1:, rung, weight].mean()))
        for rung, window in enumerate(ladder)
        for weight in range(1, most)
        if at_least[:, rung, weight].any()
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


def _close_events(events: Events, ladder: Sequence[int]) -> tuple[Close, int]:
    """Return every two close events of one object, whoever acted, and the number of objects left out."""
    several = np.flatnonzero(events.object != -1)
    order = several[np.lexsort((events.t[several], events.object[several]))]
    group, t = events.object[order], events.t[order]
    follow = window_ends(group, t, ladder[-1]) - np.arange(1, len(t) + 1)
    objects, place = np.unique(group, return_inverse=True)
    sizes = np.bincount(place.reshape(-1), follow, minlength=len(objects)).astype(np.int64)
    viral = viral_objects(sizes, sizes, most=MOST_PAIRS, total=MOST_PAIRS).objects
    follow[np.isin(place.reshape(-1), viral)] = 0
    first = np.repeat(np.arange(len(t)), follow)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(follow) - follow, follow)
    rung = np.searchsorted(np.array(ladder, dtype=np.int64), t[second] - t[first]).astype(np.int8)
    return Close(order[first], order[second], rung, len(ladder)), len(viral)


def _weights(events: Events, account: Numbers, act: Numbers, close: Close) -> Numbers:
    """Return the number of edges of each support, from 0 on, at each window when the events are those of `account`.

    A row is a window; edges that have no pair within it are counted nowhere.
    """
    differ = account[close.one] != account[close.other]
    first, second, rung = close.one[differ], close.other[differ], close.rung[differ]
    swap = account[first] > account[second]
    u, v = np.where(swap, second, first), np.where(swap, first, second)
    size = int(account.max(initial=0)) + 1
    edge = account[u] * size + account[v]
    order = np.argsort(edge, kind="stable")
    edge, u, v, rung = edge[order], u[order], v[order], rung[order]
    change = np.r_[True, edge[1:] != edge[:-1]][: len(edge)]
    lengths = np.diff(np.r_[np.flatnonzero(change), len(edge)])
    several = lengths > 1
    # Of most edges there is one pair only, from which everything follows.
    alone = np.bincount(rung[~np.repeat(several, lengths)], minlength=close.windows).cumsum()
    many = np.repeat(several, lengths)
    number = np.repeat(np.cumsum(several) - 1, lengths)[many]
    u, v, rung = u[many], v[many], rung[many]
    hour = np.minimum(events.t[u], events.t[v]) // HOUR_MS
    episode = np.unique(np.column_stack((events.object[u], hour)), axis=0, return_inverse=True)[1].reshape(-1)
    shape = int(several.sum()), close.windows
    support = np.minimum.reduce([_distinct(number, things, rung, shape) for things in (act[u], act[v], episode)])
    most = int(support.max(initial=1))
    counts = np.array([np.bincount(column, minlength=most + 1) for column in support.T])
    counts[:, 0] = 0
    counts[:, 1] += alone
    return counts


def _distinct(group: Numbers, thing: Numbers, rung: npt.NDArray[np.int8], shape: tuple[int, int]) -> Numbers:
    """Return how many distinct things each group has within each window; `shape` is (groups, windows)."""
    things, windows = int(thing.max(initial=0)) + 1, shape[1]
    keys = np.sort((group * things + thing) * windows + rung)
    own = keys // windows
    first = keys[np.r_[True, own[1:] != own[:-1]][: len(own)]]
    from_rung = first // windows // things * windows + first % windows
    counts: Numbers = np.bincount(from_rung, minlength=shape[0] * windows).reshape(shape).cumsum(axis=1)
    return counts


def as_rows(checked: Check) -> Iterator[dict[str, float | int]]:
    """Yield the rows as the graph's `Run` keeps them: window, weight, found, expected."""
    for row in checked.rows:
        yield {"window": row.window_s, "weight": row.weight, "found": row.found, "expected": row.expected}
