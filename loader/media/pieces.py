"""What is done of one zip so far: pieces of rows in `lake/_media/<campaign>-<digest>/`, until its tables are published.

A run that was cut begins where the pieces end: whoever was killed loses the rows of a few seconds.
"""

import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lake.durable import TEMPORARY, sync_folder
from lake.failpoints import reach
from lake.workspace import Workspace
from loader.media.fingerprint import COLUMNS

FOLDER = "_media"
ROWS = 512
SECONDS = 5.0
"""A piece is written after so many rows, or so many seconds where entries are slow (clips)."""


class Pieces:
    """The pieces of one zip, of which `done` has the numbers of entries, sorted."""

    def __init__(self, workspace: Workspace, campaign: str, digest: str) -> None:
        self.folder = folder_of(workspace) / f"{campaign}-{digest[:24]}"
        self.folder.mkdir(parents=True, exist_ok=True)
        for left in self.folder.glob(f".*{TEMPORARY}"):
            left.unlink()
        self.paths = sorted(self.folder.glob("piece-*.parquet"))
        self.done = self._numbers()

    def _numbers(self) -> NDArray[np.int64]:
        numbers = [pq.read_table(path, columns=["number"])["number"].to_numpy() for path in self.paths]
        return np.sort(np.concatenate([np.zeros(0, np.int64), *numbers]))

    def has(self, number: int) -> bool:
        """Say whether an entry is done."""
        at = int(np.searchsorted(self.done, number))
        return at < len(self.done) and int(self.done[at]) == number

    def keep(self, rows: Iterable[dict[str, Any]]) -> Iterable[int]:
        """Write rows as they come; yield how many were written, each time that some are."""
        waiting: list[dict[str, Any]] = []
        begun = time.monotonic()
        for row in rows:
            waiting.append(row)
            if len(waiting) >= ROWS or time.monotonic() - begun > SECONDS:
                yield self._write(waiting)
                waiting, begun = [], time.monotonic()
        if waiting or not self.paths:  # of an empty zip there is an empty piece
            yield self._write(waiting)

    def _write(self, rows: list[dict[str, Any]]) -> int:
        final = self.folder / f"piece-{len(self.paths):08d}.parquet"
        temporary = self.folder / f".{final.name}{TEMPORARY}"
        with temporary.open("wb") as file:
            pq.write_table(pa.Table.from_pylist(rows, schema=COLUMNS), file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(final)
        sync_folder(self.folder)
        self.paths.append(final)
        reach("media-piece-kept")
        return len(rows)

    def remove(self) -> None:
        """Remove the pieces, once a manifest lists the tables that were made of them."""
        shutil.rmtree(self.folder, ignore_errors=True)


def folder_of(workspace: Workspace) -> Path:
    """Return where pieces lie."""
    return workspace.lake / FOLDER


def remove_pieces(workspace: Workspace, campaign: str) -> list[Path]:
    """Remove what is left of a campaign's pieces and return the folders."""
    found = sorted(
        path for path in folder_of(workspace).glob(f"{campaign}-*") if path.name[len(campaign) + 1 :].isalnum()
    )
    for path in found:
        shutil.rmtree(path)
    return found
