"""Evidence of edges: the close pairs behind them, strongest first, bounded an edge (pure ibis)."""

import ibis
import ibis.expr.types as ir

ROWS = 20
"""Rows of evidence an edge in the lake."""

EVIDENCE = ibis.schema(
    {
        "action": "string",
        "window_s": "float64",
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
OBJECTS = ibis.schema({"code": "int32", "object": "string"})


def evidence_rows(
    edges: ir.Table, pairs: ir.Table, *, events: ir.Table, accounts: ir.Table, objects: ir.Table, most: int = ROWS
) -> ir.Table:
    """Return at most `most` close pairs of each of these edges (EVIDENCE), with `place`, 0 the strongest.

    Of each object the pair closest in time comes first, and of these the closest: many objects say more than one
    that was repeated. `pairs`, `events`, `accounts` and `objects` are those of one detection.
    """
    codes_u = accounts.select(u="code", user_u="user_id")
    codes_v = accounts.select(v="code", user_v="user_id")
    chosen = edges.select("action", "window_s", "user_u", "user_v").join(codes_u, "user_u").join(codes_v, "user_v")
    found = pairs.join(chosen, ["u", "v"])
    repeats = ibis.row_number().over(
        ibis.window(
            group_by=[found.u, found.v, found.object], order_by=[found.delay.abs(), found.tweet_u, found.tweet_v]
        )
    )
    found = found.mutate(repeats=repeats)
    place = ibis.row_number().over(
        ibis.window(
            group_by=[found.u, found.v], order_by=[found.repeats, found.delay.abs(), found.tweet_u, found.tweet_v]
        )
    )
    found = found.mutate(place=place)
    found = found.filter(found.place < most)
    times = events.select(object="object", u="account", tweet_u="tweet", time_u="t")
    found = found.join(times, ["object", "u", "tweet_u"])
    named = found.join(objects.select(object="code", object_id="object"), "object")
    return named.select(
        *(name for name in EVIDENCE if name not in {"time_v", "delay_ms"}),
        time_v=named.time_u + named.delay,
        delay_ms=named.delay.cast("int64"),
        place=named.place,
    )
