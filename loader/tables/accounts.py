"""Accounts: those the releases list, the outsiders that archived tweets point to, and who belongs to which release."""

import ibis
import ibis.expr.types as ir

from loader.cells import USER_ID
from loader.tables.activity import COUNTED
from loader.tables.codes import numbered, with_code
from loader.tables.staged import PROFILE, settled

ALIAS_DIGITS = 8
"""Hex digits of a pseudonym: enough to tell the accounts of a page apart, too few to look an id up by."""


def codes(staged_accounts: ir.Table, tweets: ir.Table) -> ir.Table:
    """Return the codes of all accounts: those the releases list (every author is), and those that tweets point to."""
    named = tweets.select(item=tweets.mentions.unnest()).distinct()
    retweets = tweets.filter(tweets.is_retweet)
    every = ibis.union(
        staged_accounts.select("user_id"),
        named.filter(named.item.re_search(USER_ID)).select(user_id="item"),
        tweets.select(user_id="reply_user"),
        retweets.select(user_id="retweet_user"),
    )
    return numbered(every)


def members(staged_accounts: ir.Table, account_codes: ir.Table, campaign_codes: ir.Table, posted: ir.Table) -> ir.Table:
    """Return MEMBER_OF: each account's profile as each release gave it, and what it `posted` there."""
    profiles = settled(staged_accounts, ("user_id", "campaign"), list(PROFILE))
    coded = with_code(with_code(profiles, "user_id", account_codes, "start"), "campaign", campaign_codes, "end")
    with_posted = coded.left_join(posted, [coded.start == posted.author, coded.end == posted.campaign])
    counts = {name: with_posted[name].fill_null(0) for name in COUNTED}
    return with_posted.select("start", "end", *PROFILE, **counts, languages=with_posted.languages)


def mentions(tweets: ir.Table, account_codes: ir.Table) -> ir.Table:
    """Return MENTIONS, each account once a tweet; items that are no user id are left out."""
    named = with_code(tweets.select(start="code", item=tweets.mentions.unnest()), "item", account_codes, "end")
    return named.filter(named.end.notnull()).select("start", "end").distinct()


def outsiders(staged_accounts: ir.Table, account_codes: ir.Table) -> ir.Table:
    """Return the accounts that archived tweets point to and no release lists: `code, user_id`."""
    outside = account_codes.anti_join(staged_accounts, account_codes.key == staged_accounts.user_id)
    return outside.select("code", user_id="key")


def handles(copied: ir.Table, stub_rows: ir.Table, outside: ir.Table) -> ir.Table:
    """Return the handles under which outsiders were retweeted: `user_id, handle, tweet_id` of the newest retweet.

    `RT @handle:` names the author of the retweeted tweet (930 handles of the Thailand release, each of one id).
    """
    written = copied.join(stub_rows, copied.target == stub_rows.tweet_id).select(
        "handle", "author", tweet_id=copied.tweet_id
    )
    named = written.join(outside, written.author == outside.code)
    return named.group_by("user_id", "handle").agg(tweet_id=named.tweet_id.max())


def nodes(staged_accounts: ir.Table, outside: ir.Table, handles_of: ir.Table, account_codes: ir.Table) -> ir.Table:
    """Return the Account nodes."""
    archived = settled(staged_accounts, ("user_id",), list(PROFILE)).mutate(variant=ibis.literal("Archived"))
    newest = handles_of.group_by("user_id").agg(tweet_id=handles_of.tweet_id.max())
    newest = handles_of.semi_join(newest, ["user_id", "tweet_id"])
    # One retweet can name one handle only; the minimum makes that a fact of the table, not of luck.
    newest = newest.group_by("user_id").agg(screen_name=newest.handle.min())
    empty = {name: ibis.null(kind) for name, kind in PROFILE.items() if name != "screen_name"}
    joined = outside.left_join(newest, "user_id").drop("user_id_right")
    unlisted = joined.mutate(**empty, variant=ibis.literal("Outsider"))
    order = ["user_id", *PROFILE, "variant"]
    every = ibis.union(archived.select(*order), unlisted.select(*order))
    also = _other_names(staged_accounts, handles_of, every)
    with_names = every.left_join(also, "user_id").drop("user_id_right")
    digest = with_names.user_id.hexdigest("sha256").substr(0, ALIAS_DIGITS)
    named = with_names.mutate(
        alias=ibis.literal("account-") + digest,
        hashed=~with_names.user_id.re_search("^[0-9]+$"),
    )
    return with_code(named, "user_id", account_codes, "code")


def _other_names(staged_accounts: ir.Table, handles_of: ir.Table, chosen: ir.Table) -> ir.Table:
    """Return the handles other than the chosen one, by account: `user_id, also_known_as` (sorted)."""
    names = ibis.union(
        staged_accounts.select("user_id", name="screen_name"), handles_of.select("user_id", name="handle")
    )
    names = names.filter(names.name.notnull()).distinct()
    others = names.anti_join(chosen, (names.user_id == chosen.user_id) & (names.name == chosen.screen_name))
    grouped = others.group_by("user_id").agg(also_known_as=others.name.collect(distinct=True))
    return grouped.mutate(also_known_as=grouped.also_known_as.sort())
