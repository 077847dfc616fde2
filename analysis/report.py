"""What a run of the analysis says to the person or the program that asked for it."""

from collections.abc import Sequence
from typing import Any

import click

from analysis.communities import STABLE
from analysis.recording import COORDINATED
from analysis.run import Done
from database.findings import run_states
from lake.workspace import Workspace
from terminal import note, print_table, warn

SHOWN_GROUPS = 20
SHOWN_CHARACTERS = 40
SHOWN_WEIGHTS = (1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Weights of the check that the terminal shows, at the run's window; the graph's Run and --json have all."""


def report(done: Done, recorded: int) -> dict[str, Any]:
    """Return the JSON shape of `detect --json`; `recorded` are the relationships of the run in the graph."""
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


def print_summary(done: Done) -> None:
    """Print one row an action, the shares of accounts, and the rows of the check."""
    titles = {"edges_weight_ge_2": "of 2 and more", "max_weight": "largest"}
    columns = ("action", "accounts", "events", "pairs", "edges", *titles, "flagged", "seconds")
    print_table([titles.get(name, name) for name in columns], [[row[name] for name in columns] for row in done.rows])
    if done.findings.shares:
        click.echo()
        rows = [(row["campaign"], row["accounts"], row["co_acting"], row["co_flagged"]) for row in done.findings.shares]
        print_table(("campaign", "accounts that tweeted", "co-retweet or co-tweet", "of these flagged"), rows)
    if done.findings.chance:
        click.echo()
        window = done.findings.parameters["windows_ms"][-1] / 1000
        own = [row for row in done.findings.chance if row["window"] == window]
        shown = [row for row in own if row["weight"] in SHOWN_WEIGHTS]
        print_table(
            ("action", "support of at least", "edges found", "expected when shuffled"),
            [(row["action"], row["weight"], row["found"], row["expected"]) for row in shown],
        )


def say_what_was_found(workspace: Workspace, done: Done, *, kept: int, recorded: int) -> None:
    """Say on stderr what needs attention and what comes next."""
    findings, groups = done.findings, done.groups
    for remark in findings.notes:
        note(remark)
    if recorded < kept:
        note(f"{kept - recorded:,} of {kept:,} edges join accounts that are not in the graph: see `ioscope status`")
    accounts = sum(len(members) for members in groups.members)
    note(f"groups of three and more: {len(groups.members):,}, of {accounts:,} accounts: ioscope communities")
    warn_of_instability(groups.stability)
    _warn_of_stale_runs(workspace, but=findings.key)
    if findings.chance and len(windows := findings.parameters["windows_ms"]) > 1:
        shorter = ", ".join(f"{window / 1000:g}" for window in windows[:-1])
        note(
            f"shuffled at shorter windows too ({shorter} s): --json, and beside the sliders of ioscope map coordination"
        )
    null = findings.parameters["null"]
    note(
        f"flagged: alike more often than if accounts were interchangeable ({null} null), q <= 0.05; it does not say why"
    )
    note(f"run {findings.key}; take it out again with: ioscope detect --remove {findings.key}")
    note("next: ioscope query coordinated-pairs, or in Neo4j Browser:")
    edges = f'(a)-[r:{COORDINATED.type} {{run: "{findings.key}"}}]->(b)'
    note(f"  MATCH {edges} RETURN a, r, b ORDER BY r.support DESC LIMIT 50")


def warn_of_instability(stability: float) -> None:
    """Say that groups depend on the seed, where they do."""
    if stability < STABLE:
        warn(
            f"the groups depend on the seed: two seeds agree by {stability:.2f} only (adjusted Rand index)",
            hint="trust the edges more than the groups, or ask for fewer edges (--null hour, --min-weight)",
        )


def _warn_of_stale_runs(workspace: Workspace, *, but: str) -> None:
    for state in run_states(workspace, None):
        if state.stale and state.key != but:
            note(f"run {state.key} is stale: campaigns have changed since; repeat it with: {state.command}")


def print_groups(groups: Sequence[dict[str, Any]], *, title: str) -> None:
    """Print the largest groups of one run (as `analysis.listing` has them)."""
    rows = []
    for group in groups[:SHOWN_GROUPS]:
        objects = [_shortened(f"{one['action']} {one['object']}") for one in group["objects"][:2]]
        span = f"{group['first_month']} to {group['last_month']}"
        edges = ", ".join(f"{action} {count}" for action, count in group["edges"].items())
        number = int(group["key"].rpartition("-")[2])
        rows.append((number, group["size"], span, edges, list(group["campaigns"]), objects))
    print_table(("group", "accounts", "span", "edges", "campaigns", "acted on most"), rows, title=title)
    if len(groups) > SHOWN_GROUPS:
        note(f"{len(groups) - SHOWN_GROUPS:,} smaller groups are left out here: ioscope communities --json has all")


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"
