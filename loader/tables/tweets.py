"""Tweets: those in the releases, the stubs that they point to, and who wrote which."""

import ibis
import ibis.expr.types as ir

from loader import cells
from loader.tables.staged import with_priority

NOT_A_PROPERTY = ("row", "file", "campaign", "tweet_id")


def repeated(staged_tweets: ir.Table) -> ir.Table:
    """Return the ids of tweets that occur more than once: `tweet_id`."""
    counted = staged_tweets.group_by("tweet_id").agg(n=staged_tweets.count())
    return counted.filter(counted.n > 1).select("tweet_id")


def archived(staged_tweets: ir.Table, repeated_ids: ir.Table, order: ir.Table) -> ir.Table:
    """Return one row a tweet over all releases, with `campaigns`, the sorted keys of those that hold it.

    Most tweets occur once and pass unchanged; only those that occur more often are settled column by column.
    """
    columns = [name for name in staged_tweets.columns if name not in NOT_A_PROPERTY]
    single = staged_tweets.anti_join(repeated_ids, "tweet_id")
    again = with_priority(staged_tweets.semi_join(repeated_ids, "tweet_id"), order)
    merged = again.group_by("tweet_id").agg(
        **{name: again[name].argmin(again.priority, where=again[name].notnull()) for name in columns},
        campaigns=again.campaign.collect(distinct=True),
    )
    names = ["tweet_id", *columns]
    once = single.select(*names, campaigns=ibis.array([single.campaign]))
    return ibis.union(once, merged.select(*names, campaigns=merged.campaigns.sort()))


def references(tweets: ir.Table) -> ir.Table:
    """Return what archived tweets point to: `kind, tweet_id, target, author, text, handle`.

    A retweet names its target's author in `retweet_userid`, which is mostly empty, and as its first mention, which is
    right in all 437 of the Thailand release's retweets that can be checked. Its text is `RT @handle: ` and a copy.
    """
    retweets = tweets.filter(tweets.is_retweet)
    # Handles have at most 15 letters, hashes 64; a longer word is somebody's text, and could not be indexed.
    prefix = r"^RT @([^:\s]{1,64}): "
    copied = retweets.text.re_search(prefix)
    nothing = ibis.null("string")
    of_retweets = retweets.select(
        "tweet_id",
        kind=ibis.literal("retweet"),
        target=retweets.retweet_tweet,
        author=ibis.coalesce(retweets.retweet_user, cells.user_id(retweets.mentions[0])),
        text=copied.ifelse(retweets.text.re_replace(prefix, ""), nothing),
        handle=copied.ifelse(retweets.text.re_extract(prefix, 1), nothing),
    )
    of_replies = tweets.select(
        "tweet_id",
        kind=ibis.literal("reply"),
        target=tweets.reply_tweet,
        author=tweets.reply_user,
        text=nothing,
        handle=nothing,
    )
    of_quotes = tweets.select(
        "tweet_id",
        kind=ibis.literal("quote"),
        target=tweets.quoted_tweet,
        author=nothing,
        text=nothing,
        handle=nothing,
    )
    order = ["tweet_id", "kind", "target", "author", "text", "handle"]
    every = ibis.union(*(table.select(*order) for table in (of_retweets, of_replies, of_quotes)))
    return every.filter(every.target.notnull() | every.author.notnull())


def stubs(tweets: ir.Table, pointed: ir.Table) -> ir.Table:
    """Return the tweets outside the releases: `tweet_id, author, text, posted_at`.

    Author: the one most references name, ties by value. Text: from the longest retweet of it, ties by value.
    """
    targets = pointed.filter(pointed.target.notnull()).rename(stub="target").drop("tweet_id", "kind")
    outside = targets.anti_join(tweets, targets.stub == tweets.tweet_id)
    ids = outside.select("stub").distinct()
    named = outside.filter(outside.author.notnull())
    votes = named.group_by("stub", "author").agg(votes=named.count())
    most = votes.group_by("stub").agg(votes=votes.votes.max())
    winners = votes.join(most, ["stub", "votes"]).group_by("stub").agg(author=lambda t: t.author.min())
    copies = outside.filter(outside.text.notnull()).mutate(length=lambda t: t.text.length())
    longest = copies.group_by("stub").agg(length=copies.length.max())
    texts = copies.join(longest, ["stub", "length"]).group_by("stub").agg(text=lambda t: t.text.min())
    with_author = ids.left_join(winners, "stub").drop("stub_right")
    joined = with_author.left_join(texts, "stub").drop("stub_right")
    return joined.select(
        tweet_id=joined.stub, author=joined.author, text=joined.text, posted_at=cells.snowflake_ms(joined.stub)
    )


def authors(tweets: ir.Table, stub_tweets: ir.Table) -> ir.Table:
    """Return who wrote each tweet whose author is known: `tweet_id, user_id, inferred` (true or absent)."""
    known = tweets.select("tweet_id", "user_id", inferred=ibis.null("boolean"))
    inferred = stub_tweets.filter(stub_tweets.author.notnull())
    return ibis.union(
        known, inferred.select("tweet_id", user_id=inferred.author, inferred=ibis.literal(True).cast("boolean"))
    )


def nodes(tweets: ir.Table, stub_tweets: ir.Table) -> ir.Table:
    """Return the Tweet nodes."""
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
    released = tweets.select(
        "tweet_id",
        "posted_at",
        *columns,
        text_inferred=ibis.null("boolean"),
        variant=ibis.literal("Archived"),
    )
    given = ("text",)
    outside = stub_tweets.select(
        "tweet_id",
        "posted_at",
        **{name: stub_tweets[name] if name in given else ibis.null(kind) for name, kind in columns.items()},
        text_inferred=stub_tweets.text.notnull().ifelse(True, ibis.null("boolean")),
        variant=ibis.literal("Stub"),
    )
    return ibis.union(released, outside)


def posted(author_of: ir.Table) -> ir.Table:
    """Return POSTED."""
    return author_of.select(start=author_of.user_id, end=author_of.tweet_id, inferred=author_of.inferred)


def pointing(pointed: ir.Table, kind: str) -> ir.Table:
    """Return RETWEETS, REPLIES_TO or QUOTES: `kind` is retweet, reply or quote."""
    of_kind = pointed.filter((pointed.kind == kind) & pointed.target.notnull())
    return of_kind.select(start=of_kind.tweet_id, end=of_kind.target).distinct()


def sent_from(tweets: ir.Table) -> ir.Table:
    """Return SENT_FROM."""
    named = tweets.filter(tweets.client.notnull())
    return named.select(start=named.tweet_id, end=named.client)


def clients(sent: ir.Table) -> ir.Table:
    """Return the Client nodes."""
    return sent.select(name=sent.end).distinct()
