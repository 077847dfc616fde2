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
    texts = plan.show("texts", staging.texts(table_of(RAW[kind], "raw"), kind))
    parsed = plan.show("parsed_rows", staging.parsed(texts, kind))
    rows = plan.keep("typed_rows", staging.typed(parsed, kind))
    # Few rows have a bad cell: their texts are looked up rather than every row written with a flag for each cell.
    plan.show("bad_cells", staging.bad_cells(texts, rows, kind))
    if kind == "tweets":
        plan.show("odd_lists", staging.odd_lists(rows))
    return plan


@cache
def tweets_plan() -> Plan:
    """Return the plan that makes `tweets` and the distinct `tags` and `links` in them."""
    plan = Plan()
    rows = table_of(typing_plan("tweets").steps["typed_rows"].schema(), "typed_rows")
    tweets = plan.show("tweets", staging.tweets(rows, table_of(PARSED_LISTS, "parsed_lists")))
    plan.show("distinct_spellings", tweets.select(value=tweets.hashtags.unnest()).distinct())
    plan.show("distinct_addresses", tweets.select(value=tweets.urls.unnest()).distinct())
    return plan


@cache
def outcome_plan(kind: str) -> Plan:
    """Return the plan that makes `accounts` and `rejects`."""
    plan = Plan()
    made = typing_plan(kind).steps
    rows = table_of(made["typed_rows"].schema(), "typed_rows")
    cell_rejects = [staging.cell_rejects(table_of(made["bad_cells"].schema(), "bad_cells"))]
    if kind == "users":
        plan.show("accounts", staging.accounts(rows))
    else:
        texts = table_of(made["texts"].schema(), "texts")
        profiles = plan.show("author_profiles", staging.author_profiles(texts, rows))
        parsed = plan.keep("parsed_profiles", staging.parsed_profiles(profiles))
        plan.show("accounts", staging.tweet_authors(parsed))
        cell_rejects.append(staging.cell_rejects(staging.bad_profile_cells(parsed)))
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
