"""Where a map goes: a safe name, written beside its place and then moved there in one step."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from explorer.maps.failures import UnwritableMapError

NAME_CHARS = 80


def file_name(kind: str, words: Sequence[str], campaigns: Sequence[str], *, redact: bool) -> str:
    """Return a file name of plain letters that says what the map shows."""
    parts = [kind, *words, *sorted(campaigns), *(["redacted"] if redact else [])]
    safe = re.sub(r"[^a-z0-9_]+", "-", "-".join(parts).lower()).strip("-")
    return f"{safe[:NAME_CHARS].strip('-')}.html"


def write_page(path: Path, html: str) -> int:
    """Write a page and return its size in bytes; raises `UnwritableMapError`."""
    return write_file(path, html.encode("utf-8"))


def write_file(path: Path, data: bytes) -> int:
    """Write a file and return its size in bytes; a file that was there stays whole until the new one is.

    Raises `UnwritableMapError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnwritableMapError(path, error) from error
    return len(data)
