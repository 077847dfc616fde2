"""Figures and ratios of the benchmarks; what they measure is no matter of tests."""

import pytest

from bench.figures import Comparison, Figure, percentile_95, shown


def test_the_95th_percentile_of_twenty_is_the_second_slowest() -> None:
    assert percentile_95([float(number) for number in range(20, 0, -1)]) == 19.0
    assert percentile_95([3.0]) == 3.0


def test_a_target_is_the_most_a_figure_may_be() -> None:
    assert Figure("load", 15.0, "s", target=15.0).met is True
    assert Figure("load", 15.1, "s", target=15.0).met is False
    assert Figure("load", 15.1, "s").met is None


def test_a_ratio_above_one_means_that_we_are_better_in_seconds_and_in_rates() -> None:
    assert Comparison("drawn", ours=0.5, peer=60.0, unit="s").ratio == 120.0
    assert Comparison("loaded", ours=1200.0, peer=40.0, unit="tweets/s", higher_is_better=True).ratio == 30.0


@pytest.mark.parametrize(
    ("value", "text"), [(1_617.4, "1,617 s"), (16.84, "16.8 s"), (0.744, "0.74 s"), (0.0818, "0.082 s")]
)
def test_values_are_shown_with_the_digits_that_matter(value: float, text: str) -> None:
    assert shown(value, "s") == text
