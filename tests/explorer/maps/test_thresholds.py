from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.maps.coaction import Coaction
from explorer.maps.communities import COLOURED, recorded_groups, undirected
from explorer.maps.network import Tie, from_ties
from explorer.maps.thresholds import MOST_POSITIONS, drawn, ladder, positions, strengths, with_chance
from tests.explorer.maps.together import CHANCE, RUN, together


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=300))
def test_each_position_counts_the_lines_of_at_least_its_weight(weights: list[int]) -> None:
    edges = from_ties([Tie(f"a{i}", f"b{i}", "x", w) for i, w in enumerate(weights)], ["x"]).edges
    rows = positions(edges)
    assert len(rows) <= MOST_POSITIONS
    assert rows[0] == {"weight": min(weights), "drawn": len(weights)}
    assert [row["drawn"] for row in rows] == [sum(w >= row["weight"] for w in weights) for row in rows]
    assert rows[-1]["weight"] == max(weights)


def test_a_pair_is_as_strong_as_its_strongest_action() -> None:
    edges = together().edges
    assert strengths(edges).tolist() == [max(one.support for one in line) for line in edges.coactions]
    assert int(strengths(edges).max()) < int(edges.weight.max())


@given(
    st.lists(
        st.lists(st.tuples(*[st.integers(0, 4)] * 3).map(lambda found: tuple(sorted(found))), min_size=1, max_size=3),
        min_size=1,
        max_size=12,
    )
)
def test_each_window_counts_the_lines_that_are_strong_enough_within_it(lines: list[list[tuple[int, ...]]]) -> None:
    made: list[Sequence[Coaction]] = [
        [Coaction("x", max(own[-1], 1), None, None, None, None, None, None, None, 2, own) for own in line]
        for line in lines
    ]
    edges = from_ties([Tie(f"a{i:02}", f"b{i:02}", "x", 1) for i in range(len(lines))], ["x"]).edges
    edges = replace(edges, coactions=made)
    assert ladder(edges, RUN) == (5.0, 10.0, 60.0)
    for rung in range(3):
        for row in drawn(strengths(edges, rung), [1, 2, 3, 4]):
            strong = [line for line in lines if any(own[rung] >= row["weight"] for own in line)]
            assert row["drawn"] == len(strong)


def test_there_is_no_window_slider_unless_every_line_has_its_support_at_each() -> None:
    edges = together().edges
    assert ladder(edges, RUN) == (5.0, 10.0, 60.0)
    assert ladder(edges, replace(RUN, windows_ms=())) == ()
    assert ladder(edges, replace(RUN, windows_ms=(60_000,))) == ()
    lines = [*edges.coactions]
    lines[3] = [replace(lines[3][0], support_by_window=())]
    assert ladder(replace(edges, coactions=lines), RUN) == ()


def test_each_window_has_its_own_rows_of_the_check() -> None:
    rows = [{"weight": weight, "drawn": 9} for weight in (2, 3, 6)]
    found, _ = with_chance(rows, RUN, ["retweet", "tweet"], 10.0)
    assert [(row["found"], row["expected"]) for row in found] == [(180, 82.75), (44, 0.5), (0, 0.0)]
    found, _ = with_chance(rows, RUN, ["retweet", "tweet"], 5.0)
    assert [(row["found"], row["expected"]) for row in found] == [(61, 9.75), (0, 0.0), (0, 0.0)]


def test_a_weight_without_a_row_says_what_the_next_larger_one_says() -> None:
    rows = [{"weight": weight, "drawn": 9} for weight in (2, 3, 6)]
    found, unchecked = with_chance(rows, RUN, ["retweet", "tweet"])
    assert unchecked == []
    assert [(row["found"], row["expected"]) for row in found] == [(750, 513.9), (90, 3.25), (0, 0.0)]


def test_only_the_actions_on_the_map_are_counted_and_the_others_named() -> None:
    found, unchecked = with_chance([{"weight": 2, "drawn": 1}], RUN, ["tweet", "link"])
    assert unchecked == ["link"]
    assert (found[0]["found"], found[0]["expected"]) == (50, 1.5)
    assert {row["action"] for row in CHANCE} == {"retweet", "tweet"}


def test_without_a_check_nothing_is_said_of_shuffling() -> None:
    found, unchecked = with_chance([{"weight": 2, "drawn": 1}], replace(RUN, chance=()), ["tweet"])
    assert found == [{"weight": 2, "drawn": 1}]
    assert unchecked == ["tweet"]


def test_recorded_groups_come_by_size_and_accounts_outside_are_grey() -> None:
    network = from_ties([Tie(f"n{i}", f"n{i + 1}", "x", 1) for i in range(7)], ["x"])
    keys = ["small", "small", "small", "big", "big", "big", "big", None]
    found = recorded_groups(undirected(network), keys, 0.8)
    assert found.count == 2
    assert found.sizes == [4, 3, 1]
    assert found.colours.tolist() == [1, 1, 1, 0, 0, 0, 0, COLOURED]
    assert np.unique(found.membership).tolist() == [0, 1, 2]
