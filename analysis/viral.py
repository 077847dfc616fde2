"""Objects with so many close pairs that they are counted, not listed.

With c such objects, and every edge found elsewhere completed by looking up its accounts' times on them: each edge that
is kept is exact, and every edge with more than c objects is kept. The number of close pairs, and with it `expected`,
stays exact whatever is listed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

PAIRS_OF_AN_OBJECT = 5_000_000
PAIRS_OF_ALL = 100_000_000


@dataclass(frozen=True)
class Viral:
    """The objects, by number, whose pairs are not listed, and how many close pairs they have."""

    objects: Numbers
    pairs: int

    @property
    def note(self) -> str | None:
        """Say what was left out and what is sure nevertheless; None when nothing was."""
        count = len(self.objects)
        if not count:
            return None
        things = "1 object has" if count == 1 else f"{count:,} objects have"
        return (
            f"{things} so many close pairs ({self.pairs:,}) that they were counted, not listed: every edge kept is "
            f"exact, and every edge with more than {count:,} objects is kept"
        )


def viral_objects(pairs_of: Numbers, *, most: int = PAIRS_OF_AN_OBJECT, total: int = PAIRS_OF_ALL) -> Viral:
    """Choose the objects to count only: those with more than `most` pairs, then the largest until `total` suffices.

    `pairs_of` has the close pairs of each object by its number. Objects of equal size stay or go together, so that
    the choice does not depend on their numbers.
    """
    sizes, counts = np.unique(pairs_of, return_counts=True)
    listed = (sizes <= most) & (np.cumsum(sizes.astype(np.float64) * counts) <= total)
    limit = int(sizes[listed].max()) if listed.any() else -1
    chosen = np.flatnonzero(pairs_of > limit)
    return Viral(chosen, int(pairs_of[chosen].sum()))
