"""Hashtags, addresses and domains of tweets, joined to the forms that `loader.vocabulary` gave them."""

import ibis.expr.types as ir

from loader.tables.codes import numbered, with_code


def tag_uses(tweets: ir.Table) -> ir.Table:
    """Return each use of a hashtag: `tweet` (code), `spelling`."""
    return tweets.select(tweet="code", spelling=tweets.hashtags.unnest())


def used_spellings(uses: ir.Table, spellings: ir.Table) -> ir.Table:
    """Return the spellings that are used and have a usable form: `spelling, tag, votes` (how often it is used)."""
    counted = uses.group_by("spelling").agg(votes=uses.count())
    known = spellings.filter(spellings.tag.notnull()).select("spelling", "tag").distinct()
    return counted.join(known, "spelling").select("spelling", "tag", "votes")


def tagged(uses: ir.Table, used: ir.Table, tag_codes: ir.Table) -> ir.Table:
    """Return TAGGED, each tag once a tweet."""
    of_spelling = used.join(tag_codes, used.tag == tag_codes.key).select(key="spelling", code="code")
    coded = with_code(uses, "spelling", of_spelling, "tag")
    return coded.filter(coded.tag.notnull()).select(start="tweet", end="tag").distinct()


def hashtags(used: ir.Table, tag_codes: ir.Table) -> ir.Table:
    """Return the Hashtag nodes; `name` is the spelling used most, ties by value, without a leading `#`."""
    bare = used.mutate(spelling=used.spelling.re_replace("^[#＃]+", ""))
    votes = bare.group_by("tag", "spelling").agg(votes=bare.votes.sum())
    most = votes.group_by("tag").agg(votes=votes.votes.max())
    winners = votes.join(most, ["tag", "votes"])
    names = winners.group_by("tag").agg(name=winners.spelling.min())
    return names.join(tag_codes, names.tag == tag_codes.key).select("code", "tag", "name")


def link_uses(tweets: ir.Table) -> ir.Table:
    """Return each link: `tweet` (code), `url`."""
    return tweets.select(tweet="code", url=tweets.urls.unnest())


def url_codes(uses: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the codes of the addresses that are linked to; those too long to be a key are left out."""
    usable = addresses.filter(addresses.indexable).select("url").distinct()
    return numbered(uses.select("url").distinct().semi_join(usable, "url"))


def links(uses: ir.Table, codes: ir.Table) -> ir.Table:
    """Return LINKS_TO, each address once a tweet."""
    coded = with_code(uses, "url", codes, "end")
    return coded.filter(coded.end.notnull()).select("end", start="tweet").distinct()


def urls(codes: ir.Table) -> ir.Table:
    """Return the Url nodes."""
    return codes.select("code", url="key")


def hosts(codes: ir.Table, addresses: ir.Table) -> ir.Table:
    """Return the domain of each address that lies on one: `url` (code), `name, kind` of the domain."""
    known = addresses.filter(addresses.domain.notnull()).distinct()
    joined = codes.join(known, codes.key == known.url)
    return joined.select(url=joined.code, name=joined.domain, kind=joined["kind"]).distinct()


def hosted_on(hosts_of: ir.Table, domain_codes: ir.Table) -> ir.Table:
    """Return HOSTED_ON; an address without a host lies on no domain."""
    return with_code(hosts_of, "name", domain_codes, "end").select("end", start="url").distinct()


def domains(hosts_of: ir.Table, domain_codes: ir.Table) -> ir.Table:
    """Return the Domain nodes."""
    kinds = hosts_of.select("name", "kind").distinct()
    return kinds.join(domain_codes, kinds.name == domain_codes.key).select("code", "name", "kind")
