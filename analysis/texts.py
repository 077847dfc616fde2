"""Tweets by what they say: the texts of originals, replies and quotes, normalised."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
from ibis.backends.duckdb import Backend

from analysis.events import EVENTS
from analysis.normalisation import normal_forms

AT_ONCE = 50_000
"""Texts that are normalised together."""

Forms = Callable[[pa.StringArray], pa.StringArray]
Given = TypeVar("Given")
Made = TypeVar("Made")


def text_events(engine: Backend, tweets: ir.Table, min_length: int, into: str) -> tuple[str, ...]:
    """Make the table `into` (EVENTS) of tweets that are no retweets, by normalised text; return what to tell the user.

    Texts of less than `min_length` characters are left out.
    """
    short = events_by_form(engine, said(tweets), into, normal_forms, min_length)
    if not short:
        return ()
    return (f"{short:,} tweets were left out: less than {min_length} characters without links and mentions",)


def said(tweets: ir.Table) -> ir.Table:
    """Return the tweets that are no retweets as events by text as it stands."""
    own = tweets.filter(~tweets.is_retweet.fill_null(False) & tweets.text.notnull())
    return own.select(object="text", account="user_id", tweet="tweet_id", t="posted_at")


def events_by_form(
    engine: Backend, events: ir.Table, into: str, forms: Forms, min_length: int, among: pa.StringArray | None = None
) -> int:
    """Make the table `into` (EVENTS) of events by text, with the form of each text; return how many were too short.

    With `among`, events of other forms are left out, too, and counted with those.
    """
    schema = EVENTS.to_pyarrow()

    def made(batch: pa.RecordBatch) -> pa.Table:
        table = pa.table([forms(batch.column(0)), *batch.columns[1:]], schema=schema)
        long = pc.greater_equal(pc.utf8_length(table["object"]), min_length)
        return table.filter(long if among is None else pc.and_(long, pc.is_in(table["object"], value_set=among)))

    engine.create_table(into, schema=EVENTS, overwrite=True)
    read = kept = 0

    def counted() -> Iterator[pa.RecordBatch]:
        nonlocal read
        # The views of the lake's files are this connection's own: it reads, a cursor writes.
        for batch in engine.con.sql(engine.compile(events)).to_arrow_reader(AT_ONCE):
            read += len(batch)
            yield batch

    with engine.con.cursor() as cursor:
        for part in in_threads(made, counted()):
            kept += len(part)
            cursor.from_arrow(part).insert_into(into)
    return read - kept


def in_threads(work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Yield what `work` makes of each thing given, in order; a few at a time are worked on, one a processor."""
    processors = os.cpu_count() or 1
    with ThreadPoolExecutor(processors) as pool:
        waiting: deque[Future[Made]] = deque()
        for thing in given:
            waiting.append(pool.submit(work, thing))
            if len(waiting) > processors:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
