"""A process that decodes: what it is given may end it, and then costs one entry."""

import os
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from lake.rejects import Limits
from loader.media.directory import Entry
from loader.media.examining import examine
from loader.media.fingerprint import SkipList

Task = tuple[Path, list[Entry]]


def serve(connection: Connection, limits: Limits, skip: SkipList, thumbnails: bool) -> None:
    """Answer each entry of each task with its row, until the other end hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # decoders write what the row says better
    _bound_memory(limits)
    try:
        while True:
            path, entries = connection.recv()
            with path.open("rb") as file:
                for entry in entries:
                    connection.send(_timed(file, entry, limits, skip, thumbnails=thumbnails))
    except (EOFError, BrokenPipeError):
        return


def _timed(file: Any, entry: Entry, limits: Limits, skip: SkipList, *, thumbnails: bool) -> dict[str, Any]:
    # The signal's own action ends the process, also in the middle of a decoder's code.
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    try:
        return examine(file, entry, limits, skip, thumbnails=thumbnails)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory(limits: Limits) -> None:
    bound = psutil.Process().memory_info().vms + limits.memory
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (bound if hard == resource.RLIM_INFINITY else min(bound, hard), hard))
