"""How often accounts would meet if they were interchangeable inside a stratum, and how surprising what is found is.

The null: objects and times stay as they are, and inside each stratum the accounts change places among the events. With
a_us the events of account u in stratum s, N_s their sum and M_st the close pairs between s and t that were found:

    Z_ss = (N_s^2 - sum_x a_xs^2) / 2        Z_st = N_s N_t - sum_x a_xs a_xt                    (s < t)
    expected(u, v) = sum_s M_ss a_us a_vs / Z_ss + sum_{s<t} M_st (a_us a_vt + a_ut a_vs) / Z_st
    p = P(Poisson(expected) >= support),  q after Benjamini and Hochberg over V (V - 1) / 2 pairs

The expected counts of all pairs of accounts sum to the close pairs found. Without the terms s < t an edge across a
border would have none at all, and be flagged for that.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.bilinear import Entries, Matrix, entries_of, expected_pairs
from analysis.counting import Between, Events
from analysis.poisson import poisson_tail, q_values
from analysis.strata import day_strata, hour_strata, split_strata

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DAY, HOUR, AUTHOR = "day", "hour", "author"
NULLS = (DAY, HOUR, AUTHOR)

Met = Callable[[Numbers], Between]
"""Gives the close pairs between strata, for the stratum of each event."""

LARGEST_Q = 0.05
LEAST_SUPPORT = 2


@dataclass(frozen=True)
class Levels:
    """Chance levels of edges under one null."""

    expected: Floats
    p: Floats
    q: Floats

    def flagged(self, support: Numbers) -> npt.NDArray[np.bool_]:
        """Say which edges are significant."""
        return (self.q <= LARGEST_Q) & (support >= LEAST_SUPPORT)


@dataclass(frozen=True)
class Judged:
    """Chance levels of edges under every null that applies; `null` is the one that decides."""

    levels: dict[str, Levels]
    null: str
    support: Numbers

    @property
    def flagged(self) -> npt.NDArray[np.bool_]:
        """Which edges are significant under the null that decides."""
        return self.levels[self.null].flagged(self.support)

    def columns(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return the chance levels by the names that the table of edges has for them."""
        chosen = self.levels[self.null]
        named: dict[str, npt.NDArray[np.generic]] = {
            "expected": chosen.expected,
            "p_value": chosen.p,
            "q_value": chosen.q,
            "q_hour": self.levels[HOUR].q,
            "robust": np.logical_and.reduce([each.flagged(self.support) for each in self.levels.values()]),
            "flagged": self.flagged,
        }
        if AUTHOR in self.levels:
            named["q_author"] = self.levels[AUTHOR].q
        return named


def judged(
    events: Events, u: Numbers, v: Numbers, support: Numbers, *, null: str, between: Met, accounts: int
) -> Judged:
    """Return the chance levels of edges (u, v) under every null that applies to the events.

    `between` says how many close pairs there are between strata, `accounts` how many accounts (numbered from 0).
    """
    nulls = (DAY, HOUR, AUTHOR) if events.author is not None else (DAY, HOUR)
    found = {}
    for each in nulls:
        _, strata = np.unique(strata_under(each, events), return_inverse=True)
        found[each] = levels(events, u, v, support, strata=strata, between=between(strata), accounts=accounts)
    return Judged(found, null, support)


def strata_under(null: str, events: Events) -> Numbers:
    """Return the stratum of each event under the day, hour or author null."""
    days = day_strata(events.t)
    if null == HOUR:
        return hour_strata(days, events.t)
    if null == AUTHOR:
        if events.author is None:
            raise ValueError("the author null needs the authors of the objects")
        return split_strata(days, events.author)
    return days


def levels(
    events: Events, u: Numbers, v: Numbers, support: Numbers, *, strata: Numbers, between: Between, accounts: int
) -> Levels:
    """Return the chance levels of edges (u, v) with their support under a null; its strata are numbered from 0."""
    entries = entries_of(events.account, strata, accounts)
    expected = expected_pairs(u, v, entries, rates(entries, between))
    p = poisson_tail(support, expected)
    return Levels(expected, p, q_values(p, accounts * (accounts - 1) // 2))


def rates(entries: Entries, between: Between) -> Matrix:
    """Return M / Z for each two strata with a close pair, as the symmetric matrix B of `analysis.bilinear`."""
    strata = int(entries.stratum.max()) + 1 if len(entries.stratum) else 0
    totals = np.bincount(entries.stratum, entries.events, minlength=strata)
    same = between.first == between.second
    shared = _met(entries, between.first, between.second, strata)
    possible = totals[between.first] * totals[between.second] - shared
    possible[same] /= 2
    value = between.count / possible
    other = ~same
    return Matrix(
        np.r_[between.first, between.second[other]],
        np.r_[between.second, between.first[other]],
        np.r_[value, value[other]],
    )


def _met(entries: Entries, first: Numbers, second: Numbers, strata: int) -> Floats:
    """Return sum_x a_xs a_xt for each two strata (s, t)."""
    order = np.lexsort((entries.account, entries.stratum))
    account, stratum, events = entries.account[order], entries.stratum[order], entries.events[order]
    keys = stratum * entries.size + account
    starts = np.searchsorted(stratum, np.arange(strata + 1))
    lengths = starts[first + 1] - starts[first]
    pair = np.repeat(np.arange(len(first)), lengths)
    place = np.repeat(starts[first] - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(pair))
    wanted = second[pair] * entries.size + account[place]
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    products = np.where(keys[found] == wanted, events[place] * events[found], 0.0)
    sums: Floats = np.bincount(pair, products, minlength=len(first)).astype(np.float64, copy=False)
    return sums
