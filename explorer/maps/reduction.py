"""The honest cut: what of a network a map shows, by rules that the page states."""

from dataclasses import dataclass, replace

import numpy as np

from explorer.maps import backbone
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.network import Network


@dataclass(frozen=True)
class Cut:
    """What to leave out before the limit: None and False leave nothing out."""

    alpha: float | None = None
    giant: bool = False
    core: int | None = None
    communities: int | None = None

    @property
    def words(self) -> dict[str, str]:
        """The choices as parameters of a page."""
        asked = {"alpha": self.alpha, "core": self.core, "communities": self.communities, "giant": self.giant or None}
        return {name: f"{value:g}" if name != "giant" else "yes" for name, value in asked.items() if value is not None}


def reduced(network: Network, cut: Cut, limit: int) -> Network:
    """Return the network cut by these rules, in this order, and to `limit` nodes; raises `EmptyNetworkError`.

    The backbone comes first, since it takes lines; then the parts and cores of what these lines hold together.
    """
    whole = network
    if cut.alpha is not None:
        network = backbone.backbone(network, cut.alpha)
    if cut.giant and len(network.edges):
        network = backbone.giant(network)
    if cut.core is not None and len(network.edges):
        network = backbone.core(network, cut.core)
    if cut.communities is not None and len(network.edges):
        network = backbone.largest_communities(network, cut.communities)
    if not len(network.edges):
        rules = "; ".join(step.rule for step in network.steps[len(whole.steps) :])
        raise EmptyNetworkError(
            f"there is nothing left to draw of {len(whole.edges):,} lines after: {rules}",
            hint="try a larger --alpha, a smaller --core, or fewer rules",
        )
    return strongest(network, limit)


def strongest(network: Network, limit: int) -> Network:
    """Return the `limit` nodes of the largest weighted degree, strongest first, and the lines between them.

    Nodes that have no line left are dropped. Equal nodes are taken in the order of their keys.
    """
    total = len(network.nodes)
    strength = network.strength()
    order = sorted(range(total), key=lambda i: (-int(strength[i]), network.nodes.keys[i]))
    kept = network.keep(order[:limit])
    if total > limit:
        kept = kept.noted(f"the {limit:,} strongest kept, by the sum of all their lines before the cut")
    return without_isolated(kept)


def without_isolated(network: Network) -> Network:
    """Return the network without the nodes that no line touches; one more step when there were any."""
    ends = np.concatenate([network.edges.source, network.edges.target])
    tied = np.bincount(ends, minlength=len(network.nodes)) > 0
    if bool(tied.all()):
        return network
    return network.keep(np.flatnonzero(tied).tolist()).noted("those without a line left out")


TEXTS = ("display_name", "location", "description", "language", "created_on", "releases")
TEXTS_FOR = 10_000
"""Nodes whose profile a page can hold: that of 100,000 would take more bytes than the network."""


def with_fewer_texts(network: Network) -> Network:
    """Return the network with profiles of the first TEXTS_FOR nodes alone; one more step when there are more."""
    if len(network.nodes) <= TEXTS_FOR:
        return network
    facts = {
        name: [*column[:TEXTS_FOR], *[None] * (len(column) - TEXTS_FOR)] if name in TEXTS else column
        for name, column in network.nodes.facts.items()
    }
    lighter = replace(network, nodes=replace(network.nodes, facts=facts))
    return lighter.noted(f"profiles of the {TEXTS_FOR:,} strongest on the page, of the others their names and numbers")
