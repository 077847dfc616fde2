"""`ioscope load` as a function: release files into the lake, then the graph brought to the lake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from database.contents import check_ours, counts
from database.graph import Graph
from lake.engine import clear_scratch, open_engine
from lake.manifest import Manifest, read_manifests, remove_unlisted
from lake.workspace import Workspace
from loader.archive import find_releases
from loader.online import bring_to_lake
from loader.publication import publish_release
from terminal import Failure, Stages, note


@dataclass
class Loaded:
    """What a load did: manifests of the campaigns it was about, releases that failed, whether the graph changed."""

    manifests: dict[str, Manifest] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    graph_changed: bool = False

    @property
    def rejects(self) -> int:
        """Rows and cells that were refused in the campaigns of this load."""
        return sum(s.rejected + s.cells_rejected for m in self.manifests.values() for s in m.sources)


@dataclass(frozen=True)
class Choices:
    """The options of one load."""

    campaign: str | None = None
    replace_edition: bool = False
    repair: bool = False
    into_existing: bool = False
    memory: int | None = None


def load_into_lake(workspace: Workspace, paths: Sequence[Path], choices: Choices, stages: Stages) -> Loaded:
    """Publish every release among `paths`; one that fails leaves its campaign as it was and the others go on."""
    found = find_releases(paths, choices.campaign)
    loaded = Loaded(left_out=found.left_out)
    for release in found.releases.values():
        try:
            with open_engine(workspace, memory=choices.memory) as engine:
                published = publish_release(workspace, engine, release, stages, replace_edition=choices.replace_edition)
        except Failure as failure:
            remove_unlisted(workspace)
            loaded.failures.append(failure)
            continue
        loaded.manifests[release.campaign] = published.manifest
        if not published.changed:
            note(f"{release.campaign}: the lake has these files already")
    return loaded


def load_into_graph(workspace: Workspace, graph: Graph, loaded: Loaded, choices: Choices, stages: Stages) -> None:
    """Bring the graph to the lake; raises when the database is not ours."""
    check_ours(graph, into_existing=choices.into_existing)
    manifests = read_manifests(workspace)
    with open_engine(workspace, memory=choices.memory) as engine:
        loaded.graph_changed = bring_to_lake(workspace, engine, graph, manifests, stages, repair=choices.repair)
    if not loaded.manifests and not loaded.failures:
        loaded.manifests = manifests


def prepare(workspace: Workspace) -> None:
    """Clear what a killed command left; call it while holding the writer lock."""
    clear_scratch(workspace)
    remove_unlisted(workspace)


def report(loaded: Loaded, graph: Graph, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Return the JSON shape of `load --json` (design section 6)."""
    return {
        "mode": "online",
        "campaigns": [
            {
                "campaign": key,
                "tweets": manifest.books("tweets"),
                "accounts": manifest.books("users"),
                "cells_rejected": sum(source.cells_rejected for source in manifest.sources),
            }
            for key, manifest in loaded.manifests.items()
        ],
        "graph": vars(counts(graph)),
        "seconds": dict(seconds),
    }
