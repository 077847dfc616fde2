"""Who and what is named on the page: the rules of maps (`explorer.maps.people`), for rows, texts and things.

With `--redact` no word of the release is on the page: hashtags, sites, programs and texts become numbered things.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from database.connection import Graph
from explorer.maps.cypher import ACCOUNT, label, of
from explorer.maps.people import Naming, named, present
from explorer.maps.selection import account_nodes
from explorer.maps.text import clean, mask_handles

TEXT_CHARS = 200
THING_CHARS = 80
SHORT_HASH = 8
"""Figures of a SHA-256 that tell the pictures of one archive apart."""

_HANDLE = re.compile(r"[@＠]([A-Za-z0-9_]{1,40})")

KNOWN_PROGRAMS = frozenset(
    {
        "Twitter Web App",
        "Twitter Web Client",
        "Twitter for iPhone",
        "Twitter for Android",
        "Twitter for iPad",
        "Twitter for Mac",
        "Twitter for Windows",
        "Twitter Lite",
        "TweetDeck",
        "Mobile Web (M2)",
        "Mobile Web",
        "Hootsuite",
        "IFTTT",
        "Facebook",
        "Instagram",
    }
)
"""Programs of the platform and of large makers, whose names name nobody."""


def isolated(text: str) -> str:
    """Return words of the release for a sentence of ours: their direction does not turn what stands around them."""
    return f"\u2068{text}\u2069"


def accounts_by_handle() -> str:
    """Return the statement for the ids of the accounts that have these handles."""
    name = of("a", ACCOUNT, "screen_name")
    return (
        f"MATCH (a:{label(ACCOUNT)}) WHERE {name} IN $names RETURN {of('a', ACCOUNT, 'user_id')} AS id, {name} AS name "
        "ORDER BY id"
    )


@dataclass
class Names:
    """Words for accounts, texts and things as far as the naming allows."""

    graph: Graph
    naming: Naming
    _labels: dict[str, str] = field(default_factory=dict)
    _public: dict[str, bool] = field(default_factory=dict)
    _numbered: dict[tuple[str, str], str] = field(default_factory=dict)

    def accounts(self, ids: Iterable[str]) -> dict[str, str]:
        """Return a label for each account: its handle where it may be named, else its pseudonym."""
        unknown = [one for one in dict.fromkeys(ids) if one not in self._labels]
        if unknown:
            nodes = account_nodes(self.graph, unknown)
            handles = nodes.facts.get("screen_name", [None] * len(nodes))
            for key, text, handle in zip(nodes.keys, present(nodes, self.naming).labels, handles, strict=True):
                self._labels[key] = f"@{text}" if handle and text == clean(str(handle)) else text
        return self._labels

    def texts(self, texts: Iterable[str]) -> list[str]:
        """Return texts as the page may show them: handles masked that may not be named, or only their length."""
        given = list(texts)
        if self.naming.redact:
            return [f"Text {place} ({len(text):,} characters)" for place, text in enumerate(given, 1)]
        public = self._public_handles(given)
        return [clean(mask_handles(text, public), TEXT_CHARS) for text in given]

    def hashtag(self, name: str) -> str:
        """Return a hashtag with its `#`."""
        return self._thing("Hashtag", name, isolated(f"#{clean(name, THING_CHARS)}"))

    def site(self, name: str) -> str:
        """Return a site's name."""
        return self._thing("Site", name, clean(name, THING_CHARS))

    def word(self, text: str) -> str:
        """Return a word out of somebody's texts."""
        return self._thing("Word", text, isolated(clean(text, THING_CHARS)))

    def picture(self, sha256: str) -> str:
        """Return the name of a picture: the first figures of its SHA-256."""
        return self._thing("Picture", sha256, f"Picture {clean(sha256, SHORT_HASH)}")

    def program(self, name: str) -> str:
        """Return the name of a program; well-known ones may always be named."""
        return name if name in KNOWN_PROGRAMS else self._thing("Program", name, clean(name, THING_CHARS))

    def _thing(self, kind: str, name: str, shown: str) -> str:
        if not self.naming.redact:
            return shown or "(empty)"
        number = 1 + sum(of_kind == kind for of_kind, _ in self._numbered)
        return self._numbered.setdefault((kind, name), f"{kind} {number}")

    def _public_handles(self, texts: Iterable[str]) -> set[str]:
        if self.naming.mode == "none":
            return set()
        handles = sorted({handle for text in texts for handle in _HANDLE.findall(text)} - set(self._public))
        if handles:
            rows = self.graph.read(accounts_by_handle(), {"names": handles}).rows
            nodes = account_nodes(self.graph, [row[0] for row in rows])
            allowed = {row[1] for row, may in zip(rows, named(nodes, self.naming), strict=True) if may}
            self._public |= {handle: handle in allowed for handle in handles}
        return {handle.lower() for handle, may in self._public.items() if may}
