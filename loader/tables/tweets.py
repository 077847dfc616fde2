"""Tweets: those in the releases, the stubs that they point to, and who wrote which."""

import ibis
import ibis.expr.types as ir

from loader import cells
from loader.tables.codes import numbered, with_code
from loader.tables.staged import with_priority_and_code

NOT_A_PROPERTY = ("row", "place", "file", "campaign", "tweet_id")

ORIGIN_SEPARATOR = " "
"""Between the keys of campaigns in `origin`."""

POINTERS = {"RETWEETS": "retweet_tweet", "REPLIES_TO": "reply_tweet", "QUOTES": "quoted_tweet"}
"""The column of `core` with the id of the tweet that a tweet points to, by type."""


def repeated(staged_tweets: ir.Table) -> ir.Table:
    """Return the ids of tweets that occur more than once: `tweet_id`."""
    counted = staged_tweets.group_by("tweet_id").agg(n=staged_tweets.count())
    return counted.filter(counted.n > 1).select("tweet_id")


def settled(staged_tweets: ir.Table, repeated_ids: ir.Table, order: ir.Table) -> ir.Table:
    """Return one row, settled column by column, for each tweet that occurs more than once, as `archived` does."""
    again = with_priority_and_code(staged_tweets.semi_join(repeated_ids, "tweet_id"), order)
    columns = [name for name in staged_tweets.columns if name not in NOT_A_PROPERTY]
    merged = again.group_by("tweet_id").agg(
        **{name: again[name].argmin(again.priority, where=again[name].notnull()) for name in columns},
        code=again.code.min(),
        campaigns=again.campaign.collect(distinct=True),
    )
    merged = merged.mutate(campaigns=merged.campaigns.sort())
    return merged.mutate(origin=merged.campaigns.join(ORIGIN_SEPARATOR))


def archived(staged_tweets: ir.Table, repeated_ids: ir.Table, settled_rows: ir.Table, order: ir.Table) -> ir.Table:
    """Return one row a tweet over all releases, with `code` and `campaigns`, the sorted keys of those that hold it.

    `origin` has these keys in one text. The code is the first place of the tweet's rows. Most tweets occur once and
    pass unchanged.
    """
    single = with_priority_and_code(staged_tweets.anti_join(repeated_ids, "tweet_id"), order)
    once = single.mutate(campaigns=ibis.array([single.campaign]), origin=single.campaign)
    return ibis.union(once.select(*settled_rows.columns), settled_rows)


def origins(settled_rows: ir.Table, order: ir.Table) -> ir.Table:
    """Return the codes of `origin`, with the campaigns of each: `key, code, campaigns`."""
    one = order.select(origin=order.campaign, campaigns=ibis.array([order.campaign]))
    every = ibis.union(one, settled_rows.select("origin", "campaigns")).distinct()
    codes = numbered(every.select("origin"))
    return codes.join(every, codes.key == every.origin).select("key", "code", "campaigns")


def core(archived_tweets: ir.Table, accounts: ir.Table, clients: ir.Table, origin_codes: ir.Table) -> ir.Table:
    """Return what relationships are made of, one row a tweet, all of it integers.

    `code, tweet_id, posted_at, is_retweet`, the codes `author, replied, retweeted, client, origin`, and the ids of the
    tweets that it points to. A retweet names its target's author (`retweeted`) in `retweet_userid`, which is mostly
    empty, and as its first mention, which is right in all 437 of the Thailand release's retweets that can be checked.
    """
    tweets = archived_tweets
    no_one, nothing = ibis.null("string"), ibis.null("int64")
    rows = tweets.select(
        "code",
        "tweet_id",
        "posted_at",
        "is_retweet",
        "reply_tweet",
        "quoted_tweet",
        retweet_tweet=tweets.is_retweet.ifelse(tweets.retweet_tweet, nothing),
        author_id=tweets.user_id,
        replied_id=tweets.reply_user,
        retweeted_id=tweets.is_retweet.ifelse(ibis.coalesce(tweets.retweet_user, tweets.mentions[0]), no_one),
        client_name=tweets.client,
        origin_key=tweets.origin,
    )
    for name, column, codes in (
        ("author", "author_id", accounts),
        ("replied", "replied_id", accounts),
        ("retweeted", "retweeted_id", accounts),
        ("client", "client_name", clients),
        ("origin", "origin_key", origin_codes),
    ):
        rows = with_code(rows, column, codes, name).drop(column)
    return rows


def outside_targets(core_rows: ir.Table) -> ir.Table:
    """Return each time that an archived tweet points outside the releases: `target` (id), `author` (code, if named)."""
    tweets = core_rows
    nobody = ibis.null("int64")
    every = ibis.union(
        tweets.select(target=tweets.retweet_tweet, author=tweets.retweeted),
        tweets.select(target=tweets.reply_tweet, author=tweets.replied),
        tweets.select(target=tweets.quoted_tweet, author=nobody),
    )
    targets = every.filter(every.target.notnull())
    return targets.anti_join(tweets, targets.target == tweets.tweet_id)


def stub_codes(targets: ir.Table, core_rows: ir.Table) -> ir.Table:
    """Return the codes of the tweets outside the releases, behind those of the archived ones."""
    return numbered(targets.select("target"), core_rows.code.max().as_scalar().fill_null(0) + 1)


def same_texts(archived_tweets: ir.Table) -> ir.Table:
    """Return the tweets whose text another has as well, retweets left out: `code, same_text`, how many have it."""
    own = archived_tweets.filter(~archived_tweets.is_retweet & archived_tweets.text.notnull()).select("code", "text")
    counted = own.group_by("text").agg(same_text=own.count())
    repeated_texts = counted.filter(counted.same_text > 1)
    return own.join(repeated_texts, "text").select("code", "same_text")


def copies(archived_tweets: ir.Table, stubs_of: ir.Table) -> ir.Table:
    """Return the retweets of stubs that hold a copy of them: `tweet_id, target, handle, text`.

    The text of a retweet is `RT @handle: ` and a copy.
    """
    retweets = archived_tweets.filter(archived_tweets.is_retweet)
    outside = retweets.semi_join(stubs_of, retweets.retweet_tweet == stubs_of.key)
    # Handles have at most 15 letters, hashes 64; a longer word is somebody's text, and could not be indexed.
    found = outside.select(
        "tweet_id", "text", target="retweet_tweet", handle=outside.text.re_extract(r"^RT @([^:\s]{1,64}): ", 1)
    )
    copied = found.filter(found.handle != "")
    return copied.mutate(text=copied.text.substr(copied.handle.length() + len("RT @: ")))


def stubs(codes: ir.Table, targets: ir.Table, copied: ir.Table) -> ir.Table:
    """Return the tweets outside the releases: `code, tweet_id, author` (code), `text, posted_at`.

    Author: the one most references name, ties by value. Text: from the longest retweet of it, ties by value.
    """
    named = targets.filter(targets.author.notnull())
    votes = named.group_by("target", "author").agg(votes=named.count())
    most = votes.group_by("target").agg(votes=votes.votes.max())
    winners = votes.join(most, ["target", "votes"]).group_by("target").agg(author=lambda t: t.author.min())
    measured = copied.select("target", "text", length=copied.text.length())
    longest = measured.group_by("target").agg(length=measured.length.max())
    texts = measured.join(longest, ["target", "length"]).group_by("target").agg(text=lambda t: t.text.min())
    with_author = codes.left_join(winners, codes.key == winners.target).drop("target")
    joined = with_author.left_join(texts, with_author.key == texts.target)
    return joined.select(
        "code", tweet_id=joined.key, author=joined.author, text=joined.text, posted_at=cells.snowflake_ms(joined.key)
    )


def codes(core_rows: ir.Table, stub_rows: ir.Table) -> ir.Table:
    """Return the codes of all tweets."""
    return ibis.union(*(rows.select(key=rows.tweet_id, code=rows.code) for rows in (core_rows, stub_rows)))


def authors(core_rows: ir.Table, stub_rows: ir.Table) -> ir.Table:
    """Return who wrote each tweet whose author is known: `tweet_id, tweet, author` (codes), `inferred` (or absent)."""
    known = core_rows.select("tweet_id", "author", tweet=core_rows.code, inferred=ibis.null("boolean"))
    named = stub_rows.filter(stub_rows.author.notnull())
    inferred = ibis.literal(True).cast("boolean")
    return ibis.union(known, named.select("tweet_id", "author", tweet=named.code, inferred=inferred))


def nodes(archived_tweets: ir.Table, stub_rows: ir.Table, texts: ir.Table) -> ir.Table:
    """Return the Tweet nodes; `texts` are `same_texts`."""
    columns = {
        "text": "string",
        "language": "string",
        "likes": "int64",
        "retweets": "int64",
        "replies": "int64",
        "quotes": "int64",
        "is_retweet": "boolean",
        "latitude": "float64",
        "longitude": "float64",
        "poll_choices": "array<string>",
        "campaigns": "array<string>",
    }
    with_texts = archived_tweets.left_join(texts, "code").drop("code_right")
    released = with_texts.select(
        "code",
        "tweet_id",
        "posted_at",
        "same_text",
        *columns,
        text_inferred=ibis.null("boolean"),
        variant=ibis.literal("Archived"),
    )
    given = ("text",)
    outside = stub_rows.select(
        "code",
        "tweet_id",
        "posted_at",
        same_text=ibis.null("int64"),
        **{name: stub_rows[name] if name in given else ibis.null(kind) for name, kind in columns.items()},
        text_inferred=stub_rows.text.notnull().ifelse(True, ibis.null("boolean")),
        variant=ibis.literal("Stub"),
    )
    return ibis.union(released, outside)


def posted(author_of: ir.Table) -> ir.Table:
    """Return POSTED."""
    return author_of.select(start=author_of.author, end=author_of.tweet, inferred=author_of.inferred)


def pointing(core_rows: ir.Table, tweet_codes: ir.Table, kind: str) -> ir.Table:
    """Return RETWEETS, REPLIES_TO or QUOTES."""
    pointer = POINTERS[kind]
    some = core_rows.filter(core_rows[pointer].notnull()).select(pointer, start="code")
    return with_code(some, pointer, tweet_codes, "end").select("start", "end")


def sent_from(core_rows: ir.Table) -> ir.Table:
    """Return SENT_FROM."""
    named = core_rows.filter(core_rows.client.notnull())
    return named.select(start=named.code, end=named.client)


def clients(client_codes: ir.Table) -> ir.Table:
    """Return the Client nodes."""
    return client_codes.select("code", name="key")
