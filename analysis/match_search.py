"""Where values occur in the lake: joins of the list with its tables, one kind after another.

A tweet in two releases counts in both. Values are rows of `wanted` (`number, kind, key`); every statement gives rows
`number, role, similarity, campaign, tweet_id, account, at`.
"""

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.lake_tables import kept
from analysis.tweets import STAGED
from lake.manifest import Manifest
from lake.workspace import Workspace

TABLES: Mapping[str, ibis.Schema] = {
    "tweets": ibis.schema({name: kind for name, kind in STAGED["tweets"].items() if name not in {"file", "row"}}),
    "accounts": ibis.schema(
        {"user_id": "string", "screen_name": "string", "profile_url": "string", "campaign": "string"}
    ),
    "spellings": STAGED["spellings"],
    "addresses": STAGED["addresses"],
    "media": ibis.schema(
        {
            **STAGED["media"],
            "user_id": "string",
            "kind": "string",
            "pdq": "string",
            "quality": "int64",
            "frames": "array<string>",
            "campaign": "string",
        }
    ),
}

HITS = ibis.schema(
    {
        "number": "int64",
        "role": "string",
        "similarity": "float64",
        "campaign": "string",
        "tweet_id": "int64",
        "account": "string",
        "at": "int64",
        "distance": "int64",
    }
)
OF_HITS = 'number, role, similarity, campaign, tweet_id, account, "at"'
"""The columns that a statement gives; the distance is that of pictures alone."""

WANTED = ibis.schema({"number": "int64", "kind": "string", "key": "string"})

# Hosts as addresses spell them; the loader keeps the registrable domain beside each address.
_HOST = "lower(regexp_extract(address, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]+)', 1))"
_TWEET = "NULL::DOUBLE, t.campaign, t.tweet_id, t.user_id, t.posted_at"

STATEMENTS: Mapping[str, tuple[str, ...]] = {
    "hashtag": (
        "SELECT w.number, 'tagged', " + _TWEET + " FROM wanted w JOIN match_spellings s ON s.tag = w.key "
        "JOIN (SELECT *, unnest(hashtags) AS spelling FROM match_tweets) t ON t.spelling = s.spelling "
        "WHERE w.kind = 'hashtag'",
    ),
    "url": (
        "SELECT w.number, 'linked', " + _TWEET + " FROM wanted w "
        "JOIN (SELECT *, unnest(urls) AS address FROM match_tweets) t ON t.address = w.key WHERE w.kind = 'url'",
        "SELECT w.number, 'in profile', NULL, a.campaign, NULL, a.user_id, NULL FROM wanted w "
        "JOIN match_accounts a ON a.profile_url = w.key WHERE w.kind = 'url'",
    ),
    "domain": (
        "WITH found AS (SELECT DISTINCT w.number, d.url FROM wanted w "
        "JOIN (SELECT url, domain AS name FROM match_addresses UNION "
        "SELECT url, " + _HOST.replace("address", "url") + " FROM match_addresses) d ON d.name = w.key "
        "WHERE w.kind = 'domain') SELECT f.number, 'linked', " + _TWEET + " FROM found f "
        "JOIN (SELECT *, unnest(urls) AS address FROM match_tweets) t ON t.address = f.url",
        "WITH hosts AS (SELECT campaign, user_id, "
        + _HOST.replace("address", "profile_url")
        + " AS host FROM match_accounts) "
        "SELECT w.number, 'in profile', NULL, a.campaign, NULL, a.user_id, NULL FROM wanted w "
        "JOIN (SELECT * FROM hosts UNION SELECT campaign, user_id, host[5:] FROM hosts WHERE host LIKE 'www.%') a "
        "ON a.host = w.key WHERE w.kind = 'domain'",
    ),
    "tweet-id": (
        "SELECT w.number, 'in the release', " + _TWEET + " FROM wanted w "
        "JOIN match_tweets t ON t.tweet_id = TRY_CAST(w.key AS BIGINT) WHERE w.kind = 'tweet-id'",
        "SELECT w.number, 'retweeted', " + _TWEET + " FROM wanted w "
        "JOIN match_tweets t ON t.retweet_tweet = TRY_CAST(w.key AS BIGINT) WHERE w.kind = 'tweet-id'",
        "SELECT w.number, 'answered', " + _TWEET + " FROM wanted w "
        "JOIN match_tweets t ON t.reply_tweet = TRY_CAST(w.key AS BIGINT) WHERE w.kind = 'tweet-id'",
        "SELECT w.number, 'quoted', " + _TWEET + " FROM wanted w "
        "JOIN match_tweets t ON t.quoted_tweet = TRY_CAST(w.key AS BIGINT) WHERE w.kind = 'tweet-id'",
    ),
    "account": (
        "SELECT i.number, 'listed', NULL, a.campaign, NULL, a.user_id, NULL FROM wanted_ids i "
        "JOIN match_accounts a ON a.user_id = i.user_id",
        "SELECT i.number, 'posted', " + _TWEET + " FROM wanted_ids i JOIN match_tweets t ON t.user_id = i.user_id",
        "SELECT i.number, 'answered', " + _TWEET + " FROM wanted_ids i JOIN match_tweets t ON t.reply_user = i.user_id",
        "SELECT i.number, 'retweeted', " + _TWEET + " FROM wanted_ids i JOIN match_tweets t "
        "ON i.user_id = CASE WHEN t.is_retweet THEN coalesce(t.retweet_user, t.mentions[1]) END",
        "SELECT i.number, 'mentioned', " + _TWEET + " FROM wanted_ids i "
        "JOIN (SELECT *, unnest(mentions) AS named FROM match_tweets WHERE NOT coalesce(is_retweet, false)) t "
        "ON t.named = i.user_id",
    ),
    "handle": (
        "SELECT w.number, 'named in text', " + _TWEET + " FROM wanted w JOIN (SELECT *, "
        "unnest(regexp_extract_all(text, '@([A-Za-z0-9_]{1,15})', 1)) AS named "
        "FROM match_tweets WHERE contains(text, '@')) t ON lower(t.named) = w.key WHERE w.kind = 'handle'",
    ),
}
"""Statements by kind; `account` serves user ids, and handles that a release knows by their id."""

_ACCOUNTS_OF_VALUES = (
    "CREATE OR REPLACE TABLE wanted_ids AS SELECT number, key AS user_id FROM wanted WHERE kind = 'user-id' UNION "
    "SELECT w.number, a.user_id FROM wanted w JOIN match_accounts a ON lower(a.screen_name) = w.key "
    "WHERE w.kind = 'handle'"
)


def show_lake(workspace: Workspace, engine: Backend, manifests: Sequence[Manifest]) -> None:
    """Show the lake's tables for these manifests; the names begin with `match_`."""
    for name, schema in TABLES.items():
        files = [str(path) for manifest in manifests for path in manifest.table_files(workspace, name)]
        rows = engine.read_parquet(files) if files else ibis.memtable([], schema=schema)
        engine.create_view(f"match_{name}", rows.select(*schema.names), overwrite=True)


def search(engine: Backend, wanted: Sequence[tuple[int, str, str]]) -> None:
    """Make `match_hits` of the rows (number, kind, key) of a list: one row each time that a value occurs."""
    columns = zip(*wanted, strict=True) if wanted else [()] * len(WANTED.names)
    table = pa.table(dict(zip(WANTED.names, columns, strict=True)), schema=WANTED.to_pyarrow())
    engine.create_table("wanted", table, overwrite=True)
    engine.create_table("match_hits", schema=HITS, overwrite=True)
    present = {kind for _, kind, _ in wanted}
    asked = [kind for kind in STATEMENTS if kind in present]
    if present & {"user-id", "handle"}:
        engine.con.execute(_ACCOUNTS_OF_VALUES)
        asked.append("account")
    for kind in asked:
        for statement in STATEMENTS[kind]:
            engine.con.execute(f"INSERT INTO match_hits ({OF_HITS}) {statement}")


def counted(engine: Backend) -> list[dict[str, object]]:
    """Return how often each value occurs, by campaign and role; times are milliseconds since 1970, UTC."""
    hits = ibis.table(HITS, name="match_hits")
    grouped = hits.group_by("number", "role", "campaign").agg(
        similarity=hits.similarity.max(),
        distance=hits.distance.min(),
        tweets=hits.tweet_id.nunique(),
        accounts=hits.account.nunique(),
        first_at=hits["at"].min(),
        last_at=hits["at"].max(),
    )
    table = kept(engine, "match_counted", grouped.order_by("number", "campaign", "role"))
    return list(engine.con.sql(engine.compile(table)).to_arrow_table().to_pylist())
