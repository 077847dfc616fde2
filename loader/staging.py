"""From raw rows to staged tables: typed columns, and what was refused. Pure ibis, the same for DuckDB and Spark.

raw (text)  ->  typed(raw)      row, every column typed, `fault` = why the row is refused or NULL
            ->  staged tweets / accounts = typed rows without a fault
            ->  rejects = faulty rows and bad cells, each with its raw text
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from loader import cells
from loader.cells import Cell
from loader.header import COLUMNS

PROFILE = {
    "screen_name": ("user_screen_name", cells.key),
    "display_name": ("user_display_name", cells.plain),
    "location": ("user_reported_location", cells.plain),
    "description": ("user_profile_description", cells.plain),
    "profile_url": ("user_profile_url", cells.plain),
    "followers": ("follower_count", cells.count),
    "following": ("following_count", cells.count),
    "created_on": ("account_creation_date", cells.day),
    "language": ("account_language", cells.lower),
}
TWEET = {
    "language": ("tweet_language", cells.lower),
    "text": ("tweet_text", cells.plain),
    "written_ms": ("tweet_time", cells.posting_time),
    "client": ("tweet_client_name", cells.key),
    "reply_user": ("in_reply_to_userid", cells.user_id),
    "reply_tweet": ("in_reply_to_tweetid", cells.tweet_id),
    "quoted_tweet": ("quoted_tweet_tweetid", cells.tweet_id),
    "is_retweet": ("is_retweet", cells.flag),
    "retweet_user": ("retweet_userid", cells.user_id),
    "retweet_tweet": ("retweet_tweetid", cells.tweet_id),
    "latitude": ("latitude", lambda text: cells.degrees(text, 90)),
    "longitude": ("longitude", lambda text: cells.degrees(text, 180)),
    "quotes": ("quote_count", cells.count),
    "replies": ("reply_count", cells.count),
    "likes": ("like_count", cells.count),
    "retweets": ("retweet_count", cells.count),
    "poll_choices": ("poll_choices", cells.choices),
}
UNREAD = "cannot be read"
REASONS = {"user_screen_name": "longer than 8,000 bytes", "tweet_client_name": "longer than 8,000 bytes"}
"""Why a cell of these columns can be bad; of any other, because it cannot be read."""
LISTS = {"hashtags": "hashtags", "urls": "urls", "mentions": "user_mentions"}
"""Staged name of each list column and the archive's name of it."""


@dataclass(frozen=True)
class Typed:
    """Typed rows with `fault` and `doubtful` (some cell is bad), and for each source column whether its cell is bad."""

    rows: ir.Table
    bad: ir.Table


def typed(raw: ir.Table, kind: str) -> Typed:
    """Return the typed rows of a raw `tweets` or `users` table.

    Cells that are only white space are absent. A row is refused when its user id or tweet id cannot be read; a bad
    cell elsewhere is absent and kept as a reject.
    """
    text = raw.select("row", **{name: cells.blank_to_absent(raw[name]) for name in COLUMNS[kind]})
    columns: dict[str, tuple[str, Cell]] = {
        name: (source, parse(text[source])) for name, (source, parse) in (PROFILE if kind == "users" else TWEET).items()
    }
    user = cells.user_id(text.userid)
    rows: dict[str, ir.Value] = {"row": text.row, "user_id": user.value}
    if kind == "tweets":
        tweet = cells.tweet_id(text.tweetid)
        rows["tweet_id"] = tweet.value
        for name, source in LISTS.items():
            rows[name] = cells.items(text[source])
            unread = rows[name].isnull() & (text[source] != "[]")
            rows[f"{name}_list"] = unread.ifelse(text[source], ibis.null("string"))
        fault = _tweet_fault(text, user, tweet)
    else:
        fault = _user_fault(text, user)
    rows |= {name: cell.value for name, (_, cell) in columns.items()}
    flags = {source: cell.bad for source, cell in columns.values()}
    doubtful = reduce(or_, flags.values())
    return Typed(
        rows=text.select(**rows, fault=fault, doubtful=doubtful),
        bad=text.select("row", *dict.fromkeys(flags), fault=fault, **{f"bad_{s}": flag for s, flag in flags.items()}),
    )


def _user_fault(text: ir.Table, user: Cell) -> ir.StringValue:
    return ibis.cases(
        (text.userid.isnull(), "no user id"),
        (text.userid.lower() == "userid", "repeated header row"),
        (text.userid.re_search(r"^[0-9.]+[eE]\+?[0-9]+$"), "the user id went through a float and lost its digits"),
        (user.bad, "not a user id"),
        else_=ibis.null("string"),
    )


def _tweet_fault(text: ir.Table, user: Cell, tweet: Cell) -> ir.StringValue:
    return ibis.cases(
        (text.tweetid.isnull(), "no tweet id"),
        ((text.tweetid.lower() == "tweetid") | (text.userid.lower() == "userid"), "repeated header row"),
        (
            text.tweetid.re_search(r"^[0-9.]+[eE]\+?[0-9]+$|^[0-9]{16,}\.0+$"),
            "the tweet id went through a float and lost its digits",
        ),
        (tweet.bad, "not a tweet id of 64 bits"),
        else_=_user_fault(text, user),
    )


def accounts(rows: ir.Table) -> ir.Table:
    """Return the staged accounts of a users file: `row, user_id` and the profile, names absent when only the hash."""
    kept = rows.filter(rows.fault.isnull()).drop("fault", "doubtful")
    return _without_hash_names(kept)


def author_profiles(raw: ir.Table, rows: ir.Table) -> ir.Table:
    """Return the profile of each author in a tweets file as text, from the first of their rows: `row, user_id, ...`.

    A profile is repeated on each of the account's tweets.
    """
    kept = rows.filter(rows.fault.isnull())
    first = kept.group_by("user_id").agg(row=kept.row.min())
    sources = [source for source, _ in PROFILE.values()]
    profiles = raw.select("row", **{source: cells.blank_to_absent(raw[source]) for source in sources})
    return first.join(profiles, "row").select("row", "user_id", *sources)


def tweet_authors(profiles: ir.Table) -> ir.Table:
    """Return the staged accounts of a tweets file's `author_profiles`."""
    parsed = {name: parse(profiles[source]).value for name, (source, parse) in PROFILE.items()}
    return _without_hash_names(profiles.select("row", "user_id", **parsed))


def profile_rejects(profiles: ir.Table) -> list[ir.Table]:
    """Return the cells of a tweets file's `author_profiles` that could not be read (`row, field, reason, value`)."""
    found = []
    for source, parse in PROFILE.values():
        bad = profiles.filter(parse(profiles[source]).bad)
        found.append(_cell_reject(bad, source, REASONS.get(source, UNREAD), bad[source]))
    return found


def _without_hash_names(profiles: ir.Table) -> ir.Table:
    # Twitter wrote the hash of a hidden account into both name columns: then they are not names.
    return profiles.mutate(
        screen_name=profiles.screen_name.nullif(profiles.user_id),
        display_name=profiles.display_name.nullif(profiles.user_id),
    )


def tweets(rows: ir.Table, parsed_lists: ir.Table) -> ir.Table:
    """Return the staged tweets; `parsed_lists` (`text, items`) has the irregular lists as Python read them.

    Posting times come from the tweet id where it carries one, else from `tweet_time`. Counters of retweets, which
    the archive writes as 0, are absent.
    """
    kept = rows.filter(rows.fault.isnull())
    for name in LISTS:
        odd = parsed_lists.select(**{f"{name}_list": parsed_lists.text, f"{name}_odd": parsed_lists["items"]})
        kept = kept.left_join(odd, f"{name}_list").drop(f"{name}_list_right")
    retweeted = kept.is_retweet.fill_null(kept.retweet_tweet.notnull())
    no_count = ibis.null("int64")
    counters = {name: retweeted.ifelse(no_count, kept[name]) for name in ("likes", "retweets", "replies", "quotes")}
    lists = {name: ibis.coalesce(kept[name], kept[f"{name}_odd"]) for name in LISTS}
    return kept.select(
        "row",
        "tweet_id",
        "user_id",
        posted_at=ibis.coalesce(cells.snowflake_ms(kept.tweet_id), kept.written_ms),
        is_retweet=retweeted,
        **{name: kept[name] for name in TWEET if name not in (*counters, "written_ms", "is_retweet")},
        **counters,
        **lists,
    )


def odd_lists(rows: ir.Table) -> ir.Table:
    """Return the distinct list cells (`text`) whose spelling only `loader.vocabulary.parse_list` can read.

    `rows` has in its list columns the text of every cell that gave no items.
    """
    kept = rows.filter(rows.fault.isnull())
    cells_of = [kept.select(text=kept[f"{name}_list"]) for name in LISTS]
    every = ibis.union(*cells_of)
    return every.filter(cells.irregular(every.text)).distinct()


def row_rejects(raw: ir.Table, rows: ir.Table) -> ir.Table:
    """Return the refused rows (`row, reason, value`), their raw cells joined by tabs."""
    faulty = rows.filter(rows.fault.notnull()).select("row", reason=rows.fault)
    names = [name for name in raw.columns if name != "row"]
    joined = raw.join(faulty, "row")
    value = joined[names[0]].fill_null("")
    for name in names[1:]:
        value = value + "\t" + joined[name].fill_null("")
    return joined.select("row", reason=joined.reason, value=value)


def cell_rejects(bad: ir.Table) -> ir.Table:
    """Return the cells that could not be read in rows that are loaded (`row, field, reason, value`)."""
    sources = [name.removeprefix("bad_") for name in bad.columns if name.startswith("bad_")]
    kept = bad.filter(bad.fault.isnull())
    return ibis.union(
        *(
            kept.filter(kept[f"bad_{source}"]).select(
                "row",
                field=ibis.literal(source),
                reason=ibis.literal(REASONS.get(source, UNREAD)),
                value=kept[source],
            )
            for source in sources
        )
    )


def list_rejects(
    rows: ir.Table, odd: ir.Table, tweets: ir.Table, spellings: ir.Table, addresses: ir.Table
) -> list[ir.Table]:
    """Return the cells of lists that could not be read whole: malformed spellings, items too long to be a key."""
    found = []
    kept = rows.filter(rows.fault.isnull())
    malformed = odd.filter(~odd.well_formed).select("text")
    for name, source in LISTS.items():
        cells_of = kept.select("row", text=kept[f"{name}_list"])
        bad = cells_of.semi_join(malformed, "text")
        found.append(_cell_reject(bad, source, "malformed list, read as well as it goes", bad.text))
    for name, table, key, usable in (
        ("hashtags", spellings, "spelling", spellings.tag.notnull()),
        ("urls", addresses, "url", addresses.indexable),
    ):
        refused = table.filter(~usable).select(item=table[key])
        exploded = tweets.select("row", item=tweets[name].unnest())
        bad = exploded.semi_join(refused, "item")
        found.append(_cell_reject(bad, LISTS[name], "empty or longer than 8,000 bytes", bad.item))
    mentioned = tweets.select("row", item=tweets.mentions.unnest())
    bad = mentioned.filter(cells.user_id(mentioned.item).bad)
    found.append(_cell_reject(bad, LISTS["mentions"], "not a user id", bad.item))
    return found


def _cell_reject(bad: ir.Table, field: str, reason: str, value: ir.StringValue) -> ir.Table:
    return bad.select("row", field=ibis.literal(field), reason=ibis.literal(reason), value=value)


def rejects(rows: list[ir.Table], cells_: list[ir.Table]) -> ir.Table:
    """Return one table of rejects (`row, scope, field, reason, value`) from those of rows and of cells.

    `scope` is `row` (the row was refused) or `cell` (the row is loaded, this cell is absent).
    """
    absent = ibis.null("string")
    refused = [t.select("row", scope=ibis.literal("row"), field=absent, reason=t.reason, value=t.value) for t in rows]
    unread = [
        t.select("row", scope=ibis.literal("cell"), field=t.field, reason=t.reason, value=t.value) for t in cells_
    ]
    return ibis.union(*refused, *unread)
