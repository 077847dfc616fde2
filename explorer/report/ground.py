"""What every section stands on: who the accounts are, how many, and whom to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.maps.cypher import label
from explorer.maps.provenance import Release
from explorer.maps.text import clean
from explorer.report.asking import Desk
from explorer.report.names import Names
from explorer.report.wording import counted, month_name


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
