"""Co-action: what two accounts did alike, as the graph's COORDINATED has it, and the run that found it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.maps.failures import UnreadableFindingError

NULLS: Mapping[str, tuple[str, str]] = {
    # null of the run: (what is taken for interchangeable, what shuffling keeps)
    "day": ("the accounts active on those days were interchangeable", "within days"),
    "hour": ("the accounts active in the same hours of those days were interchangeable", "within days and hours"),
    "author": (
        "the accounts that acted on the same authors on those days were interchangeable",
        "within days and authors",
    ),
}


@dataclass(frozen=True)
class Coaction:
    """One action that two accounts did alike: counts, delays in seconds, and how surprising it is."""

    action: str
    support: int
    pairs: int | None
    objects: int | None
    expected: float | None
    q_value: float | None
    median_delay_s: float | None
    led_by_first: float | None
    robust: bool | None
    nulls: int
    """Nulls that apply to the action: day and hour, and author where the object has one."""
    support_by_window: tuple[int, ...] = ()
    """Support at each window of the run; nothing where the graph does not have it."""


@dataclass(frozen=True)
class ClosePair:
    """Two tweets that were close: `time_u` and `time_v` as ISO text (UTC), `delay_s` is v after u."""

    action: str
    tweet_u: str
    tweet_v: str
    time_u: str
    time_v: str
    delay_s: float
    thing: str
    """The shared object: id of a tweet or an account, tag, address, text."""


@dataclass(frozen=True)
class Run:
    """One `Run` node: its parameters, its ladder of windows, and the rows of its check (`detect --check`)."""

    key: str
    command: str
    version: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    chance: Sequence[Mapping[str, Any]] = ()
    windows_ms: Sequence[int] = ()
    stale: bool = False
    others: int = 0
    """Further runs in the graph."""

    @property
    def window(self) -> str:
        """The window in words."""
        return f"{float(self.parameters.get('window_s', 60)):g} s"

    @property
    def null(self) -> str:
        """What the null takes for interchangeable, in words."""
        return self._words[0]

    @property
    def shuffling(self) -> str:
        """What the check by shuffling keeps, in words."""
        return self._words[1]

    @property
    def _words(self) -> tuple[str, str]:
        return NULLS.get(str(self.parameters.get("null", "day")), NULLS["day"])


def run_of(row: Mapping[str, Any], others: int) -> Run:
    """Return the run of one row of the graph; raises UnreadableFindingError."""
    return Run(
        key=row["key"],
        command=row["command"] or "",
        version=row["version"] or "",
        parameters=_json(row["parameters"], dict, row["key"]),
        chance=_json(row["chance"], list, row["key"]),
        windows_ms=tuple(row["windows_ms"] or ()),
        stale=bool(row["stale"]),
        others=others,
    )


def close_pairs(action: str, text: str | None, *, where: str) -> list[ClosePair]:
    """Return the close pairs in the evidence of one edge, the strongest first; raises UnreadableFindingError."""
    try:
        return [
            ClosePair(
                action=action,
                tweet_u=str(item["tweet_u"]),
                tweet_v=str(item["tweet_v"]),
                time_u=str(item["time_u"]),
                time_v=str(item["time_v"]),
                delay_s=float(item["delay_s"]),
                thing=str(item["object"]),
            )
            for item in _json(text, list, where)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFindingError(where) from error


def _json(text: str | None, form: type, where: str) -> Any:
    try:
        value = json.loads(text) if text else form()
    except ValueError as error:
        raise UnreadableFindingError(where) from error
    if not isinstance(value, form):
        raise UnreadableFindingError(where)
    return value
