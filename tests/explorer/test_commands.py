"""The commands: answers on stdout, all else on stderr, exit codes, and a graph that no question can change."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from database.connection import Graph
from explorer.library import questions
from ioscope import COMMANDS, main
from lake.workspace import Workspace

FINGERPRINT = """
MATCH (n) WITH count(n) AS nodes, sum(size(keys(n))) AS node_properties, sum(size(labels(n))) AS labels
MATCH ()-[r]->() RETURN nodes, node_properties, labels, count(r) AS relationships, sum(size(keys(r))) AS properties
"""


@pytest.fixture
def ioscope(asked: Graph, workspace: Workspace) -> Any:
    def call(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(workspace.root), *arguments], input=stdin)

    return call


def fingerprint(graph: Graph) -> list[Any]:
    answer = graph.read(FINGERPRINT)
    indexes = graph.read("SHOW INDEXES YIELD name RETURN count(*)").value()
    return [*answer.rows[0], indexes]


@pytest.mark.parametrize("name", ["queries", "query", "cypher", "browser"])
def test_help_has_an_example_and_the_line_of_the_table(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert COMMANDS[name][1] in result.output
    assert "Example: ioscope" in result.output


def test_help_and_the_list_of_questions_import_neither_driver_nor_engine() -> None:
    code = "import sys, explorer.commands, explorer.library; print({'neo4j', 'duckdb', 'pyarrow'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "set()"


def test_queries_lists_every_question(ioscope: Any) -> None:
    listed = ioscope("queries")
    described = json.loads(ioscope("queries", "--json").stdout)
    assert [question["name"] for question in described] == list(questions())
    assert all(name in listed.stdout for name in questions())
    assert listed.stderr.splitlines()[-1].startswith("next: ")


def test_queries_with_a_name_explains_it(ioscope: Any) -> None:
    shown = ioscope("queries", "search-tweets")
    assert "required" in shown.stdout
    assert "caveat: " in shown.stdout
    assert ioscope("queries", "search-tweets", "--cypher").stdout == questions()["search-tweets"].browser_text
    assert json.loads(ioscope("queries", "search-tweets", "--json").stdout)["name"] == "search-tweets"
    assert ioscope("queries", "--cypher").exit_code == 2


def test_a_query_prints_a_table_and_what_to_try_next(ioscope: Any) -> None:
    result = ioscope("query", "top-hashtags", "-p", "limit=2")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.splitlines()[-1].startswith("next: ioscope query top-hashtags")


@pytest.mark.parametrize("arguments", [["--json"], ["--format", "json"]])
def test_json_is_an_array_of_objects(ioscope: Any, arguments: list[str]) -> None:
    result = ioscope("query", "most-retweeted-tweets", *arguments)
    rows = json.loads(result.stdout)
    assert all(isinstance(row["tweet_id"], str) for row in rows)
    assert list(rows[0]) == [column.name for column in questions()["most-retweeted-tweets"].columns]
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_file_says_that_it_is_working_data(ioscope: Any, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"tags.{form}"
    result = ioscope("query", "top-hashtags", "-o", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert target.stat().st_size > 0
    assert "working data with everybody's names" in result.stderr


def test_the_ending_of_a_file_and_contradictions_are_minded(ioscope: Any, tmp_path: Path) -> None:
    assert ioscope("query", "top-hashtags", "-o", str(tmp_path / "tags.txt")).exit_code == 2
    assert ioscope("query", "top-hashtags", "--json", "--format", "csv").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "top-hastags"], "did you mean top-hashtags"),
        (["query", "search-tweets"], "missing: -p words=..."),
        (["query", "top-hashtags", "-p", "limit=many"], "a whole number"),
        (["query", "top-hashtags", "-p", "limti=2"], "no parameter 'limti'"),
        (["cypher"], "give the statement"),
        (["cypher", " "], "the statement is empty"),
    ],
)
def test_wrong_usage_is_one_clear_error_with_a_hint(ioscope: Any, arguments: list[str], words: str) -> None:
    result = ioscope(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "hint: " in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["-p", "campaign=nothing_2020"],
            "no release named 'nothing_2020' is loaded; loaded: alpha_201906_1, beta_202012",
        ),
        (["-p", "words=ลลลล"], "nothing fits words=ลลลล"),
    ],
)
def test_an_empty_answer_says_why_it_may_be_empty(ioscope: Any, arguments: list[str], words: str) -> None:
    result = ioscope("query", "search-tweets", "-p", "words=news", *arguments) if "campaign" in arguments[1] else None
    result = result or ioscope("query", "search-tweets", *arguments)
    assert result.exit_code == 0
    assert words in result.stderr


def test_cypher_reads_text_stdin_and_file_with_parameters(ioscope: Any, tmp_path: Path) -> None:
    statement = "MATCH (h:Hashtag {tag: $tag}) RETURN h.name AS name, $n AS n"
    (tmp_path / "one.cypher").write_text(statement, encoding="utf-8")
    given = ["-p", "tag=news", "-p", "n=3", "--json"]
    for result in (
        ioscope("cypher", statement, *given),
        ioscope("cypher", "-", *given, stdin=statement),
        ioscope("cypher", "--file", str(tmp_path / "one.cypher"), *given),
    ):
        assert json.loads(result.stdout) == [{"name": "News", "n": 3}]


WRITES = [
    "CREATE (n:Hashtag {tag: 'mine'}) RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.tag = 'x' RETURN count(*)",
    "MATCH (a:Account) REMOVE a:Archived",
    "MERGE (:Campaign {key: 'mine'})",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "CREATE INDEX mine FOR (n:Hashtag) ON (n.name)",
    "DROP CONSTRAINT constraint_unique_Hashtag_tag",
    "CALL db.createLabel('Mine')",
    "MATCH (n:Hashtag) FOREACH (x IN [1] | SET n.name = 'x')",
    "CYPHER 25 CREATE (n:Hashtag {tag: 'mine'})",
    "RETURN 1 AS one; MATCH (n) DETACH DELETE n",
]


@pytest.mark.parametrize("statement", WRITES)
def test_no_statement_changes_the_graph(ioscope: Any, asked: Graph, statement: str) -> None:
    before = fingerprint(asked)
    result = ioscope("cypher", statement)
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("error: ")
    assert fingerprint(asked) == before


def test_a_refused_write_says_so(ioscope: Any) -> None:
    result = ioscope("cypher", "CREATE (n:Hashtag {tag: 'mine'})")
    assert "only reading is allowed here" in result.stderr


HOSTILE = [
    "'",
    "\"'`}) DETACH DELETE n //",
    "' OR 1=1 WITH * MATCH (n) DETACH DELETE n //",
    "{}[]();:$limit",
    "\\",
    "\\u0027",
    "null",
    "x" * 1_000_000,
    "🙂" * 250_000,
    "\x00\x1b[2J",
    "-1",
    "1e400",
    str(2**63),
    "\udcff",
    "",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_parameters_get_an_answer_or_one_clear_error(ioscope: Any, asked: Graph, value: str) -> None:
    before = fingerprint(asked)
    for question in questions().values():
        required = [f"{p.name}=x" for p in question.parameters if p.required]
        for parameter in question.parameters:
            others = [item for item in required if not item.startswith(f"{parameter.name}=")]
            given = [part for item in (*others, f"{parameter.name}={value}") for part in ("-p", item)]
            result = ioscope("query", question.name, "--json", *given)
            if result.exit_code == 0:
                assert isinstance(json.loads(result.stdout), list)
            else:
                assert isinstance(result.exception, SystemExit), result.exception
                assert result.stderr.count("error: ") == 1
                assert len(result.stderr) < 3000
    assert fingerprint(asked) == before


def test_a_slow_statement_is_ended(ioscope: Any) -> None:
    result = ioscope("cypher", "UNWIND range(1, 1000000000) AS n RETURN sum(n * n % 7)", "--timeout", "0.5")
    assert result.exit_code == 1
    assert "--timeout" in result.stderr


def test_browser_names_address_user_and_password(ioscope: Any, asked: Graph) -> None:
    facts = json.loads(ioscope("browser", "--json").stdout)
    bolt = asked.target.uri.removeprefix("bolt://")
    assert facts["address"].endswith(f"/browser/?dbms=bolt://neo4j@{bolt}")
    assert facts["address"].startswith("http://127.0.0.1:")
    assert facts["user"] == "neo4j"
    assert facts["password"] == asked.target.password


def test_browser_opens_the_address_when_asked(ioscope: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    result = ioscope("browser", "--open")
    assert result.exit_code == 0
    assert len(opened) == 1
    assert opened[0] in result.stdout


def test_browser_starts_nothing_for_a_server_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://example.databases.neo4j.io")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret of mine")
    result = CliRunner().invoke(main, ["--workspace", str(tmp_path / "none"), "browser"])
    assert result.exit_code == 0
    assert "your own Neo4j" in result.stderr
    assert "secret of mine" not in result.output
    assert not (tmp_path / "none").exists()
