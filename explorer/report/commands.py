"""`ioscope report KEY`: one page on a campaign."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from terminal import Session, UsageFailure, note, print_json

NAME_MODES = ("hubs", "all", "members", "none")
ALL = "all"


@click.command(short_help="Write one page on a campaign: size, method, message, coordination.")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--run", metavar="KEY", help="Run of `ioscope detect` to show; the newest when not given.")
@click.option(
    "--names",
    type=click.Choice(NAME_MODES),
    default="hubs",
    show_default=True,
    help="Who is named. hubs: archived accounts, and outsiders that five or more of them touched; "
    "all; members: archived accounts only; none.",
)
@click.option("--redact", is_flag=True, help="No names, handles, texts, hashtags or sites of the release in the file.")
@click.option("--compare", is_flag=True, help="Put two campaigns side by side on one page, with distances.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; a folder for several keys.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on stdout.")
@click.pass_obj
def report(
    session: Session,
    *,
    keys: tuple[str, ...],
    run: str | None,
    names: str,
    redact: bool,
    compare: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Write one page on a campaign: size, method, message, coordination.

    KEY is the key of a loaded release (`ioscope campaigns`), several of them, or `all`; each gets a page of its own. A
    page opens in any browser, offline, and prints. Every figure has a sentence that can be quoted, its caveat, and the
    Cypher that gives it again. Findings of `ioscope detect` are shown when there are any.

    \b
    Examples: ioscope report thailand_092020
              ioscope report thailand_092020 --redact -o thailand.html
              ioscope report all -o pages/
              ioscope report --compare iran_201906_1 venezuela_201906_1
    """
    from database.connection import connect
    from explorer.maps.files import file_name, write_page
    from explorer.maps.people import Naming
    from explorer.maps.selection import select_releases
    from explorer.report.comparison import comparison
    from explorer.report.document import ground_of, report_on
    from explorer.report.page import render
    from lake.workspace import open_workspace

    workspace = open_workspace(session.workspace)
    written: list[dict[str, Any]] = []
    of_all: dict[tuple[str, str], Any] = {}
    with connect(workspace) as graph:
        chosen = _chosen(keys, [release.key for release in select_releases(graph, ())])
        if compare and len(chosen) != 2:
            raise UsageFailure(f"--compare takes two campaigns, not {len(chosen)}", hint="ioscope campaigns lists them")
        pages = [tuple(chosen)] if compare else [(key,) for key in chosen]
        for page in pages:
            started = time.monotonic()
            grounds = [ground_of(graph, key, Naming(names, redact), run, of_all) for key in page]
            made = comparison(*grounds) if compare else report_on(*grounds)
            usual = file_name("comparison" if compare else "report", (), page, redact=redact)
            path = _place(output, len(pages), workspace.maps / usual)
            size = write_page(path, render(made))
            written.append(
                {
                    "campaign": " and ".join(page),
                    "file": str(path),
                    "figures": sum(len(section.figures) for section in made.sections),
                    "bytes": size,
                    "seconds": round(time.monotonic() - started, 3),
                }
            )
    if as_json:
        print_json({"reports": written})
        return
    for one in written:
        click.echo(one["file"])
        note(f"{one['figures']} figures, {one['bytes'] / 1e6:.1f} MB, {one['seconds']:.1f} s")
    note("Open it in a browser; it works offline, and prints.")


def _chosen(keys: Sequence[str], loaded: Sequence[str]) -> list[str]:
    if ALL not in keys:
        return list(dict.fromkeys(keys))
    if not loaded:
        raise UsageFailure("the graph holds no release", hint="load one with: ioscope load FOLDER")
    return list(loaded)


def _place(output: Path | None, pages: int, usual: Path) -> Path:
    """Return the file of one page: -o is a file for one page, a folder for several."""
    if output is None:
        return usual.absolute()
    if pages == 1 and not output.is_dir():
        return output.absolute()
    if output.is_file():
        raise UsageFailure(f"{output} is a file, and there are several pages", hint="name a folder with -o")
    return (output / usual.name).absolute()
