"""Sums over strata for chosen pairs of accounts: x_u B x_v, with x the events of an account in each stratum.

Three ways to the same numbers, of which the cheapest is taken: whole blocks of the matrix (few accounts and strata),
products stratum by stratum (strata with few accounts each), or account by account for the pairs that are asked for
(many accounts). Each works on a bounded block at a time.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BLOCK = 1 << 22
"""Numbers in memory at a time: 32 MiB for each array of them."""
NEAR = 1 << 17
"""Numbers that a processor's own memory holds: what is looked up there is found three times as fast."""

MOST_BLOCKS = 4096

PRODUCT, SCATTER, GATHER = 5e-11, 1.2e-8, 1.2e-8
"""Seconds for a multiplication in a matrix product, for a product put into its place, for one looked up."""


@dataclass(frozen=True)
class Entries:
    """The events of each account in each stratum, sorted by account and stratum; accounts are 0 .. size - 1."""

    account: Numbers
    stratum: Numbers
    events: Floats
    size: int

    @property
    def starts(self) -> Numbers:
        """Return where each account's entries start, and the end of the last one's."""
        return np.searchsorted(self.account, np.arange(self.size + 1))


@dataclass(frozen=True)
class Matrix:
    """B, symmetric: `value[i]` at (`row[i]`, `column[i]`), both triangles given."""

    row: Numbers
    column: Numbers
    value: Floats


def entries_of(account: Numbers, stratum: Numbers, size: int) -> Entries:
    """Count the events of each account in each stratum."""
    space = int(stratum.max()) + 1 if len(stratum) else 1
    keys, counts = np.unique(account * space + stratum, return_counts=True)
    return Entries(keys // space, keys % space, counts.astype(np.float64), size)


def expected_pairs(u: Numbers, v: Numbers, entries: Entries, matrix: Matrix) -> Floats:
    """Return x_u B x_v for each pair of accounts (u, v), u < v."""
    used = np.unique(matrix.row)
    if not len(u) or not len(used):
        return np.zeros(len(u))
    # Accounts without an edge are not asked for: the others are numbered densely, in their order.
    asked = np.zeros(entries.size, dtype=np.bool_)
    asked[u] = asked[v] = True
    number = np.cumsum(asked) - 1
    met = asked[entries.account]
    entries = Entries(number[entries.account[met]], entries.stratum[met], entries.events[met], int(asked.sum()))
    u, v = number[u], number[v]
    # Strata without a close pair add nothing: the others are numbered densely.
    place = np.minimum(np.searchsorted(used, entries.stratum), len(used) - 1)
    kept = used[place] == entries.stratum
    small = Entries(entries.account[kept], place[kept], entries.events[kept], entries.size)
    dense = Matrix(np.searchsorted(used, matrix.row), np.searchsorted(used, matrix.column), matrix.value)
    strata = len(used)
    lengths = np.diff(small.starts)
    held = np.bincount(small.stratum, minlength=strata).astype(np.float64)
    costs = {
        _by_blocks: PRODUCT * small.size * strata * small.size / 2,
        _by_strata: SCATTER * float(held[dense.row] @ held[dense.column]) / 2 + 2e-9 * small.size * small.size,
        _by_account: GATHER * float(lengths[v].sum()) + 2e-9 * small.size * strata,
    }
    return min(costs, key=lambda way: costs[way])(u, v, small, dense, strata)


def _by_blocks(u: Numbers, v: Numbers, entries: Entries, matrix: Matrix, strata: int) -> Floats:
    """Multiply whole blocks of accounts, those above the diagonal."""
    found = np.empty(len(u))
    side = max(1, min(entries.size, BLOCK // strata, math.isqrt(BLOCK)))
    blocks = -(-entries.size // side)
    block_of = (u // side) * blocks + v // side
    order = np.argsort(block_of, kind="stable")
    bounds = np.searchsorted(block_of[order], np.arange(blocks * blocks + 1))
    for row in range(blocks):
        weighted = _weighted(entries, matrix, strata, row * side, side)
        for column in range(row, blocks):
            chosen = order[bounds[row * blocks + column] : bounds[row * blocks + column + 1]]
            if len(chosen):
                product = weighted @ _dense(entries, strata, column * side, side).T
                found[chosen] = product[u[chosen] - row * side, v[chosen] - column * side]
    return found


def _by_strata(u: Numbers, v: Numbers, entries: Entries, matrix: Matrix, strata: int) -> Floats:
    """Multiply the accounts of each two strata and put the products in their places."""
    by_stratum = np.argsort(entries.stratum, kind="stable")
    account, events = entries.account[by_stratum], entries.events[by_stratum]
    keys = entries.stratum[by_stratum] * entries.size + account
    starts = np.searchsorted(entries.stratum[by_stratum], np.arange(strata + 1))
    # Row accounts in blocks, so that what they gather has a bounded place.
    found = np.zeros(len(u))
    order, bounds, height = _blocks_of(u, entries.size, entries.size)
    by_row = np.argsort(matrix.row, kind="stable")
    rows = np.searchsorted(matrix.row[by_row], np.arange(strata + 1))
    begins = entries.starts
    for block, (start, stop) in enumerate(bounds):
        if start == stop:
            continue
        low = block * height
        mine = slice(int(begins[low]), int(begins[min(low + height, entries.size)]))
        gathered = np.zeros(height * entries.size)
        # Each entry of a row account meets every entry of B's row, and that every account of its column.
        own, cell = _expanded(rows, entries.stratum[mine])
        cell = by_row[cell]
        row = (entries.account[mine] - low)[own] * entries.size
        value = entries.events[mine][own] * matrix.value[cell]
        column = matrix.column[cell]
        # Only accounts above the diagonal are asked for: in each stratum those that come after the row's.
        after = np.searchsorted(keys, column * entries.size + entries.account[mine][own], side="right")
        for part in _parts(starts[column + 1] - after, NEAR):
            one, other = _stretches(after[part], starts[column[part] + 1])
            places = row[part][one] + account[other]
            gathered += np.bincount(places, value[part][one] * events[other], minlength=len(gathered))
        chosen = order[start:stop]
        found[chosen] = gathered[(u[chosen] - low) * entries.size + v[chosen]]
    return found


def _by_account(u: Numbers, v: Numbers, entries: Entries, matrix: Matrix, strata: int) -> Floats:
    """Look up what the second account of each pair has in the weighted row of the first."""
    found = np.zeros(len(u))
    order, bounds, height = _blocks_of(u, entries.size, strata)
    starts = entries.starts
    lengths = np.diff(starts)
    for block, (start, stop) in enumerate(bounds):
        if start == stop:
            continue
        weighted = _weighted(entries, matrix, strata, block * height, height).reshape(-1)
        chosen = order[start:stop]
        for part in _parts(lengths[v[chosen]], NEAR):
            pairs = chosen[part]
            pair, entry = _expanded(starts, v[pairs])
            row = (u[pairs] - block * height)[pair] * strata
            products = weighted[row + entries.stratum[entry]] * entries.events[entry]
            found[pairs] = np.bincount(pair, products, minlength=len(pairs))
    return found


def _blocks_of(u: Numbers, size: int, width: int) -> tuple[Numbers, list[tuple[int, int]], int]:
    """Return the pairs' order by u, the bounds of each block of accounts in it, and a block's height.

    A block of `width` numbers an account stays near the processor, unless that would make thousands of blocks.
    """
    height = max(1, min(size, max(NEAR // width, min(-(-size // MOST_BLOCKS), BLOCK // width))))
    order = np.argsort(u, kind="stable")
    edges = np.searchsorted(u[order], np.arange(0, size + height, height))
    return order, list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)), height


def _parts(lengths: Numbers, most: int) -> list[slice]:
    """Return slices whose lengths sum to at most `most`; one longer than that stands alone."""
    total = np.cumsum(lengths)
    cuts, start = [0], 0
    while start < len(lengths):
        before = int(total[start - 1]) if start else 0
        start = max(start + 1, int(np.searchsorted(total, before + most, side="right")))
        cuts.append(start)
    return [slice(one, other) for one, other in pairwise(cuts)]


def _expanded(starts: Numbers, groups: Numbers) -> tuple[Numbers, Numbers]:
    """Return for every member of each group the group's place in `groups` and the member's own place."""
    return _stretches(starts[groups], starts[groups + 1])


def _stretches(first: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Return for every place from `first[i]` to before `end[i]` its i and the place."""
    lengths = end - first
    owner = np.repeat(np.arange(len(first)), lengths)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)


def _dense(entries: Entries, strata: int, first: int, height: int) -> Floats:
    """Return the rows of `height` accounts as a matrix."""
    low, high = np.searchsorted(entries.account, (first, first + height))
    rows = np.zeros((height, strata))
    rows[entries.account[low:high] - first, entries.stratum[low:high]] = entries.events[low:high]
    return rows


def _weighted(entries: Entries, matrix: Matrix, strata: int, first: int, height: int) -> Floats:
    """Return the rows of `height` accounts times B."""
    low, high = np.searchsorted(entries.account, (first, first + height))
    by_row = np.argsort(matrix.row, kind="stable")
    rows = np.searchsorted(matrix.row[by_row], np.arange(strata + 1))
    own, cell = _expanded(rows, entries.stratum[low:high])
    cell = by_row[cell]
    places = (entries.account[low:high] - first)[own] * strata + matrix.column[cell]
    values = entries.events[low:high][own] * matrix.value[cell]
    weighted: Floats = np.bincount(places, values, minlength=height * strata).astype(np.float64, copy=False)
    return weighted.reshape(height, strata)
