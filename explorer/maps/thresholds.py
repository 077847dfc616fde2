"""The sliders of weight and window: at each position how many lines are drawn, edges found, and edges expected.

Found and expected are for coordination. Everything is computed here, so that the page answers offline.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from explorer.maps.coaction import Run
from explorer.maps.network import Edges, Ints

MOST_POSITIONS = 60
"""Positions of the slider: with more, one pixel would be several."""


def strengths(edges: Edges, rung: int | None = None) -> Ints:
    """Return the weight that the slider compares: for coordination that of the strongest action, else the sum.

    With a rung it is the support at that window of the run's ladder.
    """
    if not edges.coactions:
        return edges.weight
    if rung is None:
        return np.array([max(one.support for one in line) for line in edges.coactions], dtype=np.int64)
    return np.array([max(one.support_by_window[rung] for one in line) for line in edges.coactions], dtype=np.int64)


def ladder(edges: Edges, run: Run) -> tuple[float, ...]:
    """Return the run's windows in seconds, its own last; nothing unless every line has its support at each of them."""
    rungs = len(run.windows_ms)
    whole = all(len(one.support_by_window) == rungs for line in edges.coactions for one in line)
    return tuple(window / 1000 for window in run.windows_ms) if rungs > 1 and whole else ()


def positions(edges: Edges) -> list[dict[str, int]]:
    """Return the positions of the weight slider: a weight, and the lines of at least that weight."""
    weights = np.unique(strengths(edges))
    if len(weights) > MOST_POSITIONS:
        places = np.unique(np.geomspace(1, len(weights), MOST_POSITIONS).round().astype(np.int64)) - 1
        weights = weights[places]
    return drawn(strengths(edges), weights.tolist())


def drawn(strength: Ints, weights: Sequence[int]) -> list[dict[str, int]]:
    """Return for each weight how many lines are at least so strong."""
    ordered = np.sort(strength)
    return [{"weight": weight, "drawn": len(ordered) - int(np.searchsorted(ordered, weight))} for weight in weights]


def with_chance(
    rows: Sequence[Mapping[str, int]], run: Run, actions: Sequence[str], window: float | None = None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the positions with the edges found and expected by shuffling, and the actions that were not shuffled.

    Both numbers are sums over the actions that were, edges that are not flagged included, at the window in seconds
    (None: the run's own). A weight whose row is missing says what the next larger one says; above the largest row
    nothing was found.
    """
    if window is None:
        window = max((row["window"] for row in run.chance), default=None)
    by_action: dict[str, list[tuple[float, float, float]]] = {}
    for row in run.chance:
        at_window = by_action.setdefault(str(row["action"]), [])
        if row["window"] == window:
            at_window.append((row["weight"], row["found"], row["expected"]))
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
