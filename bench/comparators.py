"""Published rules for which accounts act together, as their papers define them: what ours is measured against.

Each is a function of weights or of who did what when, and knows nothing of our chance levels. Accounts and objects are
numbers from 0 on; pairs of accounts are two arrays, `u < v`.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

ALPHA = 0.05
BIN_MS = 60_000
LISTED = 64
"""Objects of at most so many accounts are listed pair by pair, larger ones multiplied as matrices."""
BLOCK = 1_000
"""Large objects multiplied together."""


class Pairs(NamedTuple):
    """Pairs of accounts with one value each."""

    u: Numbers
    v: Numbers
    value: Floats


def above_quantile(weight: npt.NDArray[np.number], share: float) -> Flags:
    """Keep weights strictly above their quantile of type 7 (CooRTweet, Righetti and Balluff 2025)."""
    kept: Flags = weight > np.quantile(weight, share) if len(weight) else np.zeros(0, dtype=np.bool_)
    return kept


def from_quantile(weight: npt.NDArray[np.number], share: float) -> Flags:
    """Keep weights at or above their quantile of type 7 (CooRnet, Giglietto et al. 2020)."""
    kept: Flags = weight >= np.quantile(weight, share) if len(weight) else np.zeros(0, dtype=np.bool_)
    return kept


def disparity_alpha(u: Numbers, v: Numbers, weight: npt.NDArray[np.number]) -> Floats:
    """Return (1 - w/s)^(k - 1) of each edge, the smaller of its two ends (Serrano, Boguna and Vespignani 2009).

    s is the end's sum of weights, k its number of edges. An end with one edge says nothing: 1.
    """
    accounts = int(max(u.max(initial=-1), v.max(initial=-1))) + 1
    ends, both = np.r_[u, v], np.r_[weight, weight].astype(np.float64)
    strength, degree = np.bincount(ends, both, minlength=accounts), np.bincount(ends, minlength=accounts)
    alpha: Floats = np.minimum(*((1 - weight / strength[end]) ** (degree[end] - 1) for end in (u, v)))
    return alpha


def tfidf_cosine(account: Numbers, object_: Numbers, accounts: int) -> Pairs:
    """Return the cosine of every two accounts that share an object: tf log2(N / df), rows of length 1, no window.

    One entry of `account` and `object_` is one act; N is the number of accounts. Takes 8 bytes for every two accounts.
    """
    used, tf = np.unique(np.column_stack((object_, account)), axis=0, return_counts=True)
    _, object_of = np.unique(used[:, 0], return_inverse=True)
    actor = used[:, 1]
    df = np.bincount(object_of)
    value = tf * np.log2(accounts / df[object_of])
    length = np.sqrt(np.bincount(actor, value**2, minlength=accounts))[actor]
    value = np.divide(value, length, out=np.zeros_like(value), where=length > 0)
    total = np.zeros((accounts, accounts))
    few = df[object_of] <= LISTED
    one, other = listed_pairs(object_of[few])
    place = actor[few][one] * accounts + actor[few][other]
    total += np.bincount(place, value[few][one] * value[few][other], minlength=accounts**2).reshape(total.shape)
    large = np.flatnonzero(df > LISTED)
    for start in range(0, len(large), BLOCK):
        block = large[start : start + BLOCK]
        inside = np.isin(object_of, block)
        matrix = np.zeros((accounts, len(block)))
        matrix[actor[inside], np.searchsorted(block, object_of[inside])] = value[inside]
        total += matrix @ matrix.T
    # Of listed objects only (smaller, larger) was counted: within one object actors ascend.
    u, v = np.nonzero(np.triu(total, 1))
    return Pairs(u, v, total[u, v])


def listed_pairs(group: Numbers) -> tuple[Numbers, Numbers]:
    """Return the places of every two entries of the same group; `group` is sorted."""
    _, starts, sizes = np.unique(group, return_index=True, return_counts=True)
    follow = np.repeat(starts + sizes, sizes) - 1 - np.arange(len(group))
    first = np.repeat(np.arange(len(group)), follow)
    return first, first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(follow) - follow, follow)


def co_occurrence_p(account: Numbers, object_: Numbers, t: Numbers, bin_ms: int = BIN_MS) -> Pairs:
    """Return p of every two accounts with a common object in a common time bin (Tumminello et al. 2011).

    The things shared are pairs of object and bin: with N of them, of which the accounts have a and b, n in common,
    p is the hypergeometric probability of n and more.
    """
    things = np.unique(np.column_stack((object_, t // bin_ms)), axis=0, return_inverse=True)[1].reshape(-1)
    used = np.unique(np.column_stack((things, account)), axis=0)
    one, other = listed_pairs(used[:, 0])
    size = int(account.max(initial=0)) + 1
    keys, common = np.unique(used[one, 1] * size + used[other, 1], return_counts=True)
    u, v = keys // size, keys % size
    has = np.bincount(used[:, 1], minlength=size)
    number = int(things.max(initial=-1)) + 1
    return Pairs(u, v, hypergeometric_tail(common, has[u], has[v], number))


def hypergeometric_tail(least: Numbers, a: Numbers, b: Numbers, number: int) -> Floats:
    """Return P(X >= least), X the common part of a and b things of `number`; `least` can be reached."""
    log_factorial = np.r_[0.0, np.cumsum(np.log(np.arange(1, number + 1)))]

    def choose(n: Numbers | int, k: Numbers) -> Floats:
        found: Floats = log_factorial[n] - log_factorial[k] - log_factorial[n - k]
        return found

    first = np.exp(choose(a, least) + choose(number - a, b - least) - choose(number, b))
    term, total, step = np.ones(len(least)), np.ones(len(least)), least.copy()
    active = np.flatnonzero(step < np.minimum(a, b))
    while len(active):
        x = step[active]
        rest = number - a[active] - b[active] + x + 1
        term[active] *= (a[active] - x) * (b[active] - x) / ((x + 1) * rest)
        total[active] += term[active]
        step[active] += 1
        going = (term[active] > 1e-17 * total[active]) & (step[active] < np.minimum(a, b)[active])
        active = active[going]
    return np.minimum(first * total, 1)


def bonferroni(p: Floats, tests: int) -> Flags:
    """Keep what is significant when each of `tests` tests may err."""
    kept: Flags = p * tests <= ALPHA
    return kept


def false_discovery_rate(p: Floats, tests: int) -> Flags:
    """Keep what Benjamini and Hochberg's step-up keeps of `tests` tests; those not in `p` have p = 1."""
    order = np.argsort(p, kind="stable")
    below = np.flatnonzero(p[order] <= ALPHA * np.arange(1, len(p) + 1) / tests)
    kept = np.zeros(len(p), dtype=np.bool_)
    kept[order[: below[-1] + 1 if len(below) else 0]] = True
    return kept
