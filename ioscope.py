"""The command line: one lazy group that lists every command and imports a package only when its command runs."""

import importlib
import sys
from pathlib import Path
from typing import Any

import click

from terminal.console import Session
from terminal.failure import Failure, show_failure

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:object, the one line shown by --help). A test compares each line with its command's own help.
    "demo": ("ioscope:demo", "Make a synthetic archive, load it, ask it and map it."),
    "sample": ("sample.commands:sample", "Write a synthetic archive in the released format."),
    "releases": ("loader.commands:releases", "List the known releases of the archive."),
    "inspect": ("loader.commands:inspect", "Say what is in archive files, without loading them."),
    "load": ("loader.commands:load", "Load archive files into the lake and the graph."),
    "campaigns": ("database.commands:campaigns", "List the campaigns in the graph."),
    "queries": ("explorer.commands:queries", "List the questions of the library."),
    "query": ("explorer.commands:query", "Answer one question of the library."),
    "cypher": ("explorer.commands:cypher", "Run one read-only Cypher statement."),
    "map": ("explorer.maps.commands:map_network", "Draw an interactive network map as one HTML file."),
    "browser": ("explorer.commands:browser", "Say how to open Neo4j Browser on the graph."),
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


if __name__ == "__main__":
    main()
