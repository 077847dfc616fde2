"""Which pictures of a set of campaigns look alike, kept beside the lake's tables: detect and every load ask for it."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from lake.durable import TEMPORARY
from lake.lookalikes import ALIKE, CLEAR, Picture, look_alikes
from lake.manifest import Manifest
from lake.workspace import Workspace

FOLDER = "_media"
VERSION = 1


def alike_in(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest]) -> pa.Table:
    """Return `start, end, distance` (see `look_alikes`) over the media of all manifests, computed once for a set.

    The distance is the smallest that the campaigns with media were loaded with.
    """
    its = [manifest for manifest in manifests if manifest.has_media]
    if not its:
        return ALIKE.empty_table()
    within = min(manifest.distance for manifest in its)
    files = sorted({path for manifest in its for path in manifest.table_files(workspace, "media")})
    names = sorted(path.name for path in files)
    key = hashlib.sha256(f"{VERSION} {within} {names}".encode()).hexdigest()[:24]
    kept = workspace.lake / FOLDER / f"alike-{key}.parquet"
    if kept.exists():
        return pq.read_table(kept, schema=ALIKE)
    found = look_alikes(_pictures(engine, files), within)
    kept.parent.mkdir(exist_ok=True)
    temporary = kept.with_name(f".{kept.name}{TEMPORARY}")
    pq.write_table(found, temporary)
    temporary.replace(kept)
    _forget(kept.parent, keep=4)
    return found


def _forget(folder: Path, keep: int) -> None:
    """Remove all but the newest results: a load asks for the set before it and the set after it."""
    ordered = sorted(folder.glob("alike-*.parquet"), key=lambda path: path.stat().st_mtime_ns)
    for path in ordered[:-keep]:
        path.unlink()


def _pictures(engine: Backend, files: Sequence[Path]) -> list[Picture]:
    rows = engine.con.execute(
        "SELECT sha256, min(kind), min(pdq), min(quality), min(frames) FROM read_parquet($files) GROUP BY sha256",
        {"files": [str(path) for path in files]},
    ).fetchall()
    return [
        Picture(sha256, True, tuple(frames or ())) if kind == "video" else
        Picture(sha256, False, (pdq,) if quality >= CLEAR else ())
        for sha256, kind, pdq, quality, frames in rows
    ]  # fmt: skip
