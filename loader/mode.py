"""Which way the graph is brought to the lake: row by row into the running one, or built anew beside it."""

from dataclasses import dataclass

AUTO, ONLINE, BULK = "auto", "online", "bulk"

BULK_TWEETS = 150_000
"""New tweets from which bulk loading is faster (measured, docs/decisions)."""
BULK_SHARE = 0.1
"""Share of all tweets that must be new: a bulk load builds everything again."""


@dataclass(frozen=True)
class Mode:
    """A way of loading and why it is the one."""

    name: str
    why: str


def mode_for(asked: str, *, foreign: bool, repair: bool, new: int, total: int) -> Mode:
    """Return the way of loading `new` tweets of `total`; `foreign` is a server of the user's own."""
    if asked != AUTO:
        return Mode(asked, f"--mode {asked}")
    if foreign:
        return Mode(ONLINE, "NEO4J_URI names a server of your own")
    if repair:
        return Mode(ONLINE, "--repair mends the graph that is there")
    share = f"{new:,} of {total:,} tweets are new"
    if new >= BULK_TWEETS and new > BULK_SHARE * total:
        return Mode(BULK, share)
    return Mode(ONLINE, share)
