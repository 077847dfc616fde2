"""The command line: one lazy group that lists every command and imports a package only when its command runs."""

import difflib
import importlib
import sys
from pathlib import Path
from typing import Any

import click

from lake import failpoints
from terminal.console import Session, note, print_json
from terminal.failure import EXIT_WITH_REJECTS, Failure, UsageFailure, show_failure
from terminal.tables import print_table

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:object, the one line shown by --help). A test compares each line with its command's own help.
    "demo": ("ioscope:demo", "Make a synthetic archive, load it, ask it, map it and report on it."),
    "sample": ("sample.commands:sample", "Write a synthetic archive in the released format."),
    "releases": ("loader.report_commands:releases", "List the known releases of the archive."),
    "inspect": ("loader.report_commands:inspect", "Say what is in archive files, without loading them."),
    "load": ("loader.commands:load", "Load archive files into the lake and the graph."),
    "unload": ("loader.commands:unload", "Take a campaign out of the lake and the graph."),
    "verify": ("loader.report_commands:verify", "Count archive, lake and graph anew and compare them."),
    "rollback": ("loader.commands:rollback", "Go back to the graph before the last bulk load."),
    "campaigns": ("database.commands:campaigns", "List the campaigns in the graph."),
    "queries": ("explorer.commands:queries", "List the questions of the library."),
    "query": ("explorer.commands:query", "Answer one question of the library."),
    "cypher": ("explorer.commands:cypher", "Run one read-only Cypher statement."),
    "detect": ("analysis.commands:detect", "Find accounts that did the same thing at nearly the same time."),
    "communities": ("analysis.commands:communities", "List the groups that the runs of detect found."),
    "match": ("analysis.match_commands:match", "Find which values of a list occur in the loaded campaigns."),
    "map": ("explorer.maps.commands:map_network", "Draw an interactive network map as one HTML file."),
    "report": (
        "explorer.report.commands:report",
        "Write one page on a campaign: size, method, message, coordination.",
    ),
    "export": ("explorer.maps.export_commands:export", "Write the network of a map as files for other programs."),
    "browser": ("explorer.kit.commands:browser", "Say how to open Neo4j Browser on the graph."),
    "up": ("database.commands:up", "Start the embedded Neo4j."),
    "down": ("database.commands:down", "Stop the embedded Neo4j."),
    "status": ("database.commands:status", "Show the server, the graph and what differs from the lake."),
    "doctor": ("ioscope:doctor", "Check what is installed, running, loaded and wrong."),
    "schema": ("schema.commands:schema", "Print the data model."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that `--help` is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of use, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        near = difflib.get_close_matches(args[0], COMMANDS, n=1) if args else []
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and near:
            raise UsageFailure(f"there is no command '{args[0]}'", hint=f"did you mean: ioscope {near[0]}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line; a `Failure` becomes its message, its hint and its exit code."""
        try:
            return super().main(*args, **kwargs)
        except Failure as failure:
            show_failure(failure)
            sys.exit(failure.exit_code)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--workspace", type=click.Path(path_type=Path, file_okay=False), help="Folder for lake, graph and maps.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.version_option(package_name="ioscope", message="%(package)s %(version)s")
@click.pass_context
def main(context: click.Context, workspace: Path | None, verbose: bool) -> None:
    """Turn Twitter's archive of state-backed information operations into a Neo4j graph, and ask it.

    Start with: ioscope demo
    """
    context.obj = Session(workspace=workspace, verbose=verbose)
    failpoints.check_environment()


DEMO_TWEETS = 12_000
DEMO_PICTURES = 240
DEMO_QUESTIONS = ("campaign-size", "top-hashtags", "most-amplified-outsiders")
DEMO_GROUPS = "coordinated-groups"
DEMO_MAPS: tuple[dict[str, Any], ...] = (
    {"kind": "interactions"},
    {"kind": "interactions", "action": "retweet"},
    {"kind": "hashtags"},
)
DEMO_REPORT = "iran_201906_1"
"""The campaign that the demo writes a report on: the largest of the sample, with planted groups."""


@click.command(short_help=COMMANDS["demo"][1])
@click.option("--tweets", type=int, default=DEMO_TWEETS, show_default=True, help="How many tweets to make up.")
@click.pass_context
def demo(context: click.Context, tweets: int) -> None:
    """Make a synthetic archive, load it into an embedded Neo4j, ask it, find who acted together, draw maps, report.

    Everything goes into a workspace of its own (or --workspace DIR); a server named by NEO4J_URI is not touched.

    \b
    Example: ioscope demo
    """
    import os

    import platformdirs

    from analysis.commands import detect
    from explorer.commands import query
    from explorer.kit.commands import browser
    from explorer.maps.commands import map_network
    from explorer.report.commands import report
    from lake.workspace import open_workspace
    from loader.commands import load
    from sample.commands import sample

    for name in [name for name in os.environ if name.startswith("NEO4J_")]:
        del os.environ[name]
    session: Session = context.obj
    root = session.workspace or Path(platformdirs.user_data_dir("ioscope-demo", appauthor=False))
    workspace = open_workspace(root)
    context.obj = Session(workspace=workspace.root, verbose=session.verbose)
    archive = workspace.root / f"archive-{tweets}-with-pictures"
    if not archive.exists():
        note(f"1. A synthetic archive of {tweets:,} tweets in the released format")
        context.invoke(sample, folder=archive, tweets=tweets, pictures=DEMO_PICTURES)
    note("\n2. From its zips into a graph")
    try:
        context.invoke(load, paths=(archive,), media=True)
    except SystemExit as ending:
        # The sample holds rows that must be refused; anything else is a failure.
        if ending.code != EXIT_WITH_REJECTS:
            raise
    note("\n3. Three questions")
    for name in DEMO_QUESTIONS:
        note(f"\nioscope query {name}")
        context.invoke(query, name=name)
    note("\n4. Who acted together: groups were planted in this archive, and these are found")
    context.invoke(detect)
    note(f"\nioscope query {DEMO_GROUPS}")
    context.invoke(query, name=DEMO_GROUPS, given=("limit=5",))
    note("\n5. Three maps: open them in any browser")
    for choices in DEMO_MAPS:
        context.invoke(map_network, **choices)
    note(f"\n6. A report on one campaign: ioscope report {DEMO_REPORT}")
    context.invoke(report, keys=(DEMO_REPORT,))
    note("\n7. Neo4j Browser on the same graph")
    context.invoke(browser)
    note(f"\nThe workspace is {workspace.root}; `ioscope --workspace {workspace.root} down` stops its server.")


@click.command(short_help=COMMANDS["doctor"][1])
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
@click.pass_obj
def doctor(session: Session, as_json: bool) -> None:
    """Check what is installed, running, loaded and wrong; exit code 1 when a check fails.

    \b
    Example: ioscope doctor
    """
    import os

    from database.doctor import doctor_checks
    from database.target import named_target
    from lake.workspace import open_workspace

    checks = list(doctor_checks(open_workspace(session.workspace), named_target(os.environ)))
    if as_json:
        print_json([vars(check) for check in checks])
    else:
        print_table(("check", "", "what was found"), [(c.name, "ok" if c.ok else "FAILS", c.detail) for c in checks])
        for check in checks:
            if not check.ok and check.hint:
                note(f"hint: {check.name}: {check.hint}")
    if not all(check.ok for check in checks):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
