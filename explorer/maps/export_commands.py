"""`ioscope export network KIND`: the network of a map as files for Gephi, R, Python and spreadsheets."""

from pathlib import Path

import click

from explorer.maps.commands import ACTION_NAMES, DEFAULT_LIMIT, KINDS, MOST_NODES, NAME_MODES
from terminal import Session, note, print_json

FORMATS = ("gexf", "graphml", "csv", "parquet")


@click.command("export", short_help="Write the network of a map as files for other programs.")
@click.argument("what", type=click.Choice(("network",)), expose_value=False)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("words", nargs=-1, metavar="[WHAT]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="gexf", show_default=True, help="What to write.")
@click.option("--action", type=click.Choice(ACTION_NAMES), default="all", help="As for `ioscope map`.")
@click.option("--run", metavar="KEY", help="Run of `ioscope detect` (coordination only).")
@click.option("--min-weight", type=click.IntRange(min=2), help="Least support of a line (coordination only).")
@click.option("--query", metavar="FILE|TEXT", help="Read-only statement (cypher only).")
@click.option("--campaign", "campaigns", multiple=True, metavar="KEY", help="Only this release; may be repeated.")
@click.option("--limit", type=click.IntRange(2, MOST_NODES), default=DEFAULT_LIMIT, show_default=True, help="Nodes.")
@click.option("--giant", is_flag=True, help="Only the largest connected part.")
@click.option("--core", type=click.IntRange(min=2), metavar="K", help="Only the K-core.")
@click.option("--alpha", type=click.FloatRange(0, 1, min_open=True), help="Only the disparity backbone.")
@click.option("--communities", type=click.IntRange(min=1), metavar="N", help="Only the N largest communities.")
@click.option("--names", type=click.Choice(NAME_MODES), default="all", show_default=True, help="Who is named.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on stdout.")
@click.pass_obj
def export(session: Session, /, *, form: str, names: str, output: Path | None, as_json: bool, **wish: object) -> None:
    """Write the network of a map as files for other programs.

    KIND and WHAT are those of `ioscope map`. GEXF and GraphML carry places, sizes and colours; in GEXF the months in
    which a line was active are its spells, for Gephi's timeline. CSV and Parquet are two tables: nodes and edges.

    \b
    Examples:
      ioscope export network interactions
      ioscope export network coordination retweet --format graphml
      ioscope export network hashtags --format csv -o tags.csv
    """
    from database.connection import connect
    from explorer.maps.drawing import drawing_of
    from explorer.maps.exchange import written
    from explorer.maps.files import file_name, write_file
    from explorer.maps.people import Naming
    from explorer.maps.wish import Wish, asked_for
    from lake.workspace import open_workspace

    wished = Wish(**wish)  # type: ignore[arg-type]  # click hands over what the options declare
    asked, choice = asked_for(wished)
    workspace = open_workspace(session.workspace)
    with connect(workspace) as graph:
        drawing = drawing_of(wished.kind, graph, asked, choice, Naming(names))
    stem = file_name(wished.kind, wished.said, choice.campaigns, redact=False).removesuffix(".html")
    base = (output.with_suffix("") if output else workspace.exports / stem).absolute()
    made = {base.with_name(base.name + ending): data for ending, data in written(drawing.plan, form).items()}
    for file, data in made.items():
        write_file(file, data)
    if as_json:
        print_json({"files": [str(file) for file in made], **drawing.counts, "steps": list(drawing.steps)})
    else:
        for file in made:
            click.echo(str(file))
    note("working data with everybody's names, not to be published as it is" if names == "all" else "names as asked")
    for step in drawing.steps:
        note(str(step["rule"]))
