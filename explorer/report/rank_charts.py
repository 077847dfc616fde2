"""Charts of ranks and of two campaigns as Vega-Lite specifications: functions of rows and a width."""

from collections.abc import Sequence
from typing import Any

from explorer.report.chart_look import (
    ACCENT,
    LABEL_GAP,
    LINE,
    LOWER,
    MARK,
    PART,
    PERCENT,
    ROW,
    TALL_ROW,
    Row,
    base_spec,
    label_axis,
    names_above,
    stands_above,
)
from explorer.report.figure import Chart, Spec

HALF = 0.5
"""Shares beyond it are shown on a scale from none to all."""


def ranked_bars(rows: Sequence[Row], *, parts: Sequence[str] = (), label_width: int = 190) -> Chart:
    """Return bars sorted by size: rows of `label`, `n`, `said` (what stands at the bar's end).

    With `parts`, rows carry `part`, `of` (the bar's whole) and `said` on their last part only.
    """

    def spec(width: int) -> Spec:
        labels = list(dict.fromkeys(row["label"] for row in rows))
        most = max((row.get("of", row["n"]) for row in rows), default=1)
        above = stands_above(width, label_width, labels)
        room = 0 if above else label_width
        lower = LOWER if above else 0
        encoding: dict[str, Any] = {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": labels,
                "axis": None if above else label_axis(labels, room),
            },
            "x": {
                "field": "n",
                "type": "quantitative",
                "stack": "zero",
                "axis": None,
                "scale": {"domain": [0, most * _beside(rows, labels, width, room)]},
            },
        }
        if parts:
            encoding["color"] = {
                "field": "part",
                "type": "nominal",
                "scale": {"domain": list(parts), "range": [ACCENT, PART][: len(parts)]},
                "legend": {},
            }
            encoding["order"] = {"field": "rank", "type": "quantitative"}
        bars = {
            "mark": {"type": "bar", "height": 15, "yOffset": lower, **({} if parts else {"color": ACCENT})},
            "encoding": encoding,
        }
        ends = [{"label": r["label"], "n": r.get("of", r["n"]), "said": r["said"]} for r in rows if r.get("said")]
        text = {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 5, "dy": lower},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": labels},
                "x": {"field": "n", "type": "quantitative"},
                "text": {"field": "said"},
            },
        }
        ranked = [dict(row) | {"rank": parts.index(row["part"]) if parts else 0} for row in rows]
        layers = [bars, text, *([names_above(labels, width)] if above else [])]
        return base_spec(width, ranked, height=max(1, len(labels)) * (TALL_ROW if above else ROW) + 4, layer=layers)

    return spec


def _beside(rows: Sequence[Row], labels: Sequence[str], width: int, room: int) -> float:
    """Return how much longer than the longest bar the axis is, so that the words at its end have room."""
    plot = width - min(room, max((len(label) for label in labels), default=0) * 7 + LABEL_GAP) - 10
    words = max((len(str(row.get("said", ""))) for row in rows), default=0) * 6.9 + 8
    return plot / max(plot - words, plot * 0.25)


def side_by_side(rows: Sequence[Row], *, names: Sequence[str], label_width: int = 200) -> Chart:
    """Return two dots a measure, joined by a line: rows of `label`, `name`, `share` (0 to 1)."""

    def spec(width: int) -> Spec:
        labels = list(dict.fromkeys(row["label"] for row in rows))
        above = stands_above(width, label_width, labels)
        lower = LOWER if above else 0
        y = {
            "field": "label",
            "type": "nominal",
            "sort": labels,
            "axis": None if above else label_axis(labels, label_width),
        }
        axis = {"title": None, "labelExpr": PERCENT, "tickCount": 5, "domain": False, "ticks": False}
        # Small shares side by side need the room that the largest leaves.
        most = max((row["share"] for row in rows), default=1.0)
        scale = {"domain": [0, 1 if most > HALF else most * 1.04 or 1]}
        x = {"field": "share", "type": "quantitative", "scale": scale, "axis": axis}
        ends = [
            {"label": label, "low": min(found), "high": max(found)}
            for label in labels
            if (found := [row["share"] for row in rows if row["label"] == label])
        ]
        line = {
            "data": {"values": ends},
            "mark": {"type": "rule", "color": LINE, "strokeWidth": 4, "yOffset": lower},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}},
        }
        dots = {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1, "yOffset": lower},
            "encoding": {
                "y": y,
                "x": x,
                "color": {
                    "field": "name",
                    "type": "nominal",
                    "scale": {"domain": list(names), "range": [ACCENT, MARK]},
                    "legend": {"orient": "top"},
                },
                "shape": {
                    "field": "name",
                    "type": "nominal",
                    "scale": {"domain": list(names), "range": ["circle", "diamond"]},
                },
            },
        }
        layers = [line, dots, *([names_above(labels, width)] if above else [])]
        return base_spec(width, rows, height=len(labels) * (TALL_ROW if above else 30) + 10, layer=layers)

    return spec
