"""`ioscope map KIND`: draw one network as one HTML file."""

import time
from pathlib import Path

import click

from terminal import Session, note, print_json

KINDS = ("interactions", "hashtags", "links", "media", "coordination", "campaign", "ego", "cypher")
ACTION_NAMES = ("all", "retweet", "reply", "quote", "mention")
NAME_MODES = ("hubs", "all", "members", "none")
ENGINES = ("auto", "pyvis", "sigma")
DEFAULT_LIMIT = 2_000
# A page of so many takes seconds to open without a graphics card, and minutes to make.
MOST_NODES = 100_000


@click.command("map", short_help="Draw an interactive network map as one HTML file.")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("what", nargs=-1)
@click.option(
    "--action",
    type=click.Choice(ACTION_NAMES),
    default="all",
    show_default=True,
    help="What counts as an interaction (interactions and ego only).",
)
@click.option("--run", metavar="KEY", help="Run of `ioscope detect` (coordination only); the newest when not given.")
@click.option(
    "--min-weight",
    type=click.IntRange(min=2),
    default=None,
    help="Least support of a line (coordination only).  [default: 2]",
)
@click.option(
    "--query",
    metavar="FILE|TEXT",
    help="Read-only statement, or a file that holds it, that returns nodes, relationships or paths (cypher only).",
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
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="What draws the page. auto: pyvis (vis-network) up to 2,000 nodes, sigma (WebGL) above.",
)
@click.option(
    "--by",
    type=click.Choice(("action",)),
    help="Open the page with small maps beside each other, one for each action (coordination, interactions, ego).",
)
@click.option(
    "--thumbnails", is_flag=True, help="Small pictures in the page, blurred (media only; `load --media --thumbnails`)."
)
@click.option("--no-blur", "blur", flag_value=False, default=True, help="With --thumbnails: pictures as they are.")
@click.option("--giant", is_flag=True, help="Only the largest connected part.")
@click.option("--core", type=click.IntRange(min=2), metavar="K", help="Only the K-core: K partners or more for each.")
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True),
    help="Only the disparity backbone: lines that stand out at one of their ends; 0.05 is usual.",
)
@click.option("--communities", type=click.IntRange(min=1), metavar="N", help="Only the N largest communities.")
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
    what: tuple[str, ...],
    action: str,
    run: str | None,
    min_weight: int | None,
    query: str | None,
    campaigns: tuple[str, ...],
    limit: int,
    engine: str,
    by: str | None,
    thumbnails: bool,
    blur: bool,
    giant: bool,
    core: int | None,
    alpha: float | None,
    communities: int | None,
    names: str,
    redact: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Draw an interactive network map as one HTML file.

    KIND is one of

    \b
      interactions   accounts that retweeted, replied to, quoted or mentioned each other
      hashtags       hashtags used in the same tweet
      links          accounts and the sites that they linked to
      media          accounts and the pictures and clips that they showed, like ones as one (after load --media)
      coordination   accounts that did the same within seconds, as `ioscope detect` found; all actions, or those named
      campaign       the structure of one release (its key): groups, what they pushed, whom they pointed to
      ego            one account (user id, handle or pseudonym) and those it interacted with most
      cypher         what a read-only statement returns (--query)

    The file opens in any browser, offline, and asks nothing of any network.

    \b
    Examples:
      ioscope map interactions
      ioscope map interactions --action retweet --campaign iran_201906_1
      ioscope map hashtags --limit 500 -o hashtags.html
      ioscope map interactions --redact
      ioscope map coordination
      ioscope map coordination retweet tweet --min-weight 5
      ioscope map coordination --by action
      ioscope map interactions --limit 20000 --core 3
      ioscope map interactions --alpha 0.05 --giant
      ioscope map links --campaign iran_201906_1
      ioscope map media --thumbnails
      ioscope map campaign iran_201906_1
      ioscope map ego @news_today --limit 200
      ioscope map cypher --query 'MATCH p = (:Account)-[:QUOTED]->(:Account) RETURN p LIMIT 500'
    """
    from database.connection import connect
    from explorer.maps.drawing import drawing_of
    from explorer.maps.files import file_name, write_page
    from explorer.maps.people import Naming
    from explorer.maps.wish import Wish, asked_for
    from lake.workspace import open_workspace

    cut = (giant, core, alpha, communities)
    wish = Wish(kind, what, action, run, min_weight, query, campaigns, limit, *cut, engine, by, thumbnails, blur)
    asked, choice = asked_for(wish)
    workspace = open_workspace(session.workspace)
    with connect(workspace) as graph:
        started = time.monotonic()
        drawing = drawing_of(kind, graph, asked, choice, Naming(names, redact))
    path = (output or workspace.maps / file_name(kind, wish.said, choice.campaigns, redact=redact)).absolute()
    size = write_page(path, drawing.html)
    seconds = round(time.monotonic() - started, 3)
    for remark in drawing.notes:
        note(remark)
    if as_json:
        report = {"file": str(path), "engine": drawing.engine, **drawing.counts, "bytes": size, "seconds": seconds}
        print_json({**report, "steps": list(drawing.steps)})
        return
    counts = drawing.counts
    click.echo(str(path))
    note(
        f"{counts['nodes']:,} of {counts['nodes_total']:,} {drawing.nodes}, "
        f"{counts['edges']:,} of {counts['edges_total']:,} lines, {size / 1e6:.1f} MB, {seconds:.1f} s"
    )
    note("Open it in a browser; it works offline.")
