"""Changing a running graph from tables: nodes by label, relationships by type, in batches, over Bolt.

An upsert never increments: it sets what the rows say, so applying it twice, or again after any crash, ends in the same
graph. Rows come as Arrow batches whose columns are those of `schema`; times are int64 milliseconds.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from database.graph import Graph
from lake.failpoints import reach
from schema import cypher
from schema.model import NodeModel, PropertyModel, RelationshipModel
from schema.types import ValueType

BATCH = 5_000
"""Rows of one transaction; between 1,000 and 20,000 the speed hardly changes, memory and retries do."""

VARIANT = "variant"
"""Column that names a node's second label."""

WORKERS = 2
"""Writers at once: more only lock each other out, since the server itself uses the cores."""

Rows = Iterable[pa.RecordBatch]
Batch = tuple[str, list[dict[str, Any]]]
Advance = Callable[[int], None]


def upsert_nodes(graph: Graph, node: NodeModel, rows: Rows, advance: Advance, *, fresh: bool = False) -> None:
    """Make or update nodes of one label; `advance` is told after each batch how many rows are done.

    Columns: the key, the loaded properties and, for a label with variants, `variant`. In a `fresh` graph there is no
    earlier value that an absent one would have to remove, so absent ones are not sent (a third of the time).
    """
    for written in _sent(graph, _node_batches(node, rows, fresh=fresh)):
        advance(written)
        reach("nodes-written")


def _node_batches(node: NodeModel, rows: Rows, *, fresh: bool) -> Iterator[Batch]:
    for batch in rows:
        keys = batch[node.key.name].to_pylist()
        moments, values = _moments(batch, node.loaded), _property_maps(batch, node.loaded)
        if fresh:
            values = [_present(row) for row in values]
        for variant, numbers in _by_variant(batch, node):
            statement = cypher.upsert_nodes(node, variant)
            yield statement, [{"key": keys[i], "properties": values[i], "moments": moments[i]} for i in numbers]


def set_derived(graph: Graph, node: NodeModel, rows: Rows, advance: Advance) -> None:
    """Set the derived properties of nodes that are there; others are passed over. Columns: the key, the properties."""
    statement = cypher.set_derived(node)
    for written in _sent(graph, ((statement, _derived_rows(batch, node)) for batch in rows)):
        advance(written)


def _derived_rows(batch: pa.RecordBatch, node: NodeModel) -> list[dict[str, Any]]:
    values = _property_maps(batch, node.derived)
    return [{"key": key, "properties": row} for key, row in zip(batch[node.key.name].to_pylist(), values, strict=True)]


def upsert_relationships(graph: Graph, relationship: RelationshipModel, rows: Rows, advance: Advance) -> None:
    """Make or update relationships of one type between nodes that are there. Columns: start, end, the properties."""
    statement = cypher.upsert_relationships(relationship)
    for written in _sent(graph, ((statement, _relationship_rows(batch, relationship)) for batch in rows)):
        advance(written)
        reach("relationships-written")


def remove_nodes(graph: Graph, node: NodeModel, rows: Rows, advance: Advance) -> None:
    """Take nodes out with all their relationships. Column: the key."""
    statement = cypher.remove_nodes(node)
    keys = (batch[node.key.name].to_pylist() for batch in rows)
    _remove(graph, ((statement, [{"key": key} for key in some]) for some in keys), advance)


def remove_relationships(graph: Graph, relationship: RelationshipModel, rows: Rows, advance: Advance) -> None:
    """Take relationships of one type out. Columns: start, end and what else tells two of the same pair apart."""
    statement = cypher.remove_relationships(relationship)
    _remove(graph, ((statement, _relationship_rows(batch, relationship)) for batch in rows), advance)


def _remove(graph: Graph, batches: Iterable[Batch], advance: Advance) -> None:
    for removed in _sent(graph, batches):
        advance(removed)
        reach("rows-removed")


def _sent(graph: Graph, batches: Iterable[Batch]) -> Iterator[int]:
    """Write batches with two workers, so that one is prepared while others are under way; yield the rows of each.

    Neighbouring batches may lock each other out; the loser's transaction is retried by `Graph.write`. Raises what
    `Graph.write` raises; then later batches are not begun.
    """
    with ThreadPoolExecutor(WORKERS) as workers:
        under_way: deque[tuple[Future[object], int]] = deque()
        try:
            for statement, rows in batches:
                for start in range(0, len(rows), BATCH):
                    part = rows[start : start + BATCH]
                    under_way.append((workers.submit(graph.write, statement, {"rows": part}), len(part)))
                    if len(under_way) > WORKERS:
                        yield _settle(under_way)
            while under_way:
                yield _settle(under_way)
        finally:
            for future, _ in under_way:
                future.cancel()


def _settle(under_way: "deque[tuple[Future[object], int]]") -> int:
    future, count = under_way.popleft()
    future.result()
    return count


def _by_variant(batch: pa.RecordBatch, node: NodeModel) -> Iterator[tuple[str | None, list[int]]]:
    if not node.variants:
        yield None, list(range(batch.num_rows))
        return
    given = batch[VARIANT].to_pylist()
    for variant in node.variants:
        numbers = [i for i, name in enumerate(given) if name == variant]
        if numbers:
            yield variant, numbers


def _relationship_rows(batch: pa.RecordBatch, relationship: RelationshipModel) -> list[dict[str, Any]]:
    starts, ends = batch["start"].to_pylist(), batch["end"].to_pylist()
    present = tuple(p for p in relationship.properties if p.name in batch.schema.names)
    values, moments = _property_maps(batch, present), _moments(batch, present)
    return [
        {
            "start": start,
            "end": end,
            "properties": properties,
            "moments": moment,
            "identity": {name: properties[name] for name in relationship.identity},
        }
        for start, end, properties, moment in zip(starts, ends, values, moments, strict=True)
    ]


def _property_maps(batch: pa.RecordBatch, properties: tuple[PropertyModel, ...]) -> list[dict[str, Any]]:
    """Return one map a row with every property but times, absent ones as None (so that an earlier value goes)."""
    names = [p.name for p in properties if p.type is not ValueType.DATETIME]
    # The importer cannot tell an empty text or list from an absent one, so here they are absent too.
    columns = [[None if value in ("", []) else value for value in batch[name].to_pylist()] for name in names]
    return _maps(batch.num_rows, names, columns)


def _moments(batch: pa.RecordBatch, properties: tuple[PropertyModel, ...]) -> list[dict[str, Any]]:
    """Return one map a row with every time that is present, in milliseconds since 1970."""
    names = [p.name for p in properties if p.type is ValueType.DATETIME]
    return [_present(row) for row in _maps(batch.num_rows, names, [batch[name].to_pylist() for name in names])]


def _maps(rows: int, names: list[str], columns: list[list[Any]]) -> list[dict[str, Any]]:
    if not names:
        return [{} for _ in range(rows)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _present(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
