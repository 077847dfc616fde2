"""Edges: what close pairs say of two accounts (pure ibis).

Nine of ten pairs of accounts meet once: for them every count is 1, and only the others need sets.
"""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

HOURS = 1 << 22
"""More hours than any time in the data has since 1970, so that object and hour make one number."""


def counted(pairs: ir.Table) -> ir.Table:
    """Return one row an edge: `u, v, pairs`, and `delay, hour` of its pair where it has one only."""
    return pairs.group_by("u", "v").agg(
        pairs=pairs.count().cast("int32"), delay=pairs.delay.min(), hour=pairs.hour.min()
    )


def repeated_pairs(pairs: ir.Table, edges: ir.Table) -> ir.Table:
    """Return the close pairs of accounts that have more than one."""
    return pairs.semi_join(edges.filter(edges.pairs > 1), ["u", "v"])


def weights(pairs: ir.Table) -> ir.Table:
    """Return the weights of each edge: `u, v, pairs, tweets_u, tweets_v, objects, episodes, support`."""
    episode = pairs.object.cast("int64") * HOURS + pairs.hour
    sets = pairs.group_by("u", "v").agg(
        pairs=pairs.count().cast("int32"),
        tweets_u=pairs.tweet_u.nunique().cast("int32"),
        tweets_v=pairs.tweet_v.nunique().cast("int32"),
        objects=pairs.object.nunique().cast("int32"),
        episodes=episode.nunique().cast("int32"),
    )
    return sets.mutate(support=ibis.least(sets.tweets_u, sets.tweets_v, sets.episodes))


def supports(pairs: ir.Table, windows_ms: Sequence[int]) -> ir.Table:
    """Return the support of each edge when only pairs within each of the windows count: `u, v, support_by_window`."""
    episode = pairs.object.cast("int64") * HOURS + pairs.hour
    sets = {}
    for place, window in enumerate(windows_ms):
        near = pairs.delay.abs() <= window
        for name, things in {"u": pairs.tweet_u, "v": pairs.tweet_v, "episodes": episode}.items():
            sets[f"{name}_{place}"] = things.nunique(where=near)
    counted = pairs.group_by("u", "v").agg(**sets)
    least = [
        ibis.least(*(counted[f"{name}_{place}"] for name in ("u", "v", "episodes"))).cast("int64")
        for place in range(len(windows_ms))
    ]
    return counted.select("u", "v", support_by_window=ibis.array(least))


def manner(pairs: ir.Table) -> ir.Table:
    """Return how each edge's accounts acted: `u, v, median_delay_s, led_by_first`.

    `led_by_first` is the share of close pairs in which u acted first; at equal times nobody did.
    """
    return pairs.group_by("u", "v").agg(
        median_delay_s=pairs.delay.abs().cast("float64").median() / 1000,
        led_by_first=(pairs.delay > 0).cast("float64").mean(),
    )


def monthly(pairs: ir.Table) -> ir.Table:
    """Return the close pairs of each edge by month of the earlier tweet: `u, v, months, month_counts`, ascending."""
    by_month = pairs.group_by("u", "v", month=month_of(pairs.hour)).agg(n=pairs.count())
    # An ordered collect does not exist on every engine; sorting "2019-06|12" sorts by month.
    code = by_month.month + "|" + by_month.n.cast("string")
    listed = by_month.group_by("u", "v").agg(codes=code.collect().sort())
    return listed.select(
        "u",
        "v",
        months=listed.codes.map(lambda code: code.substr(0, 7)),
        month_counts=listed.codes.map(lambda code: code.substr(8).cast("int64")),
    )


def month_of(hour: ir.IntegerValue) -> ir.StringValue:
    """Return the UTC month of an hour since 1970 as YYYY-MM."""
    return (hour.cast("int64") * 3600).as_timestamp("s").strftime("%Y-%m")
