"""What each account posted in each release: how many tweets of which kind, and in which languages."""

import ibis.expr.types as ir

from loader.tables.codes import with_code
from loader.tables.interactions import whole_sum

COUNTED = ("tweets", "retweets", "replies", "with_hashtags", "with_links")
"""The counts of `posted`."""


def languages(tweets: ir.Table, account_codes: ir.Table, campaign_codes: ir.Table) -> ir.Table:
    """Return the languages of each account's tweets in each release: `author, campaign` (codes), `languages`."""
    known = tweets.filter(tweets.language.notnull())
    used = known.select("user_id", "campaigns", "language").distinct()
    coded = with_code(used.mutate(key=used.campaigns.unnest()), "user_id", account_codes, "author")
    coded = with_code(coded, "key", campaign_codes, "campaign")
    listed = coded.group_by("author", "campaign").agg(languages=coded.language.collect(distinct=True))
    return listed.mutate(languages=listed.languages.sort())


def posted(
    core: ir.Table,
    tagged: ir.Table,
    linked: ir.Table,
    languages_of: ir.Table,
    origins: ir.Table,
    campaign_codes: ir.Table,
) -> ir.Table:
    """Return what each account posted in each release: `author, campaign` (codes), `COUNTED` and `languages`.

    `tagged` and `linked` are TAGGED and LINKS_TO. An account counts where the graph has it as the author of the tweet.
    """
    answers = ~core.is_retweet & core.reply_tweet.notnull()
    by_origin = core.group_by("author", "origin").agg(
        tweets=core.count(), retweets=core.count(where=core.is_retweet), replies=core.count(where=answers)
    )
    for name, uses in (("with_hashtags", tagged), ("with_links", linked)):
        found = core.semi_join(uses, core.code == uses.start).group_by("author", "origin").agg(n=lambda t: t.count())
        found = found.select(author_="author", origin_="origin", **{name: "n"})
        joined = by_origin.left_join(found, [by_origin.author == found.author_, by_origin.origin == found.origin_])
        by_origin = joined.drop("author_", "origin_")
    keys = origins.select(origin="code", key=origins.campaigns.unnest())
    of_campaign = with_code(by_origin.join(keys, "origin"), "key", campaign_codes, "campaign")
    sums = of_campaign.group_by("author", "campaign").agg(
        **{name: whole_sum(of_campaign[name].fill_null(0)) for name in COUNTED}
    )
    joined = sums.left_join(languages_of, ["author", "campaign"])
    return joined.select("author", "campaign", *COUNTED, "languages")
