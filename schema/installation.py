"""Constraints and indexes: what the graph must have, and their installation into a server."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import neo4j
from neomodel import db

from schema.cypher import quoted
from schema.graph import NODES
from schema.model import nodes, relationships


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


_CREATE = {
    "unique": "CREATE CONSTRAINT {} IF NOT EXISTS FOR (n:{}) REQUIRE n.{} IS UNIQUE",
    "range": "CREATE INDEX {} IF NOT EXISTS FOR (n:{}) ON (n.{})",
    "text": "CREATE TEXT INDEX {} IF NOT EXISTS FOR (n:{}) ON (n.{})",
}


def index_statements() -> tuple[str, ...]:
    """Return the statements for every constraint and index: what neomodel's installer does, for those without it."""
    return tuple(
        _statement(index) for index in sorted(expected_indexes(), key=lambda index: list(_CREATE).index(index.kind))
    )


def text_index_statements() -> tuple[str, ...]:
    """Return the statements for TEXT indexes, which neomodel cannot declare."""
    return _statements("text")


def _statements(kind: str) -> tuple[str, ...]:
    return tuple(_statement(index) for index in expected_indexes() if index.kind == kind)


def _statement(index: Index) -> str:
    return _CREATE[index.kind].format(quoted(index.name), quoted(index.label), quoted(index.property))


def install_constraints(driver: neo4j.Driver, database: str | None = None) -> str:
    """Create constraints and range indexes by neomodel's installer; those that exist stay. Return its log.

    The range indexes are asked for before: the server builds them while it checks the constraints, in half the time.

    Names that the data may not bring along (a property that no account has) are made known too: otherwise the server
    warns in every question that uses them.
    """
    log = io.StringIO()
    run_statements(driver, _statements("range"), database)
    # neomodel stays with this driver: its connection is one for the whole process.
    db.set_connection(driver=driver)
    db._database_name = database or "neo4j"  # set_connection takes it only from a global configuration
    for cls in NODES:
        db.install_labels(cls, quiet=False, stdout=log)
    for procedure, names in known_names().items():
        driver.execute_query(
            f"UNWIND $names AS name CALL {procedure}(name) RETURN count(*)", names=names, database_=database
        )
    return log.getvalue()


def known_names() -> dict[str, list[str]]:
    """Return every label, type and property name of the schema, by the server's procedure that makes it known."""
    properties = {p.name for node in nodes().values() for p in node.properties}
    properties |= {p.name for relationship in relationships().values() for p in relationship.properties}
    labels = {label for node in nodes().values() for label in (node.label, *node.variants)}
    return {
        "db.createLabel": sorted(labels),
        "db.createRelationshipType": sorted(relationships()),
        "db.createProperty": sorted(properties),
    }


def install_text_indexes(driver: neo4j.Driver, database: str | None = None) -> None:
    """Ask the server to build the TEXT indexes; it goes on in the background."""
    run_statements(driver, text_index_statements(), database)


def drop_text_indexes(driver: neo4j.Driver, database: str | None = None) -> None:
    """Take the TEXT indexes away; those that are not there are no matter."""
    names = [index.name for index in expected_indexes() if index.kind == "text"]
    run_statements(driver, [f"DROP INDEX {quoted(name)} IF EXISTS" for name in names], database)


def run_statements(driver: neo4j.Driver, statements: Iterable[str], database: str | None) -> None:
    """Run schema statements one by one."""
    for statement in statements:
        # The driver wants a literal; these are built from names of the schema alone.
        driver.execute_query(statement, database_=database)
