"""Charts over time as Vega-Lite specifications: functions of rows and a width."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from explorer.report.chart_look import (
    ACCENT,
    CARD,
    LABEL_GAP,
    LOWER,
    NARROW,
    PART,
    PERCENT,
    ROW,
    TALL_ROW,
    TEXT,
    Row,
    base_spec,
    count_axis,
    days_between,
    label_axis,
    names_above,
    part_of_span,
    stands_above,
    time_axis,
    time_scale,
)
from explorer.report.figure import Chart, Spec

FRAME = 50
"""Pixels that the numbers at the side of small charts take."""
BOLD_LETTER = 6
"""Pixels of a letter of a label, on average."""
EDGE = 0.03
"""How far a label may reach beyond the first and the last day, as a share of the span: there is room for it."""


def time_bars(
    rows: Sequence[Row], *, step_days: float, kinds: Sequence[str], marks: Sequence[Row] = (), height: int = 220
) -> Chart:
    """Return bars over time: rows of `day` (ISO), `kind`, `n`; `marks` are labelled days: `day`, `n`, `label`."""

    def spec(width: int) -> Spec:
        days = sorted({row["day"] for row in rows})
        thick = max(1.0, min(26.0, (width - 60) / max(1.0, days_between(days) / step_days + 1) * 0.86))
        colours = [ACCENT, PART][: len(kinds)]
        y = {"field": "n", "type": "quantitative", "axis": count_axis(), "stack": "zero"}
        colour = {"field": "kind", "type": "nominal", "scale": {"domain": list(kinds), "range": colours}}
        bars = {
            "mark": {"type": "bar", "width": thick},
            "encoding": {
                "x": {
                    "field": "day",
                    "type": "temporal",
                    "scale": time_scale(days, step_days),
                    "axis": time_axis(width, days),
                },
                "y": y,
                "color": colour | {"legend": None if len(kinds) == 1 else {}},
                "order": {"field": "rank", "type": "quantitative"},
            },
        }
        layers: list[dict[str, Any]] = [bars]
        if marks:
            layers.append(_day_labels(marks, rows, days, width))
        ranked = [dict(row) | {"rank": kinds.index(row["kind"])} for row in rows]
        return base_spec(width, ranked, height=height, layer=layers)

    return spec


def _day_labels(marks: Sequence[Row], rows: Sequence[Row], days: Sequence[str], width: int) -> dict[str, Any]:
    sided = [mark | {"align": align} for mark in map(dict, marks) if (align := _free_side(mark, rows, days, width))]
    layers: list[dict[str, Any]] = []
    for align, dx in (("left", 4), ("right", -4)):
        chosen = [row for row in sided if row["align"] == align][: 2 if width < NARROW else 9]
        if chosen:
            encoding = {
                "x": {"field": "day", "type": "temporal"},
                "y": {"field": "n", "type": "quantitative"},
                "text": {"field": "label"},
            }
            text = {"type": "text", "align": align, "dx": dx, "dy": -7, "fontWeight": 600}
            # What is written over bars is read on a rim of the card's colour.
            rim = {"stroke": CARD, "strokeWidth": 4, "strokeJoin": "round"}
            layers += [{"data": {"values": chosen}, "mark": mark, "encoding": encoding} for mark in (text | rim, text)]
    return {"layer": layers}


def _free_side(mark: Row, rows: Sequence[Row], days: Sequence[str], width: int) -> str | None:
    """Return how a label is aligned that lies over no other bar of its height; None when it would on either side.

    A label near the right edge is written to the left of its day.
    """
    heights: Counter[str] = Counter()
    for row in rows:
        heights[row["day"]] += row["n"]
    at = part_of_span(mark["day"], days)
    long = (len(mark["label"]) * BOLD_LETTER + LABEL_GAP) / (width - FRAME)
    for align, start, end in (("left", at, at + long), ("right", at - long, at)):
        others = (n for day, n in heights.items() if day != mark["day"] and start < part_of_span(day, days) < end)
        if start >= -EDGE and end <= 1 + EDGE and max(others, default=0) < mark["n"]:
            return align
    return None


def month_rows(rows: Sequence[Row], *, names: Sequence[str]) -> Chart:
    """Return one small bar chart a name, all on one scale: rows of `name`, `day` (first of the month), `n`."""

    def spec(width: int) -> Spec:
        days = sorted({row["day"] for row in rows})
        thick = max(1.0, min(22.0, (width - 60) / max(1.0, days_between(days) / 30.4 + 1) * 0.8))
        most = max((row["n"] for row in rows), default=1)
        axis = time_axis(width, days)
        charts = [
            {
                "data": {"values": [dict(row) for row in rows if row["name"] == name]},
                "width": width - FRAME,
                "height": 46,
                "title": _small_title(name, width),
                "mark": {"type": "bar", "width": thick, "color": ACCENT},
                "encoding": {
                    "x": {
                        "field": "day",
                        "type": "temporal",
                        "scale": time_scale(days, 30.4),
                        "axis": axis if name == names[-1] else axis | {"labels": False, "ticks": False},
                    },
                    "y": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"domain": [0, most]},
                        "axis": count_axis() | {"tickCount": 2},
                    },
                },
            }
            for name in names
        ]
        return _stacked(width, charts)

    return spec


def hour_grid(rows: Sequence[Row], *, days: Sequence[str]) -> Chart:
    """Return squares of hour by weekday, darker for more: rows of `hour` (0 to 23), `day`, `n`."""

    def spec(width: int) -> Spec:
        most = max((row["n"] for row in rows), default=1)
        shown = [0, 6, 12, 18, 23] if width < NARROW else list(range(0, 24, 2))
        encoding = {
            "x": {
                "field": "hour",
                "type": "ordinal",
                "scale": {"domain": list(range(24)), "paddingInner": 0.06},
                "axis": {"title": "hour of the day", "values": shown, "labelAngle": 0, "domain": False, "ticks": False},
            },
            "y": {
                "field": "day",
                "type": "ordinal",
                "sort": list(days),
                "scale": {"paddingInner": 0.1},
                "axis": {"title": None, "domain": False, "ticks": False, "labelColor": TEXT},
            },
            "fillOpacity": {
                "field": "n",
                "type": "quantitative",
                "scale": {"domain": [0, most], "range": [0.04, 1]},
                "legend": None,
            },
        }
        return base_spec(width, rows, height=190, mark={"type": "rect", "fill": ACCENT}, encoding=encoding)

    return spec


def hour_bars(rows: Sequence[Row], *, names: Sequence[str]) -> Chart:
    """Return one bar chart of the hours of the day for each name, on one scale: rows of `name`, `hour`, `share`."""

    def spec(width: int) -> Spec:
        most = max((row["share"] for row in rows), default=1)
        shown = [0, 6, 12, 18, 23] if width < NARROW else list(range(0, 24, 2))
        hours = {"title": None, "values": shown, "labelAngle": 0, "domain": False, "ticks": False}
        charts = [
            {
                "data": {"values": [dict(row) for row in rows if row["name"] == name]},
                "width": width - FRAME,
                "height": 84,
                "title": _small_title(name, width),
                "mark": {"type": "bar", "color": ACCENT},
                "encoding": {
                    "x": {
                        "field": "hour",
                        "type": "ordinal",
                        "scale": {"domain": list(range(24)), "paddingInner": 0.14},
                        "axis": hours | {"title": "hour of the day"}
                        if name == names[-1]
                        else hours | {"labels": False},
                    },
                    "y": {
                        "field": "share",
                        "type": "quantitative",
                        "scale": {"domain": [0, most]},
                        "axis": count_axis() | {"labelExpr": PERCENT, "tickCount": 3, "tickMinStep": 0.01},
                    },
                },
            }
            for name in names
        ]
        return _stacked(width, charts)

    return spec


def _small_title(name: str, width: int) -> dict[str, Any]:
    look = {"anchor": "start", "fontSize": 12, "color": TEXT, "offset": 2, "limit": width - 70}
    return {"text": name, **look}


def _stacked(width: int, charts: Sequence[Row]) -> dict[str, Any]:
    whole = base_spec(width, [], vconcat=charts, spacing=8)
    return {name: value for name, value in whole.items() if name not in {"width", "data", "autosize"}}


def life_spans(rows: Sequence[Row], *, label_width: int = 190) -> Chart:
    """Return one line a name from its first to its last day, with a dot at its peak: `label, first, last, peak`."""

    def spec(width: int) -> Spec:
        labels = [row["label"] for row in rows]
        days = [min((row["first"] for row in rows), default=""), max((row["last"] for row in rows), default="")]
        above = stands_above(width, label_width, labels)
        lower = LOWER if above else 0
        y = {
            "field": "label",
            "type": "nominal",
            "sort": labels,
            "axis": None if above else label_axis(labels, label_width),
        }
        x = {
            "field": "first",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": time_axis(width, days) | {"grid": True},
        }
        lines = {
            "mark": {"type": "bar", "height": 5, "color": PART, "yOffset": lower},
            "encoding": {"y": y, "x": x, "x2": {"field": "last"}},
        }
        dots = {
            "mark": {"type": "circle", "size": 75, "color": ACCENT, "opacity": 1, "yOffset": lower},
            "encoding": {"y": y, "x": {"field": "peak", "type": "temporal"}},
        }
        layers = [lines, dots, *([names_above(labels, width)] if above else [])]
        return base_spec(width, rows, height=max(1, len(labels)) * (TALL_ROW if above else ROW) + 4, layer=layers)

    return spec
