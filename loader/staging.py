"""From raw rows to staged tables: typed columns, and what was refused. Pure ibis, the same for DuckDB and Spark.

raw (text)  ->  texts           cells without any text absent
            ->  parsed          row, every column typed, beside its text
            ->  typed           every column typed, `fault` = why the row is refused or NULL
            ->  staged tweets / accounts = typed rows without a fault
            ->  rejects = faulty rows and bad cells, each with its raw text

Each stands on the one before as a table or view of its own: an expression that held all of it would hold every parser
as often as its value is looked at, and planning it would take longer than reading a small file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from loader import cells
from loader.header import COLUMNS


@dataclass(frozen=True)
class Column:
    """Where a staged column comes from, how its text is parsed, and (of text and value) whether the cell was bad."""

    source: str
    parse: Callable[[ir.StringValue], ir.Value]
    bad: Callable[[ir.StringValue, ir.Value], ir.BooleanValue] | None = cells.unread


PROFILE = {
    "screen_name": Column("user_screen_name", cells.key),
    "display_name": Column("user_display_name", cells.plain, None),
    "location": Column("user_reported_location", cells.plain, None),
    "description": Column("user_profile_description", cells.plain, None),
    "profile_url": Column("user_profile_url", cells.plain, None),
    "followers": Column("follower_count", cells.count),
    "following": Column("following_count", cells.count),
    "created_on": Column("account_creation_date", cells.day),
    "language": Column("account_language", cells.lower, None),
}
TWEET = {
    "language": Column("tweet_language", cells.lower, None),
    "text": Column("tweet_text", cells.plain, None),
    "written_ms": Column("tweet_time", cells.posting_time),
    "client": Column("tweet_client_name", cells.key),
    "reply_user": Column("in_reply_to_userid", cells.user_id),
    "reply_tweet": Column("in_reply_to_tweetid", cells.tweet_id),
    "quoted_tweet": Column("quoted_tweet_tweetid", cells.tweet_id),
    "is_retweet": Column("is_retweet", cells.flag),
    "retweet_user": Column("retweet_userid", cells.user_id),
    "retweet_tweet": Column("retweet_tweetid", cells.tweet_id),
    "latitude": Column("latitude", partial(cells.degrees, limit=90), cells.unread_degrees),
    "longitude": Column("longitude", partial(cells.degrees, limit=180), cells.unread_degrees),
    "quotes": Column("quote_count", cells.count),
    "replies": Column("reply_count", cells.count),
    "likes": Column("like_count", cells.count),
    "retweets": Column("retweet_count", cells.count),
    "poll_choices": Column("poll_choices", cells.choices, None),
}
UNREAD = "cannot be read"
REASONS = {"user_screen_name": "longer than 8,000 bytes", "tweet_client_name": "longer than 8,000 bytes"}
"""Why a cell of these columns can be bad; of any other, because it cannot be read."""
LISTS = {"hashtags": "hashtags", "urls": "urls", "mentions": "user_mentions"}
"""Staged name of each list column and the archive's name of it."""
OF_KIND = {"users": PROFILE, "tweets": TWEET}


def texts(raw: ir.Table, kind: str) -> ir.Table:
    """Return a raw `tweets` or `users` table with cells absent that are empty or only white space."""
    return raw.select("row", **{name: cells.blank_to_absent(raw[name]) for name in COLUMNS[kind]})


def parsed(texts: ir.Table, kind: str) -> ir.Table:
    """Return what can be read of each cell of `texts`, by staged name, and its text as `text_` with the archive's."""
    columns = {"user_id": cells.user_id(texts.userid), **_values(texts, OF_KIND[kind])}
    if kind == "tweets":
        columns["tweet_id"] = cells.tweet_id(texts.tweetid)
        columns |= {name: cells.items(texts[source]) for name, source in LISTS.items()}
    return texts.select("row", **columns, **{f"text_{name}": texts[name] for name in COLUMNS[kind]})


def _values(texts: ir.Table, columns: Mapping[str, Column]) -> dict[str, ir.Value]:
    return {name: column.parse(texts[column.source]) for name, column in columns.items()}


def typed(parsed: ir.Table, kind: str) -> ir.Table:
    """Return the typed rows of `parsed`, with `fault` and with `doubtful`: some cell is bad.

    A row is refused when its user id or tweet id cannot be read; a bad cell elsewhere is absent and kept as a reject.
    A list is absent when it is empty or when only Python can read it; its text is then in `hashtags_list` and so on.
    """
    rows = {name: parsed[name] for name in OF_KIND[kind]}
    ids = ["user_id"]
    if kind == "tweets":
        ids.append("tweet_id")
        rows["poll_choices"] = cells.none_to_absent(parsed.poll_choices)
        for name, source in LISTS.items():
            rows[name] = cells.none_to_absent(parsed[name])
            text = parsed[f"text_{source}"]
            listed = rows[name].notnull() | (text == "[]")
            rows[f"{name}_list"] = listed.ifelse(ibis.null("string"), text)
    fault = _tweet_fault(parsed) if kind == "tweets" else _user_fault(parsed)
    flags = [
        column.bad(parsed[f"text_{column.source}"], parsed[name])
        for name, column in OF_KIND[kind].items()
        if column.bad is not None
    ]
    return parsed.select("row", *ids, **rows, fault=fault, doubtful=reduce(or_, flags))


def bad_cells(texts: ir.Table, rows: ir.Table, kind: str) -> ir.Table:
    """Return the cells that could not be read in rows that are loaded (`row` and columns of `texts`), others absent."""
    doubtful = rows.filter(rows.doubtful & rows.fault.isnull())
    both = texts.select("row", **{f"text_{name}": texts[name] for name in COLUMNS[kind]}).join(doubtful, "row")
    return both.select("row", **_bad(both, OF_KIND[kind]))


def _bad(rows: ir.Table, columns: Mapping[str, Column]) -> dict[str, ir.StringValue]:
    """Return for each archive's column that can be bad its text where it is; `rows` has values and texts."""
    found = {}
    for name, column in columns.items():
        if column.bad is not None:
            text = rows[f"text_{column.source}"]
            found[column.source] = column.bad(text, rows[name]).ifelse(text, ibis.null("string"))
    return found


def _user_fault(parsed: ir.Table) -> ir.StringValue:
    text = parsed.text_userid
    return ibis.cases(
        (parsed.user_id.notnull(), ibis.null("string")),
        (text.isnull(), "no user id"),
        (text.lower() == "userid", "repeated header row"),
        (text.re_search(r"^[0-9.]+[eE]\+?[0-9]+$"), "the user id went through a float and lost its digits"),
        else_="not a user id",
    )


def _tweet_fault(parsed: ir.Table) -> ir.StringValue:
    text = parsed.text_tweetid
    return ibis.cases(
        (parsed.tweet_id.notnull(), _user_fault(parsed)),
        (text.isnull(), "no tweet id"),
        ((text.lower() == "tweetid") | (parsed.text_userid.lower() == "userid"), "repeated header row"),
        (
            text.re_search(r"^[0-9.]+[eE]\+?[0-9]+$|^[0-9]{16,}\.0+$"),
            "the tweet id went through a float and lost its digits",
        ),
        else_="not a tweet id of 64 bits",
    )


def accounts(rows: ir.Table) -> ir.Table:
    """Return the staged accounts of a users file: `row, user_id` and the profile, names absent when only the hash."""
    kept = rows.filter(rows.fault.isnull()).drop("fault", "doubtful")
    return _without_hash_names(kept)


def author_profiles(texts: ir.Table, rows: ir.Table) -> ir.Table:
    """Return the profile of each author in a tweets file as text, from the first of their rows: `row, user_id, ...`.

    A profile is repeated on each of the account's tweets.
    """
    kept = rows.filter(rows.fault.isnull())
    first = kept.group_by("user_id").agg(row=kept.row.min())
    sources = [column.source for column in PROFILE.values()]
    return first.join(texts.select("row", *sources), "row").select("row", "user_id", *sources)


def parsed_profiles(profiles: ir.Table) -> ir.Table:
    """Return what can be read of a tweets file's `author_profiles`, beside the texts."""
    its = {f"text_{column.source}": profiles[column.source] for column in PROFILE.values()}
    return profiles.select("row", "user_id", **_values(profiles, PROFILE), **its)


def tweet_authors(parsed: ir.Table) -> ir.Table:
    """Return the staged accounts of a tweets file's `parsed_profiles`."""
    return _without_hash_names(parsed.select("row", "user_id", *PROFILE))


def bad_profile_cells(parsed: ir.Table) -> ir.Table:
    """Return the cells of a tweets file's `parsed_profiles` that could not be read (as `bad_cells`)."""
    return parsed.select("row", **_bad(parsed, PROFILE))


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
    """Return the cells of `bad_cells` one by one (`row, field, reason, value`)."""
    sources = [name for name in bad.columns if name != "row"]
    cell = bad.mutate(field=ibis.array(sources).unnest())
    value = ibis.cases(*((cell.field == source, cell[source]) for source in sources))
    reason = ibis.cases(*((cell.field == source, text) for source, text in REASONS.items()), else_=UNREAD)
    found = cell.select("row", "field", reason=reason, value=value)
    return found.filter(found.value.notnull())


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
    bad = mentioned.filter(cells.user_id(mentioned.item).isnull())
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
