"""Months of several things, drawn from the month on in which the archive has something to show."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.report.wording import counted

LEFT_OUT = 200
"""One part in so many, at the beginning, is not drawn: a handful of old tweets can be years away."""


def with_months(rows: Sequence[Mapping[str, Any]], name: str, count: str) -> tuple[list[dict[str, Any]], str]:
    """Return rows of `name`, `day`, `n`, a row a month from the first that counts on, and words for the rest."""
    by_month: dict[str, int] = {}
    for row in rows:
        by_month[row["month"]] = by_month.get(row["month"], 0) + row[count]
    total, seen, start = sum(by_month.values()), 0, ""
    for month in sorted(by_month):
        seen += by_month[month]
        if seen * LEFT_OUT > total:
            start = month
            break
    left = sum(n for month, n in by_month.items() if month < start)
    drawn: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["month"] >= start:
            drawn[row[name], row["month"]] = drawn.get((row[name], row["month"]), 0) + row[count]
    words = f"; {counted(left, 'tweet')} before {start} not drawn" if left else ""
    return [{"name": key, "day": f"{month}-15", "n": n} for (key, month), n in drawn.items()], words
