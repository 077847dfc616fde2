"""Parameters are read by their type; a wrong one is one clear error with the list of parameters."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.failures import ParameterFailure
from explorer.parameters import (
    MAX_INTEGER,
    Parameter,
    bind,
    free_value,
    literal_text,
    parse_literal,
    read_value,
    split_assignments,
)

PARAMETERS = (
    Parameter("words", "text", True, "what to find", "news"),
    Parameter("limit", "integer", False, "rows", 20),
    Parameter("kinds", "list", False, "kinds", ["site"]),
)


def of(kind: str) -> Parameter:
    return Parameter("value", kind, False, "a value")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "a=b", "a=b"),
        ("text", " x ", " x "),
        ("integer", "0", 0),
        ("integer", str(MAX_INTEGER), MAX_INTEGER),
        ("date", "2019-01-31", dt.date(2019, 1, 31)),
        ("boolean", "Yes", True),
        ("boolean", "false", False),
        ("list", "site, platform", ["site", "platform"]),
        ("list", '["a,b"]', ["a,b"]),
        ("zone", "America/Port-au-Prince", "America/Port-au-Prince"),
        ("integer", "", None),
    ],
)
def test_a_value_is_read_by_its_type(kind: str, text: str, value: Any) -> None:
    assert read_value(of(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "-1"),
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", str(MAX_INTEGER + 1)),
        ("integer", "1" * 1_000_000),
        ("integer", "null"),
        ("date", "2019-02-30"),
        ("date", "31.01.2019"),
        ("boolean", "1"),
        ("list", "[1]"),
        ("list", "[" * 100_000),
        ("text", "\udcff"),
        ("zone", "Asia/'Tehran"),
        ("zone", "x" * 1_000_000),
    ],
)
def test_a_malformed_value_is_refused_briefly(kind: str, text: str) -> None:
    with pytest.raises(ParameterFailure) as caught:
        read_value(of(kind), text)
    assert len(caught.value.what) < 250
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "given_values", [{}, {"words": ""}, {"words": "a", "wrods": "b"}, {"words": "a", "limit": "x"}]
)
def test_missing_empty_unknown_and_malformed_are_refused_with_a_hint(given_values: dict[str, str]) -> None:
    with pytest.raises(ParameterFailure) as caught:
        bind(PARAMETERS, given_values)
    assert caught.value.hint


def test_defaults_fill_what_is_not_given() -> None:
    assert bind(PARAMETERS, {"words": "x"}) == {"words": "x", "limit": 20, "kinds": ["site"]}


@pytest.mark.parametrize("assignments", [["limit"], ["=3"], ["a=1", "a=2"]])
def test_what_is_no_assignment_is_refused(assignments: list[str]) -> None:
    with pytest.raises(ParameterFailure):
        split_assignments(assignments)


def test_only_the_first_equals_sign_separates() -> None:
    assert split_assignments(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", 20),
        ("true", True),
        ("null", None),
        ('["a"]', ["a"]),
        ("news", "news"),
        ("NaN", "NaN"),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_free_value_is_json_where_it_is_json(text: str, value: Any) -> None:
    assert free_value("p", text) == value


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="'\\\n\r"))


@given(st.one_of(st.none(), st.booleans(), st.integers(0, MAX_INTEGER), st.dates(), TEXTS, st.lists(TEXTS)))
def test_a_literal_is_read_as_it_was_written(value: Any) -> None:
    assert parse_literal(literal_text(value)) == value
