"""The tables of one action in the order in which they are made, compiled once a process for each way of making them.

<action>_events    object, account, tweet, t (and author), from the lake or a prepared table
<action>_uses, _accounts, _objects, _authors    what the numbers stand for
<action>_coded     events by number
<action>_pairs     close pairs                      (<action>_usual, _completed where viral objects are only counted)
<action>_counted, _repeated, _several, _manner, _monthly    what pairs say of two accounts
<action>_edges     all of it put together, a view (`analysis.edge_table`)
"""

from functools import cache

import ibis
import ibis.expr.types as ir

from analysis import coding, edges, pairs
from analysis.events import EVENTS
from lake.plan import Plan, table_of

KEYS = ibis.schema({"u": "int32", "v": "int32"})
ACCOUNT = ibis.schema({"account": "int32"})
OBJECT = ibis.schema({"object": "int32"})


def events_schema(*, with_authors: bool) -> ibis.Schema:
    """Return the columns of `<action>_events`."""
    return ibis.schema({**EVENTS, "author": "string"}) if with_authors else EVENTS


@cache
def coding_plan(action: str, *, with_authors: bool, min_participation: int) -> Plan:
    """Return the plan that numbers the events of accounts with at least `min_participation` of them."""
    plan = Plan()
    events = table_of(events_schema(with_authors=with_authors), f"{action}_events")
    if min_participation > 1:
        acted = events.group_by("account").agg(n=events.count())
        active = events.semi_join(acted.filter(acted.n >= min_participation), "account")
        events = plan.show(f"{action}_active", active)
    accounts = plan.keep(f"{action}_accounts", coding.accounts(events))
    used = plan.keep(f"{action}_uses", coding.text_uses(events) if action == "tweet" else coding.uses(events))
    objects = plan.keep(f"{action}_objects", coding.objects(used))
    authors = plan.keep(f"{action}_authors", coding.authors(events)) if with_authors else None
    plan.keep(f"{action}_coded", coding.coded(events, accounts, objects, authors))
    return plan


@cache
def pairs_plan(action: str, *, window_ms: int, viral: bool, filtered: bool) -> Plan:
    """Return the plan that makes the close pairs.

    With `viral` it reads `<action>_viral` (`object`), whose pairs are listed only between accounts that met elsewhere;
    with `filtered` it reads `<action>_many` (`account`) and keeps the pairs of these.
    """
    plan = Plan()
    coded = table_of(coding.CODED, f"{action}_coded")
    shared = coded.filter(coded.object >= 0)
    if viral:
        objects = table_of(OBJECT, f"{action}_viral")
        rest = plan.keep(f"{action}_rest", shared.anti_join(objects, "object"))
        crowd = plan.keep(f"{action}_crowd", shared.semi_join(objects, "object"))
        usual = plan.keep(f"{action}_usual", pairs.close_pairs(rest, window_ms))
        found = plan.show(f"{action}_met", usual.select("u", "v").distinct())
        completed = pairs.completing_pairs(found, crowd, window_ms)
        listed: ir.Table = ibis.union(usual, completed.select(*usual.columns))
    else:
        listed = pairs.close_pairs(shared, window_ms)
    if filtered:
        listed = plan.keep(f"{action}_listed", listed)
        listed = pairs.participating(listed, table_of(ACCOUNT, f"{action}_many"))
    plan.keep(f"{action}_pairs", listed)
    return plan


@cache
def weights_plan(action: str) -> Plan:
    """Return the plan that makes edges of the close pairs, with their weights."""
    plan = Plan()
    listed = table_of(pairs.PAIRS, f"{action}_pairs")
    counted = plan.keep(f"{action}_counted", edges.counted(listed))
    repeated = plan.keep(f"{action}_repeated", edges.repeated_pairs(listed, counted))
    plan.keep(f"{action}_several", edges.weights(repeated))
    return plan


@cache
def manner_plan(action: str) -> Plan:
    """Return the plan that says how the accounts of edges with several pairs acted, and when."""
    plan = Plan()
    repeated = table_of(pairs.PAIRS, f"{action}_repeated")
    plan.keep(f"{action}_manner", edges.manner(repeated))
    plan.keep(f"{action}_monthly", edges.monthly(repeated))
    return plan
