"""Groups are found where they were planted, the same for every order of the edges, and unstable ones are told."""

from itertools import combinations

import igraph
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.communities import RESOLUTION, Groups, adjusted_rand, find_groups, quality, stability

Partition = st.lists(st.integers(0, 4), min_size=1, max_size=9)


def cliques(*sizes: int) -> list[tuple[str, str]]:
    """Edges of cliques whose accounts are numbered on: no two cliques are tied."""
    start, edges = 1, []
    for size in sizes:
        edges += [(str(u), str(v)) for u, v in combinations(range(start, start + size), 2)]
        start += size
    return edges


def test_planted_groups_are_found_the_largest_first_in_the_order_of_ids() -> None:
    found = find_groups([*cliques(4, 8), ("98", "99")])
    assert found == Groups((("5", "6", "7", "8", "9", "10", "11", "12"), ("1", "2", "3", "4")), 1.0)
    assert found.stable


def test_a_bridge_joins_no_groups_and_a_pair_is_no_group() -> None:
    assert [len(members) for members in find_groups([*cliques(15, 15, 2), ("15", "16")]).members] == [15, 15]


@given(st.permutations([*cliques(5, 6), ("3", "9"), ("1", "4"), ("11", "12"), ("12", "13")]), st.booleans())
def test_the_order_of_the_edges_their_direction_and_repeats_do_not_matter(
    edges: list[tuple[str, str]], turned: bool
) -> None:
    given_edges = [(v, u) for u, v in edges] + edges[:3] if turned else edges
    assert find_groups(given_edges) == find_groups(sorted(edges))


def test_without_edges_there_are_no_groups() -> None:
    assert find_groups([]) == Groups((), 1.0)


def test_a_ring_can_be_cut_anywhere_and_is_told_to_be_unstable() -> None:
    ring = [(str(n), str((n + 1) % 400)) for n in range(400)]
    found = find_groups(ring)
    assert found.stability < 0.9
    assert not found.stable


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([0, 0, 1, 1], [5, 5, 2, 2], 1.0),
        ([0, 0, 0, 0], [0, 1, 2, 3], 0.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
        # Hubert and Arabie's index of two partitions of six things, by hand: pairs 3 and 7, common 2 of 15.
        ([0, 0, 1, 1, 2, 2], [0, 0, 0, 0, 1, 1], (3 - 3 * 7 / 15) / (5 - 3 * 7 / 15)),
        ([0], [3], 1.0),
    ],
)
def test_the_rand_index_is_that_of_hubert_and_arabie(one: list[int], other: list[int], expected: float) -> None:
    assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(expected)


@given(Partition, st.data())
def test_the_rand_index_is_igraphs(one: list[int], data: st.DataObject) -> None:
    other = data.draw(st.lists(st.integers(0, 4), min_size=len(one), max_size=len(one)))
    if len(one) > 1 and len(set(one)) < len(one):  # igraph refuses to compare fewer
        theirs = igraph.compare_communities(one, other, method="adjusted_rand")
        if not np.isnan(theirs):
            assert adjusted_rand(np.array(one), np.array(other)) == pytest.approx(theirs)
    assert adjusted_rand(np.array(one), np.array(one)) == 1.0


def test_stability_is_the_mean_over_every_two_seeds() -> None:
    same, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert stability([same]) == 1.0
    assert stability([same, same, other]) == pytest.approx((1 - 0.5 - 0.5) / 3)


def test_quality_counts_ties_inside_against_the_pairs_that_could_be() -> None:
    graph = igraph.Graph(n=5, edges=[(0, 1), (1, 2), (3, 4), (2, 3)])
    assert quality(graph, np.array([0, 0, 0, 1, 1])) == pytest.approx(3 - RESOLUTION * (3 + 1))
