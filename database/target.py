"""Which Neo4j is meant: the workspace's own, or the one that NEO4J_URI names; and whether it answers."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import neo4j
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

from database.failures import ConnectionFailure, DatabaseFailure, WrongPassword
from database.translation import failure_of

CONNECT_SECONDS = 10.0
RETRY_SECONDS = 60.0
"""How long a transaction is tried again when the user's own server is away for a moment."""

LOCKED_OUT_SECONDS = 0.05
"""How long a writer waits whom another locked out: with the driver's own second, one of two would mostly wait."""

EMBEDDED_RETRY_SECONDS = 10.0
"""Enough for deadlocks; an embedded server that is gone does not come back by itself."""

USER_AGENT = "ioscope"


@dataclass(frozen=True)
class Target:
    """A Neo4j server and how to log in; `database` None is the user's default one on that server."""

    uri: str
    username: str
    password: str | None = field(repr=False)
    database: str | None
    embedded: bool

    @property
    def name(self) -> str:
        """What a person is told: which server, and whose."""
        return f"the embedded Neo4j at {self.uri}" if self.embedded else f"the Neo4j at {self.uri}"


def named_target(environ: Mapping[str, str]) -> Target | None:
    """Return the server that NEO4J_URI and its three companions name, None without NEO4J_URI."""
    uri = environ.get("NEO4J_URI", "").strip()
    if not uri:
        return None
    return Target(
        uri=uri,
        username=environ.get("NEO4J_USERNAME") or "neo4j",
        password=environ.get("NEO4J_PASSWORD") or None,
        database=environ.get("NEO4J_DATABASE") or None,
        embedded=False,
    )


def open_driver(target: Target, *, user_agent: str = USER_AGENT) -> neo4j.Driver:
    """Return a driver for `target`, not yet connected.

    Raises `ConnectionFailure` when the address is not one.
    """
    # Notifications are on the answers, for those who ask; without a handler of its own Python would print them.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    try:
        return neo4j.GraphDatabase.driver(
            target.uri,
            auth=None if target.password is None else (target.username, target.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=EMBEDDED_RETRY_SECONDS if target.embedded else RETRY_SECONDS,
            initial_retry_delay=LOCKED_OUT_SECONDS,
            warn_notification_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
            user_agent=user_agent,
        )
    except (ConfigurationError, ValueError) as error:
        raise ConnectionFailure(
            f"NEO4J_URI is {target.uri!r}, which is no address of a Neo4j: {error}",
            hint="write it like bolt://host:7687, neo4j://host:7687 or neo4j+s://host (Aura)",
        ) from error


def verify(driver: neo4j.Driver, target: Target) -> str:
    """Ask the server the cheapest question and return the name of the database that answered.

    Raises `ServerUnreachable`, `WrongPassword` or `DatabaseMissing`.
    """
    try:
        with driver.session(database=target.database, default_access_mode=neo4j.READ_ACCESS) as session:
            return session.run("RETURN 1").consume().database or target.database or "neo4j"
    except (DriverError, Neo4jError, OSError) as error:
        raise failure_of(error, target_name=target.name, embedded=target.embedded) from error


def answers(driver: neo4j.Driver, target: Target) -> bool:
    """Return whether the server is ready for statements; False while it starts.

    Raises `WrongPassword` when it is there and does not let us in: waiting would not help.
    """
    try:
        verify(driver, target)
    except WrongPassword:
        raise
    except DatabaseFailure:
        return False
    return True


def release_clients(target: Target) -> None:
    """Cut the connections of all other clients, as far as the server lets us.

    A server told to stop waits for open transactions without end (one left open in a script, a paused query): their
    clients are cut first. What they had committed stays, what they had not is undone.
    """
    others = (
        "CALL dbms.listConnections() YIELD connectionId, userAgent WHERE userAgent <> $own "
        "WITH collect(connectionId) AS ids CALL dbms.killConnections(ids) YIELD connectionId RETURN count(*)"
    )
    own = f"{USER_AGENT}-stop-{secrets.token_hex(4)}"
    with open_driver(target, user_agent=own) as driver:
        try:
            with driver.session(database=target.database, default_access_mode=neo4j.READ_ACCESS) as session:
                session.run(others, own=own).consume()
        except (DriverError, Neo4jError, OSError):
            return  # it is starting, or the password is another: then it is only told to stop
