"""The charts as Vega-Lite specifications: functions of rows and a width, one look for all (docs: look and feel).

Bars for time and for ranks, never smoothed, zero on the axis; direct labels; one accent colour, a second where a part
of each bar is told apart. Neutral colours are those that the page's style sheet turns for dark pages.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.report.figure import Chart, Spec

Row = Mapping[str, Any]

TEXT, SECOND, LINE, CARD = "#1b2733", "#5f6d7d", "#e3e7ec", "#ffffff"
ACCENT, PART, MARK = "#4477aa", "#9cb9d6", "#ee6677"

STEPS = (1, 2, 3, 6, 12, 24)
"""Months between two ticks."""

NARROW = 420
"""Widths below are for phones: fewer ticks, shorter labels."""

CONFIG: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": SECOND,
        "titleColor": SECOND,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
    },
    "text": {"fontSize": 12, "color": TEXT},
    "header": {"labelColor": TEXT, "labelFontSize": 12, "labelFontWeight": 600, "title": None},
    "legend": {"labelColor": TEXT, "labelFontSize": 12, "title": None, "orient": "top", "symbolType": "square"},
}


def _spec(width: int, rows: Sequence[Row], **rest: Any) -> dict[str, Any]:
    return {
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
        "data": {"values": [dict(row) for row in rows]},
        "config": dict(CONFIG),
        **rest,
    }


def _time_axis(width: int, days: Sequence[str]) -> dict[str, Any]:
    """Return an axis of days: its ticks are whole months, or days where there are few of them."""
    room = 4 if width < NARROW else 8
    months = max(1, -(-int(_span(days) / 30.4) // room))
    few = _span(days) < 62
    return {
        "title": None,
        "grid": False,
        "tickCount": room if few else {"interval": "month", "step": next((s for s in STEPS if s >= months), months)},
        "labelOverlap": True,
        "format": "%m-%d" if few else "%Y-%m",
    }


def _label_room(labels: Sequence[str], room: int) -> dict[str, Any]:
    # Text is wider in a reader's font than in the one that Vega measures with; a label must not run out of the picture.
    need = min(room, max((len(label) for label in labels), default=0) * 7)
    return {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelLimit": room * 0.86,
        "labelColor": TEXT,
        "minExtent": need,
        "maxExtent": max(need, 1),
    }


def _count_axis(words: str | None = None) -> dict[str, Any]:
    return {"title": words, "tickCount": 4, "format": ",d", "domain": False, "ticks": False, "tickMinStep": 1}


def time_bars(
    rows: Sequence[Row], *, step_days: float, kinds: Sequence[str], marks: Sequence[Row] = (), height: int = 220
) -> Chart:
    """Return bars over time: rows of `day` (ISO), `kind`, `n`; `marks` are labelled days: `day`, `n`, `label`."""

    def spec(width: int) -> Spec:
        days = sorted({row["day"] for row in rows})
        thick = max(1.0, min(26.0, (width - 60) / max(1.0, _span(days) / step_days + 1) * 0.86))
        colours = [ACCENT, PART][: len(kinds)]
        y = {"field": "n", "type": "quantitative", "axis": _count_axis(), "stack": "zero"}
        colour = {"field": "kind", "type": "nominal", "scale": {"domain": list(kinds), "range": colours}}
        bars = {
            "mark": {"type": "bar", "width": thick},
            "encoding": {
                "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}, "axis": _time_axis(width, days)},
                "y": y,
                "color": colour | {"legend": None if len(kinds) == 1 else {}},
                "order": {"field": "rank", "type": "quantitative"},
            },
        }
        layers: list[dict[str, Any]] = [bars]
        if marks:
            layers.append(_day_labels(marks, days, width))
        ranked = [dict(row) | {"rank": kinds.index(row["kind"])} for row in rows]
        return _spec(width, ranked, height=height, layer=layers)

    return spec


def _day_labels(marks: Sequence[Row], days: Sequence[str], width: int) -> dict[str, Any]:
    # A label near the right edge is written to the left of its day.
    late = [row | {"align": "right" if days and _part(row["day"], days) > 0.6 else "left"} for row in map(dict, marks)]
    layers = []
    for align, dx in (("left", 4), ("right", -4)):
        chosen = [row for row in late if row["align"] == align][: 2 if width < NARROW else 9]
        if chosen:
            layers.append(
                {
                    "data": {"values": chosen},
                    "mark": {"type": "text", "align": align, "dx": dx, "dy": -7, "fontWeight": 600},
                    "encoding": {
                        "x": {"field": "day", "type": "temporal"},
                        "y": {"field": "n", "type": "quantitative"},
                        "text": {"field": "label"},
                    },
                }
            )
    return {"layer": layers}


def _span(days: Sequence[str]) -> float:
    return float(_number(days[-1]) - _number(days[0])) if days else 0.0


def _part(day: str, days: Sequence[str]) -> float:
    return (_number(day) - _number(days[0])) / max(1.0, _span(days))


def _number(day: str) -> int:
    import datetime as dt

    return dt.date.fromisoformat(day[:10]).toordinal()


def ranked_bars(rows: Sequence[Row], *, parts: Sequence[str] = (), label_width: int = 190) -> Chart:
    """Return bars sorted by size: rows of `label`, `n`, `said` (what stands at the bar's end).

    With `parts`, rows carry `part`, `of` (the bar's whole) and `said` on their last part only.
    """

    def spec(width: int) -> Spec:
        labels = list(dict.fromkeys(row["label"] for row in rows))
        most = max((row.get("of", row["n"]) for row in rows), default=1)
        room = 125 if width < NARROW else label_width
        encoding: dict[str, Any] = {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": labels,
                "axis": _label_room(labels, room),
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
            "mark": {"type": "bar", "height": 15, **({} if parts else {"color": ACCENT})},
            "encoding": encoding,
        }
        ends = [{"label": r["label"], "n": r.get("of", r["n"]), "said": r["said"]} for r in rows if r.get("said")]
        text = {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {
                "y": {"field": "label", "type": "nominal", "sort": labels},
                "x": {"field": "n", "type": "quantitative"},
                "text": {"field": "said"},
            },
        }
        ranked = [dict(row) | {"rank": parts.index(row["part"]) if parts else 0} for row in rows]
        return _spec(width, ranked, height=max(1, len(labels)) * 25 + 4, layer=[bars, text])

    return spec


def _beside(rows: Sequence[Row], labels: Sequence[str], width: int, room: int) -> float:
    """Return how much longer than the longest bar the axis is, so that the words at its end have room."""
    plot = width - min(room, max((len(label) for label in labels), default=0) * 7) - 10
    words = max((len(str(row.get("said", ""))) for row in rows), default=0) * 6.9 + 8
    return plot / max(plot - words, plot * 0.25)


def month_rows(rows: Sequence[Row], *, names: Sequence[str]) -> Chart:
    """Return one small bar chart a name, all on one scale: rows of `name`, `day` (first of the month), `n`."""

    def spec(width: int) -> Spec:
        days = sorted({row["day"] for row in rows})
        thick = max(1.0, min(22.0, (width - 60) / max(1.0, _span(days) / 30.4 + 1) * 0.8))
        most = max((row["n"] for row in rows), default=1)
        axis = _time_axis(width, days)
        charts = [
            {
                "data": {"values": [dict(row) for row in rows if row["name"] == name]},
                "width": width - 62,
                "height": 46,
                "title": {
                    "text": name,
                    "anchor": "start",
                    "fontSize": 12,
                    "color": TEXT,
                    "offset": 2,
                    "limit": width - 70,
                },
                "mark": {"type": "bar", "width": thick, "color": ACCENT},
                "encoding": {
                    "x": {
                        "field": "day",
                        "type": "temporal",
                        "scale": {"type": "utc", "domain": [days[0], days[-1]]},
                        "axis": axis if name == names[-1] else axis | {"labels": False, "ticks": False},
                    },
                    "y": {
                        "field": "n",
                        "type": "quantitative",
                        "scale": {"domain": [0, most]},
                        "axis": _count_axis() | {"tickCount": 2},
                    },
                },
            }
            for name in names
        ]
        whole = _spec(width, [], vconcat=charts, spacing=8)
        return {name: value for name, value in whole.items() if name not in {"width", "data", "autosize"}}

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
        return _spec(width, rows, height=190, mark={"type": "rect", "fill": ACCENT}, encoding=encoding)

    return spec


def life_spans(rows: Sequence[Row], *, label_width: int = 190) -> Chart:
    """Return one line a name from its first to its last day, with a dot at its peak: `label, first, last, peak`."""

    def spec(width: int) -> Spec:
        labels = [row["label"] for row in rows]
        days = [min((row["first"] for row in rows), default=""), max((row["last"] for row in rows), default="")]
        room = 125 if width < NARROW else label_width
        y = {
            "field": "label",
            "type": "nominal",
            "sort": labels,
            "axis": _label_room(labels, room),
        }
        x = {
            "field": "first",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": _time_axis(width, days) | {"grid": True},
        }
        lines = {
            "mark": {"type": "bar", "height": 5, "color": PART},
            "encoding": {"y": y, "x": x, "x2": {"field": "last"}},
        }
        dots = {
            "mark": {"type": "circle", "size": 75, "color": ACCENT, "opacity": 1},
            "encoding": {"y": y, "x": {"field": "peak", "type": "temporal"}},
        }
        return _spec(width, rows, height=max(1, len(labels)) * 25 + 4, layer=[lines, dots])

    return spec


def side_by_side(rows: Sequence[Row], *, names: Sequence[str], label_width: int = 200) -> Chart:
    """Return two dots a measure, joined by a line: rows of `label`, `name`, `share` (0 to 1)."""

    def spec(width: int) -> Spec:
        labels = list(dict.fromkeys(row["label"] for row in rows))
        room = 125 if width < NARROW else label_width
        y = {
            "field": "label",
            "type": "nominal",
            "sort": labels,
            "axis": _label_room(labels, room),
        }
        axis = {"title": None, "format": ".0%", "tickCount": 5, "domain": False, "ticks": False}
        x = {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
        ends = [
            {"label": label, "low": min(found), "high": max(found)}
            for label in labels
            if (found := [row["share"] for row in rows if row["label"] == label])
        ]
        line = {
            "data": {"values": ends},
            "mark": {"type": "rule", "color": LINE, "strokeWidth": 4},
            "encoding": {"y": y, "x": x | {"field": "low"}, "x2": {"field": "high"}},
        }
        dots = {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
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
        return _spec(width, rows, height=len(labels) * 30 + 10, layer=[line, dots])

    return spec
