"""Tweet ids that carry their time, as Twitter's do since 2010-11-04."""

import numpy as np

from sample.draws import Flags, Ints

EPOCH = 1_288_834_974_657  # ms; the id holds the milliseconds since then, above 22 bits of machine and sequence
LOW_BITS = 18  # below four bits of slot: whose tweet it is, so that ids of different makers never meet
# Slots 0-5 are the campaigns' tweets; 8-13 tweets of the outsiders around them.
WORLD_SLOT = 6  # tweets of outsiders about what the whole world talks of; all outsiders' tweets in the noise
TARGET_SLOT = 7  # tweets of outsiders that planted groups act upon
OUTSIDE_SLOTS = 8
PLANTED_SLOT = 14  # tweets of members with a known part in the truth


def tweet_ids(times: Ints, slot: int, low: Ints) -> Ints:
    """Return ids for times (ms) in one slot; `low` is below 2^18 and tells ids of one millisecond apart."""
    return ((times - EPOCH) << 22) | (slot << LOW_BITS) | low


def times_of(ids: Ints) -> Ints:
    """Return the times (ms) that ids carry."""
    return (ids >> 22) + EPOCH


def slots_of(ids: Ints) -> Ints:
    """Return the slots of ids made here."""
    return (ids >> LOW_BITS) & 15


def repeated(ids: Ints) -> Flags:
    """Mark every id that occurs earlier in the same array."""
    order = np.argsort(ids, kind="stable")
    marks = np.zeros(len(ids), dtype=np.bool_)
    marks[order[1:]] = ids[order[1:]] == ids[order[:-1]]
    return marks
