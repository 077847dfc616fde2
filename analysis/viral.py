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
        things, objects = ("1 object has", "object") if count == 1 else (f"{count:,} objects have", "objects")
        return (
            f"{things} so many tweets within the window ({self.pairs:,} close pairs) that they were counted, not "
            f"listed: the weights of every edge kept are exact, and every edge with more than {count:,} {objects} is "
            "kept; q-values count the others as unseen, so they are rather too large"
        )


def viral_objects(
    pairs_of: Numbers, work_of: Numbers, *, most: int = PAIRS_OF_AN_OBJECT, total: int = PAIRS_OF_ALL
) -> Viral:
    """Choose the objects to count only: those with more than `most` work, then the largest until `total` suffices.

    `pairs_of` has the close pairs of each object by its number, `work_of` those that one account makes with itself
    too: they are no pairs, but listing looks at them. Objects with equal work stay or go together, so that the choice
    does not depend on their numbers.
    """
    sizes, counts = np.unique(work_of, return_counts=True)
    listed = (sizes <= most) & (np.cumsum(sizes.astype(np.float64) * counts) <= total)
    limit = int(sizes[listed].max()) if listed.any() else -1
    chosen = np.flatnonzero(work_of > limit)
    return Viral(chosen, int(pairs_of[chosen].sum()))
