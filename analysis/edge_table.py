"""The edges of an action as one table: counts, manner and chance put together, accounts by their ids.

Of most edges only one close pair is known, from which everything follows; they are kept as numbers and written out
when somebody reads the table.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis import edges
from analysis.arrays import shown
from analysis.chance import AUTHOR, HOUR, Levels
from analysis.parameters import Parameters

Numbers = npt.NDArray[np.int64]

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


@dataclass(frozen=True)
class Judged:
    """Chance levels by null of edges that are given once as arrays: those with one pair first, then the others."""

    levels: dict[str, Levels]
    null: str
    support: Numbers

    @property
    def flagged(self) -> npt.NDArray[np.bool_]:
        """Which edges are significant under the null that decides."""
        return self.levels[self.null].flagged(self.support)

    def columns(self, which: slice) -> dict[str, pa.Array]:
        """Return the chance columns of some of the edges."""
        chosen = self.levels[self.null]
        robust = np.logical_and.reduce([each.flagged(self.support) for each in self.levels.values()])
        values = {
            "expected": chosen.expected,
            "p_value": chosen.p,
            "q_value": chosen.q,
            "q_hour": self.levels[HOUR].q,
            "robust": robust,
            "flagged": self.flagged,
        }
        if AUTHOR in self.levels:
            values["q_author"] = self.levels[AUTHOR].q
        return {name: pa.array(column[which]) for name, column in values.items()}


def edge_table(
    engine: Backend,
    action: str,
    single: dict[str, Numbers],
    several: ir.Table,
    several_keys: dict[str, Numbers],
    repeated: ir.Table,
    accounts: ir.Table,
    judged: Judged | None,
    parameters: Parameters,
) -> ir.Table:
    """Return the table of edges (EDGES) with at least the least weight, as a view `<action>_edges`.

    `single` has `u, v, delay, hour` of edges with one pair; `several` the weights of the others in the engine, whose
    `u, v` are `several_keys`; `repeated` their pairs.
    """
    count = len(single["u"])
    of_one = {name: pa.array(column) for name, column in single.items()}
    of_many = {name: pa.array(column) for name, column in several_keys.items()}
    if judged is not None:
        of_one |= judged.columns(slice(0, count))
        of_many |= judged.columns(slice(count, None))
    one = shown(engine, f"{action}_single", pa.table(of_one))
    many = shown(engine, f"{action}_judged", pa.table(of_many))
    rows = ibis.union(_of_one_pair(one), _of_several_pairs(several, repeated, many))
    rows = rows.filter(rows[parameters.weight] >= parameters.min_weight)
    first = accounts.select(u="code", user_u="user_id")
    second = accounts.select(v="code", user_v="user_id")
    named = rows.join(first, "u").join(second, "v")
    named = named.mutate(action=ibis.literal(action), window_s=ibis.literal(float(parameters.window_s)))
    table = named.select(**{name: named[name].cast(kind) for name, kind in EDGES.items()})
    return engine.create_view(f"{action}_edges", table, overwrite=True)


def _of_one_pair(rows: ir.Table) -> ir.Table:
    ones = {name: ibis.literal(1, "int32") for name in COUNTS}
    return rows.select(
        "u",
        "v",
        **ones,
        median_delay_s=rows.delay.abs().cast("float64") / 1000,
        led_by_first=(rows.delay > 0).cast("float64"),
        **_chance(rows),
        months=ibis.array([edges.month_of(rows.hour)]),
        month_counts=ibis.array([ibis.literal(1, "int64")]),
    )


def _of_several_pairs(several: ir.Table, repeated: ir.Table, judged: ir.Table) -> ir.Table:
    keys = ["u", "v"]
    joined = several.join(judged, keys).join(edges.manner(repeated), keys).join(edges.monthly(repeated), keys)
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
