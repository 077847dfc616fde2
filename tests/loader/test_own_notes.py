"""A user's own notes in the graph: found when they are in use, and never lost to a new graph without being asked."""

import shutil
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from database.graph import Graph
from database.own_notes import OwnNotes, find_own_notes
from ioscope import main
from lake.manifest import Manifest, SourceBooks, publish
from lake.workspace import Workspace
from loader.loading import Choices, choose_mode
from loader.mode import AUTO, BULK, BULK_TWEETS, ONLINE, mode_for
from schema.installation import known_names

KEY = "iran_201906_1"


def test_an_empty_graph_and_one_of_the_schemas_names_hold_no_notes(graph: Graph) -> None:
    assert find_own_notes(graph) == OwnNotes()
    graph.write("CREATE (:Account:Outsider {user_id: '1', note: 'mine'})-[:POSTED {inferred: true}]->(:Tweet:Stub)")
    graph.write("MATCH (a:Account) REMOVE a.note")
    assert find_own_notes(graph) == OwnNotes()
    assert not find_own_notes(graph).any


@pytest.mark.parametrize(
    ("cypher", "expected", "text"),
    [
        ("CREATE (:`My list`)", OwnNotes(labels=("My list",)), "labels My list"),
        ("CREATE (:Tweet)-[:FOUND_BY]->(:Client)", OwnNotes(types=("FOUND_BY",)), "relationship types FOUND_BY"),
        ("CREATE (:Tweet {`odd ``one`: 1})", OwnNotes(properties=("odd `one",)), "properties odd `one"),
        ("CREATE (:Tweet)-[:TAGGED {sure: 0.5}]->(:Hashtag)", OwnNotes(properties=("sure",)), "properties sure"),
        ("CREATE ({seen: true, checked: true})", OwnNotes(properties=("checked", "seen")), "properties checked, seen"),
    ],
)
def test_notes_are_found_while_they_are_in_use_and_forgotten_when_they_are_gone(
    graph: Graph, cypher: str, expected: OwnNotes, text: str
) -> None:
    graph.write(cypher)
    assert find_own_notes(graph) == expected
    assert find_own_notes(graph).text == text
    graph.write("MATCH (n) DETACH DELETE n")
    assert find_own_notes(graph) == OwnNotes()


def test_every_name_of_the_schema_is_known(graph: Graph) -> None:
    for label in known_names()["db.createLabel"]:
        graph.write(
            f"CREATE (n:{label}) SET n += $all", {"all": dict.fromkeys(known_names()["db.createProperty"], "x")}
        )
    assert find_own_notes(graph) == OwnNotes()


def ioscope(workspace: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *arguments])


def test_bulk_loading_over_notes_is_refused_before_anything_is_read(workspace: Workspace, graph: Graph) -> None:
    graph.write("CREATE (:Suspicion {of: 'everybody'})")
    result = ioscope(workspace, "load", "/nowhere/at/all", "--mode", "bulk")
    assert result.exit_code == 2, result.output
    assert "labels Suspicion; properties of" in result.stderr
    assert "--discard-own" in result.stderr
    assert "Traceback" not in result.output


@pytest.fixture
def many_tweets(workspace: Workspace) -> Iterator[None]:
    """Let the lake's books say that it holds enough tweets for a bulk load; nothing but the books is there."""
    books = SourceBooks("t.csv", "0" * 64, 1, "tweets", 200_000, 200_000, 0, 0, 0, {})
    publish(workspace, Manifest(KEY, 1, synthetic=False, variant=None, sources=(books,)))
    yield
    shutil.rmtree(workspace.lake / KEY)


@pytest.mark.usefixtures("many_tweets")
def test_auto_goes_online_over_notes_and_says_why(
    workspace: Workspace, graph: Graph, capsys: pytest.CaptureFixture[str]
) -> None:
    assert choose_mode(workspace, Choices()).name == BULK
    graph.write("CREATE (:Suspicion)")
    assert choose_mode(workspace, Choices()).name == ONLINE
    assert "labels Suspicion" in capsys.readouterr().err
    assert choose_mode(workspace, Choices(discard_own=True)).name == BULK


@pytest.mark.parametrize(
    ("asked", "foreign", "repair", "new", "total", "chosen"),
    [
        (AUTO, False, False, BULK_TWEETS, BULK_TWEETS, BULK),
        (AUTO, False, False, BULK_TWEETS - 1, BULK_TWEETS - 1, ONLINE),
        (AUTO, False, False, BULK_TWEETS, BULK_TWEETS * 10, ONLINE),  # a tenth: the whole graph is not worth it
        (AUTO, False, False, BULK_TWEETS + 1, BULK_TWEETS * 10, BULK),
        (AUTO, True, False, 10**9, 10**9, ONLINE),
        (AUTO, False, True, 10**9, 10**9, ONLINE),
        (BULK, False, False, 0, 0, BULK),
        (ONLINE, False, False, 10**9, 10**9, ONLINE),
    ],
)
def test_auto_takes_bulk_when_much_is_new(
    asked: str, foreign: bool, repair: bool, new: int, total: int, chosen: str
) -> None:
    assert mode_for(asked, foreign=foreign, repair=repair, new=new, total=total).name == chosen
