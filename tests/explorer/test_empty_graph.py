"""A graph without a release: answers are empty, and say so."""

import json

from click.testing import CliRunner

from database.connection import Graph
from explorer.answers import ask
from explorer.library import questions
from ioscope import main
from lake.workspace import Workspace


def test_an_empty_graph_says_that_nothing_is_loaded(graph: Graph, workspace: Workspace) -> None:
    result = CliRunner().invoke(main, ["--workspace", str(workspace.root), "query", "top-hashtags", "--json"])
    assert json.loads(result.stdout) == []
    assert "the graph holds no release" in result.stderr


def test_a_question_on_coordination_says_that_nobody_looked(graph: Graph, workspace: Workspace) -> None:
    graph.write("CREATE (:Campaign {key: 'alpha_201906_1'})")
    result = CliRunner().invoke(main, ["--workspace", str(workspace.root), "query", "coordinated-pairs"])
    assert "make one with: ioscope detect" in result.stderr
    result = CliRunner().invoke(main, ["--workspace", str(workspace.root), "query", "top-hashtags"])
    assert "nothing of this kind" in result.stderr


def test_every_count_of_an_empty_graph_is_empty_or_zero(graph: Graph) -> None:
    for question in questions().values():
        values = {p.name: p.default for p in question.parameters}
        rows = ask(graph, question, values).values
        assert rows == [] or (question.name == "retweets-inside" and rows == [[0, 0, 0, 0, 0, None]])
