"""Answers leave ioscope whole: nothing that a spreadsheet would run, no number rounded, no half-written file."""

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import neo4j.time
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from database.connection import Graph
from explorer.answers import Rows, plain_value, run
from explorer.failures import OutputFailure
from explorer.output import csv_text, json_rows, parquet_bytes, replace_file, show_table, write_answer
from terminal.spreadsheet import defused
from tests.explorer.conftest import ALPHA, World

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
FORMULAS = st.builds(
    lambda quotes, start, rest: "'" * quotes + start + rest, st.integers(0, 3), st.sampled_from("=+-@\t\r"), TEXTS
)
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def armed(cell: str) -> str:
    """Undo what `defused` did."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n]", cell) else cell


@given(st.lists(st.lists(st.one_of(TEXTS, FORMULAS), min_size=2, max_size=2), max_size=8))
def test_csv_gives_every_text_back(rows: list[list[str]]) -> None:
    header, *cells = read_csv(csv_text(Rows(["one", "=two"], list(rows))))
    assert header == ["one", "'=two"]
    assert [[armed(cell) for cell in row] for row in cells] == rows


@given(st.one_of(TEXTS, FORMULAS))
def test_no_cell_begins_like_a_formula_unless_it_is_a_plain_number(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(("=", "@", "\t", "\r", "+", "-")) or NUMBER.fullmatch(cell)


@given(st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_stay_numbers(number: float) -> None:
    cell = read_csv(csv_text(Rows(["n"], [[number]])))[1][0]
    assert float(cell) == number


def test_csv_ends_its_lines_as_the_standard_says_and_absent_is_empty() -> None:
    text = csv_text(Rows(["a", "b", "c", "d"], [[None, True, ["x", "y"], 'say "hi", please']]))
    assert text == 'a,b,c,d\r\n,true,"[""x"", ""y""]","say ""hi"", please"\r\n'


@pytest.mark.parametrize(
    ("name", "value", "plain"),
    [
        ("n", 2**53, 2**53),
        ("n", 2**53 + 1, "9007199254740993"),
        ("n", -(2**60), str(-(2**60))),
        ("tweet_id", 7, "7"),
        ("id", 7, "7"),
        ("paid", 7, 7),
        ("at", dt.datetime(2020, 1, 2, 3, 4, 5, 678_000, tzinfo=dt.UTC), "2020-01-02T03:04:05.678Z"),
        ("at", dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC), "2020-01-02T03:04:05Z"),
        (
            "at",
            dt.datetime(2020, 1, 2, 3, 4, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=7))),
            "2020-01-02T03:04:05.000006+07:00",
        ),
        ("on", dt.date(2020, 1, 2), "2020-01-02"),
        ("share", float("nan"), "nan"),
        ("share", float("-inf"), "-inf"),
        ("raw", b"\x00\xff", "00ff"),
        ("map", {"user_id": 5, "n": [1, 2**60]}, {"user_id": "5", "n": [1, str(2**60)]}),
        ("took", neo4j.time.Duration(days=1), "P1D"),
    ],
)
def test_values_become_plain(name: str, value: Any, plain: Any) -> None:
    found = plain_value(value, name)
    assert found == plain
    assert type(found) is type(plain)


def test_nodes_relationships_paths_and_points_become_maps(asked: Graph, world: World) -> None:
    rows = run(
        asked,
        "MATCH path = (a:Account {user_id: '101'})-[m:MEMBER_OF]->(c:Campaign) "
        "RETURN a, m, path, point({x: 1, y: 2}) AS place, [c] AS list",
        {},
    )
    account, member, path, place, listed = rows.plain()[0]
    assert account["labels"] == ["Account", "Archived"]
    assert account["properties"]["user_id"] == "101"
    assert account["properties"]["created_on"] == "2018-05-01"
    said = {"followers": 0, "screen_name": "anna"} | world.posted_in(world.accounts["101"], ALPHA)
    assert member == {"type": "MEMBER_OF", "properties": said}
    assert path == {"nodes": [account, listed[0]], "relationships": [member]}
    assert place == {"srid": 7203, "x": 1.0, "y": 2.0}
    json.loads(json_rows(rows), parse_constant=pytest.fail)
    assert len(read_csv(csv_text(rows))) == 2
    assert pq.read_table(io.BytesIO(parquet_bytes(rows))).num_rows == 1


def test_json_is_an_array_of_objects_one_a_row() -> None:
    assert json.loads(json_rows(Rows(["a", "b_id"], [[1, 2], [None, 3]]))) == [
        {"a": 1, "b_id": "2"},
        {"a": None, "b_id": "3"},
    ]
    assert json.loads(json_rows(Rows(["a"], []))) == []


def test_parquet_keeps_types_and_writes_mixtures_as_json_text() -> None:
    at = dt.datetime(2020, 1, 2, 3, 4, 5, 678_000, tzinfo=dt.UTC)
    columns = ["n", "share", "yes", "at", "on", "texts", "mixed", "nothing", "map"]
    rows = Rows(
        columns,
        [
            [2**60, 0.5, True, at, dt.date(2020, 1, 2), ["ก", "=1"], 1, None, {"a": 1}],
            [None, None, None, None, None, [], "x", None, None],
        ],
    )
    table = pq.read_table(io.BytesIO(parquet_bytes(rows)))
    assert table.column_names == columns
    first, second = table.to_pylist()
    assert first == dict(zip(columns, [*rows.values[0][:6], "1", None, '{"a": 1}'], strict=True))
    assert second == dict(zip(columns, [*[None] * 5, [], "x", None, None], strict=True))
    assert pq.read_table(io.BytesIO(parquet_bytes(Rows(["a"], [])))).num_rows == 0


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "tags.csv"
    target.write_text("old", encoding="utf-8")
    write_answer(Rows(["a"], [["ก"]]), "csv", target)
    assert target.read_bytes() == "a\r\nก\r\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["tags.csv"]


@pytest.mark.parametrize("place", ["missing/tags.csv", "folder", "x" * 300])
def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputFailure) as caught:
        replace_file(tmp_path / place, b"x")
    assert caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputFailure):
        replace_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_table_shows_hostile_text_harmlessly(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(Rows(["text", "n"], [["\x1b[31mred\nline", 1234], ["[bold]x[/bold]", None]]))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "1,234" in out
    assert "[bold]x[/bold]" in out


def test_one_wide_row_is_shown_as_a_list_of_facts(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(Rows([f"column_{n}" for n in range(20)], [list(range(0, 20_000, 1000))]))
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 21
    assert lines[-1].split() == ["column_19", "19,000"]
