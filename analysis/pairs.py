"""Close pairs: two events of one object by different accounts, at most `window` apart (pure ibis).

Times are cut into buckets of window + 1 milliseconds: two events of one bucket are always close, and an event can
otherwise be close only to those of the next bucket. Both are equality joins, which every engine does well; a join on a
range of times took two and a half times as long. Buckets only find the pairs: nothing is lost across their borders.
"""

import ibis
import ibis.expr.types as ir

PAIRS = ibis.schema(
    {
        "u": "int32",
        "v": "int32",
        "object": "int32",
        "tweet_u": "int64",
        "tweet_v": "int64",
        "delay": "int32",
        "hour": "int32",
    }
)
"""`u < v` are accounts, `delay` is t_v - t_u in milliseconds, `hour` the UTC hour of the earlier event since 1970."""

HOUR_MS = 3_600_000


def close_pairs(events: ir.Table, window_ms: int) -> ir.Table:
    """Return the close pairs (`PAIRS`) of coded events whose objects are shared."""
    left, right = _bucketed(events, window_ms), _bucketed(events, window_ms).view()
    same = left.join(right, ["object", "bucket"], rname="{name}_2")
    same = same.filter(same.account < same.account_2)
    after = right.mutate(bucket=right.bucket - 1)
    following = left.join(after, ["object", "bucket"], rname="{name}_2")
    following = following.filter(
        (following.account != following.account_2) & (following.t_2 - following.t <= window_ms)
    )
    first = following.account < following.account_2
    return ibis.union(
        same.select(
            u=same.account,
            v=same.account_2,
            object=same.object,
            tweet_u=same.tweet,
            tweet_v=same.tweet_2,
            delay=(same.t_2 - same.t).cast("int32"),
            hour=_hour(ibis.least(same.t, same.t_2)),
        ),
        following.select(
            u=ibis.least(following.account, following.account_2),
            v=ibis.greatest(following.account, following.account_2),
            object=following.object,
            tweet_u=first.ifelse(following.tweet, following.tweet_2),
            tweet_v=first.ifelse(following.tweet_2, following.tweet),
            delay=first.ifelse(following.t_2 - following.t, following.t - following.t_2).cast("int32"),
            hour=_hour(following.t),
        ),
    )


def completing_pairs(found: ir.Table, events: ir.Table, window_ms: int) -> ir.Table:
    """Return the close pairs (`PAIRS`) of coded events that join accounts already found together (`u, v`)."""
    of_u = _bucketed(events, window_ms)
    of_v = ibis.union(*(of_u.mutate(bucket=of_u.bucket + step) for step in (-1, 0, 1)))
    one = found.join(of_u.rename(u="account", tweet_u="tweet", t_u="t"), "u")
    both = one.join(of_v.rename(v="account", tweet_v="tweet", t_v="t"), ["v", "object", "bucket"])
    both = both.filter((both.t_v - both.t_u).abs() <= window_ms)
    return both.select(
        "u",
        "v",
        "object",
        "tweet_u",
        "tweet_v",
        delay=(both.t_v - both.t_u).cast("int32"),
        hour=_hour(ibis.least(both.t_u, both.t_v)),
    )


def matched_tweets(pairs: ir.Table) -> ir.Table:
    """Return how many tweets of each account stand in a close pair: `account, matched`."""
    sides = ibis.union(
        pairs.select(account="u", tweet="tweet_u"), pairs.select(account="v", tweet="tweet_v")
    ).distinct()
    return sides.group_by("account").agg(matched=sides.count())


def participating(pairs: ir.Table, many: ir.Table) -> ir.Table:
    """Return the pairs of which at least one account is in `many` (`account`), as CooRTweet keeps them."""
    as_u, as_v = many.select(u="account"), many.select(v="account")
    return ibis.union(pairs.semi_join(as_u, "u"), pairs.anti_join(as_u, "u").semi_join(as_v, "v"))


def _bucketed(events: ir.Table, window_ms: int) -> ir.Table:
    # The engines divide as floats: exact enough, since a time in milliseconds is far below 2^52.
    return events.select("object", "account", "tweet", "t", bucket=(events.t // (window_ms + 1)).cast("int64"))


def _hour(t: ir.IntegerValue) -> ir.IntegerValue:
    return (t // HOUR_MS).cast("int32")
