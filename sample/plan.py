"""The plan of tweets: one entry a tweet in parallel arrays, who does what when to what; no text yet."""

from dataclasses import dataclass, fields

import numpy as np

from sample.draws import Flags, Ints, Words

ORIGINAL, REPLY, QUOTE, RETWEET = range(4)
NOBODY = np.iinfo(np.int64).min  # people are codes: a member's number, -1 - k for outsider k
NOTHING = -1  # no tag, no domain, no source row


@dataclass
class Plan:
    """Tweets of one file. Objects are numbers: tweet ids, codes of people, indices of tags and domains."""

    times: Ints  # ms
    ids: Ints
    accounts: Ints
    kinds: Ints
    languages: Ints  # index into words.LANGUAGES
    seeds: Words  # texts are drawn from these: equal seeds and languages, equal texts
    endings: Ints  # index of one more word that makes a near-identical text, or NOTHING
    targets: Ints  # tweet replied to, quoted or retweeted; 0 where none
    authors: Ints  # who wrote it; NOBODY where none
    tags: Ints  # (n, 3)
    sites: Ints  # domain linked to
    paths: Ints  # number from which the rest of the address is drawn
    mentions: Ints
    marked: Flags  # planted, or on a world event: exempt from being kept apart

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, rows: Ints) -> "Plan":
        """Return these rows, in this order."""
        return Plan(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def blank(count: int) -> Plan:
    """Return `count` originals without any object."""
    return Plan(
        times=np.zeros(count, dtype=np.int64),
        ids=np.zeros(count, dtype=np.int64),
        accounts=np.zeros(count, dtype=np.int64),
        kinds=np.full(count, ORIGINAL, dtype=np.int64),
        languages=np.zeros(count, dtype=np.int64),
        seeds=np.zeros(count, dtype=np.uint64),
        endings=np.full(count, NOTHING, dtype=np.int64),
        targets=np.zeros(count, dtype=np.int64),
        authors=np.full(count, NOBODY, dtype=np.int64),
        tags=np.full((count, 3), NOTHING, dtype=np.int64),
        sites=np.full(count, NOTHING, dtype=np.int64),
        paths=np.zeros(count, dtype=np.int64),
        mentions=np.full(count, NOBODY, dtype=np.int64),
        marked=np.zeros(count, dtype=np.bool_),
    )


def joined(plans: list[Plan]) -> Plan:
    """Return all plans in one, ordered by id."""
    whole = Plan(**{f.name: np.concatenate([getattr(plan, f.name) for plan in plans]) for f in fields(Plan)})
    return whole.at(np.argsort(whole.ids, kind="stable"))
