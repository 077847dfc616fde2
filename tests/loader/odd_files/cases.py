"""What a case of the corpus is, and the short words in which the themes declare theirs."""

import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loader.header import TWEET_COLUMNS, USER_COLUMNS
from tests.loader.archives import csv_text

TWEETS, USERS = "tweets_csv_hashed.csv", "users_csv_hashed.csv"
UNREAD = "cannot be read"
TOO_LONG = "longer than 8,000 bytes"
NO_KEY = "empty or longer than 8,000 bytes"
MALFORMED = "malformed list, read as well as it goes"

Reject = tuple[str | None, str]
"""Field (None: the whole row) and reason."""


@dataclass(frozen=True)
class Books:
    """Sums over all sources of a case."""

    read: int
    loaded: int
    duplicate: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Case:
    """One oddity: the files, and what must come of them.

    `tweets` and `accounts` are the staged rows in the order of files and rows, each with the columns that matter here;
    `tags` and `domains` are those that its hashtags and addresses give;
    `graph` has the keys of a label's nodes, or (start, end) of a type's relationships. `failure` are words of the
    message with which the whole release is refused.
    """

    name: str
    files: Mapping[str, bytes]
    books: Books = Books(1, 1)
    rejects: Sequence[Reject] = ()
    tweets: Sequence[Mapping[str, Any]] | None = None
    accounts: Sequence[Mapping[str, Any]] | None = None
    tags: set[str] | None = None
    domains: set[str] | None = None
    graph: Mapping[str, set[Any]] = field(default_factory=dict)
    failure: str | None = None

    @property
    def campaign(self) -> str:
        """A campaign key of the case's own."""
        return "_".join("".join(c if c.isalnum() else " " for c in self.name.lower()).split())


Row = dict[str, str]


def tweets(*rows: Row, columns: Sequence[str] = TWEET_COLUMNS) -> dict[str, bytes]:
    """Return a tweets file in the dialect of the releases."""
    return {TWEETS: text_of(*rows, columns=columns).encode()}


def users(*rows: Row, columns: Sequence[str] = USER_COLUMNS) -> dict[str, bytes]:
    """Return a users file in the dialect of the releases."""
    return {USERS: csv_text(rows, columns).encode()}


def text_of(*rows: Row, columns: Sequence[str] = TWEET_COLUMNS) -> str:
    """Return a tweets file as text, for the case to spoil."""
    return csv_text(({name: row[name] for name in row if name in columns} for row in rows), columns)


def spoiled(text: str | bytes) -> dict[str, bytes]:
    """Return a tweets file of exactly this content."""
    return {TWEETS: text if isinstance(text, bytes) else text.encode()}


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip; two members may have one name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of the second member of one name, which is the oddity
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
