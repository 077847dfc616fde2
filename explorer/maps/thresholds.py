"""The weight slider: at each weight the lines that are drawn, and for coordination the edges found and expected.

Everything is computed here, so that the page answers offline.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from explorer.maps.coaction import Run
from explorer.maps.network import Edges, Ints

MOST_POSITIONS = 60
"""Positions of the slider: with more, one pixel would be several."""


def strengths(edges: Edges) -> Ints:
    """Return the weight that the slider compares: for coordination that of the strongest action, else the sum."""
    if not edges.coactions:
        return edges.weight
    return np.array([max(one.support for one in line) for line in edges.coactions], dtype=np.int64)


def positions(edges: Edges) -> list[dict[str, int]]:
    """Return the positions of the slider: a weight, and the lines of at least that weight."""
    strength = strengths(edges)
    weights = np.unique(strength)
    if len(weights) > MOST_POSITIONS:
        places = np.unique(np.geomspace(1, len(weights), MOST_POSITIONS).round().astype(np.int64)) - 1
        weights = weights[places]
    ordered = np.sort(strength)
    return [
        {"weight": int(weight), "drawn": len(ordered) - int(np.searchsorted(ordered, weight))} for weight in weights
    ]


def with_chance(
    rows: Sequence[Mapping[str, int]], run: Run, actions: Sequence[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the positions with the edges found and expected by shuffling, and the actions that were not shuffled.

    Both numbers are sums over the actions that were, edges that are not flagged included. A weight whose row is
    missing says what the next larger one says; above the largest row nothing was found.
    """
    by_action: dict[str, list[tuple[float, float, float]]] = {}
    for row in run.chance:
        by_action.setdefault(str(row["action"]), []).append((row["weight"], row["found"], row["expected"]))
    checked = [action for action in actions if action in by_action]
    unchecked = [action for action in actions if action not in by_action]
    if not checked:
        return [dict(row) for row in rows], unchecked
    found = []
    for row in rows:
        at = [min((r for r in by_action[a] if r[0] >= row["weight"]), default=(0, 0, 0)) for a in checked]
        expected = round(float(sum(r[2] for r in at)), 2)
        found.append({**row, "found": int(sum(r[1] for r in at)), "expected": expected})
    return found, unchecked
