"""Findings: what a run of the analysis found, kept in the lake whatever becomes of the graph.

`lake/_findings/<run>/` holds immutable Parquet files, each named after its own content, and run.json, which lists them:
writing it is the only commit, so a reader sees either the former results of a run or the new ones. The tables that the
graph takes are named after the label or type and have its properties as columns (`start` and `end` beside them).
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lake.durable import TEMPORARY, sync_folder, write_text_durably
from lake.failpoints import reach
from lake.failures import ManifestError
from lake.workspace import Workspace

FORMAT = 1
FOLDER = "_findings"
RUN = "run.json"
ROW_GROUP = 100_000
"""Rows that are written at once; always the same, so that the same rows make the same file."""


@dataclass(frozen=True)
class Findings:
    """One run: everything needed to repeat it, what it read, and the files that hold what it found.

    `inputs` are the digests of the campaigns that it read, by key, and `whole` says that it read every one there was;
    `lake` are the digests of all campaigns at that time. `shares` has of each campaign that it read how many accounts
    tweeted and co-acted (`campaign, accounts, co_acting, co_flagged`). `tables` maps a table's name to its file's.
    """

    key: str
    command: str
    parameters: dict[str, Any]
    version: str
    inputs: dict[str, str]
    whole: bool
    lake: dict[str, str]
    summary: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    chance: tuple[dict[str, Any], ...] = ()
    shares: tuple[dict[str, Any], ...] = ()
    tables: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything, the content of the tables included."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def is_stale(self, digests: Mapping[str, str]) -> bool:
        """Return whether a campaign that this run read has changed or gone, or one came that it would have read."""
        now = dict(digests) if self.whole else {key: digests.get(key) for key in self.inputs}
        return self.inputs != now

    def path(self, workspace: Workspace, table: str) -> Path | None:
        """Return a table's file; None when this run has no such table."""
        name = self.tables.get(table)
        return folder_of(workspace, self.key) / name if name is not None else None

    def rows(self, workspace: Workspace, table: str, batch: int = 50_000) -> Iterator[pa.RecordBatch]:
        """Yield a table's rows, `batch` at a time; nothing when this run has no such table."""
        path = self.path(workspace, table)
        if path is not None:
            with pq.ParquetFile(path) as file:
                yield from file.iter_batches(batch)

    def row_count(self, workspace: Workspace, table: str) -> int:
        """Return how many rows a table has; 0 when this run has no such table."""
        path = self.path(workspace, table)
        return 0 if path is None else int(pq.read_metadata(path).num_rows)


def run_key(command: str, parameters: Mapping[str, Any]) -> str:
    """Return the key of a run: 16 hex digits of a digest of what was asked for, the same wherever it is asked."""
    asked = json.dumps([command, parameters], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def folder_of(workspace: Workspace, key: str) -> Path:
    """Return the folder of a run."""
    return workspace.lake / FOLDER / key


class FindingsWriter:
    """Writes the tables of one run, each under its final name at once, and commits them all together at the end."""

    def __init__(self, workspace: Workspace, key: str) -> None:
        self.workspace = workspace
        self.folder = folder_of(workspace, key)
        self.tables: dict[str, str] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        for made in (self.folder.parent.parent, self.folder.parent):
            sync_folder(made)

    def write(self, table: str, schema: pa.Schema, rows: Iterable[pa.RecordBatch]) -> Path:
        """Write one table and return its file. The rows should always come in the same order: it decides the name."""
        handle, temporary = tempfile.mkstemp(prefix=f".{table}.", suffix=TEMPORARY, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                with pq.ParquetWriter(file, schema, compression="zstd") as writer:
                    for group in _row_groups(schema, rows):
                        writer.write_table(group, row_group_size=ROW_GROUP)
                file.flush()
                os.fsync(file.fileno())
            with Path(temporary).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            final = self.folder / f"{table}-{digest[:16]}.parquet"
            Path(temporary).chmod(0o644)
            Path(temporary).replace(final)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self.tables[table] = final.name
        return final

    def publish(self, findings: Findings) -> Findings:
        """Make what was written the results of the run, in place of earlier ones; return them with their files."""
        sync_folder(self.folder)
        reach("findings-written")
        published = replace(findings, tables=self.tables)
        text = json.dumps({"format": FORMAT, **asdict(published)}, ensure_ascii=False, indent=1) + "\n"
        write_text_durably(self.folder / RUN, text)
        reach("findings-published")
        remove_unlisted_findings(self.workspace)
        return published


def _row_groups(schema: pa.Schema, rows: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield the rows in tables of ROW_GROUP, however they come."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in rows:
        waiting.append(batch.cast(schema))  # engines name the items of lists as they like
        count += batch.num_rows
        while count >= ROW_GROUP:
            joined = pa.Table.from_batches(waiting, schema).combine_chunks()
            yield joined.slice(0, ROW_GROUP)
            waiting, count = joined.slice(ROW_GROUP).to_batches(), count - ROW_GROUP
    if count:
        yield pa.Table.from_batches(waiting, schema).combine_chunks()


def has_folder(workspace: Workspace, key: str) -> bool:
    """Return whether a run has a folder, which may be what a cut removal left of it."""
    return key in {path.name for path in (workspace.lake / FOLDER).glob("*/")}


def withdraw_findings(workspace: Workspace, key: str) -> Path:
    """Take a run out of the lake and return the folder that it had."""
    folder = folder_of(workspace, key)
    (folder / RUN).unlink(missing_ok=True)
    sync_folder(folder)
    reach("findings-withdrawn")
    shutil.rmtree(folder)
    return folder


def remove_unlisted_findings(workspace: Workspace) -> list[Path]:
    """Remove what a cut run left: files that no run.json lists, folders without one. Return what was removed.

    Call it while holding the writer lock.
    """
    removed = []
    for folder in sorted((workspace.lake / FOLDER).glob("*/")):
        listed = set(_read(folder / RUN).tables.values()) if (folder / RUN).exists() else set()
        for path in sorted(folder.iterdir()):
            if path.name != RUN and path.name not in listed:
                path.unlink()
                removed.append(path)
        if not (folder / RUN).exists():
            folder.rmdir()
    return removed


def read_findings(workspace: Workspace) -> dict[str, Findings]:
    """Return every run of the lake, by key."""
    return {path.parent.name: _read(path) for path in sorted((workspace.lake / FOLDER).glob(f"*/{RUN}"))}


def _read(path: Path) -> Findings:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ManifestError(f"{path} was written by another version of ioscope", hint="update ioscope")
        for name in ("summary", "notes", "chance", "shares"):
            content[name] = tuple(content[name])
        return Findings(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(
            f"{path} cannot be read ({error})", hint="remove the run's folder and run its command again"
        ) from error
