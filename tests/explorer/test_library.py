"""Every file of the library keeps the library's promises, on a real server."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import neo4j.graph
import pytest

from database.connection import Graph
from explorer.answers import ask
from explorer.failures import UnknownQuestion
from explorer.header import Question
from explorer.library import THEMES, question_named, questions
from schema.model import nodes, relationships

ALL = [pytest.param(question, id=question.name) for question in questions().values()]
DRAWN = [pytest.param(question, id=question.name) for question in questions().values() if question.picture]
EXAMPLES = {"account": "anna", "hashtag": "news", "words": "news"}
PYTHON = {
    "text": str,
    "integer": int,
    "float": float,
    "boolean": bool,
    "date": dt.date,
    "time": dt.datetime,
    "list": list,
}
BEHIND_A_COLON = re.compile(r":(!?[A-Z][A-Za-z_]*(?:[|:&!]+[A-Z][A-Za-z_]*)*)")
AFTER_A_DOT = re.compile(r"\b([a-z_]+)\.([a-z_A-Z]+)\b")
INSIDE_BRACES = re.compile(r"\{(?:\s*)([a-z_]+):")
PARTS_OF_VALUES = {"year", "month", "hour", "second", "dayOfWeek", "epochSeconds", "epochMillis"}
FORBIDDEN_WORDS = re.compile(r"\b(bots?|trolls?|fake|controlled by|by chance)\b", re.IGNORECASE)


def values_for(question: Question) -> dict[str, Any]:
    return {p.name: EXAMPLES.get(p.name, p.default) for p in question.parameters}


def operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], str(plan["args"].get("Details", ""))
    for child in plan.get("children", []):
        yield from operators(child)


def without_strings(question: Question) -> str:
    return re.sub(r"//.*", "", re.sub(r"'[^']*'", "''", question.statement))


def test_the_library_has_its_themes_and_more_than_fifty_questions() -> None:
    found = questions()
    assert len(found) > 50
    assert {question.theme for question in found.values()} == set(THEMES)


@pytest.mark.parametrize("question", ALL)
def test_parameters_of_header_and_statement_are_the_same(question: Question) -> None:
    assert set(re.findall(r"\$([a-z_]+)", question.statement)) == {p.name for p in question.parameters}


@pytest.mark.parametrize("question", ALL)
def test_words_of_people_are_kept(question: Question) -> None:
    assert not FORBIDDEN_WORDS.search(question.text)


@pytest.mark.parametrize("question", ALL)
def test_only_labels_types_and_properties_of_the_schema_are_named(question: Question) -> None:
    labels = {label for node in nodes().values() for label in (node.label, *node.variants)}
    properties = {p.name for node in nodes().values() for p in node.properties}
    properties |= {p.name for relationship in relationships().values() for p in relationship.properties}
    text = without_strings(question)
    named = {name for group in BEHIND_A_COLON.findall(text) for name in re.split(r"[|:&!]+", group) if name}
    assert named, "every question reads something"
    assert named <= labels | set(relationships())
    maps = set(re.findall(r"(?:collect\(\{|, )([a-z_]+): ", text)) | {c.name for c in question.columns}
    read = {name for _, name in AFTER_A_DOT.findall(text)}
    assert read - PARTS_OF_VALUES - maps <= properties


@pytest.mark.parametrize("question", ALL)
def test_identifiers_are_returned_as_text(question: Question) -> None:
    assert {c.type for c in question.columns if c.name.endswith("_id")} <= {"text"}


@pytest.mark.parametrize("question", ALL)
def test_an_answer_is_ordered_to_the_last_row(asked: Graph, question: Question) -> None:
    assert re.search(r"\nORDER BY [^\n]+(\nLIMIT \$limit)?$", question.statement)
    values = values_for(question)
    whole = ask(asked, question, values).values
    assert ask(asked, question, values).values == whole
    if "limit" in values:
        for limit in range(min(len(whole), 6)):
            assert ask(asked, question, values | {"limit": limit}).values == whole[:limit]


@pytest.mark.parametrize("question", ALL)
def test_columns_are_as_declared_and_the_server_has_no_remark(asked: Graph, question: Question) -> None:
    for values in (values_for(question), {p.name: p.default for p in question.parameters}):
        answer = asked.read(question.statement, values)
        assert answer.columns == [column.name for column in question.columns]
        assert answer.rows, "every question finds something, with the defaults that Browser begins with, too"
        assert not answer.notifications
        for column, cells in zip(question.columns, zip(*answer.rows, strict=True), strict=True):
            kinds = {type(cell) for cell in cells if cell is not None}
            assert kinds <= {PYTHON[column.type]}, column.name


@pytest.mark.parametrize("question", ALL)
def test_one_statement_with_the_defaults_in_it_gives_the_same_rows(asked: Graph, question: Question) -> None:
    assert "$" not in question.browser_text
    assert question.browser_text.startswith(f"// {question.title}\n")
    answer = asked.read(question.browser_text)
    assert answer.rows == ask(asked, question, {p.name: p.default for p in question.parameters}).values
    assert not answer.notifications


@pytest.mark.parametrize("question", ALL)
def test_a_question_only_reads_and_scans_only_what_its_header_justifies(asked: Graph, question: Question) -> None:
    summary = asked.driver.execute_query(
        f"EXPLAIN {question.statement}", values_for(question), database_=asked.target.database
    ).summary
    assert summary.query_type == "r"
    steps = list(operators(dict(summary.plan or {})))
    names = {name for name, _ in steps}
    assert not names & {"AllNodesScan", "CartesianProduct", "UndirectedRelationshipTypeScan"}
    for name, details in steps:
        if name in {"NodeByLabelScan", "IntersectionNodeByLabelsScan", "UnionNodeByLabelsScan"}:
            assert set(re.findall(r"[A-Z]\w+", details)) <= set(question.scanned_labels), details
        if name == "DirectedRelationshipTypeScan":
            assert question.scan_reason, details


@pytest.mark.parametrize("question", DRAWN)
def test_a_picture_is_made_of_few_nodes_and_relationships(asked: Graph, question: Question) -> None:
    assert question.picture
    assert question.picture_text
    assert not FORBIDDEN_WORDS.search(question.picture_text)
    assert re.search(r"\nORDER BY [^\n]+(\nLIMIT [^\n]+)?$", question.picture.statement)
    answer = asked.read(question.picture_text)
    assert not answer.notifications
    assert 0 < len(answer.rows) <= 300
    cells = [cell for row in answer.rows for cell in row]
    assert {isinstance(cell, neo4j.graph.Entity) for cell in cells} == {True}
    assert any(isinstance(cell, neo4j.graph.Relationship) for cell in cells)


HOSTILE = ("'; MATCH (n) DETACH DELETE n //", "}) DETACH DELETE n WITH ({", '\\u0027 \\ " ` $limit', "x" * 1_000_000)


def test_hostile_values_are_answered_and_change_nothing(asked: Graph) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS relationships"
    before = asked.read(count).rows
    for number, question in enumerate(questions().values()):
        values = {p.name: p.default for p in question.parameters}
        for parameter in question.parameters:
            hostile = HOSTILE[number % len(HOSTILE)]
            if parameter.type in {"text", "list"}:
                values[parameter.name] = hostile if parameter.type == "text" else [hostile]
        assert isinstance(ask(asked, question, values).values, list)
        nothing = {p.name: p.default if p.type == "integer" else None for p in question.parameters}
        assert isinstance(ask(asked, question, nothing).values, list)
    assert asked.read(count).rows == before


def test_search_uses_the_text_index(asked: Graph) -> None:
    question = question_named("search-tweets")
    plan = asked.driver.execute_query(f"EXPLAIN {question.statement}", values_for(question)).summary.plan
    assert "NodeIndexContainsScan" in {name for name, _ in operators(dict(plan or {}))}


@pytest.mark.parametrize("name", ["top-hastags", "TOP_HASHTAGS", "hashtags"])
def test_an_unknown_question_names_the_nearest(name: str) -> None:
    with pytest.raises(UnknownQuestion) as caught:
        question_named(name)
    assert "top-hashtags" in str(caught.value.hint)
    assert caught.value.exit_code == 2


def test_a_name_like_nothing_points_to_the_list() -> None:
    with pytest.raises(UnknownQuestion) as caught:
        question_named("\x00" * 100_000)
    assert caught.value.hint == "All of them: ioscope queries"
    assert len(caught.value.what) < 400
