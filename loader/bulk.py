"""Bulk loading: a complete new generation from the lake, beside the live graph, then the switch."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from database import embedded
from database.building import Built, build_generation, prune
from database.connection import open_graph
from database.findings import bring_findings
from database.generation import Layout
from database.installing import install_text_indexes
from database.markers import COMPLETE
from database.target import Target
from lake.engine import open_engine
from lake.failpoints import reach
from lake.graph_counts import keep_counts
from lake.manifest import Manifest
from lake.memory import shares
from lake.workspace import Workspace
from loader.import_files import write_import_files
from loader.rows import lake_graph
from loader.table_counts import as_kept, count_tables
from terminal import Stages


def rebuild(
    workspace: Workspace, manifests: Mapping[str, Manifest], stages: Stages, *, keep: int, memory: int
) -> Target:
    """Build the graph of the lake anew, switch to it and return the address of the server that now runs on it.

    `memory` is what all of it may take, in bytes: DuckDB first, and when that is closed importer and server.
    `keep` generations before it stay for `rollback`. Whatever fails before the switch leaves the live graph serving.
    """
    replaced = Layout(workspace).current()
    folder = workspace.scratch / "import"
    folder.mkdir()
    try:
        built = _build(workspace, manifests, folder, stages, memory)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    with stages.stage("switch to the new graph"):
        target = _switch(workspace, built)
    # Minutes per ten million tweets: it goes on in the background, `status` shows how far it is.
    with open_graph(target) as graph:
        install_text_indexes(graph)
        bring_findings(workspace, graph, stages)
    prune(workspace, keep, replaced=replaced)
    reach("generations-pruned")
    return target


def _switch(workspace: Workspace, built: Built) -> Target:
    if built.server is not None:
        target = embedded.adopt(workspace, built.server)
        if target is not None:
            return target
        built.server.end()
    return embedded.switch_to(workspace, built.name)


def _build(workspace: Workspace, manifests: Mapping[str, Manifest], folder: Path, stages: Stages, memory: int) -> Built:
    with open_engine(workspace, memory=shares(memory).engine) as engine:
        with stages.stage("tables for the graph"):
            tables = lake_graph(workspace, engine, list(manifests.values()), "new")
            keep_counts(workspace, as_kept(count_tables(engine, tables, manifests), manifests))
        files = write_import_files(engine, tables, list(manifests.values()), COMPLETE, folder, stages)
    reach("import-files-written")
    return build_generation(
        workspace,
        nodes=files.nodes,
        relationships=files.relationships,
        expected_nodes=files.node_counts,
        expected_relationships=files.relationship_counts,
        stages=stages,
        memory=memory,
    )
