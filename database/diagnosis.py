"""Why a server did not start: the lines of its log that say so, and what a person can do about each known cause."""

import shutil
from pathlib import Path

from database.failures import StartFailed

EXCERPT_LINES = 12
TAIL_BYTES = 64_000

CAUSES: tuple[tuple[str, str, str], ...] = (
    # what the log says, what that means, what helps
    (
        "Lock file has been locked by another process",
        "another Neo4j uses the same data",
        "end the other Neo4j (ioscope doctor names it), or use another workspace",
    ),
    ("No space left on device", "the disk is full", "make room on the disk of the workspace, then try again"),
    ("AccessDeniedException", "it may not use its own files", "give yourself the workspace's files (chown), try again"),
    ("Permission denied", "it may not use its own files", "give yourself the workspace's files (chown), try again"),
    ("Address already in use", "a port was taken while it started", "try again, or: ioscope up --bolt-port N"),
    ("Unrecognized setting", "its configuration holds an unknown setting", "this is a defect of ioscope: report it"),
    (
        "Invalid memory configuration",
        "heap and page cache exceed the memory",
        "close other programs, or use a machine with at least 4 GB",
    ),
    (
        "Could not reserve enough space",
        "there is not enough memory for its heap",
        "close other programs, or use a machine with at least 4 GB",
    ),
    (
        "There is insufficient memory",
        "there is not enough memory for Java",
        "close other programs, or use a machine with at least 4 GB",
    ),
    ("OutOfMemoryError", "it ran out of memory", "close other programs, or use a machine with at least 4 GB"),
)


FULL_BYTES = 8 << 20
"""With less free space Neo4j cannot even say in its logs that there is none."""


def disk_was_full(folder: Path, *logs: Path) -> bool:
    """Return whether what failed in `folder` failed for want of space, as the logs say it or the disk shows it."""
    return any("No space left on device" in _tail(log) for log in logs) or shutil.disk_usage(folder).free < FULL_BYTES


def start_failure(log: Path) -> StartFailed:
    """Return the failure of a server that ended while starting, from what it printed to `log`."""
    text = _tail(log)
    for words, why, hint in CAUSES:
        if words in text:
            return StartFailed(why, excerpt=log_excerpt(log), log=log, hint=hint)
    return StartFailed("it ended while starting", excerpt=log_excerpt(log), log=log, hint="run: ioscope doctor")


def log_excerpt(log: Path) -> str:
    """Return the lines that tell most: errors and causes without their stack traces, else the last lines."""
    lines = [line for line in _tail(log).splitlines() if line.strip() and not line.startswith(("\tat ", "\t... "))]
    telling = [line for line in lines if "ERROR" in line or "Caused by" in line or "Exception" in line]
    return "\n".join(line[:300] for line in (telling or lines)[-EXCERPT_LINES:])


def _tail(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(log.stat().st_size - TAIL_BYTES, 0))
            return file.read().decode(errors="replace")
    except OSError:
        return ""
