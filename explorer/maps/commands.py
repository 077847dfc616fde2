"""`ioscope map KIND`: draw one network as one HTML file."""

import time
from pathlib import Path

import click

from terminal import Session, note, print_json

KINDS = ("interactions", "hashtags")
ACTION_NAMES = ("all", "retweet", "reply", "quote", "mention")
NAME_MODES = ("hubs", "all", "members", "none")
DEFAULT_LIMIT = 2_000
# The page moves at 60 frames a second up to here; more nodes need another engine than pyvis.
MOST_NODES = 5_000


@click.command("map", short_help="Draw an interactive network map as one HTML file.")
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--action",
    type=click.Choice(ACTION_NAMES),
    default="all",
    show_default=True,
    help="What counts as an interaction (interactions only).",
)
@click.option("--campaign", "campaigns", multiple=True, metavar="KEY", help="Only this release; may be repeated.")
@click.option(
    "--limit",
    type=click.IntRange(2, MOST_NODES),
    default=DEFAULT_LIMIT,
    show_default=True,
    help="Nodes at most, the strongest first; the page says what is left out.",
)
@click.option(
    "--names",
    type=click.Choice(NAME_MODES),
    default="hubs",
    show_default=True,
    help="Who is named. hubs: archived accounts, and outsiders that five or more of them touched; "
    "all; members: archived accounts only; none.",
)
@click.option("--redact", is_flag=True, help="No names, handles, biographies or texts of anyone in the file.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on stdout.")
@click.pass_obj
def map_network(
    session: Session,
    *,
    kind: str,
    action: str,
    campaigns: tuple[str, ...],
    limit: int,
    names: str,
    redact: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Draw an interactive network map as one HTML file.

    KIND is `interactions` (accounts that retweeted, replied to, quoted or mentioned each other) or `hashtags` (hashtags
    used in the same tweet). The file opens in any browser, offline, and asks nothing of any network.

    \b
    Examples:
      ioscope map interactions
      ioscope map interactions --action retweet --campaign iran_201906_1
      ioscope map hashtags --limit 500 -o hashtags.html
      ioscope map interactions --redact
    """
    from database.connection import connect
    from explorer.maps.drawing import draw_hashtags, draw_interactions
    from explorer.maps.files import file_name, write_page
    from explorer.maps.kinds import ACTIONS
    from explorer.maps.people import Naming
    from explorer.maps.selection import Choice
    from lake.workspace import open_workspace

    if kind != "interactions" and action != "all":
        raise click.UsageError(f"--action says what counts between accounts; `map {kind}` has no accounts")
    actions = tuple(ACTIONS) if action == "all" else (action,)
    choice = Choice(actions, tuple(sorted(set(campaigns))), limit)
    naming = Naming(names, redact)
    workspace = open_workspace(session.workspace)
    with connect(workspace) as graph:
        started = time.monotonic()
        if kind == "hashtags":
            drawing = draw_hashtags(graph, choice, naming)
        else:
            drawing = draw_interactions(graph, action, choice, naming)
    path = (output or workspace.maps / file_name(kind, action, choice.campaigns, redact=redact)).absolute()
    size = write_page(path, drawing.html)
    seconds = round(time.monotonic() - started, 3)
    if as_json:
        print_json({"file": str(path), "engine": drawing.engine, **drawing.counts, "bytes": size, "seconds": seconds})
        return
    counts = drawing.counts
    click.echo(str(path))
    what = "accounts" if kind == "interactions" else "hashtags"
    note(
        f"{counts['nodes']:,} of {counts['nodes_total']:,} {what}, "
        f"{counts['edges']:,} of {counts['edges_total']:,} lines, {size / 1e6:.1f} MB, {seconds:.1f} s"
    )
    note("Open it in a browser; it works offline.")
