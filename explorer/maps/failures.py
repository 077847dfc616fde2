"""What can go wrong while a map is made.

MapError
├── EmptyNetworkError       nothing to draw with these choices
├── UnknownCampaignError    --campaign names a release that the graph does not hold
└── UnwritableMapError      the file cannot be written
"""

from collections.abc import Iterable
from pathlib import Path

from terminal.failure import Failure


class MapError(Failure):
    """A map could not be made."""


class EmptyNetworkError(MapError):
    """No line is left to draw."""


class UnknownCampaignError(MapError):
    """The graph holds no release of that key."""

    def __init__(self, asked: Iterable[str], known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"the graph holds no release named {', '.join(sorted(asked))}",
            hint=f"--campaign takes one of: {listed}" if listed else "load a release first: ioscope load FOLDER",
        )


class UnwritableMapError(MapError):
    """The page could not be written to its place."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(f"cannot write {path}: {reason}", hint="name another file with --output FILE")
