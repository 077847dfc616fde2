"""What can go wrong between archive files and the graph.

Failure
└── LoaderError
    ├── SourceError         a file cannot be read: truncated, encrypted, not CSV, no such file
    │   └── HeaderError     a CSV lacks the column that makes it a tweets or users file
    ├── ReleaseError        files cannot be told apart into releases, or do not go together
    ├── DanglingError       a relationship has an end that is no node
    ├── OwnNotesError       nobody can say whether the live graph holds notes of the user's own
    └── GraphDriftError     the graph holds a campaign that this workspace knows nothing of
"""

from terminal import Failure


class LoaderError(Failure):
    """The loader cannot do what was asked; lake and graph of the release are as before."""


class SourceError(LoaderError):
    """A source file cannot be read."""


class HeaderError(SourceError):
    """A CSV's header is not that of the archive."""


class ReleaseError(LoaderError):
    """Files do not name a release, or belong to editions that do not mix."""


class GraphDriftError(LoaderError):
    """The graph holds a campaign that this workspace's lake never had."""

    def __init__(self, campaign: str) -> None:
        super().__init__(
            f"the graph holds {campaign}, which the lake of this workspace does not know",
            hint="load from the workspace that put it there (--workspace DIR), or into another database",
        )


class DanglingError(LoaderError):
    """The tables of the graph do not fit together; a defect, met before anything is changed."""

    def __init__(self, kind: str, count: int) -> None:
        super().__init__(
            f"{count:,} {kind} have an end that is no node",
            hint="the graph is untouched; this is a defect: keep the workspace and report it",
        )


class OwnNotesError(LoaderError):
    """The live graph cannot be looked at before a bulk load would leave it behind."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(
            f"the live graph cannot be asked whether it holds notes of your own: {failure.what}",
            hint="load --mode bulk --discard-own builds a new graph without looking at this one",
        )
