"""Failpoints: the named moments of a load at which a test ends the process, as a power cut or `kill -9` would.

`IOSCOPE_FAILPOINT=name` ends the command at the first time it gets there, `name:3` at the third. Without the variable
a point costs one look at the environment. Each point lies right after what its sentence says, and
`tests/loader/test_failpoints.py` kills a real command at every one of them.
"""

import os
import signal
from collections import Counter

from terminal import UsageFailure

VARIABLE = "IOSCOPE_FAILPOINT"

POINTS: dict[str, str] = {
    # release files into the lake
    "file-written": "a manifest or another small file is on disk, under a temporary name beside its own",
    "source-inflated": "a source lies unpacked in scratch, and nothing of it has been read",
    "table-staged": "one table file of a source is in the lake, and no manifest lists it",
    "source-staged": "every table file of a source is in the lake, and no manifest lists them",
    "media-piece-kept": "the fingerprints of some entries of a media zip are in the lake's workshop",
    "media-staged": "every table file of a media zip is in the lake, and no manifest lists them",
    "manifest-kept": "a campaign's new manifest is kept under its digest, and is not the current one",
    "manifest-published": "a campaign's new manifest is the current one, and the graph knows nothing of it",
    # a running graph, row by row
    "constraints-installed": "the graph has its constraints and indexes, and none of the new rows",
    "campaign-loading": "one campaign is marked as loading, and none of its rows is written",
    "nodes-written": "one batch of nodes is committed",
    "relationships-written": "one batch of relationships is committed",
    "rows-removed": "one batch of relationships or nodes that are no longer in the lake is removed",
    "rows-complete": "the graph holds every row of the lake, and no campaign is marked as complete",
    "campaign-complete": "one campaign is marked as complete",
    # a new graph beside the live one
    "import-files-written": "the import files of the whole graph are in scratch",
    "generation-begun": "the new generation has a folder and is marked as under construction",
    "generation-imported": "the new generation has its store, and no user",
    "generation-password-set": "the new generation has its user, and has never started",
    "generation-up": "the new generation's server answers on ports of its own",
    "generation-indexed": "the new generation has its constraints and indexes",
    "generation-compared": "the new generation counts as the lake does",
    "generation-finished": "the new generation is whole and its server has ended; the old graph is being served",
    # the first graph of a workspace, whose server stays
    "first-generation-current": "the first graph is the live one by name, still marked, and its server on no record",
    "first-server-recorded": "the server that the first graph was built with is the workspace's",
    # the switch, of a bulk load or of a rollback
    "rollback-noted": "it is on record to which generation a rollback goes",
    "live-server-stopped": "the old graph's server has ended, and the old graph is still the live one",
    "generation-current": "the new graph is the live one by name, still marked as under construction, and not served",
    "live-server-up": "the live graph's server answers on the workspace's ports",
    "generations-pruned": "former graphs beyond those to keep are removed",
    "generation-discarded": "a generation that is not wanted has lost its name, and its files are still there",
    # a campaign out again
    "campaign-withdrawn": "a campaign is out of the lake, and the graph still holds it",
    "campaign-followed": "a campaign is out of the lake and of the graph",
    "former-graphs-purged": "every graph but the live one is removed, and the campaign's tables are not",
    # what a run of the analysis found
    "findings-written": "every table of a run is in the lake, and its run.json does not list them",
    "findings-published": "a run is in the lake, and the graph knows nothing of it",
    "findings-recorded": "the graph holds every row of the runs that it lacked, and none is marked as whole",
    "findings-removed": "a run is out of the graph, and the lake still holds it",
    "findings-withdrawn": "a run is out of the graph and of the lake, and its tables are still there",
}
"""Every point, with what has just happened when it is reached."""

_reached: Counter[str] = Counter()


def reach(name: str) -> None:
    """End this process at once (SIGKILL) when the environment names this point; else do nothing."""
    if VARIABLE in os.environ:
        _reached[name] += 1
        if (name, _reached[name]) == _named_point(os.environ[VARIABLE]):
            os.kill(os.getpid(), signal.SIGKILL)


def check_environment() -> None:
    """Raise UsageFailure when the environment names no point of ours: a misspelt one would look like a survivor."""
    if VARIABLE in os.environ:
        _named_point(os.environ[VARIABLE])


def _named_point(text: str) -> tuple[str, int]:
    name, _, number = text.partition(":")
    if name not in POINTS:
        raise UsageFailure(
            f"{VARIABLE} names {name!r}, which is no failpoint",
            hint=f"unset it, or name one of: {', '.join(POINTS)}",
        )
    if number and not (number.isascii() and number.isdigit() and int(number)):
        raise UsageFailure(
            f"{VARIABLE} is {text!r}: after the colon stands which time is meant, a number from 1",
            hint=f"unset it, or write {name}:1",
        )
    return name, int(number or 1)
