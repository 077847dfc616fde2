"""Amplification: how much retweets carried each account, and its PageRank in the network that they make."""

import ibis.expr.types as ir
import igraph
import numpy as np
import pyarrow as pa

DAMPING = 0.85

RANKS = pa.schema([("user_id", pa.string()), ("pagerank", pa.float64()), ("amplification", pa.int64())])


def retweet_ties(retweets: ir.Table, authors: ir.Table) -> ir.Table:
    """Return who retweeted whom how often: `source, target, times`; retweets of oneself are left out.

    `retweets` are events (`object` the retweeted tweet, `account`), `authors` who wrote it (`target, author`).
    """
    named = retweets.join(authors, retweets.object == authors.target)
    others = named.filter(named.account != named.author)
    return others.group_by(source="account", target="author").agg(times=others.count())


def ranks(ties: pa.Table) -> pa.Table:
    """Return every account of the ties with `pagerank` and `amplification` (`RANKS`), by user id.

    The archive holds tweets of listed accounts only, so all retweets in it are theirs. PageRank follows a retweet from
    who made it to who is retweeted, as often as it happened (Brin and Page 1998); it sums to 1.
    """
    ends = pa.chunked_array(
        [*ties["source"].cast(pa.string()).chunks, *ties["target"].cast(pa.string()).chunks], pa.string()
    )
    names, places = np.unique(np.array(ends.to_pylist(), dtype=object).astype(str), return_inverse=True)
    source, target = places[: len(ties)], places[len(ties) :]
    times = ties["times"].to_numpy().astype(np.int64)
    # Ties in one order: sums of floats depend on it.
    by_ends = np.lexsort((target, source))
    edges = np.stack([source[by_ends], target[by_ends]], axis=1)
    graph = igraph.Graph(n=len(names), edges=edges.tolist(), directed=True)
    pagerank = graph.pagerank(damping=DAMPING, weights=times[by_ends].tolist()) if len(names) else []
    received = np.zeros(len(names), dtype=np.int64)
    np.add.at(received, target, times)
    columns = [pa.array(names.tolist(), pa.string()), pa.array(pagerank, pa.float64()), pa.array(received)]
    return pa.table(columns, schema=RANKS)
