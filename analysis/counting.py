"""Close pairs counted without being listed: sorted times and two pointers, in time linear in the events.

One object that a million accounts share has 5.5 billion close pairs at 60 s. How many they are, and between which
strata, follows from where the window ends after each event; pairs of one account with itself are counted the same way
and taken off.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

KEY_SPACE = 1 << 62


@dataclass(frozen=True)
class Events:
    """Events of one action by number: account, object (negative where it is not shared), tweet, time in ms.

    `author` numbers the author of the object's tweet where the action has one.
    """

    account: Numbers
    object: Numbers
    tweet: Numbers
    t: Numbers
    author: Numbers | None = None

    def __len__(self) -> int:
        return len(self.t)

    def taken(self, which: npt.NDArray[np.bool_] | Numbers) -> "Events":
        """Return some of the events."""
        author = None if self.author is None else self.author[which]
        return Events(self.account[which], self.object[which], self.tweet[which], self.t[which], author)


@dataclass(frozen=True)
class Between:
    """Close pairs between strata: `count[i]` with one event in `first[i]` and one in `second[i]`, first <= second."""

    first: Numbers
    second: Numbers
    count: Numbers


def window_ends(group: Numbers, t: Numbers, window_ms: int) -> Numbers:
    """Return for each event the place after the last one of its group that is at most `window_ms` later.

    The events are sorted by (group, t); groups and times are whole numbers of any size.
    """
    ends = np.empty(len(t), dtype=np.int64)
    if not len(t):
        return ends
    span = int(t.max()) - int(t.min()) + window_ms + 2
    dense = np.cumsum(np.r_[False, group[1:] != group[:-1]])
    at_once = max(1, KEY_SPACE // span)
    later = t - t.min()
    start = 0
    while start < len(t):
        stop = int(np.searchsorted(dense, dense[start] + at_once))
        keys = (dense[start:stop] - dense[start]) * span + later[start:stop]
        ends[start:stop] = start + np.searchsorted(keys, keys + window_ms, side="right")
        start = stop
    return ends


def pairs_by_object(events: Events, window_ms: int) -> Numbers:
    """Return the number of close pairs of each object, by its number; events of objects that are not shared count not.

    Adds in 64 bits: enough for an object of three billion events.
    """
    shared = events.taken(events.object >= 0)
    if not len(shared):
        return np.zeros(0, dtype=np.int64)
    objects = int(shared.object.max()) + 1
    totals = np.zeros(objects, dtype=np.int64)
    for sign, places, group in _with_and_without_self(shared):
        held = window_ends(group, shared.t[places], window_ms) - np.arange(1, len(group) + 1)
        np.add.at(totals, shared.object[places], sign * held)
    return totals


def pairs_between(events: Events, strata: Numbers, window_ms: int) -> Between:
    """Return the close pairs of all shared objects by the strata of their two events."""
    which = events.object >= 0
    shared, strata = events.taken(which), strata[which]
    keys: list[Numbers] = []
    counts: list[Numbers] = []
    space = int(strata.max()) + 1 if len(strata) else 1
    for sign, places, group in _with_and_without_self(shared):
        for key, count in _by_runs(group, shared.t[places], strata[places], window_ms, space):
            keys.append(key)
            counts.append(sign * count)
    key, count = summed(np.concatenate(keys), np.concatenate(counts)) if keys else (_none(), _none())
    held = count != 0
    return Between(key[held] // space, key[held] % space, count[held])


def matched(events: Events, window_ms: int) -> npt.NDArray[np.bool_]:
    """Say of each event whether another account acted on its object at most `window_ms` earlier or later."""
    others = np.zeros(len(events), dtype=np.int64)
    which = np.flatnonzero(events.object >= 0)
    shared = events.taken(which)
    for sign, places, group in _with_and_without_self(shared):
        t = shared.t[places]
        after = window_ends(group, t, window_ms)
        # The same, seen from behind: time and groups turned round.
        before = window_ends(group[::-1], -t[::-1], window_ms)[::-1]
        # Each sum is the events in the window and the number of all events, which the second takes off again.
        others[which[places]] += sign * (after + before)
    return others > 0


def summed(keys: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct keys in order and the sum of the counts of each."""
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    return keys[starts], np.add.reduceat(counts, starts)


def _with_and_without_self(shared: Events) -> Iterator[tuple[int, Numbers, Numbers]]:
    """Yield sign, order and sorted groups: events by object, and, to be taken off, by object and account."""
    by_object = np.lexsort((shared.t, shared.object))
    yield 1, by_object, shared.object[by_object]
    by_account = np.lexsort((shared.t, shared.account, shared.object))
    account, thing = shared.account[by_account], shared.object[by_account]
    yield -1, by_account, np.cumsum(np.r_[False, (account[1:] != account[:-1]) | (thing[1:] != thing[:-1])])


def _by_runs(
    group: Numbers, t: Numbers, strata: Numbers, window_ms: int, space: int
) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield (first stratum * space + second, pairs): a run is a stretch of sorted events of one group and stratum.

    The events that follow one within the window fill some runs; the loop goes over the first, the second, ... of them.
    """
    ends = window_ends(group, t, window_ms)
    change = np.r_[True, (group[1:] != group[:-1]) | (strata[1:] != strata[:-1])]
    run = np.cumsum(change) - 1
    run_starts = np.flatnonzero(change)
    run_ends = np.r_[run_starts[1:], len(t)]
    active = np.flatnonzero(ends > np.arange(1, len(t) + 1))
    reached = run[active]
    while len(active):
        held = np.minimum(run_ends[reached], ends[active]) - np.maximum(run_starts[reached], active + 1)
        own, other = strata[active], strata[run_starts[reached]]
        yield summed(np.minimum(own, other) * space + np.maximum(own, other), held)
        more = ends[active] > run_ends[reached]
        active, reached = active[more], reached[more] + 1


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int64)
