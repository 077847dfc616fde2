"""The honest cut: which nodes a map can show, by one rule that the page states."""

import numpy as np

from explorer.maps.network import Network


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
