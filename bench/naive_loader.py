"""The peer of our loader: what one writes first, a statement for each tweet.

It is favoured: its rows are read and typed already, the constraints are there, and it leaves out everything that is
computed over several tweets (stubs' authors and texts, profiles, domains, account-to-account relationships).
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from database.connection import Graph
from lake.manifest import read_manifests
from lake.workspace import Workspace

STATEMENT = """
MERGE (t:Tweet {tweet_id: $tweet_id})
SET t.text = $text, t.posted_at = datetime({epochMillis: $posted_at}), t.language = $language,
    t.likes = $likes, t.retweets = $retweets, t.is_retweet = $is_retweet
MERGE (a:Account {user_id: $user_id})
MERGE (a)-[:POSTED]->(t)
FOREACH (tag IN $hashtags | MERGE (h:Hashtag {tag: toLower(tag)}) MERGE (t)-[:TAGGED]->(h))
FOREACH (url IN $urls | MERGE (u:Url {url: url}) MERGE (t)-[:LINKS_TO]->(u))
FOREACH (id IN $mentions | MERGE (m:Account {user_id: id}) MERGE (t)-[:MENTIONS]->(m))
FOREACH (name IN [x IN [$client] WHERE x IS NOT NULL] | MERGE (c:Client {name: name}) MERGE (t)-[:SENT_FROM]->(c))
FOREACH (id IN [x IN [$retweet_tweet] WHERE x IS NOT NULL] | MERGE (o:Tweet {tweet_id: id}) MERGE (t)-[:RETWEETS]->(o))
FOREACH (id IN [x IN [$reply_tweet] WHERE x IS NOT NULL] | MERGE (o:Tweet {tweet_id: id}) MERGE (t)-[:REPLIES_TO]->(o))
FOREACH (id IN [x IN [$quoted_tweet] WHERE x IS NOT NULL] | MERGE (o:Tweet {tweet_id: id}) MERGE (t)-[:QUOTES]->(o))
"""

COLUMNS = (
    "tweet_id",
    "user_id",
    "text",
    "posted_at",
    "language",
    "likes",
    "retweets",
    "is_retweet",
    "hashtags",
    "urls",
    "mentions",
    "client",
    "retweet_tweet",
    "reply_tweet",
    "quoted_tweet",
)
LISTS = ("hashtags", "urls", "mentions")


def slice_of(workspace: Workspace, wanted: int) -> list[dict[str, Any]]:
    """Return `wanted` tweets of a lake, spread evenly over it."""
    manifests = read_manifests(workspace).values()
    files = [path for manifest in manifests for path in manifest.table_files(workspace, "tweets")]
    tables = [pq.read_table(path, columns=list(COLUMNS)) for path in files]
    tweets = pa.concat_tables(tables)
    step = max(1, tweets.num_rows // wanted)
    chosen = [number for number, _ in zip(count(0, step), range(min(wanted, tweets.num_rows)), strict=False)]
    rows: list[dict[str, Any]] = tweets.take(chosen).to_pylist()
    return [row | {name: row[name] or [] for name in LISTS} for row in rows]


def load_naively(graph: Graph, rows: Sequence[dict[str, Any]]) -> None:
    """Write each tweet by one statement in a transaction of its own."""
    with graph.driver.session(database=graph.target.database) as session:
        for row in rows:
            session.run(STATEMENT, row).consume()
