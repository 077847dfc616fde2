"""What a coordination map adds to the page's model: numbers of each line, the slider, the evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.maps.coaction import Coaction, Run
from explorer.maps.kinds import Kind
from explorer.maps.network import Edges
from explorer.maps.thresholds import drawn, ladder, positions, strengths, with_chance


@dataclass(frozen=True)
class FoundTogether:
    """The run behind a coordination map, and the evidence of its page: a block, or what makes one of so many bytes."""

    run: Run
    evidence: Mapping[str, Any] | None = None
    gather: Callable[[int], Mapping[str, Any]] | None = None


def slider(edges: Edges, kind: Kind, found: FoundTogether | None) -> dict[str, Any] | None:
    """Return the sliders of a page; None where all lines weigh the same and there is one window only.

    `rows` are the positions of the weight slider at the run's own window, `windows` the same positions at each window
    of the run's ladder, its own last; nothing where there is no ladder.
    """
    rows: list[dict[str, Any]] = [dict(row) for row in positions(edges)]
    windows: list[dict[str, Any]] = []
    note = ""
    if found is not None:
        actions = list(kind.parts)
        weights = [row["weight"] for row in rows]
        seconds = ladder(edges, found.run)
        for rung, window in enumerate(seconds):
            at = drawn(strengths(edges, rung), weights)
            windows.append({"seconds": window, "rows": with_chance(at, found.run, actions, window)[0]})
        rows, unchecked = with_chance(rows, found.run, actions)
        if len(unchecked) == len(actions):
            note = "What shuffling the accounts would give is not known: ioscope detect --check 20"
        elif unchecked:
            note = f"Not shuffled: {', '.join(unchecked)}"
    if len(rows) < 2 and not windows and not (rows and "found" in rows[0]):
        return None
    return {
        "name": f"{kind.weight[0].upper()}{kind.weight[1:]} at least",
        "rows": rows,
        "windows": windows,
        "shuffling": found.run.shuffling if found else "",
        "note": note,
    }


def coaction_columns(edges: Edges) -> dict[str, Any] | None:
    """Return per line a list of [action, support, pairs, objects, expected, q, delay, led, robust, nulls, supports].

    One row an action, which is a position in `actions`; supports are those at each window of the run's ladder. None
    for maps without co-action.
    """
    if not edges.coactions:
        return None
    actions = list(edges.parts)
    place = {action: i for i, action in enumerate(actions)}
    return {
        "actions": actions,
        "lines": [[[place[one.action], *_numbers(one)] for one in line] for line in edges.coactions],
    }


def _numbers(one: Coaction) -> list[Any]:
    return [
        one.support,
        one.pairs,
        one.objects,
        _rounded(one.expected),
        _rounded(one.q_value),
        _rounded(one.median_delay_s),
        _rounded(one.led_by_first),
        None if one.robust is None else int(one.robust),
        one.nulls,
        list(one.support_by_window),
    ]


def _rounded(value: float | None) -> float | None:
    """Return three significant figures: what a reader is shown, in a fifth of the bytes."""
    return None if value is None else float(f"{value:.3g}")
