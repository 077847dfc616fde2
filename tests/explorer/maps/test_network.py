import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.maps.network import NO_TIME, Tie, from_ties
from explorer.maps.reduction import strongest
from tests.explorer.maps.networks import ACTIONS, planted

ties = st.lists(
    st.builds(
        Tie,
        st.sampled_from("abcdefgh"),
        st.sampled_from("abcdefgh"),
        st.sampled_from(ACTIONS),
        st.integers(1, 50),
        st.just(NO_TIME) | st.integers(1_300_000_000_000, 1_600_000_000_000),
        st.just(NO_TIME) | st.integers(1_300_000_000_000, 1_600_000_000_000),
    ),
    max_size=40,
)


@given(ties, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Tie], rng: object) -> None:
    shuffled = list(rows)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = from_ties(rows, ACTIONS), from_ties(shuffled, ACTIONS)
    assert one.nodes == other.nodes
    assert one.edges.weight.tolist() == other.edges.weight.tolist()
    assert one.edges.first_ms.tolist() == other.edges.first_ms.tolist()


@given(ties)
def test_weights_are_the_sums_of_their_parts_and_nobody_is_tied_to_itself(rows: list[Tie]) -> None:
    network = from_ties(rows, ACTIONS)
    assert network.edges.weight.sum() == sum(t.times for t in rows if t.source != t.target)
    assert (sum(network.edges.parts.values(), np.zeros(len(network.edges))) == network.edges.weight).all()
    assert (network.edges.source != network.edges.target).all()
    assert network.strength().sum() == 2 * network.edges.weight.sum()


@given(ties)
def test_an_unknown_time_never_beats_a_known_one(rows: list[Tie]) -> None:
    network = from_ties(rows, ACTIONS)
    for i, (s, t) in enumerate(zip(network.edges.source, network.edges.target, strict=True)):
        pair = [r for r in rows if (r.source, r.target) == (network.nodes.keys[s], network.nodes.keys[t])]
        known = [r.first_ms for r in pair if r.first_ms != NO_TIME]
        assert network.edges.first_ms[i] == min(known, default=NO_TIME)


@given(ties, st.integers(1, 8))
def test_the_cut_keeps_the_strongest_and_nobody_without_a_line(rows: list[Tie], limit: int) -> None:
    whole = from_ties(rows, ACTIONS)
    cut = strongest(whole, limit)
    assert len(cut.nodes) <= limit
    assert (cut.partners() > 0).all()
    strength = dict(zip(whole.nodes.keys, whole.strength().tolist(), strict=True))
    top = sorted(whole.nodes.keys, key=lambda k: (-strength[k], k))[:limit]
    assert set(cut.nodes.keys) <= set(top)


def test_the_cut_says_what_it_left_out() -> None:
    network = strongest(planted(), 20)
    assert [step.nodes for step in network.steps] == [None, 60, 20]
    assert "20 strongest" in network.steps[-1].rule


def test_nothing_is_said_to_be_cut_when_nothing_is() -> None:
    assert len(strongest(planted(), 60).steps) == 2


def test_nodes_come_strongest_first() -> None:
    strength = strongest(planted(), 60).strength()
    assert sorted(strength.tolist(), reverse=True) == strength.tolist()


def test_partners_counts_a_pair_once() -> None:
    network = from_ties([Tie("a", "b", "reply", 1), Tie("b", "a", "reply", 9)], ACTIONS)
    assert network.partners().tolist() == [1, 1]
    assert len(network.edges) == 2


def test_an_action_that_was_not_asked_for_is_refused() -> None:
    with pytest.raises(KeyError):
        from_ties([Tie("a", "b", "like", 1)], ACTIONS)
