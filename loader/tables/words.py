"""Hashtags, addresses and domains of tweets, joined to the forms that `loader.vocabulary` gave them."""

import ibis.expr.types as ir


def tag_uses(tweets: ir.Table, spellings: ir.Table) -> ir.Table:
    """Return each use of a hashtag: `tweet_id, spelling, tag`; spellings without a usable form are left out."""
    uses = tweets.select("tweet_id", spelling=tweets.hashtags.unnest())
    known = spellings.filter(spellings.tag.notnull()).select("spelling", "tag").distinct()
    return uses.join(known, "spelling").select("tweet_id", "spelling", "tag")


def tagged(uses: ir.Table) -> ir.Table:
    """Return TAGGED, each tag once a tweet."""
    return uses.select(start=uses.tweet_id, end=uses.tag).distinct()


def hashtags(uses: ir.Table) -> ir.Table:
    """Return the Hashtag nodes; `name` is the spelling used most, ties by value, without a leading `#`."""
    bare = uses.mutate(spelling=uses.spelling.re_replace("^[#＃]+", ""))
    votes = bare.group_by("tag", "spelling").agg(votes=bare.count())
    most = votes.group_by("tag").agg(votes=votes.votes.max())
    winners = votes.join(most, ["tag", "votes"])
    return winners.group_by("tag").agg(name=winners.spelling.min())


def links(tweets: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return LINKS_TO, each address once a tweet; addresses too long to be a key are left out."""
    linked = tweets.select(start=tweets.tweet_id, end=tweets.urls.unnest()).distinct()
    usable = addresses.filter(addresses.indexable).select("url").distinct()
    return linked.semi_join(usable, linked.end == usable.url)


def urls(linked: ir.Table) -> ir.Table:
    """Return the Url nodes."""
    return linked.select(url=linked.end).distinct()


def hosted_on(url_nodes: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return HOSTED_ON; an address without a host lies on no domain."""
    known = addresses.filter(addresses.domain.notnull()).select("url", "domain").distinct()
    joined = url_nodes.join(known, "url")
    return joined.select(start=joined.url, end=joined.domain)


def domains(hosted: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the Domain nodes."""
    known = addresses.filter(addresses.domain.notnull())
    kinds = known.select(name=known.domain, kind=known["kind"]).distinct()
    return kinds.semi_join(hosted, kinds.name == hosted.end)
