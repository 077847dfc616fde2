"""One action looked at: from its events to edges with weights, chance levels and what was met on the way."""

import time
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis import coding, edges, pairs
from analysis.actions import ActionEvents, lake_events
from analysis.arrays import arrays_of, count_of, event_arrays, shown
from analysis.chance import AUTHOR, DAY, HOUR, levels
from analysis.counting import Events, matched, pairs_by_object
from analysis.edge_table import Judged, edge_table
from analysis.failures import ParameterError
from analysis.lake_tables import LakeTables, kept
from analysis.parameters import Parameters
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
class Coded:
    """The events of one action by number, in the engine and as arrays, with what the numbers stand for."""

    action: str
    events: ir.Table
    accounts: ir.Table
    objects: ir.Table
    arrays: Events
    size: int
    distinct_objects: int


@dataclass(frozen=True)
class Detection:
    """What was found: `edges` is a table of the engine (`edge_table.EDGES`), `pairs` what it was made of.

    `notes` are limits that were met and what was left out, as sentences for the user.
    """

    summary: Summary
    edges: ir.Table
    pairs: ir.Table
    coded: Coded
    viral: Viral
    parameters: Parameters
    notes: tuple[str, ...]


def detect_in_lake(engine: Backend, lake: LakeTables, action: str, parameters: Parameters) -> Detection:
    """Look for accounts of the lake that acted together in one action (one of `parameters.ACTIONS` but `table`)."""
    began = time.perf_counter()
    return detect(engine, lake_events(engine, lake, action, parameters), parameters, began)


def detect(engine: Backend, found: ActionEvents, parameters: Parameters, began: float | None = None) -> Detection:
    """Look for accounts that acted together, in the events of one action; `began` is when that was begun.

    The engine's tables under names that begin with the action's are replaced: what two runs of one action give cannot
    be read in one engine. Raises ParameterError when the null does not apply to the action.
    """
    began = time.perf_counter() if began is None else began
    if parameters.chance and parameters.null == AUTHOR and not found.with_authors:
        raise ParameterError(
            f"the author null does not apply to {found.action}: its objects have no author",
            hint="choose the day or the hour null",
        )
    coded = code_events(engine, found, parameters.min_participation)
    sizes = pairs_by_object(coded.arrays, parameters.window_ms)
    viral = viral_objects(sizes, most=parameters.pairs_of_an_object, total=parameters.pairs_of_all)
    listed = _listed(engine, coded, viral, parameters)
    notes = (*found.notes, viral.note) if viral.note else found.notes
    return judge(engine, coded, listed, viral, notes, parameters, began)


def code_events(engine: Backend, found: ActionEvents, min_participation: int) -> Coded:
    """Number the events of an action, without the accounts that have fewer than `min_participation`."""
    name, events = found.action, found.events
    if min_participation > 1:
        acted = events.group_by("account").agg(n=events.count())
        events = events.semi_join(acted.filter(acted.n >= min_participation), "account")
    accounts = kept(engine, f"{name}_accounts", coding.accounts(events))
    uses = kept(engine, f"{name}_uses", coding.uses(events))
    objects = kept(engine, f"{name}_objects", coding.objects(uses))
    authors = kept(engine, f"{name}_authors", coding.authors(events)) if found.with_authors else None
    table = kept(engine, f"{name}_coded", coding.coded(events, accounts, objects, authors))
    arrays = event_arrays(engine, table, with_authors=found.with_authors)
    return Coded(name, table, accounts, objects, arrays, count_of(engine, accounts), count_of(engine, uses))


def _listed(engine: Backend, coded: Coded, viral: Viral, parameters: Parameters) -> ir.Table:
    """Return the close pairs, those of viral objects only between accounts that met elsewhere."""
    window, name = parameters.window_ms, coded.action
    shared = coded.events.filter(coded.events.object >= 0)
    if not len(viral.objects):
        listed = kept(engine, f"{name}_pairs", pairs.close_pairs(shared, window))
    else:
        objects = shown(engine, f"{name}_viral", pa.table({"object": viral.objects.astype(np.int32)}))
        usual = kept(engine, f"{name}_usual", pairs.close_pairs(shared.anti_join(objects, "object"), window))
        completed = pairs.completing_pairs(
            usual.select("u", "v").distinct(), shared.semi_join(objects, "object"), window
        )
        listed = kept(engine, f"{name}_pairs", usual.union(completed.select(*usual.columns)))
    least = parameters.min_participation
    if least > 1:
        events = coded.arrays.taken(matched(coded.arrays, window))
        tweets = np.unique(np.column_stack((events.account, events.tweet)), axis=0)
        accounts, counts = np.unique(tweets[:, 0], return_counts=True)
        many = shown(engine, f"{name}_many", pa.table({"account": accounts[counts >= least].astype(np.int32)}))
        listed = kept(engine, f"{name}_participating", pairs.participating(listed, many))
    return listed


def judge(
    engine: Backend,
    coded: Coded,
    listed: ir.Table,
    viral: Viral,
    notes: tuple[str, ...],
    parameters: Parameters,
    began: float,
) -> Detection:
    """Make edges of the close pairs, and say how surprising each is."""
    name = coded.action
    counted = kept(engine, f"{name}_counted", edges.counted(listed))
    repeated = kept(engine, f"{name}_repeated", edges.repeated_pairs(listed, counted))
    several = kept(engine, f"{name}_several", edges.weights(repeated))
    single = arrays_of(engine, counted.filter(counted.pairs == 1).select("u", "v", "delay", "hour"))
    many = arrays_of(engine, several)
    judged = _judged(coded, single, many, parameters) if parameters.chance else None
    keys = {key: many[key] for key in ("u", "v")}
    table = edge_table(engine, name, single, several, keys, repeated, coded.accounts, judged, parameters)
    summary = _summary(coded, many, len(single["u"]), judged, parameters, began)
    return Detection(summary, table, listed, coded, viral, parameters, notes)


def _judged(coded: Coded, single: dict[str, Numbers], many: dict[str, Numbers], parameters: Parameters) -> Judged:
    u, v = (np.concatenate((single[key], many[key])) for key in ("u", "v"))
    support = np.concatenate((np.ones(len(single["u"]), dtype=np.int64), many["support"]))
    nulls = [DAY, HOUR, *([AUTHOR] if coded.arrays.author is not None else [])]
    found = {
        null: levels(coded.arrays, u, v, support, null=null, window_ms=parameters.window_ms, accounts=coded.size)
        for null in nulls
    }
    return Judged(found, parameters.null, support)


def _summary(
    coded: Coded,
    many: dict[str, Numbers],
    singles: int,
    judged: Judged | None,
    parameters: Parameters,
    began: float,
) -> Summary:
    weight = many[parameters.weight]
    least = parameters.min_weight
    heavy: Any = np.concatenate((np.full(singles, least <= 1), weight >= least))
    flagged = 0 if judged is None else int((judged.flagged & heavy).sum())
    return Summary(
        action=coded.action,
        window_s=float(parameters.window_s),
        weight=parameters.weight,
        events=len(coded.arrays),
        accounts=coded.size,
        objects=coded.distinct_objects,
        pairs=singles + int(many["pairs"].sum()),
        edges=int(heavy.sum()),
        edges_weight_ge_2=int((weight >= 2).sum()),
        max_weight=int(max(weight.max(initial=0), 1 if singles else 0)),
        flagged=flagged,
        seconds=round(time.perf_counter() - began, 3),
    )
