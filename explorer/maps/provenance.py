"""Where a map comes from: releases, files, rules, versions; and the words that say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from explorer.maps.text import clean

LONG = 200


@dataclass(frozen=True)
class Release:
    """One `Campaign` node: `released_on` is `YYYY-MM`, `files` are lines of `sha256  name`."""

    key: str
    title: str
    attributed_to: str
    released_on: str
    synthetic: bool
    files: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Provenance:
    """What the page says about its origin; `parameters` by name, all as text."""

    releases: tuple[Release, ...]
    parameters: Mapping[str, str]

    @property
    def synthetic(self) -> bool:
        """True when any release on the map is made up."""
        return any(release.synthetic for release in self.releases)

    @property
    def attribution(self) -> str:
        """Who the accounts are, in the only words that the archive supports."""
        if not self.releases:
            return "accounts in the releases"
        if all(release.synthetic for release in self.releases):
            return "made-up accounts of a synthetic archive"
        named = sorted({(r.attributed_to, r.released_on) for r in self.releases if not r.synthetic})
        return "accounts that Twitter attributed to " + _listed(
            [f"{clean(who)} (released {clean(month)})" for who, month in named]
        )


DRAWN_BY = {"pyvis": {"vis-network": "9.1.2"}, "sigma": {"sigma": "3.0.3"}}


def versions(engine: str) -> dict[str, str]:
    """Return the versions that shaped the page, by name."""
    packages = ("ioscope", "igraph", *(("pyvis",) if engine == "pyvis" else ()))
    return {name: version(name) for name in packages} | DRAWN_BY[engine]


def release_rows(releases: Sequence[Release]) -> list[dict[str, object]]:
    """Return the releases as the page lists them."""
    return [
        {
            "key": clean(r.key),
            "title": clean(r.title, LONG),
            "attributed": "synthetic: attributed to nobody"
            if r.synthetic
            else f"Twitter attributed these accounts to {clean(r.attributed_to)}, released {clean(r.released_on)}",
            "files": [clean(line, LONG) for line in r.files],
            "digest": clean(r.digest, LONG),
        }
        for r in releases
    ]


def _listed(words: Sequence[str], most: int = 3) -> str:
    if len(words) > most:
        return ", ".join(words[:most]) + f" and {len(words) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
