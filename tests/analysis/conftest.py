"""An engine for the tests of the analysis, and events written into it."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from analysis.actions import ActionEvents
from analysis.plans import events_schema
from lake.engine import open_engine
from lake.workspace import open_workspace
from tests.analysis.oracle import Event


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    workspace = open_workspace(tmp_path_factory.mktemp("analysis") / "workspace")
    with open_engine(workspace, memory=1 << 30) as opened:
        yield opened


def write_events(engine: Backend, action: str, events: list[Event], *, with_authors: bool) -> ActionEvents:
    """Put events where `detect` looks for them."""
    names = events_schema(with_authors=with_authors).names
    columns = {name: [getattr(event, name) for event in events] for name in names}
    table = pa.table(columns, schema=events_schema(with_authors=with_authors).to_pyarrow())
    engine.con.register("written", table)
    engine.con.execute(f'CREATE OR REPLACE TABLE "{action}_events" AS SELECT * FROM written')
    engine.con.unregister("written")
    return ActionEvents(action, with_authors=with_authors)


def found_edges(engine: Backend, action: str = "retweet") -> dict[tuple[str, str], dict[str, Any]]:
    """Return the edges of an action as `detect` left them, by their accounts."""
    rows = engine.con.sql(f"SELECT * FROM {action}_edges").to_arrow_table().to_pylist()
    found = {(row.pop("user_u"), row.pop("user_v")): row for row in rows}
    assert len(found) == len(rows)
    return found
