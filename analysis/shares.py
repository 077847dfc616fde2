"""The share of a campaign's accounts that act together, the figure that the literature reports (pure ibis).

Schoch, Keller, Stier and Yang (2022) count an account when it co-retweeted or co-tweeted with another within a minute
at least once, whatever chance says; about three quarters of the accounts of such campaigns did.
"""

import ibis
import ibis.expr.types as ir

COUNTED = ("retweet", "tweet")
"""The actions that count."""


def shares(staged: ir.Table, chosen: ir.Table, edges: ir.Table) -> ir.Table:
    """Return `campaign, accounts, co_acting, co_flagged` of every campaign with tweets, by campaign.

    `staged` are rows of tweets (`user_id, campaign`), `chosen` the tweets of the run (`user_id`), `edges` those of the
    actions COUNTED (`user_u, user_v, flagged`), all of them.
    """
    active = staged.select("campaign", "user_id").distinct().semi_join(chosen.select("user_id"), "user_id")
    ends = ibis.union(edges.select("flagged", user_id="user_u"), edges.select("flagged", user_id="user_v"))
    acting = ends.group_by("user_id").agg(flagged=ends.flagged.fill_null(False).any())
    known = active.left_join(acting, "user_id")
    return (
        known.group_by("campaign")
        .agg(
            accounts=known.count(),
            co_acting=known.flagged.count(),
            co_flagged=known.user_id.count(where=known.flagged),
        )
        .order_by("campaign")
    )
