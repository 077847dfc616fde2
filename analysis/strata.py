"""Strata of time, and of time and something else, inside which a null lets accounts change places.

A stratum is a number for each event; `-1` never occurs. Whole days alone starve small releases, so neighbouring days
are put together until they hold enough events; without a limit to that, a quiet release gets strata of 150 days.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
LEAST_EVENTS = 1_000
LONGEST_DAYS = 14


def day_strata(t: npt.NDArray[np.integer[Any]]) -> Numbers:
    """Return the stratum of each time in milliseconds: UTC days, neighbours together.

    From the first day on, a day joins the stratum before it as long as that holds fewer than LEAST_EVENTS events and
    the two together span at most LONGEST_DAYS.
    """
    days, place, counts = np.unique(np.asarray(t) // DAY_MS, return_inverse=True, return_counts=True)
    stratum_of = np.zeros(len(days), dtype=np.int64)
    stratum = -1
    first = held = 0
    for number, (day, count) in enumerate(zip(days.tolist(), counts.tolist(), strict=True)):
        if stratum < 0 or held >= LEAST_EVENTS or day - first >= LONGEST_DAYS:
            stratum, first, held = stratum + 1, day, 0
        held += count
        stratum_of[number] = stratum
    found: Numbers = np.take(stratum_of, place)
    return found


def hour_strata(days: Numbers, t: npt.NDArray[np.integer[Any]]) -> Numbers:
    """Return the day strata split by UTC hour of the day: people share working hours."""
    hours: Numbers = np.asarray(t, dtype=np.int64) % DAY_MS // HOUR_MS
    return days * 24 + hours


def split_strata(days: Numbers, by: npt.NDArray[np.integer[Any]]) -> Numbers:
    """Return the day strata split by a number of each event, such as the author of its object."""
    if not len(days):
        return days
    return days * (int(by.max()) + 1) + by
