"""The tweets of the lake, one row a tweet: pure ibis over the staged rows of every campaign.

A tweet can stand in several releases. As in the graph (decision 1) each of its columns is the present value of the
newest release, then by campaign key, file and row.
"""

from collections.abc import Collection, Iterable

import ibis
import ibis.expr.types as ir

from lake.manifest import Manifest
from schema.releases import releases

STAGED: dict[str, ibis.Schema] = {
    "tweets": ibis.schema(
        {
            "tweet_id": "int64",
            "user_id": "string",
            "posted_at": "int64",
            "is_retweet": "boolean",
            "text": "string",
            "reply_user": "string",
            "reply_tweet": "int64",
            "quoted_tweet": "int64",
            "retweet_user": "string",
            "retweet_tweet": "int64",
            "hashtags": "array<string>",
            "urls": "array<string>",
            "mentions": "array<string>",
            "campaign": "string",
            "file": "string",
            "row": "int64",
        }
    ),
    "spellings": ibis.schema({"spelling": "string", "tag": "string"}),
    "addresses": ibis.schema({"url": "string", "domain": "string"}),
    "media": ibis.schema({"sha256": "string", "tweet_id": "int64", "role": "string"}),
}
"""The columns of the lake's tables that are read here; times are milliseconds since 1970, UTC."""

ORDER = ibis.schema({"campaign": "string", "file": "string", "first": "int64"})
ROW_SPACE = 1 << 40
"""Rows that one file can hold."""

_NOT_SETTLED = ("tweet_id", "campaign", "file", "row")


def file_order(manifests: Iterable[Manifest]) -> list[tuple[str, str, int]]:
    """Return (campaign, file, first priority) of every tweets file; the smallest priority wins."""
    known = releases()

    def newest_first(manifest: Manifest) -> tuple[tuple[int, ...], str]:
        month = known[manifest.campaign].released_on if manifest.campaign in known else "0000-00"
        return tuple(-int(part) for part in month.split("-")), manifest.campaign

    files = [
        (manifest.campaign, name)
        for manifest in sorted(manifests, key=newest_first)
        for name in sorted(source.name for source in manifest.sources if source.kind == "tweets")
    ]
    return [(campaign, name, number * ROW_SPACE) for number, (campaign, name) in enumerate(files)]


def repeated(staged: ir.Table) -> ir.Table:
    """Return the ids of tweets that stand in more than one row: `tweet_id`."""
    counted = staged.group_by("tweet_id").agg(n=staged.count())
    return counted.filter(counted.n > 1).select("tweet_id")


def merged(staged: ir.Table, repeated_ids: ir.Table, order: ir.Table) -> ir.Table:
    """Return the repeated tweets settled to one row each, with `campaigns`, the keys of all that hold it."""
    again = staged.semi_join(repeated_ids, "tweet_id").join(order, ["campaign", "file"])
    priority = again["first"] + again.row
    columns = [name for name in staged.columns if name not in _NOT_SETTLED]
    return again.group_by("tweet_id").agg(
        **{name: again[name].argmin(priority, where=again[name].notnull()) for name in columns},
        campaigns=again.campaign.collect(distinct=True),
    )


def single(
    staged: ir.Table,
    repeated_ids: ir.Table,
    merged_rows: ir.Table,
    *,
    campaigns: Collection[str] = (),
    since_ms: int | None = None,
    until_ms: int | None = None,
) -> ir.Table:
    """Return one row a tweet that has a time, of the named campaigns (all when none is) and `since <= t < until`.

    `repeated_ids` and `merged_rows` are what `repeated` and `merged` made.
    """
    columns = [name for name in staged.columns if name not in _NOT_SETTLED]
    once = staged.anti_join(repeated_ids, "tweet_id")
    again = merged_rows
    if campaigns:
        once = once.filter(once.campaign.isin(sorted(campaigns)))
        held = [again.campaigns.contains(ibis.literal(key)) for key in sorted(campaigns)]
        again = again.filter(ibis.or_(*held))
    rows = ibis.union(once.select("tweet_id", *columns), again.select("tweet_id", *columns))
    rows = rows.filter(rows.posted_at.notnull())
    if since_ms is not None:
        rows = rows.filter(rows.posted_at >= since_ms)
    if until_ms is not None:
        rows = rows.filter(rows.posted_at < until_ms)
    return rows
