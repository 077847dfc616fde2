"""`ioscope detect` and `ioscope communities`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terminal import Session, Stages, UsageFailure, note, print_json

if TYPE_CHECKING:
    from lake.workspace import Workspace

# The lists of analysis.parameters and analysis.chance, which `--help` must not import.
ACTIONS = ("retweet", "tweet", "similar", "link", "domain", "quote", "hashtag", "reply", "mention", "media")
WEIGHTS = ("support", "objects", "pairs")
NULLS = ("day", "hour", "author")
DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Find accounts that did the same thing at nearly the same time.")
@click.argument("actions", nargs=-1, metavar="[ACTION]...")
@click.option(
    "--window", type=float, default=60.0, show_default=True, help="Longest delay in seconds; fractions count, 0 too."
)
@click.option(
    "--weight",
    type=click.Choice(WEIGHTS),
    default="support",
    show_default=True,
    help="The count that --min-weight means and the table shows. Chance levels always use support.",
)
@click.option("--min-weight", type=int, default=1, show_default=True, help="Keep edges of this weight and more.")
@click.option(
    "--min-participation",
    type=int,
    default=1,
    show_default=True,
    help="Leave out accounts with fewer events of the action (CooRTweet's min_participation).",
)
@click.option(
    "--min-length",
    type=int,
    default=20,
    show_default=True,
    help="Shortest text that counts as the same (tweet, similar), in characters without links and mentions.",
)
@click.option(
    "--min-similarity",
    type=float,
    default=0.7,
    show_default=True,
    help="Least likeness of two texts (similar): shared words as a share of all, or 5-grams in scripts without spaces.",
)
@click.option("--campaign", "campaigns", multiple=True, metavar="KEY", help="Only this release; may be repeated.")
@click.option("--since", type=DAY, metavar="DAY", help="First UTC day, YYYY-MM-DD.")
@click.option("--until", type=DAY, metavar="DAY", help="Last UTC day, YYYY-MM-DD.")
@click.option(
    "--null",
    type=click.Choice(NULLS),
    default="day",
    show_default=True,
    help="Among which events accounts are taken for interchangeable when an edge is judged: those of the same days, "
    "also of the same hour of the day, or also on the same author.",
)
@click.option(
    "--keep",
    type=click.Choice(("flagged", "all")),
    default="flagged",
    show_default=True,
    help="Which edges the graph gets; the lake keeps all.",
)
@click.option(
    "--check",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Also shuffle the accounts inside the strata N times, detect again, and count the edges of each weight, at "
    "the window and at shorter ones.",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Take the events of a prepared table (CSV or Parquet with object_id, account_id, content_id, "
    "timestamp_share) and none of the lake.",
)
@click.option("--remove", "removed", metavar="RUN", help="Take the results of a run out of graph and lake instead.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def detect(
    session: Session,
    *,
    actions: tuple[str, ...],
    window: float,
    weight: str,
    min_weight: int,
    min_participation: int,
    min_length: int,
    min_similarity: float,
    campaigns: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    null: str,
    keep: str,
    check: int,
    table: Path | None,
    removed: str | None,
    as_json: bool,
) -> None:
    """Find accounts that did the same thing at nearly the same time, and say how surprising that is.

    ACTION is one or more of retweet, tweet (same text), similar (nearly the same text), link, domain, quote, hashtag,
    reply, mention, media (like pictures); without any, all but similar, domain and media. Two accounts are tied by
    what both acted on within the window; an edge is flagged when its support is higher than a null expects, at
    q <= 0.05. It shows co-action, never
    intent. Results go into the lake and, as COORDINATED, into the graph; the same run again replaces its own results,
    and runs with other options stand beside it. docs/coordination.md says what each number means.

    \b
    Examples: ioscope detect
              ioscope detect retweet link --window 10
              ioscope detect hashtag --campaign iran_201906_1 --null hour
              ioscope detect --check 20
              ioscope detect --remove RUN
    """
    from analysis.parameters import Parameters
    from analysis.request import Request, chosen_actions
    from lake.workspace import open_workspace

    workspace = open_workspace(session.workspace)
    if removed is not None:
        _remove(workspace, removed, as_json=as_json)
        return
    for action in actions:
        if action not in ACTIONS:
            raise UsageFailure(f"there is no action {action!r}", hint=f"choose among: {', '.join(ACTIONS)}")
    parameters = Parameters(
        window_s=window,
        weight=weight,
        min_weight=min_weight,
        min_participation=min_participation,
        min_length=min_length,
        min_similarity=min_similarity,
        campaigns=tuple(sorted(set(campaigns))),
        since=since.date() if since else None,
        until=until.date() if until else None,
        null=null,
    )
    chosen = chosen_actions(actions, parameters, table)
    _detect(workspace, Request(chosen, parameters, keep, check, table), as_json=as_json)


def _detect(workspace: "Workspace", request: Any, *, as_json: bool) -> None:
    from analysis.recording import COORDINATED
    from analysis.report import print_summary, report, say_what_was_found
    from analysis.run import perform
    from database.connection import connect
    from database.contents import is_ours
    from database.findings import bring_findings, coordinated_count
    from lake.engine import clear_scratch
    from lake.findings import remove_unlisted_findings

    stages = Stages()
    with workspace.writing("detect"):
        clear_scratch(workspace)
        remove_unlisted_findings(workspace)
        done = perform(workspace, request, stages)
        with connect(workspace, stages=stages) as graph:
            ours = is_ours(graph)
            if ours:
                bring_findings(workspace, graph, stages)
            recorded = coordinated_count(graph, done.findings.key)
    if not ours:
        note("the graph holds no release, so it was left alone: the findings are in the lake, `ioscope load` adds them")
    kept = done.findings.row_count(workspace, COORDINATED.type) if ours else 0
    if as_json:
        print_json(report(done, recorded))
    else:
        print_summary(done)
    say_what_was_found(workspace, done, kept=kept, recorded=recorded)


def _remove(workspace: "Workspace", run: str, *, as_json: bool) -> None:
    from database.connection import connect
    from database.findings import remove_run
    from lake.findings import read_findings

    with workspace.writing("detect"), connect(workspace) as graph:
        there = remove_run(workspace, graph, run)
    if not there:
        known = ", ".join(read_findings(workspace)) or "none"
        raise UsageFailure(f"there is no run {run[:60]!r}", hint=f"runs of this workspace: {known}")
    if as_json:
        print_json({"removed": run})
    note(f"run {run} is out of the lake and the graph")


@click.command(short_help="List the groups that the runs of detect found.")
@click.option("--run", "run", metavar="RUN", help="Only the groups of this run.")
@click.option("--json", "as_json", is_flag=True, help="Print every group with its accounts as JSON.")
@click.pass_obj
def communities(session: Session, run: str | None, as_json: bool) -> None:
    """List the groups that the runs of `ioscope detect` found: how large, when, what they acted on, how stable.

    A group is of three accounts and more whose flagged edges, of all actions together, are dense (Leiden, CPM at 0.05).

    \b
    Example: ioscope communities
    """
    from analysis.listing import listed_runs
    from analysis.report import print_groups, warn_of_instability
    from lake.workspace import open_workspace

    found = listed_runs(open_workspace(session.workspace), run)
    if as_json:
        print_json(found)
        return
    for one in found:
        print_groups(one["groups"], title=f"{one['run']}: {one['command']}")
        if one["stale"]:
            note(f"run {one['run']} is stale: campaigns have changed since; repeat it with: {one['command']}")
        if one["groups"]:
            warn_of_instability(one["stability"])
    note("next: ioscope query coordinated-groups" if found else "no run yet: ioscope detect")
