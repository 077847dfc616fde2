"""One action looked at: from its events to edges with weights, chance levels and what was met on the way."""

import time
from dataclasses import dataclass
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
from ibis.backends.duckdb import Backend

from analysis.actions import ActionEvents, lake_events
from analysis.arrays import arrays_of, count_of, event_arrays, show
from analysis.chance import AUTHOR, Judged, Met, judged
from analysis.counting import Events, Windows, matched, pairs_between, pairs_by_object, windows_of, work_by_object
from analysis.edge_table import EDGES, edge_plan
from analysis.failures import ParameterError
from analysis.lake_tables import LakeTables
from analysis.pairs import PAIRS
from analysis.parameters import Parameters
from analysis.plans import coding_plan, manner_plan, pairs_plan, weights_plan
from analysis.viral import Viral, viral_objects

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Summary:
    """One row of `detect --json`: `edges` have the least weight asked for, `pairs` is the total over all edges."""

    action: str
    window_s: float
    weight: str
    events: int
    accounts: int
    objects: int
    pairs: int
    edges: int
    edges_weight_ge_2: int
    max_weight: int
    flagged: int
    seconds: float


@dataclass(frozen=True)
class Detection:
    """What was found: `edges` is a table of the engine (`edge_table.EDGES`), `pairs` what it was made of (`PAIRS`).

    `events` are the action's events by number; `notes` are limits that were met and what was left out, as sentences
    for the user. The engine's tables under names that begin with the action's (`analysis.plans`) belong to it.
    """

    summary: Summary
    edges: ir.Table
    pairs: ir.Table
    events: Events
    viral: Viral
    parameters: Parameters
    notes: tuple[str, ...]


def detect_in_lake(engine: Backend, lake: LakeTables, action: str, parameters: Parameters) -> Detection:
    """Look for accounts of the lake that acted together in one action (one of `parameters.ACTIONS` but `table`)."""
    began = time.perf_counter()
    return detect(engine, lake_events(engine, lake, action, parameters), parameters, began)


def detect(engine: Backend, found: ActionEvents, parameters: Parameters, began: float | None = None) -> Detection:
    """Look for accounts that acted together, in the events that lie in `<action>_events`; `began` is when that began.

    The engine's tables under names that begin with the action's are replaced: what two runs of one action give cannot
    be read in one engine. Raises ParameterError when the null does not apply to the action.
    """
    began = time.perf_counter() if began is None else began
    check_null(found, parameters)
    action, least = found.action, parameters.min_participation
    coding_plan(action, with_authors=found.with_authors, min_participation=least).run(engine)
    events = event_arrays(engine, f"{action}_coded", with_authors=found.with_authors)
    windows = windows_of(events, parameters.window_ms)
    viral = viral_objects(
        pairs_by_object(windows),
        work_by_object(windows),
        most=parameters.pairs_of_an_object,
        total=parameters.pairs_of_all,
    )
    show(engine, f"{action}_viral", {"object": viral.objects.astype(np.int32)})
    if least > 1:
        show(engine, f"{action}_many", {"account": _participants(events, windows, parameters)})
    plan = pairs_plan(action, window_ms=parameters.window_ms, viral=len(viral.objects) > 0, filtered=least > 1)
    plan.run(engine)
    notes = (*found.notes, viral.note) if viral.note else found.notes
    return edges_of_pairs(engine, action, events, partial(pairs_between, windows), viral, notes, parameters, began)


def check_null(found: ActionEvents, parameters: Parameters) -> None:
    """Raise ParameterError when the null that decides does not apply to the action."""
    if parameters.chance and parameters.null == AUTHOR and not found.with_authors:
        raise ParameterError(
            f"the author null does not apply to {found.action}: its objects have no author",
            hint="choose the day or the hour null",
        )


def edges_of_pairs(
    engine: Backend,
    action: str,
    events: Events,
    between: Met,
    viral: Viral,
    notes: tuple[str, ...],
    parameters: Parameters,
    began: float,
) -> Detection:
    """Make edges of the close pairs in `<action>_pairs`, and say how surprising each is."""
    weights_plan(action).run(engine)
    manner_plan(action).run(engine)
    counted = f"SELECT u, v, delay, hour FROM {action}_counted WHERE pairs = 1"
    single = arrays_of(engine, counted)
    several = arrays_of(engine, f"SELECT * FROM {action}_several")
    accounts = count_of(engine, f"{action}_accounts")
    levels = None
    if parameters.chance:
        u, v = (np.concatenate((single[key], several[key])) for key in ("u", "v"))
        support = np.concatenate((np.ones(len(single["u"]), dtype=np.int32), several["support"]))
        levels = judged(events, u, v, support, null=parameters.null, between=between, accounts=accounts)
    chance = _show_edges(engine, action, single, several, levels)
    plan = edge_plan(
        action,
        window_s=float(parameters.window_s),
        weight=parameters.weight,
        min_weight=parameters.min_weight,
        chance=chance,
    )
    plan.run(engine)
    uses = count_of(engine, f"{action}_uses")
    summary = _summary(action, len(events), accounts, uses, len(single["u"]), several, levels, parameters, began)
    table, listed = ibis.table(EDGES, name=f"{action}_edges"), ibis.table(PAIRS, name=f"{action}_pairs")
    return Detection(summary, table, listed, events, viral, parameters, notes)


def _participants(events: Events, windows: Windows, parameters: Parameters) -> npt.NDArray[np.int32]:
    """Return the accounts with enough tweets in close pairs, those of viral objects included."""
    met = events.taken(matched(windows, parameters.window_ms))
    tweets = np.unique(np.column_stack((met.account, met.tweet)), axis=0)
    accounts, counts = np.unique(tweets[:, 0], return_counts=True)
    return accounts[counts >= parameters.min_participation].astype(np.int32)


def _show_edges(
    engine: Backend,
    action: str,
    single: dict[str, Numbers],
    several: dict[str, Numbers],
    levels: Judged | None,
) -> tuple[str, ...]:
    """Let the engine read the edges with their chance levels; return the names of these."""
    columns = levels.columns() if levels else {}
    count = len(single["u"])
    show(engine, f"{action}_single", {**single, **{name: column[:count] for name, column in columns.items()}})
    keys = {key: several[key] for key in ("u", "v")}
    show(engine, f"{action}_judged", {**keys, **{name: column[count:] for name, column in columns.items()}})
    return tuple(columns)


def _summary(
    action: str,
    events: int,
    accounts: int,
    objects: int,
    singles: int,
    several: dict[str, Numbers],
    levels: Judged | None,
    parameters: Parameters,
    began: float,
) -> Summary:
    weight = several[parameters.weight]
    least = parameters.min_weight
    heavy: Any = np.concatenate((np.full(singles, least <= 1), weight >= least))
    return Summary(
        action=action,
        window_s=float(parameters.window_s),
        weight=parameters.weight,
        events=events,
        accounts=accounts,
        objects=objects,
        pairs=singles + int(several["pairs"].sum()),
        edges=int(heavy.sum()),
        edges_weight_ge_2=int((weight >= 2).sum()),
        max_weight=int(max(weight.max(initial=0), 1 if singles else 0)),
        flagged=int((levels.flagged & heavy).sum()) if levels else 0,
        seconds=round(time.perf_counter() - began, 3),
    )
