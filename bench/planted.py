"""How well edges agree with what was planted: precision, recall and F1, over all groups and by how often they acted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from bench.comparators import Flags, Floats, Numbers, Pairs

STRENGTHS = (40, 6, 3)
"""How often the groups of the sample act."""

Edge = tuple[str, str]


@dataclass(frozen=True)
class Score:
    """How edges agree with the truth; recall by strength is None where no group acted so often.

    `strengths` has (precision, recall, F1) of one strength: true edges of the other two are left out of it.
    """

    edges: int
    precision: float
    recall: float
    strengths: Mapping[int, tuple[float, float, float] | None]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(precision: float, recall: float) -> float:
    """Return F1; 0 when nothing true was found."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def planted_edges(groups: Iterable[Mapping[str, Any]], action: str) -> dict[int, set[Edge]]:
    """Return the pairs of each planted group that acted in this way, by how often; smaller id first, as text."""
    found: dict[int, set[Edge]] = {strength: set() for strength in STRENGTHS}
    for group in groups:
        if action in group["implies"]:
            found[group["times"]] |= set(combinations(sorted(group["accounts"]), 2))
    return found


def score(edges: set[Edge], planted: Mapping[int, set[Edge]]) -> Score:
    """Compare edges with what was planted. No edges at all are precise: they claim nothing."""
    every = set().union(*planted.values())
    false = len(edges - every)
    strengths: dict[int, tuple[float, float, float] | None] = {}
    for strength, wanted in planted.items():
        if not wanted:
            strengths[strength] = None
            continue
        true = len(edges & wanted)
        precision, recall = true / (true + false) if true + false else 1.0, true / len(wanted)
        strengths[strength] = precision, recall, harmonic(precision, recall)
    true = len(edges & every)
    return Score(len(edges), true / len(edges) if edges else 1.0, true / max(1, len(every)), strengths)


def named(u: Numbers, v: Numbers, names: Sequence[str]) -> set[Edge]:
    """Return pairs of numbered accounts by their names, the smaller text first."""
    return {(min(names[a], names[b]), max(names[a], names[b])) for a, b in zip(u.tolist(), v.tolist(), strict=True)}


def best_f1(pairs: Pairs, planted: Mapping[int, set[Edge]], names: Sequence[str]) -> float:
    """Return the best F1 that any threshold on the values has: only who knows the truth could choose it."""
    every = set().union(*planted.values())
    values, true = pairs.value, _is_true(pairs, every, names)
    order = np.argsort(-values, kind="stable")
    hits, taken = np.cumsum(true[order]), np.arange(1, len(order) + 1)
    last = np.r_[values[order][1:] != values[order][:-1], True][: len(order)]
    f1: Floats = 2 * hits / (taken + max(1, len(every)))
    return float(f1[last].max(initial=0.0))


def _is_true(pairs: Pairs, every: set[Edge], names: Sequence[str]) -> Flags:
    number = {name: code for code, name in enumerate(names)}
    size = len(names)
    known = [(number[a], number[b]) for a, b in every if a in number and b in number]
    keys = np.array([min(a, b) * size + max(a, b) for a, b in known], dtype=np.int64)
    low, high = np.minimum(pairs.u, pairs.v), np.maximum(pairs.u, pairs.v)
    found: Flags = np.isin(low * size + high, keys)
    return found
