"""A graph to ask and to change: reads that the server keeps from writing, writes that are retried."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import neo4j
import neo4j.time
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from database.failures import DatabaseFailure
from database.target import Target
from database.translation import failure_of

INCOMPLETE_ATTEMPTS = 3

T = TypeVar("T")
Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class Notification:
    """A remark of the server on a statement, such as a label that does not exist."""

    status: str
    severity: str
    description: str


@dataclass(frozen=True)
class Answer:
    """What a statement returned: column names and rows; times are Python's own, nodes and paths are the driver's."""

    columns: list[str]
    rows: list[list[Any]]
    notifications: list[Notification] = field(default_factory=list)

    def records(self) -> list[dict[str, Any]]:
        """Return one mapping a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def value(self) -> Any:
        """Return the first cell of the first row, None when there is no row."""
        return self.rows[0][0] if self.rows else None


@dataclass(frozen=True)
class Stream:
    """Rows as they come, for answers that do not fit in memory; valid inside its `with` only."""

    columns: list[str]
    rows: Iterator[list[Any]]


class Graph:
    """One database on one server; its methods raise the failures of `database.failures`, never the driver's errors."""

    def __init__(self, driver: neo4j.Driver, target: Target) -> None:
        self.driver = driver
        self.target = target

    def read(self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None) -> Answer:
        """Run a statement in a read transaction, of at most `timeout` seconds, and return all of its rows.

        Raises `WriteRefused` when it would change the graph, `CypherRefused`, `QueryTimedOut`, `ConnectionFailure`.
        """

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> Answer:
            result = transaction.run(cypher, dict(parameters or {}))
            columns = list(result.keys())
            rows = [[native(value) for value in record.values()] for record in result]
            return Answer(columns, rows, _notifications(result.consume()))

        with self.translated(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    @contextmanager
    def stream(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> Iterator[Stream]:
        """Open a read transaction and yield its rows one by one; raises as `read` does, also while rows are taken."""
        with (
            self.translated(),
            self._session(neo4j.READ_ACCESS) as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            result = transaction.run(cypher, dict(parameters or {}))
            columns = list(result.keys())
            yield Stream(columns, self._rows(result))

    def _rows(self, result: neo4j.Result) -> Iterator[list[Any]]:
        with self.translated():
            for record in result:
                yield [native(value) for value in record.values()]

    def write(
        self, cypher: str, parameters: Parameters | None = None, *, timeout: float | None = None
    ) -> neo4j.SummaryCounters:
        """Run an idempotent statement in a write transaction and return what it changed.

        Retries transient errors and a commit whose outcome is unknown: hence idempotent.
        """

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> neo4j.SummaryCounters:
            return transaction.run(cypher, dict(parameters or {})).consume().counters

        return self.write_work(work)

    def write_work(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run an idempotent function of several statements in one write transaction; retries as `write` does."""
        with self.translated():
            for attempt in range(1, INCOMPLETE_ATTEMPTS + 1):
                try:
                    with self._session(neo4j.WRITE_ACCESS) as session:
                        return session.execute_write(work)
                except IncompleteCommit:
                    if attempt == INCOMPLETE_ATTEMPTS:
                        raise
        raise AssertionError

    def schema_write(self, cypher: str, parameters: Parameters | None = None) -> neo4j.SummaryCounters:
        """Run a statement that must not share a transaction (constraints, indexes, `IN TRANSACTIONS`)."""
        with self.translated(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.run(cypher, dict(parameters or {})).consume().counters

    def _session(self, access: str) -> neo4j.Session:
        return self.driver.session(database=self.target.database, default_access_mode=access)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn what the driver raises into the failures of `database.failures`; for whoever uses the driver itself."""
        try:
            yield
        except DatabaseFailure:
            raise
        except (Neo4jError, DriverError, OSError) as error:
            raise failure_of(error, target_name=self.target.name, embedded=self.target.embedded) from error


def native(value: Any) -> Any:
    """Return a value with Neo4j's dates and times as Python's, in lists and maps too; all else stays."""
    if isinstance(value, neo4j.time.DateTime | neo4j.time.Date | neo4j.time.Time):
        return value.to_native()
    if isinstance(value, list):
        return [native(item) for item in value]
    if isinstance(value, dict):
        return {key: native(item) for key, item in value.items()}
    return value


def _notifications(summary: neo4j.ResultSummary) -> list[Notification]:
    return [
        Notification(status.gql_status, status.raw_severity or "", status.status_description)
        for status in summary.gql_status_objects
        if status.is_notification
    ]
