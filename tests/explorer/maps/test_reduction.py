"""What is left out of a network, against what igraph and networkx say."""

import json
from collections import Counter

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner

from explorer.maps import backbone
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.network import Network, Tie, from_ties
from explorer.maps.reduction import Cut, reduced
from ioscope import main
from tests.explorer.maps.networks import html_of, planted
from tests.explorer.maps.test_page import model_in


def graph_of(network: Network) -> nx.Graph:
    graph = nx.Graph()
    keys = network.nodes.keys
    graph.add_edges_from(
        (keys[s], keys[t]) for s, t in zip(network.edges.source.tolist(), network.edges.target.tolist(), strict=True)
    )
    return graph


def test_the_core_is_the_one_that_networkx_finds() -> None:
    network = planted(200, 4)
    kept = backbone.core(network, 4)
    assert set(kept.nodes.keys) == set(nx.k_core(graph_of(network), 4))
    assert 0 < len(kept.nodes) < len(network.nodes)
    assert min(kept.partners()) >= 4


def test_the_giant_is_the_largest_connected_part() -> None:
    network = from_ties([Tie(a, b, "reply", 1) for a, b in ("ab", "cd", "de", "ef", "xy")], ["reply"])
    assert backbone.giant(network).nodes.keys == ["c", "d", "e", "f"]


def test_the_disparity_of_a_line_is_the_formula_of_its_paper() -> None:
    ties = [Tie("hub", name, "reply", weight) for name, weight in (("a", 97), ("b", 1), ("c", 1), ("d", 1))]
    network = from_ties(ties, ["reply"])
    found = dict(
        zip([network.nodes.keys[t] for t in network.edges.target], backbone.disparity_of(network), strict=True)
    )
    assert found["a"] == pytest.approx(0.03**3)
    assert found["b"] == pytest.approx(0.99**3)
    kept = backbone.backbone(network, 0.05)
    assert kept.nodes.keys == ["a", "hub"]


def test_a_line_between_two_accounts_alone_is_no_backbone() -> None:
    network = from_ties([Tie("a", "b", "reply", 50)], ["reply"])
    assert np.all(backbone.disparity_of(network) == 1.0)


def test_the_largest_communities_are_those_planted() -> None:
    network = planted(120, 4)
    kept = backbone.largest_communities(network, 2)
    sizes = sorted(Counter(int(key[1:]) // 30 for key in kept.nodes.keys).values(), reverse=True)
    assert sum(sizes[:2]) >= 0.9 * len(kept.nodes)
    assert 0 < len(kept.nodes) < 80


def test_every_rule_that_cut_stands_on_the_page_with_its_counts() -> None:
    network = reduced(planted(200, 4), Cut(alpha=0.4, giant=True, core=2, communities=2), 20)
    said = [step.rule for step in network.steps]
    for words in ("backbone", "largest connected part", "2-core", "2 largest communities", "20 strongest"):
        assert any(words in rule for rule in said)
    counts = [(step.nodes, step.edges) for step in network.steps[1:]]
    assert counts == sorted(counts, reverse=True)
    model = model_in(html_of(network))
    assert "2-core" in str(model["cut"])
    assert model["provenance"]["steps"][-1]["nodes"] == len(network.nodes)  # type: ignore[index]


def test_rules_that_leave_nothing_say_so_and_what_to_try() -> None:
    with pytest.raises(EmptyNetworkError, match=r"nothing left to draw of .* lines after: 50-core") as failed:
        reduced(planted(), Cut(core=50), 20)
    assert "--core" in str(failed.value.hint)


@pytest.mark.parametrize("wrong", [["--core", "1"], ["--alpha", "0"], ["--alpha", "2"], ["--communities", "0"]])
def test_a_rule_without_a_sense_is_wrong_usage(wrong: list[str]) -> None:
    assert CliRunner().invoke(main, ["map", "interactions", *wrong]).exit_code == 2


def test_no_rule_changes_nothing() -> None:
    network = planted()
    assert json.dumps(reduced(network, Cut(), 60).nodes.keys) == json.dumps(reduced(network, Cut(), 60).nodes.keys)
    assert len(reduced(network, Cut(), 60).edges) == len(network.edges)
