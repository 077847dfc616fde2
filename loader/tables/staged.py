"""The staged rows of all campaigns, with the priority by which rows that disagree are settled.

Archived beats outsider, then the newest release, then campaign key, then file and row; absent never beats a value
(design rule 1). `priority` is a row's place among all that were read, in that order: unique, and the smallest wins.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from schema.releases import Release

UNKNOWN_RELEASE = "0000-00"


PROFILE: dict[str, str] = {
    "screen_name": "string",
    "display_name": "string",
    "followers": "int64",
    "following": "int64",
    "created_on": "date",
    "language": "string",
    "location": "string",
    "description": "string",
    "profile_url": "string",
}
_ORIGIN: dict[str, str] = {"campaign": "string", "file": "string", "row": "int64"}

SCHEMAS: dict[str, ibis.Schema] = {
    "tweets": ibis.schema(
        {
            "tweet_id": "int64",
            "user_id": "string",
            "posted_at": "int64",
            "is_retweet": "boolean",
            "language": "string",
            "text": "string",
            "client": "string",
            "reply_user": "string",
            "reply_tweet": "int64",
            "quoted_tweet": "int64",
            "retweet_user": "string",
            "retweet_tweet": "int64",
            "latitude": "float64",
            "longitude": "float64",
            "poll_choices": "array<string>",
            "likes": "int64",
            "retweets": "int64",
            "replies": "int64",
            "quotes": "int64",
            "hashtags": "array<string>",
            "urls": "array<string>",
            "mentions": "array<string>",
            **_ORIGIN,
        }
    ),
    "accounts": ibis.schema({"user_id": "string", **PROFILE, **_ORIGIN}),
    "spellings": ibis.schema({"spelling": "string", "tag": "string"}),
    "addresses": ibis.schema({"url": "string", "indexable": "boolean", "domain": "string", "kind": "string"}),
    "media": ibis.schema(
        {
            "sha256": "string",
            "tweet_id": "int64",
            "user_id": "string",
            "role": "string",
            "kind": "string",
            "format": "string",
            "bytes": "int64",
            "width": "int64",
            "height": "int64",
            "duration": "float64",
            "pdq": "string",
            "quality": "int64",
            "frames": "array<string>",
            "thumbnail": "string",
            "name": "string",
            **_ORIGIN,
        }
    ),
    "rejects": ibis.schema({**_ORIGIN, "scope": "string", "field": "string", "reason": "string", "value": "string"}),
}
"""Columns of each staged table in the lake. Times are milliseconds since 1970, UTC."""

ORDERS: dict[str, tuple[str, ...]] = {"tweets": ("user_id", "tweet_id", "row")}
"""By what the rows of a table's file are sorted where it is not `row`: what is asked of an account lies together."""

PLACED = ibis.schema({**SCHEMAS["tweets"], "place": "int64"})
"""Staged tweets with their place in their file, from 1 on."""


ALIKE = ibis.schema({"start": "string", "end": "string", "distance": "int64"})
"""Distinct files (by SHA-256), the medoid that each looks like, and in how many bits their hashes differ."""

FILE_ORDER = ibis.schema({"campaign": "string", "number": "int64", "file": "string", "first": "int64"})
"""Each file with its campaign's number, best campaign first, and the rows read of all files before it."""


@dataclass(frozen=True)
class Staged:
    """Staged tables over all campaigns, `alike` (`ALIKE`) of their media, and `order` (`FILE_ORDER`)."""

    tweets: ir.Table
    accounts: ir.Table
    spellings: ir.Table
    addresses: ir.Table
    media: ir.Table
    alike: ir.Table
    order: ir.Table


@dataclass(frozen=True, order=True)
class File:
    """A source in the order in which its rows count: users files before the profiles that tweets repeat."""

    from_tweets: bool
    name: str
    rows: int = field(compare=False)


def file_order(files: Mapping[str, Iterable[File]], releases: Mapping[str, Release]) -> list[tuple[str, int, str, int]]:
    """Return the rows of FILE_ORDER for the files of each campaign, best first."""
    ordered = []
    first = 0
    for number, campaign in enumerate(campaign_order(files, releases)):
        for file in sorted(files[campaign]):
            ordered.append((campaign, number, file.name, first))
            first += file.rows
    return ordered


def campaign_order(campaigns: Iterable[str], releases: Mapping[str, Release]) -> list[str]:
    """Return the keys of campaigns, the newest release first."""

    def newest_first(campaign: str) -> tuple[tuple[int, ...], str]:
        month = releases[campaign].released_on if campaign in releases else UNKNOWN_RELEASE
        return tuple(-int(part) for part in month.split("-")), campaign

    return sorted(campaigns, key=newest_first)


def with_priority(rows: ir.Table, order: ir.Table) -> ir.Table:
    """Add `priority` to staged rows."""
    joined = rows.join(order.select("campaign", "file", "first"), ["campaign", "file"])
    return joined.mutate(priority=joined.first + joined.row).drop("first")


def with_priority_and_code(rows: ir.Table, order: ir.Table) -> ir.Table:
    """Add `priority` to staged tweets (`PLACED`), and `code`: the place among all rows of all files."""
    joined = rows.join(order.select("campaign", "file", "first"), ["campaign", "file"])
    return joined.mutate(priority=joined.first + joined.row, code=joined.first + joined.place).drop("first", "place")


def settled(rows: ir.Table, keys: Sequence[str], columns: Sequence[str]) -> ir.Table:
    """Return one row for each `keys`: of every column the present value with the smallest priority."""
    return rows.group_by(list(keys)).agg(
        **{name: rows[name].argmin(rows.priority, where=rows[name].notnull()) for name in columns}
    )
