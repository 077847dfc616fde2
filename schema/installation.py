"""Constraints and indexes: what the graph must have, and their installation into a server."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import neo4j
from neomodel import db

from schema.cypher import quoted
from schema.graph import NODES
from schema.model import nodes


@dataclass(frozen=True, order=True)
class Index:
    """One constraint or index: `kind` is unique, range or text."""

    name: str
    kind: str
    label: str
    property: str


# neomodel's installer gives these names; the TEXT indexes follow the same pattern.
_NAMES = {"unique": "constraint_unique_{}_{}", "range": "index_{}_{}", "text": "text_index_{}_{}"}


def expected_indexes() -> tuple[Index, ...]:
    """Return every constraint and index of the schema, sorted by name."""
    return tuple(
        sorted(
            Index(_NAMES[p.index].format(node.label, p.name), p.index, node.label, p.name)
            for node in nodes().values()
            for p in node.properties
            if p.index is not None
        )
    )


def text_index_statements() -> tuple[str, ...]:
    """Return the statements for TEXT indexes, which neomodel cannot declare."""
    return tuple(
        f"CREATE TEXT INDEX {quoted(index.name)} IF NOT EXISTS "
        f"FOR (n:{quoted(index.label)}) ON (n.{quoted(index.property)})"
        for index in expected_indexes()
        if index.kind == "text"
    )


def install_constraints(driver: neo4j.Driver, database: str | None = None) -> str:
    """Create constraints and range indexes by neomodel's installer; those that exist stay. Return its log."""
    log = io.StringIO()
    previous = db.driver
    db.set_connection(driver=driver)
    db._database_name = database or "neo4j"  # set_connection takes it only from a global configuration
    try:
        for cls in NODES:
            db.install_labels(cls, quiet=False, stdout=log)
    finally:
        if previous is not None and previous is not driver:
            db.set_connection(driver=previous)
    return log.getvalue()


def install_text_indexes(driver: neo4j.Driver, database: str | None = None) -> None:
    """Ask the server to build the TEXT indexes; it goes on in the background."""
    run_statements(driver, text_index_statements(), database)


def run_statements(driver: neo4j.Driver, statements: Iterable[str], database: str | None) -> None:
    """Run schema statements one by one."""
    for statement in statements:
        # The driver wants a literal; these are built from names of the schema alone.
        driver.execute_query(statement, database_=database)
