"""What can go wrong while a map is made.

MapError
├── EmptyNetworkError       nothing to draw with these choices
├── UnknownCampaignError    --campaign names a release that the graph does not hold
├── UnknownRunError         --run names no run of `ioscope detect`, or there is none
├── UnreadableFindingError  a finding in the graph is not what `ioscope detect` writes
├── UnknownAccountError     no account, or more than one, of that name
└── UnwritableMapError      the file cannot be written
"""

from collections.abc import Iterable, Sequence
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


class UnknownRunError(MapError):
    """The graph holds no such run."""

    def __init__(self, asked: str | None, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"the graph holds no run {asked}" if asked else "the graph holds no run of the coordination analysis",
            hint=f"--run takes one of: {listed}" if listed else "find who acted together first: ioscope detect",
        )


class UnreadableFindingError(MapError):
    """What stands in the graph is not JSON of the expected form."""

    def __init__(self, where: str) -> None:
        super().__init__(f"the finding of {where} cannot be read", hint="write it anew: ioscope detect")


class UnknownAccountError(MapError):
    """No account, or more than one, is known by what was asked."""

    def __init__(self, asked: str, found: Sequence[str]) -> None:
        if found:
            message = f"{len(found):,} accounts are known as {asked}"
            hint = f"name one by its user id: {', '.join(found[:5])}"
        else:
            message = f"the graph holds no account {asked}"
            hint = "give a user id, a handle (with or without @) or a pseudonym: ioscope queries lists ways to find one"
        super().__init__(message, hint=hint)


class UnwritableMapError(MapError):
    """The page could not be written to its place."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(f"cannot write {path}: {reason}", hint="name another file with --output FILE")
