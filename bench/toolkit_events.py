"""Our tweets as the toolkit takes them: its columns, and text normalised in its way."""

from pathlib import Path

from ibis.backends.duckdb import Backend

from analysis import events
from analysis.actions import ActionEvents
from analysis.lake_tables import LakeTables
from bench.toolkit_work import SEPARATOR
from lake.engine import sql_text

_OTHER = r"\t-\r\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
"""White space of Python but the blank."""

_MENTION, _SPACE = f"@[^ {_OTHER}]*", f"( ?[{_OTHER}]|  )[ {_OTHER}]*"
NORMAL = f"trim(regexp_replace(regexp_replace(lower(text), '{_MENTION}', '', 'g'), '{_SPACE}', ' ', 'g'))"
"""Lower case, words that begin with @ out, white space collapsed; links stay, and so do short texts."""


def toolkit_texts(engine: Backend, lake: LakeTables) -> ActionEvents:
    """Make `tweet_events` of every tweet that is no retweet, by its text as the toolkit compares it."""
    tweets = engine.compile(lake.chosen.select("text", "user_id", "tweet_id", "posted_at", "is_retweet"))
    engine.con.execute(
        f"CREATE OR REPLACE TABLE tweet_events AS SELECT {NORMAL} AS object, user_id AS account, tweet_id AS tweet, "
        f"posted_at AS t FROM (SELECT * REPLACE (coalesce(text, '') AS text) FROM ({tweets})) "
        "WHERE NOT coalesce(is_retweet, false)"
    )
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
