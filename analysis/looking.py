"""One action of a run: looked at, kept in the lake with its evidence, checked by shuffling, and out of the engine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.detection import Detection, Summary, detect, detect_in_lake
from analysis.edge_table import EDGES
from analysis.evidence import EVIDENCE, evidence
from analysis.lake_tables import LakeTables, kept
from analysis.monte_carlo import as_rows, check_detection
from analysis.request import ALL, TABLE, Request
from analysis.similar_detection import ACTION as SIMILAR
from analysis.similar_detection import detect_similar
from analysis.table_file import table_events
from analysis.windows import supports_by_window
from lake.engine import record_batches
from lake.findings import FindingsWriter
from terminal import Stages

CHUNK = 100_000
"""Rows taken from the engine at once."""

MOST_WITH_EVIDENCE = 1_000_000
"""With `--keep all` every edge of an action has evidence and supports, up to so many edges; else the flagged ones."""

SHOWN = ibis.schema({**EVIDENCE, "tweet_u": "string", "tweet_v": "string"})
"""Evidence as it is kept: ids of tweets as text, for a prepared table's contents may have any."""

STRENGTH = ("delay_ms", "tweet_u", "tweet_v", "object_id")
"""What puts the evidence of one edge in order, the strongest first."""

SHUFFLES_SEED = 20181017
"""Any number does, so long as it stays: the same check gives the same rows."""


@dataclass(frozen=True)
class Looked:
    """What is left of a detection once its tables are written; `chance` are the rows of the Monte-Carlo check."""

    summary: Summary
    notes: tuple[str, ...]
    chance: tuple[dict[str, Any], ...]


def look_at(
    engine: Backend,
    lake: LakeTables | None,
    writer: FindingsWriter,
    request: Request,
    action: str,
    stages: Stages,
) -> Looked:
    """Look at an action and write its edges and the evidence of those that are flagged.

    The engine keeps `run_edges_<action>` (a view), `run_flagged_<action>`, `run_evidence_<action>` (SHOWN) and
    `run_supports_<action>` (windows.SUPPORTS).
    """
    with stages.stage(f"co-{action}") as stage:
        detection = _detection(engine, lake, request, action)
        in_order = detection.edges.order_by("user_u", "user_v")
        path = writer.write(f"edges_{action}", EDGES.to_pyarrow(), _counted(engine, in_order, stage.advance))
        edges = engine.create_view(f"run_edges_{action}", engine.read_parquet(str(path)), overwrite=True)
        flagged = kept(engine, f"run_flagged_{action}", edges.filter(edges.flagged))
        everything = request.keep == ALL and stage.done <= MOST_WITH_EVIDENCE
        shown = kept(engine, f"{action}_kept", edges) if everything else flagged
        asked = [(row["user_u"], row["user_v"]) for row in rows_of(engine, shown.select("user_u", "user_v"))]
        _write_evidence(engine, writer, action, asked)
        supports = supports_by_window(engine, action, asked, request.parameters.windows_ms)
        kept(engine, f"run_supports_{action}", supports)
    rows, notes = _checked(detection, request, stages)
    if request.keep == ALL and not everything:
        few = f"all are more than {MOST_WITH_EVIDENCE:,} (--min-weight)"
        notes = (*notes, f"only flagged edges have evidence and a support at shorter windows: {few}")
    _release(engine, action)
    return Looked(detection.summary, tuple(f"{action}: {note}" for note in (*detection.notes, *notes)), rows)


def _detection(engine: Backend, lake: LakeTables | None, request: Request, action: str) -> Detection:
    if request.table is not None:
        return detect(engine, table_events(engine, request.table, request.parameters), request.parameters)
    if action == SIMILAR and lake is not None:
        return detect_similar(engine, lake, request.parameters)
    assert lake is not None  # noqa: S101  (perform refuses an empty lake before it comes here)
    return detect_in_lake(engine, lake, action, request.parameters)


def _checked(
    detection: Detection, request: Request, stages: Stages
) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """Return the rows of the Monte-Carlo check, where one is asked for, and its notes."""
    if not request.check:
        return (), ()
    action = detection.summary.action
    if action == SIMILAR:  # whose pairs are of texts that are alike, not of one object
        return (), ("near-identical texts are not shuffled: the check is of the other actions",)
    with stages.stage(f"co-{action}, shuffled"):
        found = check_detection(detection, rounds=request.check, seed=SHUFFLES_SEED)
    rows = [{"action": action, **row} for row in as_rows(found)]
    # A weight that no edge of a window has, found or shuffled, says what the next larger one says.
    said = itemgetter("window", "found", "expected")
    told = [
        row for row, larger in zip(rows, [*rows[1:], None], strict=True) if larger is None or said(row) != said(larger)
    ]
    return tuple(told), (found.note,) if found.note else ()


def _counted(engine: Backend, table: ir.Table, advance: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
    # Not on a cursor of its own, which would not see the arrays that a detection shows to its connection.
    for batch in engine.con.sql(engine.compile(table)).to_arrow_reader(CHUNK):
        advance(batch.num_rows)
        yield batch


def _write_evidence(engine: Backend, writer: FindingsWriter, action: str, asked: Iterable[tuple[str, str]]) -> None:
    found = evidence(engine, action, asked)
    if action == TABLE:  # whose contents have ids of their own
        contents = ibis.table({"tweet": "int64", "content_id": "string"}, name="table_contents")
        for side in ("tweet_u", "tweet_v"):
            named = found.join(contents, found[side] == contents.tweet)
            found = named.drop(side, "tweet").rename({side: "content_id"})
    rows = found.select(**{name: found[name].cast(kind) for name, kind in SHOWN.items()})
    in_order = rows.order_by("user_u", "user_v", *STRENGTH)
    path = writer.write(f"evidence_{action}", SHOWN.to_pyarrow(), record_batches(engine, in_order, CHUNK))
    kept(engine, f"run_evidence_{action}", engine.read_parquet(str(path)))


def _release(engine: Backend, action: str) -> None:
    """Drop what the detection of an action left in the engine: ten million edges of it would stand beside the next."""
    kinds = "SELECT table_name, table_type FROM information_schema.tables WHERE starts_with(table_name, ?)"
    for name, kind in engine.con.execute(kinds, [f"{action}_"]).fetchall():
        engine.con.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')


def rows_of(engine: Backend, table: ir.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table one by one, on a cursor of their own."""
    for batch in record_batches(engine, table, CHUNK):
        yield from batch.to_pylist()
