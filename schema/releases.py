"""The registry of all known releases of the archive."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Release:
    """One release: month `YYYY-MM`, IANA time zone of the operator's country, what Twitter announced."""

    key: str
    released_on: str
    attributed_to: str
    title: str
    time_zone: str | None
    accounts: int | None
    tweets: int | None


@cache
def releases() -> dict[str, Release]:
    """Return the known releases by key, in order of publication."""
    text = (resources.files("schema") / "releases.csv").read_text(encoding="utf-8")
    return {row["key"]: _release(row) for row in csv.DictReader(text.splitlines())}


def _release(row: dict[str, str]) -> Release:
    return Release(
        key=row["key"],
        released_on=row["released_on"],
        attributed_to=row["attributed_to"],
        title=row["title"],
        time_zone=row["time_zone"] or None,
        accounts=int(row["accounts"]) if row["accounts"] else None,
        tweets=int(row["tweets"]) if row["tweets"] else None,
    )
