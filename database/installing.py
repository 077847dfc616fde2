"""The schema's constraints and indexes, put into a database that runs."""

from database.graph import Graph
from schema import installation


def install_constraints(graph: Graph) -> None:
    """Create constraints and range indexes; those that exist stay. Raises the failures of `database.failures`."""
    with graph.translated():
        installation.install_constraints(graph.driver, graph.target.database)


def install_text_indexes(graph: Graph) -> None:
    """Ask the server to build the TEXT indexes; it goes on in the background. Raises as `install_constraints` does."""
    with graph.translated():
        installation.install_text_indexes(graph.driver, graph.target.database)


def drop_text_indexes(graph: Graph) -> None:
    """Take the TEXT indexes away, before more is written than is there. Raises as `install_constraints` does."""
    with graph.translated():
        installation.drop_text_indexes(graph.driver, graph.target.database)
