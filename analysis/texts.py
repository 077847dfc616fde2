"""Tweets by what they say: the texts of originals, replies and quotes, normalised."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.lake_tables import kept
from analysis.normalisation import is_plain, normalised, plain_normalised
from lake.engine import record_batches

AT_ONCE = 50_000
"""Texts that Python normalises between two writes."""

NORMAL = ibis.schema({"text": "string", "normal": "string"})


def text_events(engine: Backend, tweets: ir.Table, min_length: int) -> tuple[ir.Table, tuple[str, ...]]:
    """Return events by normalised text of at least `min_length` characters, and how many texts were too short."""
    said = normal_texts(engine, tweets)
    short = said.filter(said.object.length() < min_length)
    [[left_out]] = engine.con.execute(engine.compile(short.aggregate(n=short.count()))).fetchall()
    notes: tuple[str, ...] = ()
    if left_out:
        notes = (f"{left_out:,} tweets were left out: less than {min_length} characters without links and mentions",)
    return said.filter(said.object.length() >= min_length), notes


def normal_texts(engine: Backend, tweets: ir.Table) -> ir.Table:
    """Return every tweet that is no retweet with its normalised text as `object`, kept as `text_normal`."""
    own = tweets.filter(~tweets.is_retweet.fill_null(False) & tweets.text.notnull())
    texts = own.select("text", account="user_id", tweet="tweet_id", t="posted_at")
    plain = texts.filter(is_plain(texts.text))
    other = kept(engine, "text_other", texts.filter(~is_plain(texts.text)))
    engine.create_table("text_known", schema=NORMAL, overwrite=True)
    for batch in record_batches(engine, other.select("text").distinct(), AT_ONCE):
        given = batch.column(0).to_pylist()
        made = pa.table({"text": batch.column(0), "normal": [normalised(text) for text in given]})
        with engine.con.cursor() as cursor:
            cursor.register("text_made", made)
            cursor.execute("INSERT INTO text_known SELECT text, normal FROM text_made")
    known = ibis.table(NORMAL, name="text_known")
    joined = other.join(known, "text")
    return kept(
        engine,
        "text_normal",
        ibis.union(
            plain.select(object=plain_normalised(plain.text), account="account", tweet="tweet", t="t"),
            joined.select(object="normal", account="account", tweet="tweet", t="t"),
        ),
    )
