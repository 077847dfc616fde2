"""From media zips to tables in the lake: each zip is a source of its campaign, committed by the campaign's manifest."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ibis.backends.duckdb import Backend

from lake.engine import sql_text
from lake.failpoints import reach
from lake.manifest import Manifest, SourceBooks, publish, read_manifests
from lake.rejects import MIB, Limits
from lake.workspace import Workspace
from loader.failures import ReleaseError
from loader.media.directory import Directory, read_directory
from loader.media.fingerprint import SkipList
from loader.media.pieces import Pieces
from loader.media.pool import Pool
from loader.publication import commit_file
from loader.sources import unchanged
from loader.tables.staged import SCHEMAS
from terminal import Stages

FINGERPRINTS = 1
"""Version of what is made of the same entry; a new one reads zips again."""
KIND = "media"
DIRECTORY = "directory-sha256:"
"""Before a zip's digest in the books: it is over the zip's directory, which has every entry's CRC-32, so that a
terabyte is not read twice."""
WORKER_MEMORY = 600 * MIB
"""What a worker takes at most: its libraries, and `Limits.memory` for the entry it is at."""


@dataclass(frozen=True)
class Examiner:
    """How entries are examined: how many processes, within which limits, and what is not even looked at."""

    workers: int
    limits: Limits
    skip: SkipList
    thumbnails: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 over what decides the rows of an entry."""
        limits = self.limits
        asked = (FINGERPRINTS, limits, self.thumbnails, self.skip.digest)
        return hashlib.sha256(repr(asked).encode()).hexdigest()


def workers_for(memory: int) -> int:
    """Return how many workers fit into so many bytes: one a core at most, one at least."""
    return max(1, min(os.cpu_count() or 1, memory // WORKER_MEMORY))


@contextmanager
def examining(examiner: Examiner) -> Iterator[Pool]:
    """Give the processes that decode."""
    with Pool(examiner.workers, examiner.limits, examiner.skip, thumbnails=examiner.thumbnails) as pool:
        yield pool


def is_known(workspace: Workspace, campaign: str, path: Path, name: str) -> bool:
    """Say whether the lake has this zip's fingerprints."""
    manifest = read_manifests(workspace).get(campaign)
    booked = {source.name: source.sha256 for source in manifest.sources} if manifest else {}
    return booked.get(name) == DIRECTORY + read_directory(path).sha256


def publish_media(
    workspace: Workspace,
    engine: Backend,
    campaign: str,
    path: Path,
    name: str,
    pool: Pool,
    examiner: Examiner,
    stages: Stages,
    *,
    replace_edition: bool = False,
) -> Manifest:
    """Examine a zip's entries, as far as that is not done, and commit them; return the campaign's manifest.

    Raises ReleaseError when the lake does not know the campaign, or has another zip of this name; SourceError when the
    zip cannot be read or changes meanwhile: what was examined stays for the next time.
    """
    manifest = read_manifests(workspace).get(campaign)
    if manifest is None:
        raise ReleaseError(
            f"{name} belongs to {campaign}, whose tweets are not in the lake",
            hint="load the campaign's users and tweets files first, or together with it",
        )
    with unchanged([path]):
        directory = read_directory(path)
        booked = {source.name: source for source in manifest.sources}
        if name in booked and booked[name].sha256 != DIRECTORY + directory.sha256 and not replace_edition:
            raise ReleaseError(
                f"the workspace holds another edition of {name} ({campaign})", hint="--replace takes the new one"
            )
        digest = hashlib.sha256(f"{directory.sha256} {examiner.digest}".encode()).hexdigest()
        pieces = Pieces(workspace, campaign, digest)
        _examine(directory, name, pieces, pool, stages)
    source = _staged(workspace, engine, campaign, directory, name, digest, pieces.paths)
    others = [one for one in manifest.sources if one.name != name]
    sources = tuple(sorted([*others, source], key=lambda one: one.name))
    changed = replace(manifest, sources=sources, media=tuple(sorted({*manifest.media, name})))
    publish(workspace, changed)
    pieces.remove()
    return changed


def _examine(directory: Directory, name: str, pieces: Pieces, pool: Pool, stages: Stages) -> None:
    left = [entry.number for entry in directory.entries() if not pieces.has(entry.number)]
    with stages.stage(f"look at {name.rsplit('/', 1)[-1]}"[:60], total=len(left), unit="entries") as stage:
        todo = (entry for entry in directory.entries() if not pieces.has(entry.number))
        for count in pieces.keep(pool.examined(directory.path, todo)):
            stage.advance(count)


def _staged(
    workspace: Workspace,
    engine: Backend,
    campaign: str,
    directory: Directory,
    name: str,
    digest: str,
    pieces: Sequence[Path],
) -> SourceBooks:
    """Write a zip's tables from its pieces, ordered by entry, and return its books."""
    file = hashlib.sha256(f"{digest} {name}".encode()).hexdigest()[:24] + ".parquet"
    made = {
        "campaign": "$campaign",
        "file": "$file",
        "row": "number",
    }
    rows = _rows_of(pieces)
    tables = {
        KIND: ("scope IS DISTINCT FROM 'row'", made),
        "rejects": ("scope IS NOT NULL", {**made, "value": "concat_ws(': ', name, value)"}),
    }
    for table, (kept, computed) in tables.items():
        columns = ", ".join(f"{computed.get(column, column)} AS {column}" for column in SCHEMAS[table].names)
        temporary = workspace.scratch / f"{table}-{file}"
        engine.con.execute(
            f"COPY (SELECT {columns} FROM {rows} WHERE {kept} ORDER BY number) "
            f"TO '{sql_text(temporary)}' (FORMAT parquet, COMPRESSION zstd)",
            {"campaign": campaign, "file": name},
        )
        commit_file(temporary, workspace.lake / campaign / table / file)
    reach("media-staged")
    counted = dict(engine.con.execute(f"SELECT scope, count(*) FROM {rows} GROUP BY scope").fetchall())
    read, rejected = sum(counted.values()), counted.get("row", 0)
    return SourceBooks(
        name=name,
        sha256=DIRECTORY + directory.sha256,
        bytes=directory.path.stat().st_size,
        kind=KIND,
        read=read,
        loaded=read - rejected,
        duplicate=0,
        rejected=rejected,
        cells_rejected=counted.get("cell", 0),
        tables=dict.fromkeys(tables, file),
    )


def _rows_of(pieces: Sequence[Path]) -> str:
    """Return the pieces' rows as SQL."""
    listed = ", ".join(f"'{sql_text(path)}'" for path in pieces)
    return f"read_parquet([{listed}])"
