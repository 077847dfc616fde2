import hashlib
import subprocess
import sys
from pathlib import Path

import igraph
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.maps.communities import COLOURED, find_communities, undirected
from explorer.maps.layout import LARGEST, SMALLEST, Layout, lay_out, sizes_of
from explorer.maps.network import Network, Tie, from_ties
from explorer.maps.packing import fill_gaps, spread
from tests.explorer.maps.networks import html_of, planted


def laid_out(network: Network) -> Layout:
    graph = undirected(network)
    return lay_out(graph, find_communities(graph).membership, network.strength())


def overlaps(layout: Layout) -> float:
    """Return the share of pairs of dots that cover each other by more than half a pixel."""
    gap = np.hypot(layout.x[:, None] - layout.x, layout.y[:, None] - layout.y)
    touch = (layout.size[:, None] + layout.size) / 2 - gap > 0.5
    np.fill_diagonal(touch, val=False)
    return float(touch.sum()) / max(len(gap), 1)


@pytest.mark.parametrize(("count", "groups"), [(60, 4), (600, 8)])
def test_dots_do_not_cover_each_other(count: int, groups: int) -> None:
    assert overlaps(laid_out(planted(count, groups))) < 0.02


@pytest.mark.parametrize(("count", "groups"), [(60, 4), (600, 8), (2000, 12)])
def test_no_quarter_of_the_picture_is_empty(count: int, groups: int) -> None:
    layout = laid_out(planted(count, groups))
    width, height = np.ptp(layout.x), np.ptp(layout.y)
    assert 0.6 < width / height < 1.7
    for right in (False, True):
        for low in (False, True):
            inside = ((layout.x > 0) == right) & ((layout.y > 0) == low)
            assert inside.mean() > 0.08


def test_planted_groups_are_found_and_stand_apart() -> None:
    network = planted(200, 4)
    found = find_communities(undirected(network))
    layout = laid_out(network)
    truth = np.array([int(k[1:]) // 50 for k in network.nodes.keys])
    places = np.stack([layout.x, layout.y], axis=1)
    gap = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    np.fill_diagonal(gap, np.inf)
    assert (truth[np.argsort(gap, axis=1)[:, :5]] == truth[:, None]).mean() > 0.9
    assert found.modularity > found.shuffled + 0.1


def test_a_random_network_is_said_to_have_weak_groups() -> None:
    graph = planted(400, 1, per_node=6)
    assert "weak groups" in html_of(graph)
    assert "weak groups" not in html_of(planted(200, 4))


def test_groups_in_colour_are_the_seven_largest() -> None:
    found = find_communities(undirected(planted(600, 12)))
    assert found.sizes == sorted(found.sizes, reverse=True)
    assert set(found.colours.tolist()) == set(range(COLOURED + 1))
    assert (found.colours[found.membership >= COLOURED] == COLOURED).all()


def test_same_input_same_bytes_in_another_process() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]);"
        "from tests.explorer.maps.networks import html_of, planted;"
        "print(hashlib.sha256(html_of(planted(300, 5)).encode()).hexdigest())"
    )
    root = str(Path(__file__).parents[3])
    run = [sys.executable, "-c", code, root]
    others = {
        subprocess.run(run, capture_output=True, check=True, text=True, cwd=root, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert {line.strip() for line in others} == {hashlib.sha256(html_of(planted(300, 5)).encode()).hexdigest()}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=40))
def test_any_network_has_a_finite_layout(pairs: list[tuple[int, int]]) -> None:
    ties = [Tie(str(a), str(b), "reply", 1 + a) for a, b in pairs if a != b]
    if not ties:
        return
    layout = laid_out(from_ties(ties, ["reply"]))
    assert np.isfinite(layout.x).all()
    assert np.isfinite(layout.y).all()


def test_sizes_grow_with_the_square_root() -> None:
    assert sizes_of(np.array([0, 25, 100])).tolist() == [SMALLEST, (SMALLEST + LARGEST) / 2, LARGEST]


def test_circles_at_one_place_part() -> None:
    places = spread(np.zeros((12, 2)), np.full(12, 3.0), rounds=400)
    graph = np.hypot(*(places[:, None] - places).transpose(2, 0, 1)) + np.eye(12) * 99
    assert graph.min() > 5.5


def test_gaps_are_filled_without_overlap() -> None:
    radii = np.array([9.0, 5.0, 5.0, 2.0, 2.0])
    placed = np.array([[0.0, 0.0], [30.0, 0.0]])
    found = fill_gaps(placed, np.array([12.0, 12.0]), radii)
    every = np.vstack([placed, found])
    reach = np.concatenate([[12.0, 12.0], radii])
    gap = np.hypot(*(every[:, None] - every).transpose(2, 0, 1)) - reach[:, None] - reach
    assert gap[~np.eye(len(every), dtype=bool)].min() >= -1e-6


def test_igraph_is_seeded_anew_each_time() -> None:
    graph = igraph.Graph.Full(5)
    graph.es["tie"] = [1.0] * graph.ecount()
    assert find_communities(graph).sizes == find_communities(graph).sizes
