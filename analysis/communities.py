"""Groups: Leiden by the constant Potts model (CPM) on flagged edges, over several seeds, with how stable they are.

Which edges stand decides the groups: on edges of weight 2 and more, without their chance level, the same method found
nothing of what was planted. CPM has no resolution limit (Traag, Van Dooren and Nesterov 2011), and at resolution
0.05 a group is kept as soon as one in twenty of its pairs is tied.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import igraph
import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]

RESOLUTION = 0.05
SEEDS = range(10)
SMALLEST = 3
STABLE = 0.9
"""Below this mean agreement of the seeds the groups are a matter of luck, and whoever sees them is told."""


@dataclass(frozen=True)
class Groups:
    """Groups of three accounts and more, the largest first, each a tuple of user ids in the order of the edges.

    `stability` is the mean adjusted Rand index of every two seeds, 1 when they all agree.
    """

    members: tuple[tuple[str, ...], ...]
    stability: float

    @property
    def stable(self) -> bool:
        """Whether the seeds agree well enough."""
        return self.stability >= STABLE


def find_groups(edges: Iterable[tuple[str, str]], seeds: Iterable[int] = SEEDS) -> Groups:
    """Return the groups of a network of accounts; an edge given twice (for two actions) counts once.

    The same edges give the same groups, whatever their order. Of the seeds' partitions the one of the highest quality
    is taken, the first of equals.
    """
    pairs = sorted({(min(pair, key=order), max(pair, key=order)) for pair in edges})
    names = sorted({name for pair in pairs for name in pair}, key=order)
    if not names:
        return Groups((), 1.0)
    number = {name: place for place, name in enumerate(names)}
    graph = igraph.Graph(n=len(names), edges=sorted((number[u], number[v]) for u, v in pairs))
    found = [_leiden(graph, seed) for seed in seeds]
    best = max(found, key=lambda labels: quality(graph, labels))  # of equals the first
    held: dict[int, list[str]] = {}
    for name, label in zip(names, best.tolist(), strict=True):
        held.setdefault(label, []).append(name)
    members = sorted((tuple(m) for m in held.values() if len(m) >= SMALLEST), key=lambda m: (-len(m), order(m[0])))
    return Groups(tuple(members), stability(found))


def order(user_id: str) -> tuple[int, str]:
    """Return what sorts user ids as the edges do: by length, then as text, so that digits come as numbers."""
    return len(user_id), user_id


def stability(found: list[Labels]) -> float:
    """Return the mean adjusted Rand index of every two partitions; 1 of a single one."""
    scores = [adjusted_rand(one, other) for one, other in combinations(found, 2)]
    return sum(scores) / len(scores) if scores else 1.0


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two partitions of the same things (Hubert and Arabie 1985).

    1 when they are the same, 0 as expected of two random ones with the same sizes.
    """
    both = one * (int(other.max()) + 1) + other
    together, ones, others = (_pairs(np.unique(labels, return_counts=True)[1]) for labels in (both, one, other))
    expected = ones * others / _pairs(np.array([len(one)])) if len(one) > 1 else 0.0
    most = (ones + others) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def quality(graph: igraph.Graph, labels: Labels) -> float:
    """Return what CPM maximises: ties inside groups, less RESOLUTION times the pairs inside groups."""
    ends = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    inside = int((labels[ends[:, 0]] == labels[ends[:, 1]]).sum())
    return inside - RESOLUTION * _pairs(np.bincount(labels))


def _pairs(sizes: npt.NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def _leiden(graph: igraph.Graph, seed: int) -> Labels:
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311  (draws, no secrets)
    try:
        found = graph.community_leiden(objective_function="CPM", resolution=RESOLUTION, n_iterations=-1)
    finally:
        igraph.set_random_number_generator(random)
    return np.array(found.membership, dtype=np.int64)
