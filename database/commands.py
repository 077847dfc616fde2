"""`ioscope up`, `down`, `status`, `campaigns`."""

import os
from typing import Any

import click

from terminal import Session, Stages, note, print_json, print_table

PORT = click.IntRange(1024, 65535)


@click.command(short_help="Start the embedded Neo4j.")
@click.option("--bolt-port", type=PORT, help="Port for drivers and Browser's queries; kept for this workspace.")
@click.option("--http-port", type=PORT, help="Port for Neo4j Browser's page; kept for this workspace.")
@click.option("--json", "as_json", is_flag=True, help="Print address and user as JSON.")
@click.pass_obj
def up(session: Session, bolt_port: int | None, http_port: int | None, as_json: bool) -> None:
    """Start the embedded Neo4j, if it does not run, and say where it is.

    Other commands do this by themselves. The first time it fetches Neo4j (200 MB). It listens on 127.0.0.1 only.
    With NEO4J_URI set nothing is started.

    \b
    Example: ioscope up
             ioscope up --bolt-port 17687 --http-port 17474
    """
    from database import embedded
    from database.generation import Layout
    from database.target import named_target, open_driver, verify
    from lake.workspace import open_workspace

    workspace = open_workspace(session.workspace)
    target = named_target(os.environ)
    places: dict[str, Any] = {}
    if target is not None:
        with open_driver(target) as driver:
            verify(driver, target)
        note("NEO4J_URI names a server of your own: nothing to start")
    else:
        target = embedded.start(workspace, bolt_port=bolt_port, http_port=http_port, stages=Stages())
        ports = embedded.state(workspace).ports
        places = {
            "browser": f"http://127.0.0.1:{ports.http}/browser/" if ports else None,
            "password_file": str(Layout(workspace).password_file),
        }
    report = {"uri": target.uri, "user": target.username, "database": target.database, **places}
    if as_json:
        print_json(report)
    else:
        _print_facts(report)


@click.command(short_help="Stop the embedded Neo4j.")
@click.option("--json", "as_json", is_flag=True, help="Print what was stopped as JSON.")
@click.pass_obj
def down(session: Session, as_json: bool) -> None:
    """Stop the embedded Neo4j of this workspace; a server of your own is never stopped. Nothing is lost.

    \b
    Example: ioscope down
    """
    from database import embedded
    from lake.workspace import open_workspace

    stopped = embedded.stop(open_workspace(session.workspace))
    if as_json:
        print_json({"stopped": stopped is not None, "pid": stopped.pid if stopped else None})
    elif stopped is None:
        note("Neo4j was not running")
    else:
        note(f"Neo4j is stopped (process {stopped.pid}, ports {stopped.bolt} and {stopped.http} are free)")


@click.command(short_help="Show the server, the graph and what differs from the lake.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def status(session: Session, as_json: bool) -> None:
    """Show the server, what is in the graph, and where graph and lake differ. Starts nothing.

    \b
    Example: ioscope status
             ioscope status --json
    """
    from database.status import status_report
    from database.target import named_target
    from lake.workspace import open_workspace

    report = status_report(open_workspace(session.workspace), named_target(os.environ))
    if as_json:
        print_json(report)
        return
    _print_facts({"workspace": report["workspace"], **report["server"]})
    if report["server"]["state"] != "running":
        note("Neo4j is not running: start it with `ioscope up` to see what is in the graph")
    for title in ("nodes", "relationships"):
        if report["graph"][title]:
            click.echo()
            print_table([title, "count"], list(report["graph"][title].items()))
    if report["campaigns"]:
        click.echo()
        _print_campaigns(report["campaigns"])
    unfinished = [index for index in report["indexes"] if index["state"] != "ONLINE"]
    if unfinished:
        click.echo()
        print_table(["index", "state", "percent"], [list(index.values()) for index in unfinished])
    if report["findings"]:
        click.echo()
        _print_findings(report["findings"])
    if report["drift"]:
        click.echo()
        print_table(["campaign", "lake and graph differ"], [list(one.values()) for one in report["drift"]])
        note("`ioscope load` without a path brings the graph to the lake")


@click.command(short_help="List the campaigns in the graph.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def campaigns(session: Session, as_json: bool) -> None:
    """List the campaigns in the graph: whom Twitter attributed them to, when, and how much of each is loaded.

    \b
    Example: ioscope campaigns
    """
    from database import contents
    from database.connection import connect
    from database.status import with_tweets
    from lake.workspace import open_workspace

    workspace = open_workspace(session.workspace)
    with connect(workspace) as graph:
        found = with_tweets(contents.campaigns(graph), workspace)
    if as_json:
        print_json(found)
    elif found:
        _print_campaigns(found)
    else:
        note("no campaign is loaded: ioscope load FOLDER")


def _print_facts(facts: dict[str, Any]) -> None:
    """Print names and values, one pair a line."""
    for name, value in facts.items():
        if value is not None:
            click.echo(f"{name.replace('_', ' '):<14}{value}")


def _print_findings(found: list[dict[str, Any]]) -> None:
    rows = [[one["key"], one["command"], "stale" if one["stale"] else "", one["difference"]] for one in found]
    print_table(["run", "command", "", "lake and graph"], rows)
    for one in found:
        if one["stale"] and one["command"]:
            note(f"campaigns have changed since run {one['key']}: repeat it with: {one['command']}")
        if one["difference"] == "only in the graph":
            note(f"the lake does not know run {one['key']}: take it out with: ioscope detect --remove {one['key']}")
    if any(one["difference"] in {"only in the lake", "not wholly in the graph"} for one in found):
        note("`ioscope load` without a path brings findings into the graph, too")


def _print_campaigns(found: list[dict[str, Any]]) -> None:
    print_table(
        ["campaign", "attributed to", "released", "accounts", "announced", "tweets", "announced", "state"],
        [
            [
                one["key"] + (" (synthetic)" if one.get("synthetic") else ""),
                one.get("attributed_to"),
                one.get("released_on"),
                one.get("accounts"),
                one.get("expected_accounts"),
                one.get("tweets"),
                one.get("expected_tweets"),
                one.get("state"),
            ]
            for one in found
        ],
    )
