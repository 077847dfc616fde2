"""`ioscope verify` as a function: archive against lake against graph, and what was compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from database.graph import Graph
from lake.engine import open_engine
from lake.graph_counts import keep_counts
from lake.manifest import Manifest, read_manifests
from lake.workspace import Workspace
from loader.archive import find_releases
from loader.media.recounting import recount_zips
from loader.recount import Difference, recount_graph, recount_sources, recount_tables, unreadable
from loader.rows import lake_graph
from loader.table_counts import as_kept, count_tables
from terminal import Stages


@dataclass
class Verification:
    """What differs, and what was compared to find that out; `nodes` is None when the graph could not be compared."""

    campaigns: list[str]
    differences: list[Difference] = field(default_factory=list)
    source_files: int = 0
    source_files_not_given: list[str] = field(default_factory=list)
    table_files: int = 0
    nodes: int | None = None
    relationships: int | None = None

    def report(self, seconds: Mapping[str, float]) -> dict[str, Any]:
        """Return the JSON shape of `verify --json`."""
        compared = {name: value for name, value in vars(self).items() if name != "differences"}
        differences = [vars(difference) for difference in self.differences]
        return {"differences": differences, "compared": compared, "seconds": dict(seconds)}


def verify(
    workspace: Workspace, graph: Graph, paths: Sequence[Path], campaign: str | None, stages: Stages
) -> Verification:
    """Count everything anew; call it while holding the writer lock. Without `paths` the archive is left out.

    Raises SourceError and ReleaseError as `find_releases` does.
    """
    manifests = read_manifests(workspace)
    done = Verification(list(manifests))
    if paths:
        _verify_archive(workspace, manifests, paths, campaign, done, stages)
    with open_engine(workspace) as engine:
        with stages.stage("tables of the lake", unit="files") as stage:
            for manifest in manifests.values():
                done.differences += recount_tables(workspace, engine, manifest)
                files = sum(len(source.tables) for source in manifest.sources)
                done.table_files += files
                stage.advance(files)
        try:
            with stages.stage("tables for the graph"):
                tables = lake_graph(workspace, engine, list(manifests.values()), "new")
                expected = count_tables(engine, tables, manifests)
        except duckdb.Error as error:
            # A file that is gone stands in the list already; damage in the middle of one is met here first.
            done.differences.append(Difference(None, "graph: not compared", tables=unreadable(error)))
            return done
    with stages.stage("graph"):
        done.differences += recount_graph(graph, expected, manifests)
    keep_counts(workspace, as_kept(expected, manifests))
    done.nodes, done.relationships = sum(expected.nodes.values()), sum(expected.relationships.values())
    return done


def _verify_archive(
    workspace: Workspace,
    manifests: Mapping[str, Manifest],
    paths: Sequence[Path],
    campaign: str | None,
    done: Verification,
    stages: Stages,
) -> None:
    given = find_releases(paths, campaign, media_alone=True).releases
    for key, release in given.items():
        if key not in manifests:
            files = len({source.path for source in release.sources})
            done.differences.append(Difference(key, "the whole campaign", f"{files} files", "never loaded"))
            continue
        done.differences += recount_sources(manifests[key], release.sources, workspace.scratch, stages)
        done.differences += recount_zips(manifests[key], release)
        zips = {source.name for source in manifests[key].sources} & set(release.media)
        done.source_files += len({source.name for source in release.sources}) + len(zips)
    for key, manifest in manifests.items():
        names = {*(source.name for source in given[key].sources), *given[key].media} if key in given else set()
        done.source_files_not_given += [source.name for source in manifest.sources if source.name not in names]
