"""What an edge stands on: the shared objects, the tweets of both sides, their times."""

from collections.abc import Iterable
from functools import cache

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis import coding, pairs
from analysis.edge_table import ACCOUNTS
from lake.plan import Plan, table_of

EVIDENCE = ibis.schema(
    {
        "action": "string",
        "user_u": "string",
        "user_v": "string",
        "object_id": "string",
        "tweet_u": "int64",
        "tweet_v": "int64",
        "time_u": "int64",
        "time_v": "int64",
        "delay_ms": "int64",
    }
)
"""One row a close pair. Times are milliseconds since 1970, UTC; `delay_ms` is how far they lie apart, whoever led."""

MOST = 50
OBJECTS = ibis.schema({"code": "int32", "object": "string"})
ASKED = ibis.schema({"user_u": "string", "user_v": "string"})


def ask(engine: Backend, action: str, edges: Iterable[tuple[str, str]]) -> None:
    """Let the engine read edges, given as (user_u, user_v), as `<action>_asked`."""
    asked = pa.Table.from_pylist(
        [dict(zip(ASKED.names, edge, strict=True)) for edge in edges], schema=ASKED.to_pyarrow()
    )
    engine.con.register(f"{action}_asked", asked)


def asked_edges(action: str) -> ir.Table:
    """Return the edges in `<action>_asked` by the numbers and the ids of their accounts: `u, v, user_u, user_v`."""
    accounts = table_of(ACCOUNTS, f"{action}_accounts")
    asked = table_of(ASKED, f"{action}_asked").distinct()
    asked = asked.join(accounts.select(u="code", user_u="user_id"), "user_u")
    return asked.join(accounts.select(v="code", user_v="user_id"), "user_v").select("u", "v", "user_u", "user_v")


@cache
def evidence_plan(action: str, most: int) -> Plan:
    """Return the plan that makes `<action>_evidence` (EVIDENCE) for the edges in `<action>_asked`.

    Of each edge the `most` pairs with the shortest delay, ties by tweet ids and object.
    """
    plan = Plan()
    found = table_of(pairs.PAIRS, f"{action}_pairs").join(asked_edges(action), ["u", "v"])
    strength = [found.delay.abs(), found.tweet_u, found.tweet_v, found.object]
    ranked = found.mutate(place=ibis.row_number().over(ibis.window(group_by=["u", "v"], order_by=strength)))
    strongest = plan.keep(f"{action}_strongest", ranked.filter(ranked.place < most))
    coded = table_of(coding.CODED, f"{action}_coded").select("object", u="account", tweet_u="tweet", time_u="t")
    timed = strongest.join(coded, ["object", "u", "tweet_u"])
    things = table_of(OBJECTS, f"{action}_objects").select(object="code", object_id="object")
    named = timed.join(things, "object")
    named = named.mutate(action=ibis.literal(action), time_v=named.time_u + named.delay, delay_ms=named.delay.abs())
    rows = named.select(**{name: named[name].cast(kind) for name, kind in EVIDENCE.items()}, place="place")
    plan.keep(f"{action}_evidence", rows.order_by(["user_u", "user_v", "place"]).select(*EVIDENCE.names))
    return plan


def evidence(engine: Backend, action: str, edges: Iterable[tuple[str, str]], *, most: int = MOST) -> ibis.Table:
    """Return the evidence (EVIDENCE) of edges, given as (user_u, user_v), of an action that `detect` just looked at.

    At most `most` rows an edge, the strongest first: the shortest delay. Edges that were not found have none.
    """
    ask(engine, action, edges)
    evidence_plan(action, most).run(engine)
    return ibis.table(EVIDENCE, name=f"{action}_evidence")
