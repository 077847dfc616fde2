"""Taking a campaign out again: of the lake, of the graph and, when asked, of everything that was made of it."""

import shutil
from pathlib import Path

from database.building import remove_all_but_live
from database.findings import bring_findings, remove_run
from database.graph import Graph
from lake.engine import open_engine
from lake.failpoints import reach
from lake.findings import folder_of, read_findings
from lake.manifest import known_campaigns, read_manifests, withdraw
from lake.workspace import Workspace
from loader.failures import ReleaseError
from loader.media.pieces import remove_pieces
from loader.online import bring_to_lake
from terminal import Stages, note


def unload_campaign(workspace: Workspace, graph: Graph, campaign: str, stages: Stages) -> None:
    """Take a campaign out of the lake, then bring the graph to the lake.

    Cut in between, it is run again, or the next `load` without a path does the rest. Raises ReleaseError when the
    lake never had such a campaign, or nothing of it is left there.
    """
    if campaign not in known_campaigns(workspace):
        raise ReleaseError(f"{campaign} is not in the lake", hint="`ioscope campaigns` lists what is loaded")
    if campaign in read_manifests(workspace):
        withdraw(workspace, campaign)
        reach("campaign-withdrawn")
    with open_engine(workspace) as engine:
        bring_to_lake(workspace, engine, graph, read_manifests(workspace), stages)
    bring_findings(workspace, graph, stages)
    reach("campaign-followed")


def purge_findings(workspace: Workspace, graph: Graph, campaign: str) -> list[Path]:
    """Take every run that was made with this campaign in the lake out of graph and lake, and return their folders.

    Also one that did not read it: beside its evidence every run keeps the rank of all accounts.
    """
    runs = {key: one for key, one in read_findings(workspace).items() if campaign in one.lake}
    for key, findings in runs.items():
        remove_run(workspace, graph, key)
        if campaign not in findings.inputs:
            note(f"run {key} did not read {campaign}, but was made beside it; repeat it with: {findings.command}")
    return [folder_of(workspace, key) for key in runs]


def purge_campaign(workspace: Workspace, campaign: str) -> list[Path]:
    """Remove what is left of a campaign that was unloaded, and return what was removed.

    That is its tables, every graph but the live one, and the maps and exports that name it. The tables go last: as
    long as they are there, a purge that was cut can be run again.
    """
    removed = remove_all_but_live(workspace)
    reach("former-graphs-purged")
    for folder in (workspace.maps, workspace.exports):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if campaign.encode() in path.read_bytes():
                path.unlink()
                removed.append(path)
    removed += remove_pieces(workspace, campaign)
    shutil.rmtree(workspace.lake / campaign)
    return [*removed, workspace.lake / campaign]
