"""The look of all charts: colours, axes, room for words.

Bars, never smoothed, zero on the axis; direct labels; one accent colour, a second where a part of each bar is told
apart. Neutral colours are those that the page's style sheet turns for dark pages.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

TEXT, SECOND, LINE, CARD = "#1b2733", "#5f6d7d", "#e3e7ec", "#ffffff"
ACCENT, PART, MARK = "#4477aa", "#9cb9d6", "#ee6677"

STEPS = (1, 2, 3, 6, 12, 24)
"""Months between two ticks."""

PERCENT = "format(datum.value * 100, '.0f') + ' %'"
"""Labels of an axis of shares, written as the sentences write them."""

LABEL_GAP = 6
ROW, TALL_ROW, LOWER = 25, 42, 9
"""Pixels of a row with its name beside the bar, of one with it above, and how far its bar is below the middle."""
LETTER = 6
"""Pixels of a letter, on average."""
LONG_NAMES = 250
"""Pixels of names that stand above their bars instead."""

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


def base_spec(width: int, rows: Sequence[Row], **rest: Any) -> dict[str, Any]:
    """Return what every specification has: the size, the rows, the look."""
    return {
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
        "data": {"values": [dict(row) for row in rows]},
        "config": dict(CONFIG),
        **rest,
    }


def time_axis(width: int, days: Sequence[str]) -> dict[str, Any]:
    """Return an axis of days: its ticks are whole months, or days where there are few of them."""
    room = 4 if width < NARROW else 8
    months = max(1, -(-int(days_between(days) / 30.4) // room))
    few = days_between(days) < 62
    return {
        "title": None,
        "grid": False,
        "tickCount": room if few else {"interval": "month", "step": next((s for s in STEPS if s >= months), months)},
        "labelOverlap": True,
        "format": "%m-%d" if few else "%Y-%m",
    }


def label_axis(labels: Sequence[str], room: int) -> dict[str, Any]:
    """Return an axis of names with room for the longest, at most `room` pixels."""
    # Text is wider in a reader's font than in the one that Vega measures with; a label must not run out of the picture.
    need = min(room, max((len(label) for label in labels), default=0) * 7)
    return {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelLimit": room * 0.86,
        "labelColor": TEXT,
        "labelPadding": LABEL_GAP,
        "minExtent": need,
        "maxExtent": max(need, 1),
    }


def stands_above(width: int, room: int, labels: Sequence[str]) -> bool:
    """Return whether names stand above their bars: on phones, and where they are too long to stand beside them."""
    longest = max((sum(not unicodedata.combining(char) for char in label) for label in labels), default=0)
    return width < NARROW or room >= LONG_NAMES or longest * LETTER > room


def names_above(labels: Sequence[str], width: int) -> dict[str, Any]:
    """Return a layer that writes each name at the left edge, in the upper half of its row."""
    return {
        "data": {"values": [{"label": label} for label in labels]},
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -1, "limit": width - 12, "color": TEXT},
        "encoding": {
            "x": {"value": 0},
            "y": {"field": "label", "type": "nominal", "sort": list(labels)},
            "text": {"field": "label"},
        },
    }


def count_axis(words: str | None = None) -> dict[str, Any]:
    """Return an axis of counts."""
    return {"title": words, "tickCount": 4, "format": ",d", "domain": False, "ticks": False, "tickMinStep": 1}


def days_between(days: Sequence[str]) -> float:
    """Return the days from the first to the last of ISO days in order."""
    return float(day_number(days[-1]) - day_number(days[0])) if days else 0.0


def time_scale(days: Sequence[str], step_days: float) -> dict[str, Any]:
    """Return a scale of days with half a bar's room at both ends, so that no bar lies over the axis."""
    if not days:
        return {"type": "utc"}
    half = dt.timedelta(days=max(1.0, step_days / 2 + step_days * 0.06))
    first, last = (dt.datetime.fromisoformat(day[:10]) for day in (days[0], days[-1]))
    return {"type": "utc", "domain": [f"{first - half:%Y-%m-%dT%H:%M}Z", f"{last + half:%Y-%m-%dT%H:%M}Z"]}


def part_of_span(day: str, days: Sequence[str]) -> float:
    """Return where a day lies between the first and the last, 0 to 1."""
    return (day_number(day) - day_number(days[0])) / max(1.0, days_between(days))


def day_number(day: str) -> int:
    """Return an ISO day as a number of days."""
    return dt.date.fromisoformat(day[:10]).toordinal()
