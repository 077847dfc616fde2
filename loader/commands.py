"""`ioscope load`, `unload` and `rollback`: the commands that change lake and graph."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from loader.books_table import print_books
from loader.mode import AUTO, BULK, ONLINE, PREPARE
from terminal import (
    EXIT_WITH_REJECTS,
    Failure,
    Session,
    Size,
    Stages,
    UsageFailure,
    note,
    print_json,
    show_failure,
)

if TYPE_CHECKING:
    from database.contents import Counts
    from lake.workspace import Workspace
    from loader.loading import Choices, Loaded


@click.command(short_help="Load archive files into the lake and the graph.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--campaign", metavar="KEY", help="Campaign that all these files belong to.")
@click.option(
    "--mode",
    type=click.Choice([AUTO, BULK, ONLINE]),
    default=AUTO,
    show_default=True,
    help="online changes the running graph row by row; bulk builds the whole graph anew beside it and switches; "
    "auto takes bulk when much is new.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Former graphs that a bulk load keeps for `ioscope rollback`.",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What computes the tables of the lake; they are the same. spark reads many files at once, on many machines.",
)
@click.option("--spark-master", metavar="URL", help="Where Spark runs (spark://host:7077).  [default: this machine]")
@click.option(
    "--memory",
    type=Size(),
    help="Most that all processes of the load take together, the live server apart: 4GB, 2GiB.  "
    "[default: a quarter of the machine]",
)
@click.option("--media", is_flag=True, help="Also look into media zips: pictures and clips become part of the graph.")
@click.option(
    "--alike",
    type=click.IntRange(min=0, max=64),
    help="With --media: bits of 256 in which hashes of like pictures may differ.  [default: 31]",
)
@click.option("--thumbnails", is_flag=True, help="With --media: keep small pictures, for maps that show them.")
@click.option(
    "--skip-hashes",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --media: SHA-256 or PDQ hashes of known harmful material; what is on the list is counted, no more.",
)
@click.option("--replace", is_flag=True, help="Take these files instead of another edition of the same campaign.")
@click.option("--repair", is_flag=True, help="Write every row again, also where the graph says it is complete.")
@click.option("--into-existing", is_flag=True, help="Load into a database that holds something else already.")
@click.option(
    "--discard-own", is_flag=True, help="With bulk: build the new graph without the notes that you made in this one."
)
@click.option(
    "--prepare-import",
    "import_folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Touch no server: write import-ready files into this empty folder, with the command for an administrator.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say what would be done, what disk and time it would take, and do nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the books and what is in the graph as JSON.")
@click.pass_obj
def load(
    session: Session,
    paths: tuple[Path, ...],
    campaign: str | None,
    mode: str,
    keep: int,
    engine: str,
    spark_master: str | None,
    memory: int | None,
    media: bool,
    alike: int | None,
    thumbnails: bool,
    skip_hashes: Path | None,
    replace: bool,
    repair: bool,
    into_existing: bool,
    discard_own: bool,
    import_folder: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load archive files (folders, .zip, .csv, .csv.gz) into the lake and the graph.

    Without a path, bring the graph to what the lake holds. It can be run again at any time: files that are loaded
    are not read again, and a load that was cut goes on.

    \b
    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done, but some rows or cells were refused.
    Examples: ioscope load ~/Downloads/thailand_092020
              ioscope load ~/Downloads/thailand_092020 --dry-run
              ioscope load ~/Downloads/thailand_092020 --media
              ioscope load --prepare-import ~/for-the-server
              ioscope load tweets.csv --campaign my_campaign
    """
    from lake.memory import checked_memory
    from lake.workspace import find_workspace, open_workspace
    from loader import loading
    from loader.dry_run import only_forecast
    from loader.forecast import forecast
    from loader.prepared_import import check_folder
    from loader.space import require_space

    if spark_master is not None and engine != loading.SPARK:
        raise UsageFailure("--spark-master is for the engine spark only", hint="add --engine spark")
    if not media and (alike is not None or thumbnails or skip_hashes is not None):
        raise UsageFailure("--alike, --thumbnails and --skip-hashes are about media", hint="add --media")
    choices = loading.Choices(
        campaign=campaign,
        replace_edition=replace,
        media=media,
        distance=alike,
        thumbnails=thumbnails,
        skip_hashes=skip_hashes,
        repair=repair,
        into_existing=into_existing,
        discard_own=discard_own,
        memory=checked_memory(memory, with_spark=engine == loading.SPARK),
        mode=mode,
        keep=keep,
        engine=engine,
        spark_master=spark_master,
    )
    if import_folder is not None:
        check_folder(import_folder)
        if mode != AUTO:
            raise UsageFailure(f"--mode {mode} loads a graph, --prepare-import none", hint="leave one of them out")
    if dry_run:
        only_forecast(find_workspace(session.workspace), paths, choices, import_folder, as_json=as_json)
        return
    workspace = open_workspace(session.workspace)
    stages = Stages()
    with workspace.writing("load"):
        if import_folder is None:
            loading.check_target(workspace, choices)
        loading.prepare(workspace)
        if paths:
            expected = forecast(workspace, paths, choices, prepare=import_folder is not None, ask_graph=False)
            require_space(workspace.root, expected.amounts, expected.mode.name)
        loaded = loading.load_into_lake(workspace, paths, choices, stages) if paths else loading.Loaded()
        if loaded.failures and not loaded.manifests:
            _show_failures(loaded.failures)
        if import_folder is not None:
            way, found = PREPARE, loading.write_import_folder(workspace, import_folder, loaded, choices, stages)
        else:
            way, found = _into_graph(workspace, loaded, choices, stages)
    report = loading.report(loaded, way, found, stages.seconds)
    if as_json:
        print_json(report)
    else:
        print_books(report)
    _say_how_it_went(loaded, import_folder)


def _into_graph(workspace: "Workspace", loaded: "Loaded", choices: "Choices", stages: Stages) -> tuple[str, "Counts"]:
    """Bring the graph to the lake; return in which way, and what it then holds."""
    from database.connection import connect
    from database.contents import counts
    from loader import loading

    chosen = loading.choose_mode(workspace, choices)
    if chosen.name == BULK:
        loading.rebuild_graph(workspace, loaded, choices, stages)
    with connect(workspace, stages=stages) as graph:
        if chosen.name == ONLINE:
            loading.load_into_graph(workspace, graph, loaded, choices, stages)
        return chosen.name, counts(graph)


def _say_how_it_went(loaded: "Loaded", import_folder: Path | None) -> None:
    """Say what needs attention and what comes next; the exit code follows from it."""
    if import_folder is not None:
        note(f"no server was touched; {import_folder / 'README.md'} says how to import the files beside it")
    elif not loaded.graph_changed:
        note("the graph was up to date")
    if loaded.left_out:
        note(f"left out, not files of the archive: {', '.join(loaded.left_out)}")
    if loaded.failures:
        _show_failures(loaded.failures)
    if loaded.rejects:
        keys = " ".join(loaded.manifests)
        note(f"{loaded.rejects:,} rows or cells were refused: ioscope inspect --rejects {keys.split()[0]}")
        raise SystemExit(EXIT_WITH_REJECTS)
    if import_folder is None:
        note("next: ioscope query top-hashtags")


def _show_failures(failures: Sequence[Failure]) -> NoReturn:
    for failure in failures:
        show_failure(failure)
    raise SystemExit(max(failure.exit_code for failure in failures))


@click.command(short_help="Take a campaign out of the lake and the graph.")
@click.argument("campaign", metavar="KEY")
@click.option(
    "--purge",
    is_flag=True,
    help="Also remove its tables, findings, former graphs, and maps and exports with its name.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what is in the graph afterwards as JSON.")
@click.pass_obj
def unload(session: Session, campaign: str, purge: bool, as_json: bool) -> None:
    """Take a campaign out of the lake and the graph; tweets that others point to become stubs again.

    Findings of `ioscope detect` that read it stay, marked as stale, without the accounts that are gone; with --purge
    they are removed.

    \b
    Examples: ioscope unload thailand_092020
              ioscope unload thailand_092020 --purge
    """
    from database.connection import connect
    from database.contents import counts
    from lake.workspace import open_workspace
    from loader import loading
    from loader.unloading import purge_campaign, purge_findings, unload_campaign

    workspace = open_workspace(session.workspace)
    stages = Stages()
    with workspace.writing("unload"):
        loading.prepare(workspace)
        with connect(workspace, stages=stages) as graph:
            unload_campaign(workspace, graph, campaign, stages)
            findings = purge_findings(workspace, graph, campaign) if purge else []
            report = loading.report(loading.Loaded(), ONLINE, counts(graph), stages.seconds)
        for removed in [*findings, *purge_campaign(workspace, campaign)] if purge else []:
            note(f"removed {removed}")
    if as_json:
        print_json(report)
    note(f"{campaign} is out of the lake and the graph; its source files are where they were")


@click.command(short_help="Go back to the graph before the last bulk load.")
@click.pass_obj
def rollback(session: Session) -> None:
    """Go back to the graph before the last bulk load; online loads since then are undone too.

    The lake stays as it is: `ioscope load` brings the graph to it again.

    \b
    Example: ioscope rollback
    """
    from database.connection import named_target
    from database.rollback import roll_back
    from lake.workspace import open_workspace

    if named_target(os.environ) is not None:
        raise UsageFailure(
            "rollback is for the embedded Neo4j only, and NEO4J_URI names another", hint="unset NEO4J_URI first"
        )
    workspace = open_workspace(session.workspace)
    with workspace.writing("rollback"):
        generation = roll_back(workspace)
    note(f"the graph is {generation} again; see what differs from the lake with: ioscope status")
