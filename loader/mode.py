"""Which way the graph is brought to the lake: row by row into the running one, or built anew beside it."""

from dataclasses import dataclass

from terminal import UsageFailure

AUTO, ONLINE, BULK = "auto", "online", "bulk"
PREPARE = "prepare import"
"""No graph is touched: files are written that an administrator imports."""

BULK_TWEETS = 150_000
"""New tweets from which bulk loading is faster (measured, docs/decisions)."""
BULK_SHARE = 0.1
"""Share of all tweets that must be new: a bulk load builds everything again."""


@dataclass(frozen=True)
class Mode:
    """A way of loading and why it is the one."""

    name: str
    why: str


def check_asked(asked: str, *, foreign: bool) -> None:
    """Raise UsageFailure for bulk loading into `foreign`, a server of the user's own."""
    if asked == BULK and foreign:
        raise UsageFailure(
            "bulk loading is for the embedded Neo4j only, and NEO4J_URI names another",
            hint="use --mode online, or unset NEO4J_URI",
        )


def mode_for(asked: str, *, foreign: bool, repair: bool, new: int, total: int) -> Mode:
    """Return the way of loading `new` tweets of `total`."""
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


def spare_notes(mode: Mode, asked: str, notes: str) -> Mode:
    """Return the way of loading that spares `notes`, a user's own in the live graph, by their names; none when empty.

    Raises UsageFailure when bulk loading was asked for.
    """
    if not notes or mode.name != BULK:
        return mode
    if asked == BULK:
        raise UsageFailure(
            f"the graph holds notes of your own, and a bulk load builds a new one without them: {notes}",
            hint="use --mode online, which leaves them, or --discard-own",
        )
    return Mode(ONLINE, f"the graph holds notes of your own, which a new one would lack: {notes}")
