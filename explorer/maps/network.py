"""The network model: what selection makes, reduction cuts, layout places and the page shows.

Columns, not objects: every array or list of `Nodes` has one entry a node, every one of `Edges` one entry a line. Node
ids are the positions 0..n-1; the keys of the archive (user ids, tags) never serve as ids, since `__proto__` and
`constructor` are legal names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explorer.maps.coaction import Coaction

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ARCHIVED, OUTSIDER, HASHTAG = "archived", "outsider", "hashtag"
DOMAIN, TWEET, OTHER, GROUP, PICTURE = "domain", "tweet", "other", "group", "picture"
NO_TIME = -1
"""Stands for an unknown time: the archive begins long after 1970."""


@dataclass(frozen=True)
class Nodes:
    """Nodes as columns: `keys` from the graph, `labels` for people, `facts` by name with None where absent."""

    keys: list[str]
    kinds: list[str]
    labels: list[str]
    facts: dict[str, list[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, which: Sequence[int]) -> "Nodes":
        """Return the nodes at these positions, in this order."""
        return Nodes(
            keys=[self.keys[i] for i in which],
            kinds=[self.kinds[i] for i in which],
            labels=[self.labels[i] for i in which],
            facts={name: [column[i] for i in which] for name, column in self.facts.items()},
        )


@dataclass(frozen=True)
class Edges:
    """Lines as columns: ends as node ids, `weight` = sum of `parts` (times by action), times in ms UTC or NO_TIME.

    `months` holds for each line a mapping of `YYYY-MM` to times; it is empty where months were not asked for.
    `coactions` holds for each line of a coordination map what the two did alike, one entry an action.
    """

    source: Ints
    target: Ints
    weight: Ints
    parts: dict[str, Ints]
    first_ms: Ints
    last_ms: Ints
    months: list[Mapping[str, int]] = field(default_factory=list)
    coactions: list[Sequence[Coaction]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.source)

    def take(self, which: Ints) -> "Edges":
        """Return the lines at these positions, in this order."""
        return Edges(
            source=self.source[which],
            target=self.target[which],
            weight=self.weight[which],
            parts={action: column[which] for action, column in self.parts.items()},
            first_ms=self.first_ms[which],
            last_ms=self.last_ms[which],
            months=[self.months[i] for i in which] if self.months else [],
            coactions=[self.coactions[i] for i in which] if self.coactions else [],
        )


@dataclass(frozen=True)
class Step:
    """One step of the way from the graph to the picture: a rule in words, and what it left.

    `whole` marks the network as selected, before any cut: what the page counts its totals from.
    """

    rule: str
    nodes: int | None
    edges: int
    whole: bool = False


@dataclass(frozen=True)
class Network:
    """Nodes, lines, and the steps that led to them."""

    nodes: Nodes
    edges: Edges
    steps: tuple[Step, ...] = ()

    def sent(self) -> Ints:
        """Return for each node the summed weight of the lines that start at it."""
        return _sums(self.edges.source, self.edges.weight, len(self.nodes))

    def received(self) -> Ints:
        """Return for each node the summed weight of the lines that end at it."""
        return _sums(self.edges.target, self.edges.weight, len(self.nodes))

    def strength(self) -> Ints:
        """Return for each node the summed weight of all its lines (the weighted degree)."""
        return self.sent() + self.received()

    def partners(self) -> Ints:
        """Return for each node the number of distinct nodes it is tied to."""
        low = np.minimum(self.edges.source, self.edges.target)
        high = np.maximum(self.edges.source, self.edges.target)
        pairs = np.unique(np.stack([low, high], axis=1), axis=0) if len(low) else np.zeros((0, 2), dtype=np.int64)
        return np.bincount(pairs.ravel(), minlength=len(self.nodes)).astype(np.int64)

    def keep(self, order: Sequence[int], step: Step | None = None) -> "Network":
        """Return the network of these nodes, renumbered in this order, with the lines between them."""
        place = np.full(len(self.nodes), -1, dtype=np.int64)
        place[np.asarray(order, dtype=np.int64)] = np.arange(len(order), dtype=np.int64)
        inside = np.flatnonzero((place[self.edges.source] >= 0) & (place[self.edges.target] >= 0))
        edges = self.edges.take(inside)
        edges = replace(edges, source=place[edges.source], target=place[edges.target])
        steps = (*self.steps, step) if step else self.steps
        return Network(self.nodes.take(order), edges, steps)

    def noted(self, rule: str, *, whole: bool = False) -> "Network":
        """Return the same network with one more step that ends here."""
        return replace(self, steps=(*self.steps, Step(rule, len(self.nodes), len(self.edges), whole)))


def _sums(ends: Ints, weight: Ints, count: int) -> Ints:
    return np.bincount(ends, weights=weight, minlength=count).astype(np.int64)


@dataclass(frozen=True)
class Tie:
    """One row of a selection: `times` that `source` did `action` to `target`."""

    source: str
    target: str
    action: str
    times: int
    first_ms: int = NO_TIME
    last_ms: int = NO_TIME
    months: Mapping[str, int] = field(default_factory=dict)


def from_ties(ties: Iterable[Tie], actions: Sequence[str], kind: str = ARCHIVED) -> Network:
    """Return the network of these ties: one line for each ordered pair, its actions side by side.

    Nodes and lines are in the order of their keys, whatever the order of the ties. Self-loops are left out.
    """
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if tie.source != tie.target:
            pairs.setdefault((tie.source, tie.target), []).append(tie)
    ordered = sorted(pairs)
    keys = sorted({key for pair in ordered for key in pair})
    place = {key: i for i, key in enumerate(keys)}
    parts = {action: np.zeros(len(ordered), dtype=np.int64) for action in actions}
    first = np.full(len(ordered), NO_TIME, dtype=np.int64)
    last = np.full(len(ordered), NO_TIME, dtype=np.int64)
    months: list[Mapping[str, int]] = []
    for i, pair in enumerate(ordered):
        by_month: dict[str, int] = {}
        for tie in pairs[pair]:
            parts[tie.action][i] += tie.times
            known = [t for t in (int(first[i]), tie.first_ms) if t != NO_TIME]
            first[i] = min(known, default=NO_TIME)
            last[i] = max(int(last[i]), tie.last_ms)
            for month, times in tie.months.items():
                by_month[month] = by_month.get(month, 0) + times
        months.append(dict(sorted(by_month.items())))
    edges = Edges(
        source=np.array([place[s] for s, _ in ordered], dtype=np.int64),
        target=np.array([place[t] for _, t in ordered], dtype=np.int64),
        weight=sum(parts.values(), np.zeros(len(ordered), dtype=np.int64)),
        parts=parts,
        first_ms=first,
        last_ms=last,
        months=months if any(months) else [],
    )
    return Network(Nodes(keys, [kind] * len(keys), list(keys)), edges)
