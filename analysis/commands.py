"""`ioscope detect` and `ioscope communities`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from terminal import Session, Stages, UsageFailure, note, print_json, print_table, warn

if TYPE_CHECKING:
    from analysis.run import Done
    from lake.workspace import Workspace

# The lists of analysis.parameters and analysis.chance, which `--help` must not import.
ACTIONS = ("retweet", "tweet", "similar", "link", "domain", "quote", "hashtag", "reply", "mention")
WEIGHTS = ("support", "objects", "pairs")
NULLS = ("day", "hour", "author")
SHOWN_GROUPS = 20
SHOWN_WEIGHTS = (1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Weights of the check that the terminal shows; the graph's Run and --json have all."""
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
    help="Also shuffle the accounts inside the strata N times, detect again, and count the edges of each weight.",
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
    reply, mention; without any, all but similar and domain. Two accounts are tied by what both acted on within the
    window; an edge is flagged when its support is higher than a null expects, at q <= 0.05. It shows co-action, never
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
        campaigns=tuple(sorted(set(campaigns))),
        since=since.date() if since else None,
        until=until.date() if until else None,
        null=null,
    )
    chosen = chosen_actions(actions, parameters, table)
    _detect(workspace, Request(chosen, parameters, keep, check, table), as_json=as_json)


def _detect(workspace: "Workspace", request: Any, *, as_json: bool) -> None:
    from analysis.run import perform
    from database.connection import connect
    from database.findings import bring_findings, coordinated_count
    from lake.engine import clear_scratch
    from lake.findings import remove_unlisted_findings

    stages = Stages()
    with workspace.writing("detect"):
        clear_scratch(workspace)
        remove_unlisted_findings(workspace)
        done = perform(workspace, request, stages)
        with connect(workspace, stages=stages) as graph:
            bring_findings(workspace, graph, stages)
            recorded = coordinated_count(graph, done.findings.key)
    kept = done.findings.row_count(workspace, "COORDINATED")
    if as_json:
        print_json(_report(done, recorded))
    else:
        _print_summary(done)
    _say_what_was_found(workspace, done, kept=kept, recorded=recorded)


def _report(done: "Done", recorded: int) -> dict[str, Any]:
    groups = done.groups
    return {
        "run": done.findings.key,
        "runs": done.rows,
        "command": done.findings.command,
        "notes": list(done.findings.notes),
        "chance": list(done.findings.chance),
        "groups": {
            "groups": len(groups.members),
            "accounts": sum(len(members) for members in groups.members),
            "stability": groups.stability,
        },
        "graph": {"coordinated": recorded},
    }


def _print_summary(done: "Done") -> None:
    titles = {"edges_weight_ge_2": "of 2 and more", "max_weight": "largest"}
    columns = ("action", "accounts", "events", "pairs", "edges", *titles, "flagged", "seconds")
    print_table([titles.get(name, name) for name in columns], [[row[name] for name in columns] for row in done.rows])
    if done.findings.shares:
        click.echo()
        rows = [(row["campaign"], row["accounts"], row["co_acting"], row["co_flagged"]) for row in done.findings.shares]
        print_table(("campaign", "accounts that tweeted", "co-retweet or co-tweet", "of these flagged"), rows)
    if done.findings.chance:
        click.echo()
        shown = [row for row in done.findings.chance if row["weight"] in SHOWN_WEIGHTS]
        print_table(
            ("action", "support of at least", "edges found", "expected when shuffled"),
            [(row["action"], row["weight"], row["found"], row["expected"]) for row in shown],
        )


def _say_what_was_found(workspace: "Workspace", done: "Done", *, kept: int, recorded: int) -> None:
    """Say on stderr what needs attention and what comes next."""
    findings, groups = done.findings, done.groups
    for remark in findings.notes:
        note(remark)
    if recorded < kept:
        note(f"{kept - recorded:,} of {kept:,} edges join accounts that are not in the graph: see `ioscope status`")
    accounts = sum(len(members) for members in groups.members)
    note(f"groups of three and more: {len(groups.members):,}, of {accounts:,} accounts: ioscope communities")
    _warn_of_instability(groups.stability)
    _warn_of_stale_runs(workspace, but=findings.key)
    null = findings.parameters["null"]
    note(
        f"flagged: alike more often than if accounts were interchangeable ({null} null), q <= 0.05; it does not say why"
    )
    note(f"run {findings.key}; take it out again with: ioscope detect --remove {findings.key}")
    note("next: ioscope query coordinated-pairs, or in Neo4j Browser:")
    note(f'  MATCH (a)-[r:COORDINATED {{run: "{findings.key}"}}]->(b) RETURN a, r, b ORDER BY r.support DESC LIMIT 50')


def _warn_of_instability(stability: float) -> None:
    from analysis.communities import STABLE

    if stability < STABLE:
        warn(
            f"the groups depend on the seed: two seeds agree by {stability:.2f} only (adjusted Rand index)",
            hint="trust the edges more than the groups, or ask for fewer edges (--null hour, --min-weight)",
        )


def _warn_of_stale_runs(workspace: "Workspace", *, but: str) -> None:
    from database.findings import run_states

    for state in run_states(workspace, None):
        if state.stale and state.key != but:
            note(f"run {state.key} is stale: campaigns have changed since; repeat it with: {state.command}")


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
    from lake.workspace import open_workspace

    found = listed_runs(open_workspace(session.workspace), run)
    if as_json:
        print_json(found)
        return
    for one in found:
        _print_groups(one["groups"], title=f"{one['run']}: {one['command']}")
        if one["stale"]:
            note(f"run {one['run']} is stale: campaigns have changed since; repeat it with: {one['command']}")
        if one["groups"]:
            _warn_of_instability(one["stability"])
    note("next: ioscope query coordinated-groups" if found else "no run yet: ioscope detect")


def _print_groups(groups: Sequence[dict[str, Any]], *, title: str) -> None:
    rows = []
    for group in groups[:SHOWN_GROUPS]:
        objects = [f"{one['action']} {one['object']}" for one in group["objects"][:2]]
        span = f"{group['first_month']} to {group['last_month']}"
        edges = ", ".join(f"{action} {count}" for action, count in group["edges"].items())
        rows.append((int(group["key"].rpartition("-")[2]), group["size"], span, edges, list(group["campaigns"]), objects))
    print_table(("group", "accounts", "span", "edges", "campaigns", "acted on most"), rows, title=title)
    if len(groups) > SHOWN_GROUPS:
        note(f"{len(groups) - SHOWN_GROUPS:,} smaller groups are left out here: ioscope communities --json has all")
