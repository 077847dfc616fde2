"""Communities: Leiden by modularity, and how strong they are against shuffled networks."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from explorer.maps.network import Ints, Network

SEED = 20181017  # the day of the first release; any number does, so long as it stays
ITERATIONS = 10
COLOURED = 7


@dataclass(frozen=True)
class Communities:
    """Which community each node is in, numbered by size (0 the largest), and how strong they are.

    `shuffled` is the modularity that the same method reaches on a random network with the same ties a node. Groups
    that are recorded in the graph have a `stability` instead, and come before what is outside of them.
    """

    membership: Ints
    sizes: list[int]
    modularity: float = 0.0
    shuffled: float = 0.0
    recorded: int | None = None
    """Groups that are recorded, the first ones; None where the groups were found here."""
    stability: float | None = None
    said: str = ""
    """What the page says of them, where it is neither of the two."""

    @property
    def count(self) -> int:
        """Groups: those recorded, or all that were found."""
        return len(self.sizes) if self.recorded is None else self.recorded

    @property
    def colours(self) -> Ints:
        """Colour group of each node: 0..6 the seven largest communities of three nodes or more, 7 all others."""
        large = np.array([i < min(COLOURED, self.count) and size >= 3 for i, size in enumerate(self.sizes)])
        return np.where(large[self.membership], self.membership, COLOURED).astype(np.int64)


def undirected(network: Network) -> igraph.Graph:
    """Return the network without directions, one tie a pair.

    `tie` is log(1 + weight): 1,000 retweets are much, but not 1,000 times as telling as one.
    """
    low = np.minimum(network.edges.source, network.edges.target)
    high = np.maximum(network.edges.source, network.edges.target)
    pairs, which = np.unique(np.stack([low, high], axis=1), axis=0, return_inverse=True)
    weight = np.bincount(which.ravel(), weights=network.edges.weight)
    graph = igraph.Graph(n=len(network.nodes), edges=pairs.tolist())
    graph.es["tie"] = np.log1p(weight).tolist()
    return graph


def seed_igraph(seed: int = SEED) -> None:
    """Make igraph's next random choices depend on `seed` alone."""
    random.seed(seed)
    igraph.set_random_number_generator(random)


def find_communities(graph: igraph.Graph) -> Communities:
    """Return the communities of an undirected graph with edge attribute `tie` (Traag et al. 2019, resolution 1)."""
    found = _leiden(graph)
    members = np.array(found.membership, dtype=np.int64)
    first_seen = {int(c): int(np.flatnonzero(members == c)[0]) for c in np.unique(members)}
    counts = np.bincount(members)
    order = sorted(first_seen, key=lambda c: (-int(counts[c]), first_seen[c]))
    rank = np.zeros(len(counts), dtype=np.int64)
    rank[order] = np.arange(len(order))
    shuffled = graph.copy()
    seed_igraph()
    shuffled.rewire(10 * graph.ecount())
    shuffled.es["tie"] = graph.es["tie"]  # rewiring forgets the weights
    return Communities(
        membership=rank[members],
        sizes=[int(counts[c]) for c in order],
        modularity=float(graph.modularity(members.tolist(), weights="tie")),
        shuffled=float(shuffled.modularity(_leiden(shuffled).membership, weights="tie")),
    )


def recorded_groups(graph: igraph.Graph, keys: Sequence[str | None], stability: float | None) -> Communities:
    """Return the groups whose keys the nodes carry; nodes without one are put together by the ties among them."""
    outside = [i for i, key in enumerate(keys) if key is None]
    parts = graph.induced_subgraph(outside).connected_components().membership if outside else []
    named: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        if key is not None:
            named.setdefault(key, []).append(i)
    loose: dict[int, list[int]] = {}
    for i, part in zip(outside, parts, strict=True):
        loose.setdefault(part, []).append(i)
    ordered = [
        *sorted(named.values(), key=lambda members: (-len(members), members[0])),
        *sorted(loose.values(), key=lambda members: (-len(members), members[0])),
    ]
    membership = np.zeros(len(keys), dtype=np.int64)
    for group, members in enumerate(ordered):
        membership[members] = group
    sizes = [len(members) for members in ordered]
    return Communities(membership, sizes, recorded=len(named), stability=stability)


def _leiden(graph: igraph.Graph) -> igraph.VertexClustering:
    seed_igraph()
    return graph.community_leiden(objective_function="modularity", weights="tie", n_iterations=ITERATIONS)
