"""Days with counts: the stretch that is drawn, its bins, its peaks, and the day after which nearly nothing came."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Rows = Sequence[Mapping[str, Any]]

LEFT_OUT = 200
"""One part in so many, at the beginning, is left out of a drawing: a handful of old tweets can be years away."""

MOST_DAYS, MOST_WEEKS = 370, 320
"""Days that are drawn one by one, and weeks; beyond that months."""

NEARLY_NOTHING = 0.05
QUIET_DAYS = 14


@dataclass(frozen=True)
class End:
    """The last day of the unbroken stretch that holds the most tweets, how many came later, and the very last day."""

    day: str
    later: int
    last: str


def ended(rows: Rows) -> End | None:
    """Return when activity all but ended: rows of `day` (ISO, ascending) and `tweets`; None when it did not.

    It did when days with tweets follow each other until some day, most tweets lie in that stretch or before it, and
    what comes later is some, at most a twentieth, and spread over more than two weeks.
    """
    best, run, run_start = (0, 0, ""), 0, 0
    for place, row in enumerate(rows):
        if place and _days(rows[place - 1]["day"], row["day"]) > 1:
            run, run_start = 0, place
        run += row["tweets"]
        if run > best[0]:
            best = (run, run_start, row["day"])
    total = sum(row["tweets"] for row in rows)
    day, last = best[2], rows[-1]["day"] if rows else ""
    later = sum(row["tweets"] for row in rows if row["day"] > day)
    if not later or later > NEARLY_NOTHING * total or best[0] * 2 < total or _days(day, last) <= QUIET_DAYS:
        return None
    return End(day, later, last)


def drawn_bins(rows: Rows, count: str) -> tuple[list[dict[str, Any]], float]:
    """Return bins of `day` (first of the bin), `n`, `of_day` (its largest day), and the days of a bin: 1, 7 or 30.4."""
    total, seen, start = sum(row[count] for row in rows), 0, 0
    for place, row in enumerate(rows):
        seen += row[count]
        if seen * LEFT_OUT > total:
            start = place
            break
    kept = rows[start:]
    span = _days(kept[0]["day"], kept[-1]["day"]) + 1
    step = 1 if span <= MOST_DAYS else 7 if span <= MOST_WEEKS * 7 else 30.4
    bins: dict[str, dict[str, Any]] = {}
    for row in kept:
        first = _bin(row["day"], step)
        made = bins.setdefault(first, {"day": first, "n": 0, "of_day": row["day"], "most": 0})
        made["n"] += row[count]
        if row[count] > made["most"]:
            made |= {"most": row[count], "of_day": row["day"]}
    return list(bins.values()), step


def middle(day: str, step: float) -> str:
    """Return where the bar of a bin stands: in its middle, so that it lies between the ticks of the axis."""
    at = dt.date.fromisoformat(day)
    return (at + dt.timedelta(days={1: 0, 7: 3}.get(int(step), 14))).isoformat()


def peaks(bins: Rows, most: int) -> list[Mapping[str, Any]]:
    """Return the largest bins, each at least a quarter of the drawn stretch away from a larger one."""
    if not bins:
        return []
    apart = max(1, _days(bins[0]["day"], bins[-1]["day"]) // 4)
    chosen: list[Mapping[str, Any]] = []
    for row in sorted(bins, key=lambda row: (-row["n"], row["day"])):
        if len(chosen) == most or row["n"] * 4 < chosen[0]["n"] if chosen else False:
            break
        if all(abs(_days(row["day"], other["day"])) >= apart for other in chosen):
            chosen.append(row)
    return chosen


def _bin(day: str, step: float) -> str:
    if step == 1:
        return day
    at = dt.date.fromisoformat(day)
    return (at - dt.timedelta(days=at.weekday())).isoformat() if step == 7 else f"{day[:7]}-01"


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
