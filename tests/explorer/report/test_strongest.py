"""The networks that a report draws are the cut that maps make of the whole, whoever sums the ties."""

import pytest

from database.connection import Graph
from explorer.maps.kinds import ACTIONS
from explorer.maps.network import Network
from explorer.maps.reduction import strongest
from explorer.maps.selection import Choice, add_account_facts, select_hashtags, select_interactions
from explorer.report.strongest import strongest_hashtags, strongest_interactions
from tests.explorer.conftest import ALPHA, BETA


def ties(network: Network) -> set[tuple[int, ...]]:
    edges = network.edges
    return set(zip(*(column.tolist() for column in (edges.source, edges.target, edges.weight)), strict=True))


@pytest.mark.parametrize("key", [ALPHA, BETA])
@pytest.mark.parametrize("limit", [3, 150])
def test_the_server_sums_ties_as_maps_do(asked: Graph, key: str, limit: int) -> None:
    whole = select_interactions(asked, Choice(tuple(ACTIONS), (key,), limit))
    expected = add_account_facts(asked, strongest(whole, limit))
    found = strongest_interactions(asked, key, limit)
    assert found is not None
    assert (found.nodes, found.ties) == (len(whole.nodes), len(whole.edges))
    assert found.network.nodes == expected.nodes
    assert ties(found.network) == ties(expected)


def test_hashtags_are_those_of_the_map(asked: Graph) -> None:
    whole = select_hashtags(asked, Choice((), (ALPHA,), 60))
    found = strongest_hashtags(asked, ALPHA, 60)
    assert found is not None
    assert found.network.nodes.keys == strongest(whole, 60).nodes.keys
    assert found.ties == len(whole.edges)
    assert found.nodes == whole.steps[0].nodes
    assert found.network.nodes.labels == strongest(whole, 60).nodes.labels


def test_a_campaign_without_ties_has_no_picture(asked: Graph) -> None:
    assert strongest_interactions(asked, "nowhere", 10) is None
    assert strongest_hashtags(asked, "nowhere", 10) is None
