"""When a campaign acts: days with peaks and weekends, its operators' hours; positions in time as numbers in [0, 1)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from sample.draws import Floats, Ints, generator

HOUR = 3_600_000  # milliseconds
DAY = 24 * HOUR
_EPOCH = date(1970, 1, 1)
# Share of the day's tweets by local hour: night, office hours with a lunch dip, a high evening.
_LOCAL_HOURS = (2, 1, 0.6, 0.4, 0.4, 0.6, 1.2, 2.5, 4.5, 6, 6.5, 6.3, 5, 4.6, 5.4, 6, 6.2, 6, 5.6, 6, 6.8, 7, 5.6, 3.6)
_WEEKEND = 0.55
OWN_PEAKS = 5


@dataclass(frozen=True)
class Timeline:
    """Activity over time; `day_sums` are the running shares of its days, `hour_sums` of the hours (UTC) of a day."""

    first_day: int  # days since 1970
    day_sums: Floats
    hour_sums: Floats
    peaks: tuple[int, ...]  # days since 1970

    def at(self, positions: Floats) -> Ints:
        """Return the times (ms) at which these shares of all activity have passed."""
        day = np.clip(np.searchsorted(self.day_sums, positions, side="right") - 1, 0, len(self.day_sums) - 2)
        begin = self.day_sums[day]
        inside = (positions - begin) / (self.day_sums[day + 1] - begin)
        hours = np.interp(inside, self.hour_sums, np.arange(25.0))
        return np.asarray((self.first_day + day) * DAY + np.minimum((hours * HOUR).astype(np.int64), DAY - 1))

    def positions(self, times: Ints) -> Floats:
        """Return the share of all activity that has passed at each time (ms): the inverse of `at`."""
        day = np.clip(times // DAY - self.first_day, 0, len(self.day_sums) - 2)
        inside = np.interp((times % DAY) / HOUR, np.arange(25.0), self.hour_sums)
        begin = self.day_sums[day]
        return np.asarray(begin + inside * (self.day_sums[day + 1] - begin))


def timeline(
    seed: int,
    name: str,
    first: date,
    last: date,
    *,
    utc_offset: float,
    weekend: tuple[int, ...],
    common: tuple[int, ...],
) -> Timeline:
    """Make a timeline: slow swings, a weekly pattern, peaks on the `common` days (since 1970) and its own."""
    draws = generator(seed, "timeline", name)
    days = (last - first).days + 1
    first_day = (first - _EPOCH).days
    swings = np.cumsum(draws.normal(0, 0.06, days))
    weights = np.exp(np.clip(swings - swings.mean(), -1.2, 1.2)) * np.linspace(0.5, 1.5, days)
    weekday = (np.arange(days) + first.weekday()) % 7
    weights[np.isin(weekday, weekend)] *= _WEEKEND
    own = first_day + draws.choice(np.arange(days // 10, days - 2), size=OWN_PEAKS, replace=False)
    peaks = sorted({int(day) for day in (*own, *common) if first_day <= day < first_day + days - 1})
    chosen = np.array(peaks) - first_day
    # A peak holds one to four percent of the rest, however long the campaign lasted.
    weights[chosen] += weights.sum() * draws.uniform(0.01, 0.04, len(chosen))
    weights[chosen + 1] += weights[chosen] * 0.3
    local = np.interp((np.arange(24) + 0.5 + utc_offset) % 24, np.arange(25) + 0.5, (*_LOCAL_HOURS, _LOCAL_HOURS[0]))
    return Timeline(first_day, _sums(weights), _sums(local), tuple(peaks))


def _sums(weights: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(weights / weights.sum())])


def day_text(day: int) -> str:
    """Return a day since 1970 as `YYYY-MM-DD`."""
    return datetime.fromtimestamp(day * 86_400, UTC).strftime("%Y-%m-%d")


def minute_text(time: int) -> str:
    """Return a time (ms) as the archive writes it, `YYYY-MM-DD HH:MM` in UTC."""
    return datetime.fromtimestamp(time // 1000, UTC).strftime("%Y-%m-%d %H:%M")
