"""Files that are either wholly there or not at all, also after a power cut."""

import os
import tempfile
from pathlib import Path

from lake.failpoints import reach

TEMPORARY = ".part"
"""Hidden files that end so were being written when a command was killed."""


def write_text_durably(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write `text` (UTF-8) to `path` by a temporary neighbour, fsync and rename."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        reach("file-written")
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and new names inside `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
