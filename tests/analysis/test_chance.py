"""Chance levels: the Poisson tail, q-values, strata, the three ways to the expected counts, the shuffled check."""

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import bilinear
from analysis.counting import Events, pairs_between, pairs_by_object, windows_of
from analysis.monte_carlo import check
from analysis.poisson import poisson_tail, q_values
from analysis.strata import DAY_MS, day_strata
from analysis.viral import viral_objects
from tests.analysis import oracle


def exact_tail(least: int, mean: Fraction) -> float:
    """Return P(X >= least), summed with exact fractions and one exponential."""
    if mean == 0:
        return 1.0 if least == 0 else 0.0
    below = sum((mean**k / math.factorial(k) for k in range(least)), Fraction())
    term, rest, k = mean**least / math.factorial(least), Fraction(), least
    while term > rest / 10**20 or k < mean:
        rest += term
        k += 1
        term = term * mean / k
        rest, term = rest.limit_denominator(10**400), term.limit_denominator(10**400)
    return float(rest / (rest + below))


@pytest.mark.parametrize("mean", ["0", "1/1000000", "1/100", "1/2", "3", "20", "40"])
def test_the_poisson_tail_is_that_of_exact_fractions(mean: str) -> None:
    least = np.array([0, 1, 2, 3, 5, 10, 21, 60])
    found = poisson_tail(least, np.full(len(least), float(Fraction(mean))))
    for k, value in zip(least.tolist(), found.tolist(), strict=True):
        assert math.isclose(value, exact_tail(k, Fraction(mean)), rel_tol=1e-11, abs_tol=1e-300), k


def test_the_poisson_tail_of_large_means_is_near_the_normal_one() -> None:
    # The median of a Poisson distribution lies within one of its mean.
    means = np.array([1e3, 1e4, 1e5])
    at_mean = poisson_tail(means.astype(np.int64), means)
    assert np.all(np.abs(at_mean - 0.5) < 1 / np.sqrt(means))


def test_q_values_count_the_pairs_that_were_never_seen() -> None:
    assert q_values(np.array([0.01, 0.5, 0.002]), 10).tolist() == pytest.approx([0.05, 1.0, 0.02])
    assert q_values(np.array([0.03, 0.02]), 4).tolist() == pytest.approx([0.06, 0.06])
    assert q_values(np.array([]), 0).tolist() == []


def test_days_are_put_together_until_they_hold_enough_and_never_for_more_than_two_weeks() -> None:
    busy = [0] * 600 + [1] * 600 + [2] * 5
    quiet = [20, 25, 33, 34]
    strata = day_strata(np.array(busy + quiet) * DAY_MS)
    assert strata[[0, 600, 1200]].tolist() == [0, 0, 1]
    assert strata[1205:].tolist() == [2, 2, 2, 3]


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(1, 15))
def test_three_ways_to_the_expected_counts_give_the_same(seed: int, size: int, strata: int) -> None:
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 60))
    entries = bilinear.entries_of(random.integers(0, size, n), random.integers(0, strata, n), size)
    b = np.triu(random.random((strata, strata)) * (random.random((strata, strata)) < 0.4))
    b = b + b.T
    row, column = np.nonzero(b)
    matrix = bilinear.Matrix(row, column, b[row, column])
    u, v = np.triu_indices(size, 1)
    keep = random.random(len(u)) < 0.7
    u, v = u[keep], v[keep]
    x = np.zeros((size, strata))
    x[entries.account, entries.stratum] = entries.events
    expected = (x @ b @ x.T)[u, v]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bilinear, "BLOCK", int(random.integers(1, 40)))
        patch.setattr(bilinear, "NEAR", int(random.integers(1, 20)))
        patch.setattr(bilinear, "MOST_BLOCKS", int(random.integers(1, 5)))
        for way in (bilinear._by_blocks, bilinear._by_strata, bilinear._by_account):
            assert np.allclose(way(u, v, entries, matrix, strata), expected, rtol=1e-12)
        assert np.allclose(bilinear.expected_pairs(u, v, entries, matrix), expected, rtol=1e-12)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(-1, 2), st.integers(0, 3), st.integers(0, 12), st.integers(0, 2)), max_size=25),
    st.integers(0, 13),
    st.booleans(),
)
def test_pairs_are_counted_without_being_listed(
    rows: list[tuple[int, int, int, int]], window: int, far_apart: bool
) -> None:
    things, accounts, times, strata = (
        (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
        if rows
        else (np.zeros(0, dtype=np.int64) for _ in range(4))
    )
    scale = 2**55 if far_apart else 1  # so that a group and a time do not fit into one number for all groups
    events = Events(accounts, things, np.arange(len(rows)), times * scale)
    between: dict[tuple[int, int], int] = {}
    by_object: dict[int, int] = {}
    for i, one in enumerate(rows):
        for other in rows[i + 1 :]:
            near = abs(one[2] - other[2]) * scale <= window * scale
            if one[0] == other[0] >= 0 and one[1] != other[1] and near:
                key = min(one[3], other[3]), max(one[3], other[3])
                between[key] = between.get(key, 0) + 1
                by_object[one[0]] = by_object.get(one[0], 0) + 1
    windows = windows_of(events, window * scale)
    found = pairs_between(windows, strata)
    triples = zip(found.first.tolist(), found.second.tolist(), found.count.tolist(), strict=True)
    assert {(s, t): n for s, t, n in triples} == between
    assert {o: n for o, n in enumerate(pairs_by_object(windows).tolist()) if n} == by_object


def test_objects_above_the_cap_and_then_the_largest_are_counted_only() -> None:
    sizes = np.array([5, 100, 20, 20, 1])
    assert viral_objects(sizes, sizes, most=50, total=1000).objects.tolist() == [1]
    assert viral_objects(sizes, sizes, most=50, total=30).objects.tolist() == [1, 2, 3]
    assert viral_objects(sizes, sizes, most=1000, total=1000).note is None
    note = viral_objects(sizes, sizes, most=50, total=30).note
    assert note is not None
    assert "3 objects" in note
    assert "140" in note


def shuffled_events(seed: int) -> Events:
    random = np.random.default_rng(seed)
    n = 4000
    return Events(random.integers(0, 60, n), random.integers(0, 40, n), np.arange(n), random.integers(0, 5 * DAY_MS, n))


def test_the_check_finds_on_noise_what_it_expects_and_repeats_itself() -> None:
    found = check(shuffled_events(1), window_ms=600_000, rounds=20, seed=7)
    assert found == check(shuffled_events(1), window_ms=600_000, rounds=20, seed=7)
    assert [row.weight for row in found.rows] == list(range(1, len(found.rows) + 1))
    for row in found.rows[:2]:
        assert abs(row.found - row.expected) < 5 * math.sqrt(row.expected) + 1


rows_of_events = st.lists(
    st.tuples(st.integers(-1, 2), st.integers(0, 4), st.integers(0, 9), st.sampled_from([0, 1, 999, 1000, 1001, 5000])),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(rows=rows_of_events, shorter=st.sets(st.sampled_from([0, 1, 999, 1000, 4000])))
def test_the_check_finds_at_each_window_what_brute_force_finds(
    rows: list[tuple[int, int, int, int]], shorter: set[int]
) -> None:
    # A tweet is one account's, at one time: what it says of its author and time first holds.
    first: dict[int, tuple[int, int]] = {}
    told = {(thing, *first.setdefault(tweet, (account, t)), tweet) for thing, account, tweet, t in rows}
    alone = Counter(thing for thing, _, _, _ in told)
    shared = sorted((thing if alone[thing] > 1 else -1, *rest) for thing, *rest in told)
    columns = [np.array([row[i] for row in shared], dtype=np.int64) for i in range(4)]
    thing, account, t, tweet = columns
    events = Events(account, thing, tweet, t)
    ladder = [*sorted(shorter), 5000]
    found = check(events, window_ms=5000, shorter_ms=ladder[:-1], rounds=2, seed=3)
    truth = [oracle.Event(str(o), str(a), c, at) for o, a, at, c in shared if o != -1]
    supports = oracle.supports(oracle.close_pairs(truth, 5000), ladder).values()
    for rung, window in enumerate(ladder):
        own = [row for row in found.rows if row.window_s == window / 1000]
        assert [row.weight for row in own] == list(range(1, len(own) + 1))
        assert {row.weight: row.found for row in own if row.found} == {
            weight: n for weight in range(1, 11) if (n := sum(edge[rung] >= weight for edge in supports))
        }
        assert tuple(own) == check(events, window_ms=window, rounds=2, seed=3).rows, "as if asked for it alone"


def test_the_check_expects_few_of_the_edges_of_a_group() -> None:
    noise = shuffled_events(2)
    account = np.tile(np.arange(60, 66), 30)
    thing = np.repeat(np.arange(100, 130), 6)
    t = np.repeat(np.arange(30) * 10_000_000, 6) + np.arange(180) % 6
    events = Events(np.r_[noise.account, account], np.r_[noise.object, thing], np.arange(4180), np.r_[noise.t, t])
    rows = {row.weight: row for row in check(events, window_ms=600_000, rounds=5, seed=1).rows}
    assert rows[20].found == 15
    assert rows[20].expected == 0
