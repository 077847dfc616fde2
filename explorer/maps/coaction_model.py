"""What a coordination map adds to the page's model: numbers of each line, the slider, the evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.maps.coaction import Coaction, Run
from explorer.maps.kinds import Kind
from explorer.maps.network import Edges
from explorer.maps.thresholds import positions, with_chance


@dataclass(frozen=True)
class FoundTogether:
    """The run behind a coordination map, and the evidence of its page: a block, or what makes one of so many bytes."""

    run: Run
    evidence: Mapping[str, Any] | None = None
    gather: Callable[[int], Mapping[str, Any]] | None = None


def slider(edges: Edges, kind: Kind, found: FoundTogether | None) -> dict[str, Any] | None:
    """Return the weight slider of a page; None where all lines weigh the same."""
    rows: list[dict[str, Any]] = [dict(row) for row in positions(edges)]
    note = ""
    if found is not None:
        actions = list(kind.parts)
        rows, unchecked = with_chance(rows, found.run, actions)
        if len(unchecked) == len(actions):
            note = "What shuffling the accounts would give is not known: ioscope detect --check 20"
        elif unchecked:
            note = f"Not shuffled: {', '.join(unchecked)}"
    if len(rows) < 2 and not (rows and "found" in rows[0]):
        return None
    return {
        "name": f"{kind.weight[0].upper()}{kind.weight[1:]} at least",
        "rows": rows,
        "shuffling": found.run.shuffling if found else "",
        "note": note,
    }


def coaction_columns(edges: Edges) -> dict[str, Any] | None:
    """Return per line a list of [action, support, pairs, objects, expected, q, delay, led, robust, nulls] by action.

    Actions are positions in `actions`. None for maps without co-action.
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
    ]


def _rounded(value: float | None) -> float | None:
    """Return three significant figures: what a reader is shown, in a fifth of the bytes."""
    return None if value is None else float(f"{value:.3g}")
