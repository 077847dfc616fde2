"""Edges at shorter windows: the support that is left when only closer pairs count.

The pairs of a shorter window are among those of the run's own, so nothing is joined again. Which edges there are, and
whether they are flagged, stays the run's: these numbers say how close in time an edge's occasions were.
"""

from collections.abc import Iterable
from functools import cache

import ibis
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from analysis import edges, pairs
from analysis.evidence import ask, asked_edges
from lake.plan import Plan, table_of

SUPPORTS = ibis.schema(
    {"action": "string", "user_u": "string", "user_v": "string", "support_by_window": "array<int64>"}
)
"""One row an edge: its support at each window of the ladder (`Parameters.windows_ms`)."""


@cache
def windows_plan(action: str, windows_ms: tuple[int, ...]) -> Plan:
    """Return the plan that makes `<action>_supports` (SUPPORTS) for the edges in `<action>_asked`."""
    plan = Plan()
    asked = asked_edges(action)
    found = table_of(pairs.PAIRS, f"{action}_pairs").semi_join(asked, ["u", "v"])
    named = edges.supports(found, windows_ms).join(asked, ["u", "v"]).mutate(action=ibis.literal(action))
    plan.keep(f"{action}_supports", named.select(**{name: named[name].cast(kind) for name, kind in SUPPORTS.items()}))
    return plan


def supports_by_window(
    engine: Backend, action: str, asked: Iterable[tuple[str, str]], windows_ms: tuple[int, ...]
) -> ir.Table:
    """Return the supports (SUPPORTS) of edges, given as (user_u, user_v), of an action that `detect` just looked at."""
    ask(engine, action, asked)
    windows_plan(action, windows_ms).run(engine)
    return ibis.table(SUPPORTS, name=f"{action}_supports")
