"""Every file of the library keeps the library's promises, on a real server."""

import datetime as dt
import itertools
import re
from dataclasses import replace
from typing import Any

import neo4j.graph
import pytest

from bench.plans import plan_of, steps, unjustified
from database.connection import Graph
from database.failures import CypherRefused
from explorer.answers import ask
from explorer.failures import ParameterFailure, UnknownQuestion
from explorer.header import Question
from explorer.library import THEMES, question_named, questions
from explorer.parameters import bind
from schema.model import nodes, relationships
from tests.graphs import snapshot

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
    values = values_for(question)
    assert asked.driver.execute_query(f"EXPLAIN {question.statement}", values).summary.query_type == "r"
    assert unjustified(question, plan_of(asked, question, values)) == []


def test_a_scan_that_no_header_justifies_is_found(asked: Graph) -> None:
    question = replace(question_named("top-hashtags"), scanned_labels=("Account",))
    assert "NodeByLabelScan h:Hashtag" in unjustified(question, plan_of(asked, question, values_for(question)))
    every = replace(question, statement="MATCH (n), (m) RETURN n, m")
    assert {"AllNodesScan n", "CartesianProduct"} <= set(unjustified(every, plan_of(asked, every, {})))


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


HOSTILE = "'; }) DETACH DELETE n WITH ({ // \\u0027 \\ \" ` $limit \x00" + "x" * 1_000_000
WRONG: tuple[Any, ...] = (float("nan"), True, ["'", None, 1], {"limit": {"}": "'"}}, 2**63 - 1, dt.date(2020, 2, 29))
"""Of other types than any parameter's, or too great; each question meets one of them."""


def test_whatever_is_given_is_answered_or_one_clear_error_and_the_graph_stays_as_it_is(asked: Graph) -> None:
    before, refusals = snapshot(asked), []
    for number, question in enumerate(questions().values()):
        usual, wrong = values_for(question), WRONG[number % len(WRONG)]
        # Numbers apart from the rest: a limit that is none hides what the server would say of the others.
        texts = [p.name for p in question.parameters if p.type != "integer"]
        numbers = [p.name for p in question.parameters if p.type == "integer"]
        cases = [(texts, HOSTILE), (texts, wrong)] if texts else []
        if any(usual[name] is not None for name in texts):  # else it is what every other test asks
            cases.append((texts, None))
        cases += [(numbers, (HOSTILE, None, -7, wrong)[number % 4])] if numbers else []
        statements = [(question.statement, names, value) for names, value in cases]
        if question.picture:
            statements.append((question.picture.statement, texts or numbers, HOSTILE))
        for statement, names, value in statements:
            try:
                asked.read(statement, usual | dict.fromkeys(names, value), timeout=60)
            except CypherRefused as refusal:
                refusals.append(str(refusal))
    assert snapshot(asked) == before
    assert len(refusals) > 20, "an error that cannot come proves nothing"
    assert max(map(len, refusals)) < 2_000


def test_the_command_line_refuses_or_types_whatever_is_given_for_a_parameter() -> None:
    texts = [HOSTILE, *map(str, WRONG), "", "\udcff", "[", '["a", 1]', "null", "9" * 100]
    longest = 0
    kinds = {"text": str, "integer": int, "list": list, "zone": str, "date": dt.date, "boolean": bool}
    for question in questions().values():
        needed = {p.name: "news" for p in question.parameters if p.required}
        for parameter, text in itertools.product(question.parameters, texts):
            try:
                value = bind(question.parameters, needed | {parameter.name: text})[parameter.name]
            except ParameterFailure as failure:
                longest = max(longest, len(failure.what))
            else:
                assert value is None or type(value) is kinds[parameter.type]
    assert 0 < longest < 250


def test_search_uses_the_text_index(asked: Graph) -> None:
    question = question_named("search-tweets")
    assert "NodeIndexContainsScan" in {name for name, _ in steps(plan_of(asked, question, values_for(question)))}


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
