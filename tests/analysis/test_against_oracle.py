"""Every column of every edge is what brute force finds, on small random cases."""

import math
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from analysis import strata
from analysis.detection import detect
from analysis.parameters import Parameters
from analysis.windows import supports_by_window
from tests.analysis import oracle
from tests.analysis.conftest import found_edges, write_events
from tests.analysis.oracle import DAY, HOUR, Event

START = 1_559_347_200_000  # 2019-06-01
WINDOWS = {0: 0.0, 1: 0.001, 1500: 1.5, 60_000: 60.0, 3 * HOUR: 10_800.0}

SHORT = st.integers(0, 4)
TIMES = st.one_of(
    SHORT,
    st.builds(lambda base, offset: base + offset, st.sampled_from([1500, 60_000, HOUR, DAY, 40 * DAY]), SHORT),
    st.integers(0, 5_000),
    st.integers(0, 3 * DAY),
)
EXAMPLES = int(os.environ.get("IOSCOPE_EXAMPLES", "60"))
"""Thousands were tried by hand; a whole test run has no time for them."""
USERS = ("7", "12", "101", "9", "a" * 64)


@st.composite
def cases(draw: st.DrawFn) -> list[Event]:
    """Events of few accounts on few objects, many at equal times, some of one tweet."""
    rows = draw(
        st.lists(st.tuples(st.sampled_from(USERS), TIMES, st.sets(st.sampled_from("xyz"), min_size=1)), max_size=14)
    )
    writer = draw(st.fixed_dictionaries({name: st.sampled_from([None, "1", "2"]) for name in "xyz"}))
    return [
        Event(thing, user, 1000 + number, START + t, writer[thing])
        for number, (user, t, things) in enumerate(rows)
        for thing in sorted(things)
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    events=cases(),
    window=st.sampled_from([1500, 60_000, 3 * HOUR]),
    participation=st.sampled_from([1, 1, 2]),
    cap=st.sampled_from([10**6, 10**6, 0]),
)
def test_supports_at_shorter_windows_are_those_of_the_closer_pairs(
    engine: Backend, events: list[Event], window: int, participation: int, cap: int
) -> None:
    parameters = Parameters(
        window_s=WINDOWS[window], min_participation=participation, pairs_of_an_object=cap, chance=False
    )
    detect(engine, write_events(engine, "retweet", events, with_authors=True), parameters)
    found = found_edges(engine)
    table = supports_by_window(engine, "retweet", found, parameters.windows_ms)
    rows = engine.con.sql(engine.compile(table)).to_arrow_table().to_pylist()
    supports = {(row["user_u"], row["user_v"]): row["support_by_window"] for row in rows}
    assert {edge: own[-1] for edge, own in supports.items()} == {edge: row["support"] for edge, row in found.items()}
    kept = oracle.participating(events, participation)
    pairs = oracle.close_pairs(kept, window)
    pairs = oracle.still_participating(pairs, participation) if participation > 1 else pairs
    truth = oracle.supports(pairs, parameters.windows_ms)
    assert supports == {edge: own for edge, own in truth.items() if edge in found}


@pytest.mark.parametrize(
    ("window", "ladder"),
    [
        (60, (1, 2, 5, 10, 30, 60)),
        (10.5, (1, 2, 5, 10, 10.5)),
        (1, (1,)),
        (0, (0,)),
        (600, (1, 2, 5, 10, 30, 60, 300, 600)),
    ],
)
def test_the_ladder_of_windows_ends_with_the_runs_own(window: float, ladder: tuple[float, ...]) -> None:
    assert Parameters(window_s=window).windows_ms == tuple(round(1000 * rung) for rung in ladder)


def assert_same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        if isinstance(value, float):
            assert math.isclose(found[name], value, rel_tol=1e-9, abs_tol=1e-12), name
        else:
            assert found[name] == value, name


few_strata = st.sampled_from([(1000, 14), (4, 14), (2, 1)])


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    events=cases(),
    window=st.sampled_from(sorted(WINDOWS)),
    null=st.sampled_from(["day", "hour", "author"]),
    participation=st.sampled_from([1, 1, 2, 3]),
    merging=few_strata,
    cap=st.sampled_from([10**6, 10**6, 3, 0]),
)
def test_every_column_of_every_edge_is_what_brute_force_finds(
    engine: Backend,
    events: list[Event],
    window: int,
    null: str,
    participation: int,
    merging: tuple[int, int],
    cap: int,
) -> None:
    parameters = Parameters(
        window_s=WINDOWS[window], null=null, min_participation=participation, pairs_of_an_object=cap
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strata, "LEAST_EVENTS", merging[0])
        patch.setattr(strata, "LONGEST_DAYS", merging[1])
        detection = detect(engine, write_events(engine, "retweet", events, with_authors=True), parameters)
    truth = oracle.edges(
        events,
        window,
        null=null,
        min_participation=participation,
        least_events=merging[0],
        longest_days=merging[1],
    )
    found = found_edges(engine)
    viral = len(detection.viral.objects)
    if not viral:
        assert set(found) == set(truth.edges)
    assert {edge for edge, row in truth.edges.items() if row["objects"] > viral} <= set(found) <= set(truth.edges)
    of_all = ("q_value", "q_hour", "q_author", "flagged", "robust") if viral else ()
    for edge, row in found.items():
        # What is not listed has no p-value either, so q is that of the edges kept: at least as large.
        assert_same(row, {name: value for name, value in truth.edges[edge].items() if name not in of_all})
        assert row["q_value"] >= truth.edges[edge]["q_value"] * (1 - 1e-9)
    for total in truth.expected_total.values():
        assert math.isclose(total, len(truth.pairs), rel_tol=1e-9, abs_tol=1e-12)
    summary = detection.summary
    assert summary.events == len(truth.events)
    assert summary.accounts == len({event.account for event in truth.events})
    assert summary.objects == len({event.object for event in truth.events})
    assert summary.pairs == sum(row["pairs"] for row in found.values())
    assert summary.edges == len(found)
    assert summary.flagged == sum(row["flagged"] for row in found.values())
    assert summary.max_weight == max((row["support"] for row in found.values()), default=0)
    assert summary.edges_weight_ge_2 == sum(row["support"] >= 2 for row in found.values())
