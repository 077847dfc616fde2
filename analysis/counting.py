"""Close pairs counted without being listed: sorted times and two pointers, in time linear in the events.

One object that a million accounts share has 5.5 billion close pairs at 60 s. How many they are, and between which
strata, follows from where the window ends after each event; pairs of one account with itself are counted the same way
and taken off.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Sorted:
    """Shared events in the order of (group, t): `place` among them, group, and where each one's window ends.

    `sign` is 1 for all events of an object, -1 for those of one account on it, which are taken off again.
    """

    sign: int
    place: Numbers
    group: Numbers
    ends: Numbers


@dataclass(frozen=True)
class Windows:
    """The shared events among `size`, at places `which`, sorted once for everything that is counted."""

    size: int
    which: Numbers
    events: Events
    orders: tuple[Sorted, ...]


def windows_of(events: Events, window_ms: int) -> Windows:
    """Sort the events of shared objects, and find what lies in the window after each."""
    which = np.flatnonzero(events.object >= 0)
    shared = events.taken(which)
    orders = tuple(
        Sorted(sign, place, group, window_ends(group, shared.t[place], window_ms))
        for sign, place, group in _with_and_without_self(shared)
    )
    return Windows(len(events), which, shared, orders)


def pairs_by_object(windows: Windows) -> Numbers:
    """Return the number of close pairs of each object, by its number; events of objects that are not shared count not.

    Adds in 64 bits: enough for an object of three billion events.
    """
    totals = np.zeros(int(windows.events.object.max(initial=-1)) + 1, dtype=np.int64)
    for each in windows.orders:
        held = each.ends - np.arange(1, len(each.ends) + 1)
        np.add.at(totals, windows.events.object[each.place], each.sign * held)
    return totals


def work_by_object(windows: Windows) -> Numbers:
    """Return how many close events a join looks at for each object: pairs of one account with itself too."""
    everything = replace(windows, orders=windows.orders[:1])
    return pairs_by_object(everything)


def pairs_between(windows: Windows, strata: Numbers) -> Between:
    """Return the close pairs of all shared objects by the strata of their two events, given for every event."""
    strata = strata[windows.which]
    keys: list[Numbers] = []
    counts: list[Numbers] = []
    space = int(strata.max(initial=0)) + 1
    for each in windows.orders:
        for key, count in _by_runs(each, strata[each.place], space):
            keys.append(key)
            counts.append(each.sign * count)
    key, count = summed(np.concatenate(keys), np.concatenate(counts)) if keys else (_none(), _none())
    held = count != 0
    return Between(key[held] // space, key[held] % space, count[held])


def matched(windows: Windows, window_ms: int) -> npt.NDArray[np.bool_]:
    """Say of every event whether another account acted on its object at most `window_ms` earlier or later."""
    others = np.zeros(windows.size, dtype=np.int64)
    for each in windows.orders:
        t = windows.events.t[each.place]
        # What lies before is what lies after, seen from behind: time and groups turned round.
        before = window_ends(each.group[::-1], -t[::-1], window_ms)[::-1]
        # Each sum is the events in the window and the number of all events, which the second takes off again.
        others[windows.which[each.place]] += each.sign * (each.ends + before)
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


def _by_runs(each: Sorted, strata: Numbers, space: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield (first stratum * space + second, pairs): a run is a stretch of sorted events of one group and stratum.

    The events that follow one within the window fill some runs; the loop goes over the first, the second, ... of them.
    """
    group, ends = each.group, each.ends
    change = np.r_[True, (group[1:] != group[:-1]) | (strata[1:] != strata[:-1])]
    run = np.cumsum(change) - 1
    run_starts = np.flatnonzero(change)
    run_ends = np.r_[run_starts[1:], len(ends)]
    active = np.flatnonzero(ends > np.arange(1, len(ends) + 1))
    reached = run[active]
    while len(active):
        held = np.minimum(run_ends[reached], ends[active]) - np.maximum(run_starts[reached], active + 1)
        own, other = strata[active], strata[run_starts[reached]]
        yield summed(np.minimum(own, other) * space + np.maximum(own, other), held)
        more = ends[active] > run_ends[reached]
        active, reached = active[more], reached[more] + 1


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int64)
