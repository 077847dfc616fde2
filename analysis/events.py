"""Events: who acted on what, with which tweet, when. Pure ibis, one function an action.

Each returns `object` (text), `account` (text), `tweet` (int64) and `t` (milliseconds since 1970, UTC), one row for
each object of a tweet. Only `retweet` looks at retweets: they repeat the text, tags and links of what they retweet.
"""

import ibis
import ibis.expr.types as ir

EVENTS = ibis.schema({"object": "string", "account": "string", "tweet": "int64", "t": "int64"})

USER_ID = r"^([1-9][0-9]{0,19}|[0-9a-f]{64}|[A-Za-z0-9+]{37,43}=)$"
"""Digits, or the hash forms of October 2018 and of 2019 on; what else stands in a list of mentions is no account."""

QUOTES_ARE_LINKS_TO = "twitter.com"
"""Addresses there are quoted tweets: they belong to the action `quote`."""


def retweets(tweets: ir.Table) -> ir.Table:
    """Return retweets, by the retweeted tweet."""
    return _pointing(tweets.filter(tweets.is_retweet.fill_null(False)), "retweet_tweet")


def replies(tweets: ir.Table) -> ir.Table:
    """Return replies, by the tweet replied to."""
    return _pointing(_own(tweets), "reply_tweet")


def quotes(tweets: ir.Table) -> ir.Table:
    """Return quotes, by the quoted tweet."""
    return _pointing(_own(tweets), "quoted_tweet")


def mentions(tweets: ir.Table) -> ir.Table:
    """Return mentions, by the account mentioned, without the account that the tweet replies to."""
    own = _own(tweets)
    named = own.select("reply_user", object=own.mentions.unnest(), account="user_id", tweet="tweet_id", t="posted_at")
    others = (named.object != named.reply_user).fill_null(True)
    return named.filter(named.object.re_search(USER_ID) & others).select(*EVENTS.names).distinct()


def hashtags(tweets: ir.Table, spellings: ir.Table) -> ir.Table:
    """Return uses of hashtags, by the normal form that the lake has of each spelling."""
    uses = _items(tweets, "hashtags")
    known = spellings.filter(spellings.tag.notnull()).select("spelling", "tag").distinct()
    found = uses.join(known, uses.object == known.spelling)
    return found.select(object=found.tag, account=found.account, tweet=found.tweet, t=found.t).distinct()


def links(tweets: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return links, by the exact address; those to tweets are left out."""
    uses = _items(tweets, "urls").distinct()
    tweets_there = addresses.filter(addresses.domain == QUOTES_ARE_LINKS_TO).select("url").distinct()
    return uses.anti_join(tweets_there, uses.object == tweets_there.url)


def domains(tweets: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return links, by the registrable domain; those to tweets are left out."""
    uses = _items(tweets, "urls")
    known = addresses.filter(addresses.domain.notnull() & (addresses.domain != QUOTES_ARE_LINKS_TO))
    known = known.select("url", "domain").distinct()
    found = uses.join(known, uses.object == known.url)
    return found.select(object=found.domain, account=found.account, tweet=found.tweet, t=found.t).distinct()


def media(tweets: ir.Table, shown: ir.Table, alike: ir.Table) -> ir.Table:
    """Return pictures and clips of tweets, by the SHA-256 of the medoid of their cluster."""
    carried = shown.filter(shown.role.isnull() & shown.tweet_id.notnull()).select("tweet_id", "sha256").distinct()
    medoids = alike.select(one=alike.start, medoid=alike.end)
    named = carried.left_join(medoids, carried.sha256 == medoids.one)
    named = named.select("tweet_id", object=ibis.coalesce(named.medoid, named.sha256))
    own = _own(tweets)
    found = own.join(named, "tweet_id")
    return found.select(object=found.object, account=found.user_id, tweet=found.tweet_id, t=found.posted_at).distinct()


def target_authors(tweets: ir.Table, found: ir.Table) -> ir.Table:
    """Return who wrote the tweets that are objects of the events `found`: `target, author` (text).

    The author in the lake; else whom most retweets and replies name, ties by value (as the graph's stubs). A retweet
    names him in `retweet_user`, which is mostly empty, and as its first mention.
    """
    wanted = found.select(target=found.object.cast("int64")).distinct()
    first = tweets.mentions[0]
    mentioned = first.re_search(USER_ID).ifelse(first, ibis.null("string"))
    shared = tweets.filter(tweets.is_retweet.fill_null(False))
    named = ibis.union(
        shared.select(target="retweet_tweet", author=ibis.coalesce(shared.retweet_user, mentioned)),
        tweets.select(target="reply_tweet", author="reply_user"),
    )
    named = named.filter(named.author.notnull()).semi_join(wanted, "target")
    spread = named.group_by("target").agg(least=named.author.min(), greatest=named.author.max())
    agreed = spread.filter(spread.least == spread.greatest).select("target", author="least")
    disputed = named.semi_join(spread.filter(spread.least != spread.greatest), "target")
    votes = disputed.group_by("target", "author").agg(votes=disputed.count())
    most = votes.group_by("target").agg(votes=votes.votes.max())
    elected = votes.join(most, ["target", "votes"]).group_by("target").agg(author=lambda t: t.author.min())
    written = tweets.select(target="tweet_id", author="user_id").semi_join(wanted, "target")
    outside = ibis.union(agreed, elected).anti_join(written, "target")
    both = ibis.union(written, outside)
    return both.select(target=both.target.cast("string"), author="author")


def _own(tweets: ir.Table) -> ir.Table:
    return tweets.filter(~tweets.is_retweet.fill_null(False))


def _pointing(tweets: ir.Table, pointer: str) -> ir.Table:
    found = tweets.filter(tweets[pointer].notnull())
    return found.select(object=found[pointer].cast("string"), account="user_id", tweet="tweet_id", t="posted_at")


def _items(tweets: ir.Table, listed: str) -> ir.Table:
    own = _own(tweets)
    return own.select(object=own[listed].unnest(), account="user_id", tweet="tweet_id", t="posted_at")
