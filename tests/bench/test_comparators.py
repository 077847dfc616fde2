"""Each comparator against a case worked out by hand."""

import math

import numpy as np
import pytest

from bench.comparators import (
    above_quantile,
    bonferroni,
    co_occurrence_p,
    disparity_alpha,
    false_discovery_rate,
    from_quantile,
    hypergeometric_tail,
    tfidf_cosine,
)


def test_quantile_rules_interpolate_and_differ_in_what_lies_on_the_quantile() -> None:
    # Type 7, half of 1, 2, 3, 4: 2.5. Half of 1, 2, 2: exactly 2, which is not above itself.
    assert above_quantile(np.array([1, 2, 3, 4]), 0.5).tolist() == [False, False, True, True]
    assert above_quantile(np.array([1, 2, 2]), 0.5).tolist() == [False, False, False]
    assert from_quantile(np.array([1, 2, 2]), 0.5).tolist() == [False, True, True]
    assert above_quantile(np.array([], dtype=np.int64), 0.99).tolist() == []


def test_the_disparity_filter_takes_the_end_for_which_an_edge_matters_more() -> None:
    # A path 0 -8- 1 -1- 2 -1- 3. The ends of the path have one edge each, which says nothing.
    alpha = disparity_alpha(np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([8, 1, 1]))
    assert alpha == pytest.approx([1 - 8 / 9, 0.5, 0.5])


def test_the_cosine_weighs_objects_by_how_few_share_them() -> None:
    # Four accounts. a: of 0 (twice) and 1. b: of 0, 1 and 2. c: of 2 alone.
    account = np.array([0, 0, 1, 0, 1, 2, 1, 2])
    object_ = np.array([0, 0, 0, 1, 1, 1, 2, 3])
    found = tfidf_cosine(account, object_, 4)
    a, b, c = math.log2(4 / 2), math.log2(4 / 3), math.log2(4 / 1)
    zero = np.array([2 * a, b, 0, 0])
    one = np.array([a, b, c, 0])
    two = np.array([0, b, 0, c])
    wanted = [x @ y / np.linalg.norm(x) / np.linalg.norm(y) for x, y in ((zero, one), (zero, two), (one, two))]
    assert list(zip(found.u.tolist(), found.v.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
    assert found.value == pytest.approx(wanted)


def test_the_cosine_is_the_same_for_objects_that_many_share() -> None:
    # Object 0 of 100 accounts of 200, object 1 of the first two: what is listed and what is multiplied add up.
    account = np.r_[np.arange(100), 0, 1]
    object_ = np.r_[np.zeros(100, dtype=np.int64), 1, 1]
    found = tfidf_cosine(account, object_, 200)
    assert len(found.u) == 100 * 99 // 2
    of = {(u, v): value for u, v, value in zip(*(column.tolist() for column in found), strict=True)}
    assert of[0, 1] == pytest.approx(1)
    assert of[2, 3] == pytest.approx(1)
    assert of[0, 2] == pytest.approx(1 / math.hypot(1, math.log2(100)))


def test_the_hypergeometric_tail_counts_draws() -> None:
    # 2 things and 3 things of 5: C(5,3) = 10 draws; both in common in 3 of them, at least one in 9.
    two, three = np.array([2, 2]), np.array([3, 3])
    assert hypergeometric_tail(np.array([2, 1]), two, three, 5) == pytest.approx([0.3, 0.9])


def test_accounts_meet_in_a_bin_and_not_across_its_border() -> None:
    # 0 and 1 share an object in one minute; 2 has it one second after the minute's end.
    account, object_ = np.array([0, 1, 2, 3]), np.array([7, 7, 7, 8])
    found = co_occurrence_p(account, object_, np.array([1_000, 59_000, 60_000, 0]))
    assert (found.u.tolist(), found.v.tolist()) == ([0], [1])
    assert found.value == pytest.approx([1 / 3])  # three things, one each


def test_the_corrections_count_every_pair() -> None:
    # Of 10 tests: Bonferroni's limit: 0.005. The step-up's are 0.005, 0.01, 0.015: the third lifts the second.
    p = np.array([0.012, 0.004, 0.011, 0.5])
    assert bonferroni(p, 10).tolist() == [False, True, False, False]
    assert false_discovery_rate(p, 10).tolist() == [True, True, True, False]
    assert false_discovery_rate(p[:1], 10).tolist() == [False]
