"""The tables of a run that the graph takes: named and shaped as the schema declares them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import ibis
import pyarrow as pa

from analysis.communities import Groups
from analysis.evidence_text import evidence_text
from schema.model import PropertyModel, nodes, relationships

COORDINATED, IN_COMMUNITY = (relationships()[kind] for kind in ("COORDINATED", "IN_COMMUNITY"))
ACCOUNT, COMMUNITY = (nodes()[label] for label in ("Account", "Community"))

Rows = tuple[pa.Schema, Iterable[pa.RecordBatch]]
Row = Mapping[str, Any]

EDGE = itemgetter("action", "user_u", "user_v")


def arrow_schema(properties: Iterable[PropertyModel], **before: str) -> pa.Schema:
    """Return the Arrow schema of a table with these properties, after columns of other ibis types."""
    return ibis.schema({**before, **{p.name: p.type.lake for p in properties}}).to_pyarrow()


def coordinated(run: str, edges: Iterable[pa.RecordBatch], evidence: Iterable[Row]) -> Rows:
    """Return the relationships of a run: its `edges` with the evidence of those that have any.

    Both come ordered by action, user_u and user_v, the evidence of an edge strongest first.
    """
    schema = arrow_schema(COORDINATED.properties, start="string", end="string")
    return schema, _coordinated(schema, run, edges, evidence)


def _coordinated(
    schema: pa.Schema, run: str, edges: Iterable[pa.RecordBatch], evidence: Iterable[Row]
) -> Iterator[pa.RecordBatch]:
    text_of = _texts(evidence)
    for batch in edges:
        rows = zip(*(batch[name].to_pylist() for name in ("action", "user_u", "user_v")), strict=True)
        made = {
            "start": batch["user_u"],
            "end": batch["user_v"],
            "run": pa.array([run] * batch.num_rows),
            "evidence": pa.array([text_of(edge) for edge in rows], pa.string()),
        }
        columns = [(made[field.name] if field.name in made else batch[field.name]).cast(field.type) for field in schema]
        yield pa.record_batch(columns, schema=schema)


def _texts(evidence: Iterable[Row]) -> Callable[[tuple[str, str, str]], str | None]:
    """Return what gives the evidence of the next edge; edges are asked for in order, those without any too."""
    groups = groupby(evidence, EDGE)
    waiting = next(groups, None)

    def text_of(edge: tuple[str, str, str]) -> str | None:
        nonlocal waiting
        while waiting is not None and waiting[0] < edge:
            waiting = next(groups, None)
        return evidence_text(waiting[1]) if waiting is not None and waiting[0] == edge else None

    return text_of


def communities(run: str, groups: Groups, facts: Iterable[Mapping[str, Any]]) -> dict[str, Rows]:
    """Return the groups of a run as nodes and their members as relationships; `facts` in the order of the groups."""
    keys = [f"{run}-{number:04}" for number in range(1, len(groups.members) + 1)]
    found = [
        {
            "key": key,
            "size": len(members),
            "facts": json.dumps(fact, ensure_ascii=False),
            "stability": groups.stability,
            "run": run,
        }
        for key, members, fact in zip(keys, groups.members, facts, strict=True)
    ]
    inside = [
        {"start": user_id, "end": key} for key, members in zip(keys, groups.members, strict=True) for user_id in members
    ]
    return {
        COMMUNITY.label: _table(arrow_schema(COMMUNITY.properties), found),
        IN_COMMUNITY.type: _table(arrow_schema(IN_COMMUNITY.properties, start="string", end="string"), inside),
    }


def _table(schema: pa.Schema, rows: list[dict[str, Any]]) -> Rows:
    return schema, pa.Table.from_pylist(rows, schema=schema).to_batches()
