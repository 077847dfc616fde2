"""`ioscope map KIND`: draw one network as one HTML file."""

import time
from pathlib import Path

import click

from terminal import Session, note, print_json

KINDS = ("interactions", "hashtags", "links", "coordination", "campaign", "ego", "cypher")
ACTION_NAMES = ("all", "retweet", "reply", "quote", "mention")
NAME_MODES = ("hubs", "all", "members", "none")
ENGINES = ("auto", "pyvis", "sigma")
DEFAULT_LIMIT = 2_000
# A page of so many takes seconds to open without a graphics card, and minutes to make.
MOST_NODES = 100_000
LONGEST_PATH = 1_000


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
      ioscope map interactions --limit 20000 --core 3
      ioscope map interactions --alpha 0.05 --giant
      ioscope map links --campaign iran_201906_1
      ioscope map campaign iran_201906_1
      ioscope map ego @news_today --limit 200
      ioscope map cypher --query 'MATCH p = (:Account)-[:QUOTED]->(:Account) RETURN p LIMIT 500'
    """
    from database.connection import connect
    from explorer.maps.drawing import Asked, drawing_of
    from explorer.maps.files import file_name, write_page
    from explorer.maps.kinds import ACTIONS
    from explorer.maps.people import Naming
    from explorer.maps.reduction import Cut
    from explorer.maps.selection import Choice
    from lake.workspace import open_workspace

    _refuse_what_does_not_fit(
        kind,
        what,
        action=action,
        run=run,
        min_weight=min_weight,
        query=query,
        campaigns=campaigns,
        reduces=giant or core or alpha or communities,
    )
    actions = tuple(dict.fromkeys(what))
    if kind in {"interactions", "ego"}:
        actions = tuple(ACTIONS) if action == "all" else (action,)
    choice = Choice(actions, tuple(sorted(set(campaigns))), limit, Cut(alpha, giant, core, communities), engine)
    asked = Asked(
        action,
        run,
        min_weight,
        account=what[0] if kind == "ego" else None,
        campaign=what[0] if kind == "campaign" else None,
        statement=_statement(query) if query else None,
    )
    workspace = open_workspace(session.workspace)
    with connect(workspace) as graph:
        started = time.monotonic()
        drawing = drawing_of(kind, graph, asked, choice, Naming(names, redact))
    # The account of `map ego` stays out of the name: a redacted file must not carry it.
    words = [*([] if action == "all" else [action]), *(what if kind in {"coordination", "campaign"} else ())]
    path = (output or workspace.maps / file_name(kind, words, choice.campaigns, redact=redact)).absolute()
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


def _statement(query: str) -> str:
    """Return the statement of --query: the text of a file of that name when there is one."""
    try:
        return Path(query).read_text(encoding="utf-8") if len(query) < LONGEST_PATH and Path(query).is_file() else query
    except (OSError, ValueError) as error:
        raise click.UsageError(f"cannot read the statement of {query}: {error}") from error


def _refuse_what_does_not_fit(
    kind: str,
    what: tuple[str, ...],
    *,
    action: str,
    run: str | None,
    min_weight: int | None,
    query: str | None,
    campaigns: tuple[str, ...],
    reduces: object,
) -> None:
    """Raise UsageError for a choice that belongs to another kind of map, or that is missing."""
    if kind not in {"interactions", "ego"} and action != "all":
        raise click.UsageError(f"--action is for `map interactions` and `map ego`, not for `map {kind}`")
    if kind != "coordination" and (run is not None or min_weight is not None):
        raise click.UsageError(f"--run and --min-weight are for `map coordination`, not for `map {kind}`")
    if (kind == "cypher") != bool(query):
        raise click.UsageError("`map cypher` needs --query FILE or TEXT, and no other kind takes it")
    if kind == "cypher" and campaigns:
        raise click.UsageError("--campaign does not change a statement: write it into the WHERE of --query")
    if kind == "ego" and len(what) != 1:
        raise click.UsageError("`map ego` takes one account: a user id, a handle or a pseudonym")
    if kind == "campaign":
        if len(what) != 1:
            raise click.UsageError("`map campaign` takes one release: ioscope campaigns lists their keys")
        if campaigns or reduces:
            raise click.UsageError("`map campaign` is of one release and its groups: no --campaign, no rules to cut by")
    if kind not in {"coordination", "campaign", "ego"} and what:
        raise click.UsageError(f"`map {kind}` takes nothing after it: {' '.join(what)}")
