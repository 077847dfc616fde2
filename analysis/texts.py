"""Tweets by what they say: the texts of originals, replies and quotes, normalised."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.events import EVENTS
from analysis.lake_tables import kept
from analysis.normalisation import is_simple, normalised, simple_normalised
from lake.engine import record_batches

AT_ONCE = 50_000
"""Texts that Python normalises between two writes."""

NORMAL = ibis.schema({"text": "string", "normal": "string"})


def text_events(engine: Backend, tweets: ir.Table, min_length: int) -> tuple[ir.Table, tuple[str, ...]]:
    """Return events by normalised text of at least `min_length` characters, and how many texts were too short."""
    said = normal_texts(engine, tweets)
    short = said.filter(said.object.length() < min_length)
    [(left_out,)] = engine.con.execute(engine.compile(short.aggregate(n=short.count()))).fetchall()
    notes: tuple[str, ...] = ()
    if left_out:
        notes = (f"{left_out:,} tweets were left out: less than {min_length} characters without links and mentions",)
    return said.filter(said.object.length() >= min_length), notes


def normal_texts(engine: Backend, tweets: ir.Table) -> ir.Table:
    """Return every tweet that is no retweet with its normalised text as `object`.

    The tables `text_split` (what the engine could do, the text where it could not) and `text_known` are made for it.
    """
    split = kept(engine, "text_split", split_texts(tweets))
    other = split.filter(split.object.isnull())
    engine.create_table("text_known", schema=NORMAL, overwrite=True)
    for batch in record_batches(engine, other.select("text").distinct(), AT_ONCE):
        made = pa.table({"text": batch.column(0), "normal": [normalised(text) for text in batch.column(0).to_pylist()]})
        with engine.con.cursor() as cursor:
            cursor.register("text_made", made)
            cursor.execute("INSERT INTO text_known SELECT text, normal FROM text_made")
    return joined_texts(split, ibis.table(NORMAL, name="text_known"))


def split_texts(tweets: ir.Table) -> ir.Table:
    """Return the tweets that are no retweets: `object`, the normalised text, or `text` where Python has to do it."""
    own = tweets.filter(~tweets.is_retweet.fill_null(False) & tweets.text.notnull())
    texts = own.mutate(simple=is_simple(own.text))
    absent = ibis.null("string")
    return texts.select(
        object=texts.simple.ifelse(simple_normalised(texts.text), absent),
        text=texts.simple.ifelse(absent, texts.text),
        account="user_id",
        tweet="tweet_id",
        t="posted_at",
    )


def joined_texts(split: ir.Table, known: ir.Table) -> ir.Table:
    """Return events of every tweet in `split`; `known` has the normal form of each text that it still holds."""
    done = split.filter(split.object.notnull())
    joined = split.filter(split.object.isnull()).join(known, "text")
    return ibis.union(
        done.select(*EVENTS.names), joined.select(object="normal", account="account", tweet="tweet", t="t")
    )
