"""The order in which a file is staged: typed rows, then (in Python) the distinct values, then the staged tables.

Tables that the plans read and others make: `raw`, `raw_rejects` (the reader), `parsed_lists`, `spellings`,
`addresses` (Python functions of the distinct values).
"""

from functools import cache

import ibis

from lake.plan import Plan, table_of
from loader import staging
from loader.header import COLUMNS
from loader.tables.staged import SCHEMAS

RAW = {kind: ibis.schema({"row": "int64", **dict.fromkeys(names, "string")}) for kind, names in COLUMNS.items()}
RAW_REJECTS = ibis.schema({"row": "int64", "reason": "string", "value": "string"})
PARSED_LISTS = ibis.schema({"text": "string", "items": "array<string>", "well_formed": "boolean"})


@cache
def typing_plan(kind: str) -> Plan:
    """Return the plan that makes `typed_rows`, `bad_cells` and, for tweets, `odd_lists` of a raw file."""
    plan = Plan()
    raw = table_of(RAW[kind], "raw")
    rows = plan.keep("typed_rows", staging.typed(raw, kind).rows)
    # Few rows have a bad cell: they are read again rather than every row written with a flag for each of its cells.
    doubtful = raw.semi_join(rows.filter(rows.doubtful), "row")
    plan.keep("bad_cells", staging.typed(doubtful, kind).bad)
    if kind == "tweets":
        plan.keep("odd_lists", staging.odd_lists(rows))
    return plan


@cache
def tweets_plan() -> Plan:
    """Return the plan that makes `tweets` and the distinct `tags` and `links` in them."""
    plan = Plan()
    rows = table_of(typing_plan("tweets").steps["typed_rows"].schema(), "typed_rows")
    tweets = plan.show("tweets", staging.tweets(rows, table_of(PARSED_LISTS, "parsed_lists")))
    plan.keep("distinct_spellings", tweets.select(value=tweets.hashtags.unnest()).distinct())
    plan.keep("distinct_addresses", tweets.select(value=tweets.urls.unnest()).distinct())
    return plan


@cache
def outcome_plan(kind: str) -> Plan:
    """Return the plan that makes `accounts` and `rejects`."""
    plan = Plan()
    made = typing_plan(kind).steps
    rows = table_of(made["typed_rows"].schema(), "typed_rows")
    cell_rejects = [staging.cell_rejects(table_of(made["bad_cells"].schema(), "bad_cells"))]
    if kind == "users":
        plan.keep("accounts", staging.accounts(rows))
    else:
        profiles = plan.keep("author_profiles", staging.author_profiles(table_of(RAW[kind], "raw"), rows))
        plan.keep("accounts", staging.tweet_authors(profiles))
        cell_rejects += staging.profile_rejects(profiles)
    row_rejects = [
        table_of(RAW_REJECTS, "raw_rejects"),
        staging.row_rejects(table_of(RAW[kind], "raw"), rows),
    ]
    if kind == "tweets":
        cell_rejects += staging.list_rejects(
            rows,
            table_of(PARSED_LISTS, "parsed_lists"),
            table_of(tweets_plan().steps["tweets"].schema(), "tweets"),
            table_of(SCHEMAS["spellings"], "spellings"),
            table_of(SCHEMAS["addresses"], "addresses"),
        )
    plan.keep("rejects", staging.rejects(row_rejects, cell_rejects))
    return plan
