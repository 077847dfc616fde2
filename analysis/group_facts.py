"""Facts of each group: what it did, when, on what, and who is in it (pure ibis, one table a fact).

Every table has `group` (the number of the group). Objects come from the evidence that was kept, which is bounded an
edge, so their numbers of accounts are lower bounds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

MEMBERS = ibis.schema({"group": "int64", "user_id": "string"})
ACCOUNTS = ibis.schema({"user_id": "string", "created_on": "date", "language": "string", "campaign": "string"})
SHOWN = 10
"""Objects, languages and days of creation that are named, the commonest first."""


def inside(edges: ir.Table, members: ir.Table) -> ir.Table:
    """Return the edges (`action, user_u, user_v, months`) with both ends in the same group."""
    first = members.select(user_u="user_id", group="group")
    second = members.select(user_v="user_id", group_v="group")
    joined = edges.join(first, "user_u").join(second, "user_v")
    return joined.filter(joined.group == joined.group_v).drop("group_v")


def fact_tables(edges: ir.Table, evidence: ir.Table, members: ir.Table, accounts: ir.Table) -> dict[str, ir.Table]:
    """Return the facts of all groups by name, each with its total order.

    `edges` and `evidence` are those `inside` groups, `accounts` the profiles of the lake (ACCOUNTS).
    """
    months = edges.select("group", month=edges.months.unnest())
    sides = ibis.union(
        evidence.select("group", "action", "object_id", user="user_u"),
        evidence.select("group", "action", "object_id", user="user_v"),
    ).distinct()
    shared = sides.group_by("group", "action", object="object_id").agg(accounts=sides.user.nunique())
    place = ibis.row_number().over(
        ibis.window(group_by=shared.group, order_by=[shared.accounts.desc(), shared.action, shared.object])
    )
    ranked = shared.mutate(place=place)
    known = members.join(accounts, "user_id")
    return {
        "actions": _counted(edges, "action", lambda rows: rows.count()),
        "months": months.group_by("group").agg(first=months.month.min(), last=months.month.max()).order_by("group"),
        "objects": ranked.filter(ranked.place < SHOWN).order_by("group", "place").drop("place"),
        "campaigns": _counted(known, "campaign", _accounts),
        "languages": _counted(known, "language", _accounts),
        "created": _counted(known, "created_on", _accounts),
    }


def _accounts(rows: ir.Table) -> ir.IntegerScalar:
    return rows.user_id.nunique()


def _counted(rows: ir.Table, column: str, count: Callable[[ir.Table], ir.IntegerScalar]) -> ir.Table:
    there = rows.filter(rows[column].notnull())
    counted = there.group_by("group", value=column).agg(n=count)
    return counted.order_by("group", counted.n.desc(), "value")


def facts(groups: int, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Return the facts of each group, in the order of their numbers, from the rows of `fact_tables`."""
    found: list[dict[str, Any]] = [
        {"edges": {}, "first_month": None, "last_month": None, "objects": []} for _ in range(groups)
    ]
    for row in tables["months"]:
        found[row["group"]] |= {"first_month": row["first"], "last_month": row["last"]}
    for row in tables["objects"]:
        found[row["group"]]["objects"].append({name: row[name] for name in ("action", "object", "accounts")})
    for name, key in (("actions", "edges"), ("campaigns", "campaigns"), ("languages", "languages")):
        for fact in found:
            fact[key] = {}
        for row in tables[name]:
            found[row["group"]][key][row["value"]] = row["n"]
    for fact in found:
        fact["created"] = {"first": None, "last": None, "days": {}}
    for row in tables["created"]:
        created = found[row["group"]]["created"]
        day = row["value"].isoformat()
        created["first"] = min(created["first"] or day, day)
        created["last"] = max(created["last"] or day, day)
        if len(created["days"]) < SHOWN:
            created["days"][day] = row["n"]
    return found
