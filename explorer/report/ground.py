"""What every section stands on: who the accounts are, how many, and whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.maps.cypher import CAMPAIGN, label, of
from explorer.maps.provenance import Release
from explorer.maps.text import clean
from explorer.report.asking import Desk
from explorer.report.names import Names
from explorer.report.strongest import Strongest, strongest_hashtags, strongest_interactions
from explorer.report.wording import counted, month_name

ACCOUNTS, TAGS = 150, 60
"""Nodes of a picture: more cannot be told apart."""


def announced() -> str:
    """Return the statement for what was announced of `$campaign`, and its state."""
    facts = {"expected_accounts": "accounts_announced", "expected_tweets": "tweets_announced", "state": "state"}
    columns = ", ".join(f"{of('c', CAMPAIGN, name)} AS {column}" for name, column in facts.items())
    return f"MATCH (c:{label(CAMPAIGN)}) WHERE {of('c', CAMPAIGN, 'key')} = $campaign RETURN {columns}"


@dataclass(frozen=True)
class Ground:
    """One campaign, the desk that asks about it, and the names that may be said; `loaded` are all keys in the graph."""

    release: Release
    desk: Desk
    names: Names
    loaded: Sequence[str]
    run: str | None = None
    """The newest run of `ioscope detect` that looked at this campaign."""

    @cached_property
    def size(self) -> dict[str, Any]:
        """The row of `campaign-size`."""
        return self.desk.ask("campaign-size").one

    @cached_property
    def strongest_accounts(self) -> Strongest | None:
        """The accounts with the most interactions, and their ties."""
        return strongest_interactions(self.desk.graph, self.release.key, ACCOUNTS)

    @cached_property
    def strongest_tags(self) -> Strongest | None:
        """The hashtags on most tweets, and how often they stand together."""
        return strongest_hashtags(self.desk.graph, self.release.key, TAGS)

    @cached_property
    def announced(self) -> dict[str, Any]:
        """What was announced, and how far loading is: `accounts_announced`, `tweets_announced`, `state`."""
        return self.desk.graph.read(announced(), {"campaign": self.release.key}).records()[0]

    @cached_property
    def media(self) -> int:
        """Pictures and clips in the graph, from the server's books of labels."""
        return int(self.desk.graph.read(f"MATCH (m:{label('Media')}) RETURN count(m) AS files").value())

    @property
    def origin(self) -> str:
        """Who the accounts are, in the only words that the archive supports."""
        if self.release.synthetic:
            return f"of the synthetic archive {self.release.key}"
        return (
            f"that Twitter attributed to {clean(self.release.attributed_to)} "
            f"(released {month_name(clean(self.release.released_on))})"
        )

    @property
    def accounts(self) -> str:
        """`The 926 accounts that Twitter attributed to ... (released ...)`."""
        made = "made-up " if self.release.synthetic else ""
        return f"The {counted(self.size['accounts_listed'], f'{made}account')} {self.origin}"

    @property
    def theirs(self) -> str:
        """`the accounts that Twitter attributed to ... (released ...)`, without a number."""
        return f"the {'made-up ' if self.release.synthetic else ''}accounts {self.origin}"
