"""Near-identical texts are found as brute force finds them: every pair of sets compared with exact fractions."""

import math
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from analysis.evidence import evidence
from analysis.parameters import Parameters
from analysis.similar import near_identical
from analysis.similar_detection import detect_similar_events
from analysis.tokens import token_sets
from tests.analysis import oracle
from tests.analysis.conftest import found_edges, write_events
from tests.analysis.oracle import Event

START = 1_559_347_200_000
TEXTS = [
    "one two three four five six seven eight nine ten",
    "one two three four five six seven eight nine eleven",
    "one two three four five six seven eight twelve eleven",
    "one two three four five six thirteen eight twelve eleven",
    "ten nine eight seven six five four three two one one",
    "สวัสดีครับวันนี้อากาศดีมากเลย",
    "สวัสดีครับวันนี้อากาศดีมากจริง",
    "今天天气很好我们去公园散步吧朋友",
    "今天天气很好我们去公园散步吧朋友们",
    "nothing like the others is said here at all",
]


NINE, TWELVE = TEXTS[1], TEXTS[2]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    rows=[
        (TEXTS[0], "12", 0),
        (NINE, "12", 0),
        (TWELVE, "7", 0),
        (TWELVE, "7", 0),
        (TWELVE, "101", 0),
        (NINE, "101", 1),
    ],
    window=0,
    participation=2,
)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(TEXTS), st.sampled_from(["7", "12", "101"]), st.sampled_from([0, 1, 1500, 60_000])),
        max_size=9,
    ),
    window=st.sampled_from([0, 1500, 60_000]),
    participation=st.sampled_from([1, 1, 2]),
)
def test_every_column_of_near_identical_texts_is_what_brute_force_finds(
    engine: Backend, rows: list[tuple[str, str, int]], window: int, participation: int
) -> None:
    events = [Event(text, user, 1000 + number, START + t) for number, (text, user, t) in enumerate(rows)]
    write_events(engine, "similar", events, with_authors=False)
    detect_similar_events(engine, Parameters(window_s=window / 1000, min_participation=participation))
    truth = oracle.edges(
        events,
        window,
        nulls=("day", "hour"),
        min_participation=participation,
        similarity=Fraction(7, 10),
    )
    found = found_edges(engine, "similar")
    assert set(found) == set(truth.edges)
    for edge, row in truth.edges.items():
        for name, value in row.items():
            same = math.isclose(found[edge][name], value, rel_tol=1e-9) if isinstance(value, float) else None
            assert same or found[edge][name] == value, name


@settings(deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8).map(" ".join), max_size=25),
    similarity=st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(7, 10), Fraction(1)]),
)
def test_the_prefix_filter_loses_no_pair(texts: list[str], similarity: Fraction) -> None:
    places = np.arange(len(texts))
    found = near_identical(
        token_sets(pa.array(texts, pa.string())), places, places, places, window_ms=5, similarity=float(similarity)
    )
    sets = [set(text.split()) for text in texts]
    expected = {
        (i, j)
        for i in range(len(texts))
        for j in range(i + 1, min(i + 6, len(texts)))
        if Fraction(len(sets[i] & sets[j]), len(sets[i] | sets[j])) >= similarity
    }
    assert sorted(zip(found.first.tolist(), found.second.tolist(), strict=True)) == sorted(expected)


def test_words_that_too_many_share_are_left_out_and_that_is_said() -> None:
    texts = ["a b c d"] * 30 + ["p q r s", "p q r t", "p q r s"]
    places = np.arange(len(texts))
    sets = token_sets(pa.array(texts, pa.string()))
    found = near_identical(sets, places, places, places, window_ms=50, similarity=0.7, most=20)
    assert found.note is not None
    assert set(zip(found.first.tolist(), found.second.tolist(), strict=True)) == {(30, 32)}


def test_evidence_names_the_family_of_texts(engine: Backend) -> None:
    events = [Event(TEXTS[1], "7", 1, START), Event(TEXTS[0], "12", 2, START + 900), Event(TEXTS[9], "7", 3, START)]
    write_events(engine, "similar", events, with_authors=False)
    detect_similar_events(engine, Parameters())
    rows = engine.execute(evidence(engine, "similar", [("7", "12")])).to_dict("records")
    assert rows == [
        {
            "action": "similar",
            "user_u": "7",
            "user_v": "12",
            "object_id": TEXTS[1],
            "tweet_u": 1,
            "tweet_v": 2,
            "time_u": START,
            "time_v": START + 900,
            "delay_ms": 900,
        }
    ]


@pytest.mark.parametrize("share", [0.3, 1.2])
def test_a_similarity_out_of_range_is_refused(share: float) -> None:
    from analysis.failures import ParameterError

    with pytest.raises(ParameterError, match="similarity"):
        Parameters(min_similarity=share)
