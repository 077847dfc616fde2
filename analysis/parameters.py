"""What can be chosen when coordination is looked for, and its defaults."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analysis.chance import DAY, NULLS
from analysis.failures import ParameterError
from analysis.viral import PAIRS_OF_ALL, PAIRS_OF_AN_OBJECT

ACTIONS = ("retweet", "tweet", "similar", "link", "domain", "quote", "hashtag", "reply", "mention", "media", "table")
DEFAULT_ACTIONS = ("retweet", "tweet", "link", "quote", "hashtag", "reply", "mention")
WITH_AUTHORS = ("retweet", "reply", "quote")
"""Actions whose objects are tweets, so that the author null applies."""

WEIGHTS = ("support", "objects", "pairs")
LONGEST_WINDOW_S = 1_000_000
RUNGS_S = (1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400, 604_800)
"""Windows at which edges are also counted where the run's own is longer: from seconds to a week."""


@dataclass(frozen=True)
class Parameters:
    """Everything that decides a result. `since` and `until` are UTC days, both included.

    `min_participation` drops accounts with fewer events, then pairs of which neither account has as many matched
    tweets. `chance` off gives the weights alone. `pairs_of_an_object` and `pairs_of_all` bound what is listed
    (`analysis.viral`).
    """

    window_s: float | Decimal = 60
    weight: str = "support"
    min_weight: int = 1
    min_participation: int = 1
    min_length: int = 20
    min_similarity: float = 0.7
    campaigns: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    null: str = DAY
    chance: bool = True
    pairs_of_an_object: int = PAIRS_OF_AN_OBJECT
    pairs_of_all: int = PAIRS_OF_ALL

    def __post_init__(self) -> None:
        """Check the ranges; raises ParameterError."""
        if not 0 <= self.window_s <= LONGEST_WINDOW_S:
            raise ParameterError(f"a window of {self.window_s} s", hint=f"it goes from 0 to {LONGEST_WINDOW_S:,} s")
        if self.weight not in WEIGHTS:
            raise ParameterError(f"there is no weight {self.weight}", hint=f"choose one of {', '.join(WEIGHTS)}")
        if self.null not in NULLS:
            raise ParameterError(f"there is no null {self.null}", hint=f"choose one of {', '.join(NULLS)}")
        if min(self.min_weight, self.min_participation) < 1 or self.min_length < 0:
            raise ParameterError("a least weight or participation is below 1, or a least length below 0")
        if not 0.5 <= self.min_similarity <= 1:
            raise ParameterError(f"a similarity of {self.min_similarity}", hint="it goes from 0.5 to 1")
        if self.since and self.until and self.since > self.until:
            raise ParameterError(f"no day lies between {self.since} and {self.until}")

    @property
    def window_ms(self) -> int:
        """The window in whole milliseconds, as the clock of tweet ids has them."""
        return round(self.window_s * 1000)

    @property
    def windows_ms(self) -> tuple[int, ...]:
        """The ladder of windows: the rungs below the run's own, and that, in whole milliseconds, ascending."""
        return (*(rung * 1000 for rung in RUNGS_S if rung * 1000 < self.window_ms), self.window_ms)
