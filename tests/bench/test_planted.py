"""Scores against counts made by hand."""

import numpy as np
import pytest

from bench.comparators import Pairs
from bench.planted import best_f1, planted_edges, score

GROUPS = [
    {"implies": ["link", "domain"], "times": 40, "accounts": ["a", "b", "c"]},
    {"implies": ["link", "domain"], "times": 3, "accounts": ["d", "e"]},
    {"implies": ["retweet"], "times": 40, "accounts": ["f", "g"]},
]


def test_every_two_members_of_a_group_are_an_edge_of_what_it_implies() -> None:
    planted = planted_edges(GROUPS, "domain")
    assert planted == {40: {("a", "b"), ("a", "c"), ("b", "c")}, 6: set(), 3: {("d", "e")}}


def test_a_strength_is_scored_without_the_true_edges_of_the_others() -> None:
    found = score({("a", "b"), ("a", "c"), ("d", "e"), ("f", "g")}, planted_edges(GROUPS, "link"))
    assert (found.precision, found.recall) == (3 / 4, 3 / 4)
    assert found.strengths[40] == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert found.strengths[3] == pytest.approx((1 / 2, 1, 2 / 3))
    assert found.strengths[6] is None


def test_the_best_cut_takes_all_of_a_value_or_none() -> None:
    planted = planted_edges(GROUPS, "link")
    # a-b 5, a-c 4, a-f 4, b-c 1: down to 4 there are two of three right, of four wanted; lower, three of four.
    names = ["a", "b", "c", "f", "d", "e"]
    pairs = Pairs(np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2]), np.array([5.0, 4.0, 4.0, 1.0]))
    assert best_f1(pairs, planted, names) == pytest.approx(2 * 3 / (4 + 4))
