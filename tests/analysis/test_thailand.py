"""The figures of the real release, as counted elsewhere (coordination.md, section 5)."""

from collections.abc import Iterator

import pytest
from ibis.backends.duckdb import Backend

from analysis.detection import Detection, detect_in_lake
from analysis.lake_tables import lake_tables
from analysis.parameters import Parameters
from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import Workspace

pytestmark = [pytest.mark.release, pytest.mark.slow]


@pytest.fixture(scope="module")
def opened(thailand_workspace: Workspace) -> Iterator[Backend]:
    with open_engine(thailand_workspace) as engine:
        yield engine


def found(workspace: Workspace, engine: Backend, action: str, parameters: Parameters) -> Detection:
    lake = lake_tables(workspace, engine, read_manifests(workspace), parameters)
    return detect_in_lake(engine, lake, action, parameters)


@pytest.mark.parametrize(
    ("action", "events", "accounts", "objects", "edges", "pairs", "largest", "twice"),
    [("retweet", 11_199, 331, 5_399, 153, 336, 13, 67), ("link", 584, 53, 383, 29, 113, 23, 13)],
)
def test_the_counts_are_those_published(
    thailand_workspace: Workspace,
    opened: Backend,
    action: str,
    events: int,
    accounts: int,
    objects: int,
    edges: int,
    pairs: int,
    largest: int,
    twice: int,
) -> None:
    summary = found(thailand_workspace, opened, action, Parameters()).summary
    assert (summary.events, summary.accounts, summary.objects) == (events, accounts, objects)
    assert (summary.edges, summary.pairs) == (edges, pairs)
    assert (summary.max_weight, summary.edges_weight_ge_2) == (largest, twice)


def test_ten_seconds_leave_fewer(thailand_workspace: Workspace, opened: Backend) -> None:
    summary = found(thailand_workspace, opened, "retweet", Parameters(window_s=10)).summary
    assert (summary.edges, summary.pairs) == (32, 46)


def test_each_stricter_null_flags_fewer_retweeters(thailand_workspace: Workspace, opened: Backend) -> None:
    flagged = {
        null: found(thailand_workspace, opened, "retweet", Parameters(null=null)).summary.flagged
        for null in ("day", "hour", "author")
    }
    # Strata without the limit of 14 days flagged 36, 20 and 20.
    assert flagged == {"day": 35, "hour": 18, "author": 18}
