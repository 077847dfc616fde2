"""Changing a running graph from tables: nodes by label, relationships by type, in batches, over Bolt.

An upsert never increments: it sets what the rows say, so applying it twice, or again after any crash, ends in the same
graph. Rows come as Arrow batches whose columns are those of `schema`; times are int64 milliseconds. The relationships
of one type that a node has come as lists: of the other ends' keys in a column named by the type, and of each property's
values in a column named by `value_column`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from database.graph import Graph
from lake.failpoints import reach
from schema import cypher
from schema.model import NodeModel, PropertyModel, RelationshipModel, written_with
from schema.types import ValueType

BATCH = 20_000
"""Nodes and relationships of one transaction; between 5,000 and 100,000 the speed hardly changes, memory does."""

OWNER = "owner"
"""Column that holds the key of the node whose relationships of one type a row lists."""

VARIANT = "variant"
"""Column that names a node's second label."""

WORKERS = 2
"""Writers at once: more only lock each other out, since the server itself uses the cores."""

Rows = Iterable[pa.RecordBatch]
Row = list[Any]
Advance = Callable[[int], None]


@dataclass(frozen=True)
class Batch:
    """Rows of one transaction; `create`, if any, is tried first and is enough when it makes `things` new things."""

    rows: list[Row]
    things: int
    upsert: str
    create: str | None = None


def value_column(relationship: RelationshipModel, prop: PropertyModel) -> str:
    """Return the name of the column with the values of one property of a node's relationships of one type."""
    return f"{relationship.type}.{prop.name}"


def listed(relationship: RelationshipModel, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return relationships with `start` and `end` as `write_relationships` takes them, one in each list."""
    bounds = pa.array(range(batch.num_rows + 1), pa.int32())
    other = "end" if relationship.owner_side == "start" else "start"
    columns = {relationship.type: other, **{value_column(relationship, p): p.name for p in relationship.properties}}
    lists = {name: pa.ListArray.from_arrays(bounds, batch[column]) for name, column in columns.items()}
    return pa.record_batch({OWNER: batch[relationship.owner_side], **lists})


def write_nodes(graph: Graph, node: NodeModel, rows: Rows, advance: Advance, *, new: bool) -> None:
    """Make or update nodes of one label with the relationships listed; `advance` is told how many rows are done.

    Columns: the key, the loaded properties, for a label with variants `variant`, and the lists of any types that are
    written with the label. `new` says that these nodes are not expected to be there, which is faster when it is true.
    """
    for written in _sent(graph, _node_batches(node, rows, new=new)):
        advance(written)
        reach("nodes-written")


def write_relationships(
    graph: Graph, relationship: RelationshipModel, rows: Rows, advance: Advance, *, new: bool
) -> None:
    """Make or update relationships of one type between nodes that are there; `advance` is told how many are done.

    Columns: `owner`, the key of the node on the type's owner side, and the type's lists. `new` says that these
    relationships are not expected to be there.
    """
    for written in _sent(graph, _relationship_batches(relationship, rows, new=new)):
        advance(written)
        reach("relationships-written")


def set_derived(graph: Graph, node: NodeModel, rows: Rows, advance: Advance) -> None:
    """Set the derived properties of nodes that are there; others are passed over. Columns: the key, the properties."""
    statement = cypher.set_derived(node)
    taken = (
        _rows([batch[node.key.name].to_pylist(), *(_values(batch[p.name], p) for p in node.derived)]) for batch in rows
    )
    parts = (part for some in taken for part in _parts(some, [1] * len(some)))
    for written in _sent(graph, (Batch(part, len(part), statement) for part in parts)):
        advance(written)


def remove_nodes(graph: Graph, node: NodeModel, rows: Rows, advance: Advance) -> None:
    """Take nodes out with all their relationships. Column: the key."""
    _remove(graph, cypher.remove_nodes(node), [node.key.name], rows, advance)


def remove_relationships(graph: Graph, relationship: RelationshipModel, rows: Rows, advance: Advance) -> None:
    """Take relationships of one type out. Columns: start, end and what else tells two of the same pair apart."""
    statement = cypher.remove_relationships(relationship)
    _remove(graph, statement, ["start", "end", *relationship.identity], rows, advance)


def _remove(graph: Graph, statement: str, columns: list[str], rows: Rows, advance: Advance) -> None:
    taken = (_rows([batch[name].to_pylist() for name in columns]) for batch in rows)
    parts = (part for some in taken for part in _parts(some, [1] * len(some)))
    for removed in _sent(graph, (Batch(part, len(part), statement) for part in parts)):
        advance(removed)
        reach("rows-removed")


def _node_batches(node: NodeModel, rows: Rows, *, new: bool) -> Iterator[Batch]:
    for batch in rows:
        own = [r for r in written_with(node.label) if r.type in batch.schema.names]
        many = [1] * batch.num_rows
        for relationship in own:
            sizes = pc.fill_null(pc.list_value_length(batch[relationship.type]), 0).to_pylist()
            many = [known + size for known, size in zip(many, sizes, strict=True)]
        columns = [batch[node.key.name].to_pylist(), *(_values(batch[p.name], p) for p in node.loaded)]
        columns += _lists(batch, own)
        given = _rows(columns)
        for variant, numbers in _by_variant(batch, node):
            create = cypher.create_nodes(node, variant, own) if new else None
            statement = cypher.upsert_nodes(node, variant, own)
            for part in _parts([given[i] for i in numbers], [many[i] for i in numbers]):
                yield Batch(part, len(part), statement, create)


def _relationship_batches(relationship: RelationshipModel, rows: Rows, *, new: bool) -> Iterator[Batch]:
    create = cypher.create_relationships(relationship) if new else None
    statement = cypher.upsert_relationships(relationship)
    for batch in rows:
        given = _rows([batch[OWNER].to_pylist(), *_lists(batch, [relationship])])
        for part in _parts(given, [len(row[1]) for row in given]):
            yield Batch(part, sum(len(row[1]) for row in part), statement, create)


def _parts(rows: list[Row], many: list[int]) -> Iterator[list[Row]]:
    """Cut rows that stand for so `many` nodes and relationships into parts of about `BATCH`."""
    begin = total = 0
    for end, more in enumerate(many, start=1):
        total += more
        if total >= BATCH or end == len(rows):
            yield rows[begin:end]
            begin, total = end, 0


def _sent(graph: Graph, batches: Iterable[Batch]) -> Iterator[int]:
    """Write batches with two workers, so that one is prepared while others are under way; yield the things of each.

    Neighbouring batches may lock each other out; the loser's transaction is retried by `Graph.write`. Raises what
    `Graph.write` raises; then later batches are not begun.
    """
    with ThreadPoolExecutor(WORKERS) as workers:
        under_way: deque[tuple[Future[None], int]] = deque()
        try:
            for batch in batches:
                under_way.append((workers.submit(_write, graph, batch), batch.things))
                if len(under_way) > WORKERS:
                    yield _settle(under_way)
            while under_way:
                yield _settle(under_way)
        finally:
            for future, _ in under_way:
                future.cancel()


def _write(graph: Graph, batch: Batch) -> None:
    parameters = {"rows": batch.rows}
    if batch.create is not None:
        made = graph.write(batch.create, parameters)
        if batch.things in (made.nodes_created, made.relationships_created):
            return
    graph.write(batch.upsert, parameters)


def _settle(under_way: "deque[tuple[Future[None], int]]") -> int:
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


def _lists(batch: pa.RecordBatch, types: Iterable[RelationshipModel]) -> list[list[Any]]:
    """Return the columns of these types: the other ends' keys, then the values of each property."""
    columns = []
    for relationship in types:
        columns.append(batch[relationship.type].to_pylist())
        for prop in relationship.properties:
            lists = batch[value_column(relationship, prop)].to_pylist()
            if prop.type in _CAN_BE_EMPTY:
                lists = [values and [value or None for value in values] for values in lists]
            columns.append(lists)
    return columns


_CAN_BE_EMPTY = {ValueType.TEXT, ValueType.TEXT_LIST, ValueType.INTEGER_LIST}
"""The importer cannot tell an empty text or list from an absent one, so here they are absent too."""


def _values(column: pa.Array, prop: PropertyModel) -> list[Any]:
    values = column.to_pylist()
    return [value or None for value in values] if prop.type in _CAN_BE_EMPTY else values


def _rows(columns: list[list[Any]]) -> list[Row]:
    return [list(row) for row in zip(*columns, strict=True)]
