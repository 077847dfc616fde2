"""Our tweets as the toolkit takes them: its columns, and text normalised in its way."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend

from analysis import events
from analysis.actions import ActionEvents
from analysis.lake_tables import LakeTables
from analysis.texts import events_by_form, said
from bench.toolkit_work import SEPARATOR
from lake.engine import sql_text

_OTHER = r"\t-\r\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
"""White space of Python but the blank."""


def toolkit_forms(texts: pa.StringArray) -> pa.StringArray:
    """Lower case, words that begin with @ out, white space collapsed; links stay."""
    bare = pc.replace_substring_regex(pc.utf8_lower(texts), f"@[^ {_OTHER}]*", "")
    white = f"[ {_OTHER}][ {_OTHER}]+|[{_OTHER}]"
    uneven = pc.match_substring_regex(bare, white)
    if pc.any(uneven).as_py():
        even = pc.replace_substring_regex(bare.filter(uneven), white, " ")
        bare = pc.replace_with_mask(bare, uneven, even)
    return pc.ascii_trim(bare, " ")


def toolkit_texts(engine: Backend, lake: LakeTables) -> ActionEvents:
    """Make `tweet_events` of every tweet that is no retweet, by its text as the toolkit compares it, short ones too."""
    chosen = lake.chosen.mutate(text=lake.chosen.text.fill_null(""))
    events_by_form(engine, said(chosen), "tweet_events", toolkit_forms, 0)
    return ActionEvents("tweet")


def write_csv(engine: Backend, lake: LakeTables, path: Path) -> int:
    """Write the tweets in the columns that the toolkit asks for; return how many.

    A retweet whose tweet is not known points to one of its own, so that it counts as a retweet and meets nobody.
    Addresses are those of our action `link`.
    """
    tweets, links = engine.compile(lake.chosen), engine.compile(events.links(lake.chosen, lake.addresses))
    engine.con.execute(
        f"CREATE OR REPLACE TABLE toolkit_links AS SELECT tweet, string_agg(object, '{SEPARATOR}') AS urls "
        f"FROM ({links}) GROUP BY tweet"
    )
    made = engine.con.execute(
        "COPY (SELECT tweet_id AS message_id, user_id, user_id AS username, "
        "CASE WHEN coalesce(is_retweet, false) THEN coalesce(CAST(retweet_tweet AS VARCHAR), 'of ' || tweet_id) END "
        "AS repost_id, reply_tweet AS reply_id, text AS message, posted_at / 1000 AS timestamp, toolkit_links.urls "
        f"FROM ({tweets}) LEFT JOIN toolkit_links ON tweet_id = tweet) TO '{sql_text(path)}' (FORMAT csv, HEADER)"
    ).fetchone()
    return int(made[0]) if made else 0
