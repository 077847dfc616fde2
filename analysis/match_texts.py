"""Texts of a list among those of the lake: the same once links, mentions and case are out, or nearly the same."""

from collections.abc import Sequence

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.events import EVENTS
from analysis.lake_tables import kept
from analysis.match_search import OF_HITS
from analysis.normalisation import normal_forms
from analysis.similar import BLOCK, Numbers, alike_of, prefix_index, shared_tokens, signatures
from analysis.texts import events_by_form, said
from analysis.tokens import token_sets

NEAR = ibis.schema({"number": "int64", "object": "string", "similarity": "float64"})

SHORTEST = 20
"""Characters that a text needs to be compared for likeness: below, a few common words are alike by themselves."""

_HITS = (
    f"INSERT INTO match_hits ({OF_HITS}) "
    "SELECT n.number, 'posted', n.similarity, t.campaign, t.tweet_id, t.user_id, t.posted_at "
    "FROM match_near n JOIN match_said s USING (object) JOIN match_tweets t ON t.tweet_id = s.tweet"
)


def search_texts(engine: Backend, wanted: Sequence[tuple[int, str]], least: float | None) -> None:
    """Add to `match_hits` the tweets that are no retweets with these normalised texts, rows of (number, text).

    With `least`, a share from 0 to 1, tweets whose texts are alike to that share are found, too (Jaccard similarity of
    words, or of 5-grams in scripts without spaces).
    """
    if not wanted:
        return
    tweets = ibis.table(
        {"tweet_id": "int64", "user_id": "string", "posted_at": "int64", "is_retweet": "boolean", "text": "string"},
        name="match_tweets",
    )
    numbers, texts = zip(*wanted, strict=True)
    # Texts that are not asked for are gone before they are written anywhere; near ones are compared with them all.
    among = pa.array(sorted(set(texts)), pa.string()) if least is None else None
    events_by_form(engine, said(tweets), "match_texts", normal_forms, 0, among)
    kept(engine, "match_said", ibis.table(EVENTS, name="match_texts").select("object", "tweet").distinct())
    near = pa.table({"number": numbers, "object": texts, "similarity": [1.0] * len(numbers)}, schema=NEAR.to_pyarrow())
    engine.create_table("match_near", near, overwrite=True)
    if least is not None:
        _add_alike(engine, wanted, least)
    engine.con.execute(_HITS)


def _add_alike(engine: Backend, wanted: Sequence[tuple[int, str]], least: float) -> None:
    long = [(number, text) for number, text in wanted if len(text) >= SHORTEST]
    said = engine.con.sql(
        f"SELECT DISTINCT object FROM match_said WHERE length(object) >= {SHORTEST} ORDER BY object"
    ).to_arrow_table()
    others = said.column("object").combine_chunks().cast(pa.string())
    if not long or not len(others):
        return
    own = pa.array([text for _, text in long], pa.string())
    every = pa.concat_arrays([own, others])
    one, other, similarity = alike_pairs(every, len(own), least)
    found = pa.table(
        {
            "number": [long[place][0] for place in one.tolist()],
            "object": every.take(pa.array(other)),
            "similarity": similarity,
        },
        schema=NEAR.to_pyarrow(),
    )
    engine.con.register("alike", found.filter(pa.array(similarity < 1.0)))
    engine.con.execute("INSERT INTO match_near SELECT * FROM alike")
    engine.con.unregister("alike")


def alike_pairs(texts: pa.Array, own: int, least: float) -> tuple[Numbers, Numbers, npt.NDArray[np.float64]]:
    """Return the pairs (place of one of the first `own` texts, place of another) that are alike, and how much.

    Exact: every pair that shares one of its rarest tokens is compared (`analysis.similar`).
    """
    sets = token_sets(texts)
    token, text = prefix_index(sets, np.arange(len(texts)), least)
    mine = text < own
    order = np.argsort(token[~mine], kind="stable")
    theirs, place = token[~mine][order], text[~mine][order]
    start, stop = np.searchsorted(theirs, token[mine]), np.searchsorted(theirs, token[mine], side="right")
    bits = signatures(sets)
    found: list[tuple[Numbers, Numbers]] = []
    work = np.cumsum(stop - start)
    for part in np.array_split(np.arange(len(work)), max(1, int(work[-1] if len(work) else 0) // BLOCK)):
        counts = (stop - start)[part]
        inside = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        one = np.repeat(text[mine][part], counts)
        other = place[np.repeat(start[part], counts) + inside]
        keys = np.unique(one * len(texts) + other)
        one, other = keys // len(texts), keys % len(texts)
        alike = alike_of(sets, bits, one, other, least)
        found.append((one[alike], other[alike]))
    keys = np.unique(np.concatenate([one * len(texts) + other for one, other in found]))
    one, other = keys // len(texts), keys % len(texts)
    shared = shared_tokens(sets, one, other)
    union = sets.sizes[one] + sets.sizes[other] - shared
    return one, other, np.where(union > 0, shared / np.maximum(union, 1), 1.0)
