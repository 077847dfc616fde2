"""The edges of an action as one table: counts, manner and chance put together, accounts by their ids.

Of most edges only one close pair is known, from which everything follows: these are kept as numbers and written out
when somebody reads the table.
"""

from functools import cache

import ibis
import ibis.expr.types as ir

from analysis import edges
from analysis.plans import manner_plan, weights_plan
from lake.plan import Plan, table_of

EDGES = ibis.schema(
    {
        "action": "string",
        "window_s": "float64",
        "user_u": "string",
        "user_v": "string",
        "support": "int64",
        "objects": "int64",
        "pairs": "int64",
        "episodes": "int64",
        "tweets_u": "int64",
        "tweets_v": "int64",
        "median_delay_s": "float64",
        "led_by_first": "float64",
        "expected": "float64",
        "p_value": "float64",
        "q_value": "float64",
        "q_hour": "float64",
        "q_author": "float64",
        "robust": "boolean",
        "flagged": "boolean",
        "months": "array<string>",
        "month_counts": "array<int64>",
    }
)
"""`user_u` comes before `user_v` by (length, text). Chance levels are absent where they were not asked for, and
`q_author` where the action's objects have no authors."""

COUNTS = ("support", "objects", "pairs", "episodes", "tweets_u", "tweets_v")
CHANCE = ("expected", "p_value", "q_value", "q_hour", "q_author", "robust", "flagged")
ACCOUNTS = ibis.schema({"code": "int32", "user_id": "string"})
_KEYS = {"u": "int32", "v": "int32"}


def single_schema(chance: tuple[str, ...]) -> ibis.Schema:
    """Return the columns of `<action>_single`: edges with one pair, its delay and hour, and chance levels."""
    return ibis.schema({**_KEYS, "delay": "int32", "hour": "int32", **{name: EDGES[name] for name in chance}})


def judged_schema(chance: tuple[str, ...]) -> ibis.Schema:
    """Return the columns of `<action>_judged`: the chance levels of edges with several pairs."""
    return ibis.schema({**_KEYS, **{name: EDGES[name] for name in chance}})


@cache
def edge_plan(action: str, *, window_s: float, weight: str, min_weight: int, chance: tuple[str, ...]) -> Plan:
    """Return the plan that makes the view `<action>_edges` (EDGES): edges of at least `min_weight`.

    It reads what `manner_plan` made, and `<action>_single` and `<action>_judged` with the columns `chance`.
    """
    plan = Plan()
    single = table_of(single_schema(chance), f"{action}_single")
    judged = table_of(judged_schema(chance), f"{action}_judged")
    # Few hours hold many edges: each one's month is written once.
    hours = single.select("hour").distinct()
    dated = plan.keep(f"{action}_hours", hours.mutate(months=ibis.array([edges.month_of(hours.hour)])))
    rows = ibis.union(_of_one_pair(single.join(dated, "hour")), _of_several_pairs(action, judged))
    rows = rows.filter(rows[weight] >= min_weight)
    accounts = table_of(ACCOUNTS, f"{action}_accounts")
    named = rows.join(accounts.select(u="code", user_u="user_id"), "u")
    named = named.join(accounts.select(v="code", user_v="user_id"), "v")
    named = named.mutate(action=ibis.literal(action), window_s=ibis.literal(window_s))
    plan.show(f"{action}_edges", named.select(**{name: named[name].cast(kind) for name, kind in EDGES.items()}))
    return plan


def _of_one_pair(rows: ir.Table) -> ir.Table:
    return rows.select(
        "u",
        "v",
        **{name: ibis.literal(1, "int32") for name in COUNTS},
        median_delay_s=rows.delay.abs().cast("float64") / 1000,
        led_by_first=(rows.delay > 0).cast("int32").cast("float64"),
        **_chance(rows),
        months=rows.months,
        month_counts=ibis.array([ibis.literal(1, "int64")]),
    )


def _of_several_pairs(action: str, judged: ir.Table) -> ir.Table:
    made = {**weights_plan(action).steps, **manner_plan(action).steps}
    several, manner, monthly = (
        table_of(made[f"{action}_{name}"].schema(), f"{action}_{name}") for name in ("several", "manner", "monthly")
    )
    keys = list(_KEYS)
    joined = several.join(judged, keys).join(manner, keys).join(monthly, keys)
    return joined.select(
        *keys,
        *COUNTS,
        "median_delay_s",
        "led_by_first",
        **_chance(joined),
        months=joined.months,
        month_counts=joined.month_counts,
    )


def _chance(rows: ir.Table) -> dict[str, ir.Value]:
    return {name: rows[name] if name in rows.columns else ibis.null(EDGES[name]) for name in CHANCE}
