"""What is in archive files, without loading them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ibis

from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import Workspace
from loader.archive import Release, find_releases
from loader.failures import ReleaseError
from loader.header import COLUMNS
from loader.records import fault, read_header, records
from loader.sources import Source, inflated
from terminal import Failure


def inspect_paths(paths: Sequence[Path], campaign: str | None = None) -> dict[str, Any]:
    """Return what the files hold, in the JSON shape of `inspect --json` (design section 6)."""
    found = find_releases(paths, campaign)
    problems = [f"{name} is not a file of the archive" for name in found.left_out]
    with tempfile.TemporaryDirectory() as scratch:
        campaigns = [_campaign(release, Path(scratch)) for release in found.releases.values()]
    return {"campaigns": campaigns, "problems": problems}


def _campaign(release: Release, scratch: Path) -> dict[str, Any]:
    kinds: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    for source in release.sources:
        try:
            kind, rows, columns, its_problems = _source(source, scratch)
        except Failure as failure:
            problems.append(failure.what)
            continue
        entry = kinds.setdefault(kind, {"files": [], "rows": 0, "columns": []})
        entry["files"].append(source.name)
        entry["rows"] += rows
        entry["columns"] += [name for name in columns if name not in entry["columns"]]
        problems += its_problems
    if release.media:
        kinds["media"] = {"files": list(release.media)}
    problems += [f"no {kind} file" for kind in COLUMNS if kind not in kinds]
    return {"campaign": release.campaign, "kinds": kinds, "problems": problems}


def _source(source: Source, scratch: Path) -> tuple[str, int, list[str], list[str]]:
    """Return kind, rows, columns and problems of one CSV, read by Python's csv module."""
    with inflated(source, scratch) as plain:
        header = read_header(plain, source.name)
        faults: dict[str, int] = {}
        rows = 0
        for record in records(plain):
            rows += 1
            reason = fault(record, len(header.fields))
            if reason is not None:
                faults[reason] = faults.get(reason, 0) + 1
    names = [name for name in header.names if name is not None]
    missing = [name for name in COLUMNS[header.kind] if name not in names and name != "poll_choices"]
    problems = [f"{source.name}: no column {name}" for name in missing]
    problems += [f"{source.name}: unknown column {name}" for name in header.unknown]
    problems += [f"{source.name}: {count} rows with {reason}" for reason, count in sorted(faults.items())]
    return header.kind, rows, names, problems


def rejects_of(workspace: Workspace, campaign: str) -> list[dict[str, Any]]:
    """Return every reject of a loaded campaign: file, row, scope (row or cell), field, reason, value."""
    manifest = read_manifests(workspace).get(campaign)
    if manifest is None:
        raise ReleaseError(f"{campaign} is not in the lake", hint="`ioscope campaigns` lists what is loaded")
    with open_engine(workspace) as engine:
        table = engine.read_parquet([str(path) for path in manifest.table_files(workspace, "rejects")])
        ordered = table.drop("campaign").order_by("file", "row", ibis.asc("field", nulls_first=True))
        rows: list[dict[str, Any]] = engine.to_pyarrow(ordered).to_pylist()
    return rows
