"""The expressions: they compile for every engine, keep to what engines share, and give the schema's columns."""

from collections.abc import Callable

import pytest

from lake.plan import COMPILERS, Plan
from loader.rows import graph_plan
from loader.staging_plan import outcome_plan, tweets_plan, typing_plan
from loader.tables.staged import File, file_order
from schema.model import nodes, relationships
from schema.releases import releases

PLANS: dict[str, Callable[[], Plan]] = {
    "typing users": lambda: typing_plan("users"),
    "typing tweets": lambda: typing_plan("tweets"),
    "tweets": tweets_plan,
    "outcome users": lambda: outcome_plan("users"),
    "outcome tweets": lambda: outcome_plan("tweets"),
    "graph": lambda: graph_plan("new")[0],
}
FILLED_BY_ANALYSIS = {"Community", "Run"}
FROM_MANIFESTS = {"Campaign"}
FINDINGS = {"COORDINATED", "IN_COMMUNITY"}


@pytest.mark.parametrize("dialect", sorted(COMPILERS))
@pytest.mark.parametrize("name", sorted(PLANS))
def test_every_expression_compiles_for_every_engine(name: str, dialect: str) -> None:
    plan = PLANS[name]()
    compiled = plan.sql(dialect)
    assert [table for table, _ in compiled] == list(plan.steps)
    assert all(select.lstrip().upper().startswith(("SELECT", "WITH")) for _, select in compiled)


def test_no_time_of_day_or_random_order_enters_the_tables() -> None:
    text = " ".join(select for name in PLANS for _, select in PLANS[name]().sql("duckdb")).upper()
    for unstable in ("NOW(", "CURRENT_", "RANDOM(", "ANY_VALUE(", "MODE(", "UUID("):
        assert unstable not in text


def test_every_label_and_type_that_the_loader_fills_has_a_table() -> None:
    _, tables = graph_plan("new")
    assert set(tables.nodes) == set(nodes()) - FILLED_BY_ANALYSIS - FROM_MANIFESTS
    assert set(tables.relationships) == set(relationships()) - FINDINGS


def test_node_tables_have_the_columns_and_types_of_the_schema() -> None:
    _, tables = graph_plan("new")
    for label, table in tables.nodes.items():
        node = nodes()[label]
        expected = {p.name: p.type.lake for p in (node.key, *node.loaded)}
        if node.variants:
            expected["variant"] = "string"
        assert {name: str(kind) for name, kind in table.schema().items()} == expected, label


def test_relationship_tables_have_the_columns_and_types_of_the_schema() -> None:
    _, tables = graph_plan("new")
    for kind, table in tables.relationships.items():
        relationship = relationships()[kind]
        expected = {p.name: p.type.lake for p in relationship.properties}
        expected |= {"start": relationship.start.key.type.lake, "end": relationship.end.key.type.lake}
        assert {name: str(kind) for name, kind in table.schema().items()} == expected, kind


def test_the_newest_release_comes_first_then_the_key_then_users_files_then_names() -> None:
    files = {
        "iran_201906_1": [File(True, "b", 5), File(False, "z", 3), File(True, "a", 0)],
        "ira": [File(True, "x", 7)],
        "catalonia_201906_1": [File(True, "y", 10)],
        "nobody_knows": [File(True, "u", 1)],
    }
    assert file_order(files, releases()) == [
        ("catalonia_201906_1", 0, "y", 0),
        ("iran_201906_1", 1, "z", 10),
        ("iran_201906_1", 1, "a", 13),
        ("iran_201906_1", 1, "b", 13),
        ("ira", 2, "x", 18),
        ("nobody_knows", 3, "u", 25),
    ]
