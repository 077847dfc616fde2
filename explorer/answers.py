"""Answers: a question or a statement goes in, rows of plain values come out.

Everything runs in a read transaction, so that the server itself refuses to change the graph.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j.graph
import neo4j.spatial
import neo4j.time

from database.connection import Graph
from explorer.header import Question
from schema.model import nodes, relationships

FOUND_BY_RUNS = (relationships()["COORDINATED"].type, nodes()["Community"].label, nodes()["Run"].label)
"""What a statement names that needs a run of the analysis."""

MAX_EXACT = 2**53
"""JavaScript and spreadsheets keep whole numbers exact up to here."""


@dataclass(frozen=True)
class Rows:
    """An answer; `values` are as the driver gave them, `plain()` as JSON, CSV and pages take them."""

    columns: list[str]
    values: list[list[Any]]

    def plain(self) -> list[list[Any]]:
        """Return the rows with plain values: null, booleans, numbers, texts, lists and maps."""
        return [
            [plain_value(value, name) for name, value in zip(self.columns, row, strict=True)] for row in self.values
        ]


def ask(graph: Graph, question: Question, values: Mapping[str, Any], *, timeout: float | None = None) -> Rows:
    """Answer a question with a value for each of its parameters; raises the failures of `Graph.read`."""
    return run(graph, question.statement, values, timeout=timeout)


def run(graph: Graph, statement: str, values: Mapping[str, Any], *, timeout: float | None = None) -> Rows:
    """Run a statement in a read transaction; raises the failures of `Graph.read`."""
    answer = graph.read(statement, values, timeout=timeout)
    return Rows(answer.columns, answer.rows)


def why_empty(graph: Graph, values: Mapping[str, Any], statement: str = "") -> str:
    """Return why an answer may be empty: no release is loaded, none was analysed, the filter names another, nothing."""
    loaded = [str(key) for key in graph.read("MATCH (c:Campaign) RETURN collect(c.key) AS loaded").value()]
    if not loaded:
        return "no rows: the graph holds no release; load one with: ioscope load FOLDER"
    runs = "MATCH (r:Run) RETURN count(r) AS runs"
    if any(name in statement for name in FOUND_BY_RUNS) and not graph.read(runs).value():
        return "no rows: no run of the analysis is in the graph; make one with: ioscope detect"
    known = ", ".join(sorted(loaded))
    campaign = values.get("campaign")
    if campaign is not None and campaign not in loaded:
        return f"no rows: no release named {str(campaign)[:60]!r} is loaded; loaded: {known}"
    filters = [f"{name}={str(value)[:60]}" for name, value in values.items() if value is not None and name != "limit"]
    if filters:
        return f"no rows: nothing fits {', '.join(filters)}; loaded: {known}"
    return f"no rows: the graph holds nothing of this kind; loaded: {known}"


def plain_value(value: Any, name: str = "") -> Any:
    """Return a driver's value as a plain one.

    Whole numbers beyond 2^53, and all in a column or property named `id` or `*_id`, are text; times are ISO 8601 with
    Z for UTC; nodes, relationships and paths are maps of their labels or type and properties.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) > MAX_EXACT or _is_id(name) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)  # JSON knows no NaN
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return [plain_value(item, name) for item in value]
    if isinstance(value, dict):
        return {key: plain_value(item, key) for key, item in value.items()}
    return _driver_value(value)


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id")


def _driver_value(value: Any) -> Any:
    if isinstance(value, neo4j.graph.Path):
        return {
            "nodes": [_driver_value(node) for node in value.nodes],
            "relationships": [_driver_value(relationship) for relationship in value.relationships],
        }
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), "properties": _properties(value)}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, "properties": _properties(value)}
    if isinstance(value, neo4j.spatial.Point):
        return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}
    return _scalar_text(value)


def _properties(value: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain_value(item, key) for key, item in sorted(value.items())}


def _scalar_text(value: Any) -> str:
    if isinstance(value, dt.datetime):
        exact = "seconds" if not value.microsecond else "microseconds" if value.microsecond % 1000 else "milliseconds"
        return value.isoformat(timespec=exact).replace("+00:00", "Z")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return str(value)
