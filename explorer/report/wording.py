"""Numbers, shares, days and lists as the report writes them."""

import datetime as dt
import re
from collections.abc import Sequence

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number(value: float) -> str:
    """Return a whole number with thousands separators."""
    return f"{int(value):,}"


def counted(value: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun: `1 tweet`, `2,310 tweets`."""
    return f"{value:,} {one if value == 1 else several or one + 's'}"


def share(part: float, whole: float) -> str:
    """Return a share as a whole percentage, `under 1 %` and `over 99 %` where rounding would say none or all."""
    if not whole:
        return "0 %"
    percent = 100 * part / whole
    if 0 < percent < 1:
        return "under 1 %"
    if 99 < percent < 100:
        return "over 99 %"
    return f"{percent:.0f} %"


def month_name(month: str) -> str:
    """Return `2020-02` as `February 2020`; other text as it is."""
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", month)
    return f"{MONTHS[int(found[2]) - 1]} {found[1]}" if found else month


def day_name(day: str) -> str:
    """Return an ISO day or time as `2 March 2020`."""
    at = dt.date.fromisoformat(day[:10])
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count_words(value: int) -> str:
    """Return small numbers as words, others as digits."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[value] if 0 <= value < len(words) else number(value)
