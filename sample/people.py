"""Everyone whom a campaign's tweets can name, as Arrow arrays: its members, then the outsiders, then nobody."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sample.accounts import Accounts
from sample.draws import Ints, generator
from sample.plan import NOBODY
from sample.scenes import outsider_ids
from sample.words import FIRST_NAMES, LAST_NAMES


@dataclass(frozen=True)
class People:
    """Ids and handles by place; `places` turns the plan's codes into places. Nobody's id and handle are empty."""

    ids: Any
    handles: Any
    members: int

    def places(self, codes: Ints) -> Ints:
        """Return the place of each code: members first, outsider k after them, nobody at the end."""
        return np.where(codes >= 0, codes, np.where(codes == NOBODY, len(self.ids) - 1, self.members - 1 - codes))


def outsider_handles(seed: int, count: int) -> list[str]:
    """Return one invented handle an outsider, all different, the same for the whole sample."""
    shown = []
    names = len(FIRST_NAMES) * len(LAST_NAMES)
    order = generator(seed, "handles").permutation(names)
    for number in range(count):
        first, last = divmod(int(order[number % names]), len(LAST_NAMES))
        lap = number // names
        shown.append(f"{FIRST_NAMES[first]}{'_' if first % 4 == 0 else ''}{LAST_NAMES[last]}{lap or ''}")
    return shown


def people_of(accounts: Accounts, outsiders: list[str]) -> People:
    """Return the people that this campaign's tweets can name."""
    members = accounts.people
    ids = [a.user_id for a in members] + [str(i) for i in outsider_ids(len(outsiders)).tolist()] + [""]
    handles = [a.screen_name for a in members] + outsiders + [""]
    return People(pa.array(ids), pa.array(handles), len(members))
