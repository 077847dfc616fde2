"""What can go wrong between archive files and the graph.

Failure
└── LoaderError
    ├── SourceError         a file cannot be read: truncated, encrypted, not CSV, no such file
    │   └── HeaderError     a CSV lacks the column that makes it a tweets or users file
    └── ReleaseError        files cannot be told apart into releases, or do not go together
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
