"""Manifests: one JSON file a campaign that lists its table files and closes its books. Writing it is the only commit.

Table files are immutable and uniquely named, so a reader sees either the former manifest's files or the new one's.
Every manifest is also kept under its digest: the graph remembers from which one it was loaded, and what has to change
in the graph is the difference between that one and the newest.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from lake.durable import TEMPORARY, sync_folder, write_text_durably
from lake.failpoints import reach
from lake.failures import ManifestError
from lake.workspace import Workspace

FORMAT = 1
MANIFEST = "manifest.json"
FORMER = "manifests"
DISTANCE = 31
"""Bits in which the hashes of like pictures may differ, unless a load says otherwise: what PDQ's authors recommend."""


@dataclass(frozen=True)
class SourceBooks:
    """One source CSV: where it came from, its books (`read = loaded + duplicate + rejected`) and its table files.

    `sha256` and `bytes` are those of the file on disk, the zip where it is one; `tables` maps a table's name to the
    file's name inside that table's folder.
    """

    name: str
    sha256: str
    bytes: int
    kind: str
    read: int
    loaded: int
    duplicate: int
    rejected: int
    cells_rejected: int
    tables: dict[str, str]


@dataclass(frozen=True)
class Manifest:
    """What the lake holds of one campaign; `distance` is that of pictures that look alike, in bits of 256."""

    campaign: str
    staging: int
    synthetic: bool
    variant: str | None
    sources: tuple[SourceBooks, ...]
    media: tuple[str, ...] = ()
    distance: int = DISTANCE

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything but where the tables lie: the same files give the same digest anywhere."""
        content = asdict(self)
        for source in content["sources"]:
            del source["tables"]
        if self.distance == DISTANCE:
            del content["distance"]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def table_files(self, workspace: Workspace, table: str) -> list[Path]:
        """Return the Parquet files of one table, in the order of the sources."""
        folder = workspace.lake / self.campaign / table
        return [folder / source.tables[table] for source in self.sources if table in source.tables]

    @property
    def has_media(self) -> bool:
        """Whether fingerprints of pictures are among its tables."""
        return any(source.kind == "media" for source in self.sources)

    def books(self, kind: str) -> dict[str, int]:
        """Return the sums of `read`, `loaded`, `duplicate` and `rejected` over the sources of one kind."""
        fields = ("read", "loaded", "duplicate", "rejected")
        return {f: sum(getattr(s, f) for s in self.sources if s.kind == kind) for f in fields}


def publish(workspace: Workspace, manifest: Manifest) -> None:
    """Make `manifest` the campaign's current one; its table files must be on disk already."""
    folder = workspace.lake / manifest.campaign
    (folder / FORMER).mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1) + "\n"
    write_text_durably(folder / FORMER / f"{manifest.digest}.json", text)
    reach("manifest-kept")
    write_text_durably(folder / MANIFEST, text)
    reach("manifest-published")


def withdraw(workspace: Workspace, campaign: str) -> None:
    """Take a campaign out of the lake; its former manifests and table files stay, so that the graph can follow."""
    (workspace.lake / campaign / MANIFEST).unlink()
    sync_folder(workspace.lake / campaign)


def remove_unlisted(workspace: Workspace) -> list[Path]:
    """Remove what a cut load left: table files that no manifest lists, current or former, and manifests without a name.

    Call it while holding the writer lock. Returns what was removed.
    """
    removed = []
    for path in workspace.lake.glob(f".*{TEMPORARY}"):
        path.unlink()
    # What begins with an underscore is no campaign: lake/findings.py keeps its own folder clean.
    for folder in sorted(path for path in workspace.lake.iterdir() if path.is_dir() and path.name[0] != "_"):
        manifests = [_read(path) for path in [*folder.glob(MANIFEST), *folder.glob(f"{FORMER}/*.json")]]
        listed = {folder / table / name for m in manifests for s in m.sources for table, name in s.tables.items()}
        unnamed = folder.rglob(f".*{TEMPORARY}")
        for path in sorted([*unnamed, *(path for path in folder.glob("*/*.parquet") if path not in listed)]):
            path.unlink()
            removed.append(path)
        if not manifests:
            for empty in (*folder.iterdir(), folder):
                empty.rmdir()
    return removed


def read_manifests(workspace: Workspace) -> dict[str, Manifest]:
    """Return the current manifest of every campaign in the lake, by key."""
    found = {path.parent.name: _read(path) for path in sorted(workspace.lake.glob(f"*/{MANIFEST}"))}
    return dict(sorted(found.items()))


def known_campaigns(workspace: Workspace) -> set[str]:
    """Return the key of every campaign that the lake has, or had and was not purged of."""
    return {path.parent.parent.name for path in workspace.lake.glob(f"*/{FORMER}/*.json")}


def read_former(workspace: Workspace, campaign: str, digest: str) -> Manifest | None:
    """Return the campaign's manifest of that digest, current or former; None when the lake never had it."""
    path = workspace.lake / campaign / FORMER / f"{digest}.json"
    return _read(path) if path.exists() else None


def digests(manifests: Iterable[Manifest]) -> dict[str, str]:
    """Return the digest of each manifest by campaign key."""
    return {manifest.campaign: manifest.digest for manifest in manifests}


def _read(path: Path) -> Manifest:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("format") != FORMAT:
            raise ManifestError(f"{path} was written by another version of ioscope", hint="update ioscope")
        content["sources"] = tuple(SourceBooks(**source) for source in content["sources"])
        content["media"] = tuple(content["media"])
        return Manifest(**content)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ManifestError(
            f"{path} cannot be read ({error})",
            hint="restore it from a backup, or remove the campaign's folder and load its files again",
        ) from error
