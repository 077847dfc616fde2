"""`ioscope browser`."""

import os
import webbrowser
from pathlib import Path
from urllib.parse import quote

import click

from terminal import Session, UsageFailure, note, print_json, print_table


@click.command()
@click.option("--open", "open_it", is_flag=True, help="Open it in the web browser.")
@click.option(
    "--kit",
    "kit",
    type=click.Path(path_type=Path, file_okay=False),
    help="Only write guide, style and saved questions into this folder, for another Neo4j.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def browser(session: Session, open_it: bool, kit: Path | None, as_json: bool) -> None:
    """Say how to open Neo4j Browser on the graph.

    Prints the address, the user and the password of the embedded server, which is started when it does not run. Browser
    opens with the guide: every question of the library is one click, and the colours are those of the maps.

    Example: ioscope browser --open
    """
    from database.connection import named_target

    if kit is not None:
        _write_kit(kit, as_json=as_json)
        return

    foreign = named_target(os.environ)
    if foreign is not None:
        address, facts = None, {"bolt": foreign.uri, "user": foreign.username, "password": "the one in NEO4J_PASSWORD"}
        note("NEO4J_URI names your own Neo4j: open its Neo4j Browser where its makers put it, and connect to")
    else:
        address, facts = _embedded_browser(session)
    if as_json:
        print_json({"address": address, **facts})
    else:
        print_table(("", ""), [*([("address", address)] if address else []), *facts.items()])
    if open_it and address is None:
        raise UsageFailure("ioscope does not know the web address of your own Neo4j", hint="open it by hand")
    if open_it and address and not webbrowser.open(address):
        note("no web browser was found here: open the address by hand")
    note("next: ioscope queries NAME --cypher prints a question to paste there")


def _write_kit(folder: Path, *, as_json: bool) -> None:
    from explorer.kit.files import write_kit

    written = write_kit(folder)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    print_table(("written", "bytes"), [(str(path), path.stat().st_size) for path in written])
    note("next: drop questions.zip on the saved queries of classic Neo4j Browser, style.grass on its window;")
    note("      the newer Browser imports questions.csv; `:play http://HOST/guide.html` needs a server that serves it")


def _embedded_browser(session: Session) -> tuple[str, dict[str, str]]:
    from database import embedded
    from database.browser_pages import GUIDE, write_page
    from database.distribution import ensure_distribution
    from explorer.kit.guide import guide_html
    from lake.workspace import open_workspace

    workspace = open_workspace(session.workspace)
    target = embedded.start(workspace)
    write_page(ensure_distribution().browser_dir, GUIDE, guide_html())
    ports = embedded.state(workspace).ports
    assert ports is not None  # noqa: S101  (it was just started)
    connection = quote(f"bolt://{target.username}@127.0.0.1:{ports.bolt}", safe=":/@")
    address = f"http://127.0.0.1:{ports.http}/browser/?dbms={connection}"
    return address, {"bolt": target.uri, "user": target.username, "password": target.password or ""}
