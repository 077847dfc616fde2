"""`ioscope load` as a function: release files into the lake, then the graph brought to the lake."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from database.building import remove_unfinished
from database.connection import connect, named_target
from database.contents import Counts, check_ours
from database.failures import DatabaseFailure
from database.findings import bring_findings
from database.generation import Layout
from database.graph import Graph
from database.markers import read_markers
from database.own_notes import OwnNotes, find_own_notes
from database.rollback import forget_rollback
from lake.engine import clear_scratch, open_engine
from lake.findings import remove_unlisted_findings
from lake.manifest import Manifest, read_manifests, remove_unlisted
from lake.memory import Shares, shares
from lake.workspace import Workspace
from loader.archive import Release, find_releases
from loader.bulk import rebuild
from loader.estimate import IMPORT_FILE_BYTES, Amounts
from loader.failures import OwnNotesError
from loader.media.loading import load_media
from loader.mode import AUTO, BULK, BULK_TWEETS, ONLINE, PREPARE, Mode, check_asked, mode_for, spare_notes
from loader.online import bring_to_lake, find_drift
from loader.prepared_import import prepare_import
from loader.publication import Staging, publish_release
from loader.space import require_room, require_space
from terminal import Failure, Stages, note, size_text

DUCKDB, SPARK = "duckdb", "spark"


@dataclass
class Loaded:
    """What a load did: manifests of the campaigns it was about, releases that failed, whether the graph changed."""

    manifests: dict[str, Manifest] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    graph_changed: bool = False
    checked: dict[str, dict[str, int]] = field(default_factory=dict)

    def media_books(self, manifest: Manifest) -> dict[str, int]:
        """Return the books of a campaign's media, and how many the tables know no tweet or account of."""
        return {**manifest.books("media"), **self.checked.get(manifest.campaign, {})}

    @property
    def rejects(self) -> int:
        """Rows and cells that were refused in the campaigns of this load."""
        return sum(s.rejected + s.cells_rejected for m in self.manifests.values() for s in m.sources)


@dataclass(frozen=True)
class Choices:
    """The options of one load; `memory` bounds all its processes together, in bytes, None for the default."""

    campaign: str | None = None
    replace_edition: bool = False
    media: bool = False
    distance: int | None = None
    thumbnails: bool = False
    skip_hashes: Path | None = None
    repair: bool = False
    into_existing: bool = False
    discard_own: bool = False
    memory: int | None = None
    mode: str = AUTO
    keep: int = 1
    engine: str = DUCKDB
    spark_master: str | None = None

    @property
    def shares(self) -> Shares:
        """How the load's memory is divided."""
        return shares(self.memory)


def check_target(workspace: Workspace, choices: Choices) -> None:
    """Name the graph that will be loaded and see, before any file is read, that it may be in the way asked for.

    Raises what `connect` and `check_ours` raise; UsageFailure for bulk loading into a server of the user's own, or over
    a user's own notes; OwnNotesError.
    """
    target = named_target(os.environ)
    check_asked(choices.mode, foreign=target is not None)
    if target is None:
        note(f"loading into the embedded Neo4j of {workspace.root}")
        if choices.mode == BULK and not choices.discard_own:
            spare_notes(Mode(BULK, ""), choices.mode, _own_notes(workspace).text)
        return
    note(f"loading into {target.name}")
    with connect(workspace) as graph:
        check_ours(graph, into_existing=choices.into_existing)


def _own_notes(workspace: Workspace) -> OwnNotes:
    """Return a user's own notes in the live embedded graph, whose server is started for it."""
    if Layout(workspace).current() is None:
        return OwnNotes()
    try:
        with connect(workspace) as graph:
            return find_own_notes(graph)
    except DatabaseFailure as failure:
        raise OwnNotesError(failure) from failure


def load_into_lake(workspace: Workspace, paths: Sequence[Path], choices: Choices, stages: Stages) -> Loaded:
    """Publish every release among `paths`; one that fails leaves its campaign as it was and the others go on."""
    found = find_releases(paths, choices.campaign, media_alone=choices.media)
    loaded = Loaded(left_out=found.left_out)
    if found.nameless:
        note(f"left out, no release in its name: {', '.join(found.nameless)} (say which with --campaign KEY)")
    share = choices.shares.engine_beside_spark if choices.engine == SPARK else choices.shares.engine
    with _staging(choices) as staging:
        for release in found.releases.values():
            if not release.sources:
                continue
            try:
                with open_engine(workspace, memory=share) as engine:
                    published = publish_release(
                        workspace, engine, release, stages, replace_edition=choices.replace_edition, staging=staging
                    )
            except Failure as failure:
                remove_unlisted(workspace)
                loaded.failures.append(failure)
                continue
            loaded.manifests[release.campaign] = published.manifest
            if not published.changed:
                note(f"{release.campaign}: the lake has these files already")
    if choices.media:
        load_media(workspace, found.releases, loaded, choices, stages)
    else:
        _mention_media(found.releases, loaded)
    return loaded


def _mention_media(releases: Mapping[str, Release], loaded: Loaded) -> None:
    """Say which media zips a load did not look into: a terabyte of them must not surprise whoever wants tweets."""
    zips = [
        path
        for key, release in releases.items()
        for name, path in zip(release.media, release.zips, strict=True)
        if key not in loaded.manifests or name not in {source.name for source in loaded.manifests[key].sources}
    ]
    if zips:
        size = size_text(sum(path.stat().st_size for path in zips))
        note(f"{len(zips)} media zips ({size}) were not looked into; with --media they are")


@contextmanager
def _staging(choices: Choices) -> Iterator[Staging | None]:
    """Give the chosen engine's way of staging; None is DuckDB's."""
    if choices.engine != SPARK:
        yield None
        return
    from lake.spark import open_spark
    from loader.spark_staging import spark_staging

    master = choices.spark_master or f"local[{choices.shares.spark_tasks}]"
    with open_spark(master, memory=choices.shares.spark_driver) as session:
        yield spark_staging(session)


def choose_mode(workspace: Workspace, choices: Choices) -> Mode:
    """Return the way of loading: as asked or, with `auto`, by how much is new, and never over a user's own notes."""
    manifests = read_manifests(workspace)
    tweets = _tweets(manifests)
    foreign, new = named_target(os.environ) is not None, sum(tweets.values())
    if choices.mode == AUTO and not foreign and new >= BULK_TWEETS and Layout(workspace).current() is not None:
        with connect(workspace) as graph:
            drift = find_drift(workspace, manifests, read_markers(graph))
        new = sum(tweets[key] for key in drift.outdated)
    mode = mode_for(choices.mode, foreign=foreign, repair=choices.repair, new=new, total=sum(tweets.values()))
    if mode.name == BULK and choices.mode == AUTO and not choices.discard_own:
        spared = spare_notes(mode, choices.mode, _own_notes(workspace).text)
        if spared != mode:
            note(f"loading online: {spared.why}")
        mode = spared
    return mode


def _tweets(manifests: Mapping[str, Manifest]) -> dict[str, int]:
    return {key: manifest.books("tweets")["loaded"] for key, manifest in manifests.items()}


def load_into_graph(workspace: Workspace, graph: Graph, loaded: Loaded, choices: Choices, stages: Stages) -> None:
    """Bring a running graph to the lake; raises when the database is not ours or the disk cannot hold it."""
    check_ours(graph, into_existing=choices.into_existing)
    manifests = read_manifests(workspace)
    markers = read_markers(graph)
    new = sum(_tweets(manifests)[key] for key in find_drift(workspace, manifests, markers).outdated)
    elsewhere = not graph.target.embedded
    amounts = Amounts(sum(_tweets(manifests).values()), new, before=bool(markers), elsewhere=elsewhere)
    require_space(workspace.root, amounts, ONLINE)
    with open_engine(workspace, memory=choices.shares.engine) as engine:
        loaded.graph_changed = bring_to_lake(workspace, engine, graph, manifests, stages, repair=choices.repair)
    loaded.graph_changed |= bool(bring_findings(workspace, graph, stages))
    if not loaded.manifests and not loaded.failures:
        loaded.manifests = manifests


def rebuild_graph(workspace: Workspace, loaded: Loaded, choices: Choices, stages: Stages) -> None:
    """Build the graph of the lake anew and switch to it; raises DiskTooSmallError before it begins."""
    manifests = read_manifests(workspace)
    total = sum(_tweets(manifests).values())
    require_space(workspace.root, Amounts(total, total), BULK)
    rebuild(workspace, manifests, stages, keep=choices.keep, memory=choices.shares.total)
    loaded.graph_changed = True
    loaded.manifests = loaded.manifests or manifests


def write_import_folder(workspace: Workspace, folder: Path, loaded: Loaded, choices: Choices, stages: Stages) -> Counts:
    """Write the graph of the lake as files for an administrator and return what they hold; no server is touched."""
    manifests = read_manifests(workspace)
    total = sum(_tweets(manifests).values())
    require_space(workspace.root, Amounts(total, total), PREPARE)
    require_room(folder.absolute(), total * IMPORT_FILE_BYTES, "import files")
    found = prepare_import(workspace, folder, stages, memory=choices.shares.total)
    loaded.manifests = loaded.manifests or manifests
    return found


def prepare(workspace: Workspace) -> None:
    """Clear what a killed command left; call it while holding the writer lock."""
    clear_scratch(workspace)
    remove_unlisted(workspace)
    remove_unlisted_findings(workspace)
    forget_rollback(workspace)
    remove_unfinished(workspace)


def report(loaded: Loaded, mode: str, found: Counts, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Return the JSON shape of `load --json` (design section 6); `found` is what the graph holds afterwards."""
    return {
        "mode": mode,
        "campaigns": [
            {
                "campaign": key,
                "tweets": manifest.books("tweets"),
                "accounts": manifest.books("users"),
                "cells_rejected": sum(source.cells_rejected for source in manifest.sources),
                **({"media": loaded.media_books(manifest)} if manifest.has_media else {}),
            }
            for key, manifest in loaded.manifests.items()
        ],
        "graph": vars(found),
        "seconds": dict(seconds),
    }
