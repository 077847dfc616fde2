"""Who was retweeted how much, and PageRank, against sums and iterations in plain Python."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.amplification import DAMPING, ranks

Ties = dict[tuple[str, str], int]
NAMES = st.sampled_from(["1", "2", "10", "ab=", "é"])
TIES = st.dictionaries(
    st.tuples(NAMES, NAMES).filter(lambda ends: ends[0] != ends[1]), st.integers(1, 9), min_size=1, max_size=12
)


def table(ties: Ties) -> pa.Table:
    columns = [[source for source, _ in ties], [target for _, target in ties], list(ties.values())]
    kinds = {"source": pa.string(), "target": pa.string(), "times": pa.int64()}
    return pa.table({name: pa.array(column, kinds[name]) for name, column in zip(kinds, columns, strict=True)})


def iterated(ties: Ties) -> dict[str, float]:
    """PageRank by its definition, iterated until nothing moves; who retweets nobody passes its rank on to all."""
    names = sorted({name for ends in ties for name in ends})
    out = {name: sum(n for (source, _), n in ties.items() if source == name) for name in names}
    rank = dict.fromkeys(names, 1 / len(names))
    for _ in range(200):
        idle = sum(rank[name] for name in names if not out[name])
        rank = {
            name: (1 - DAMPING) / len(names)
            + DAMPING * idle / len(names)
            + DAMPING * sum(rank[s] * n / out[s] for (s, t), n in ties.items() if t == name)
            for name in names
        }
    return rank


@settings(deadline=None)
@given(TIES)
def test_ranks_are_those_of_the_definition(ties: Ties) -> None:
    found = {row["user_id"]: row for row in ranks(table(ties)).to_pylist()}
    expected = iterated(ties)
    assert list(found) == sorted(expected)
    for name, row in found.items():
        assert row["pagerank"] == pytest.approx(expected[name], abs=1e-9)
        assert row["amplification"] == sum(n for (_, target), n in ties.items() if target == name)


def test_the_order_of_the_ties_does_not_matter() -> None:
    ties = {("1", "2"): 3, ("2", "3"): 1, ("3", "1"): 2, ("4", "1"): 5}
    assert ranks(table(dict(reversed(ties.items())))) == ranks(table(ties))


def test_without_retweets_nobody_has_a_rank() -> None:
    assert ranks(table({})).num_rows == 0
