"""Lines that stand out: the disparity filter, the k-core, the largest component, the largest communities.

Each rule takes a network and returns a smaller one, with a step that says by which rule and what is left.
"""

from dataclasses import replace

import igraph
import numpy as np

from explorer.maps.communities import find_communities, undirected
from explorer.maps.network import Flags, Floats, Network


def disparity_of(network: Network) -> Floats:
    """Return for each line the chance of so large a share of an end's weight if it were cut at random.

    alpha = (1 - w/s)^(k-1) with the end's strength s and its k lines, the smaller of the two ends (Serrano, Boguna and
    Vespignani 2009). An end with a single line says nothing about it: 1.
    """
    edges = network.edges
    strength = network.strength().astype(np.float64)
    lines = np.bincount(np.concatenate([edges.source, edges.target]), minlength=len(network.nodes))
    alphas = [(1.0 - edges.weight / strength[end]) ** (lines[end] - 1) for end in (edges.source, edges.target)]
    found: Floats = np.minimum(*alphas)
    return found


def backbone(network: Network, alpha: float) -> Network:
    """Return the network with the lines whose disparity is below `alpha`."""
    stay = np.flatnonzero(disparity_of(network) < alpha)
    kept = replace(network, edges=network.edges.take(stay))
    return _tied(kept).noted(
        f"backbone: lines that carry more of an end's weight than chance would (alpha < {alpha:g})"
    )


def core(network: Network, k: int) -> Network:
    """Return the k-core: the largest part in which every node has `k` partners or more."""
    inside = np.array(undirected(network).coreness()) >= k
    return _among(network, inside).noted(f"{k}-core: every one kept has {k} partners or more among those kept")


def giant(network: Network) -> Network:
    """Return the largest connected part; of equal ones that of the first node."""
    found = undirected(network).connected_components()
    largest = int(np.argmax(found.sizes())) if len(found) else 0
    return _among(network, np.array(found.membership) == largest).noted("the largest connected part kept")


def largest_communities(network: Network, count: int) -> Network:
    """Return the `count` largest communities and the lines among them."""
    graph: igraph.Graph = undirected(network)
    inside = find_communities(graph).membership < count
    rule = f"the {count:,} largest communities kept" if count > 1 else "the largest community kept"
    return _among(network, inside).noted(rule)


def _among(network: Network, inside: Flags) -> Network:
    return network.keep(np.flatnonzero(inside).tolist())


def _tied(network: Network) -> Network:
    """Return the network without the nodes that no line touches."""
    ends = np.concatenate([network.edges.source, network.edges.target])
    return _among(network, np.bincount(ends, minlength=len(network.nodes)) > 0)
