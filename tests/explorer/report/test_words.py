"""Words that set groups apart, on the page: shares as the question counts them, withheld when redacted."""

from typing import Any

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.report.document import ground_of
from explorer.report.sections.message import words
from tests.explorer.conftest import BETA
from tests.explorer.coordination import RUN_A, words_of_groups


def test_words_stand_with_their_shares_and_are_numbered_when_redacted(asked: Graph, world: Any) -> None:
    figure = words(ground_of(asked, BETA, Naming(), RUN_A), 0.0)
    assert figure is not None
    expected = words_of_groups(world, BETA, RUN_A, least=2, each=4)
    assert [str(row[1]).strip("\u2068\u2069") for row in figure.table.rows] == [row[2] for row in expected]
    assert [tuple(row[2:7]) for row in figure.table.rows] == [tuple(row[3:8]) for row in expected]
    assert {row[0] for row in figure.table.rows} == {"Group 1", "Group 2"}
    redacted = words(ground_of(asked, BETA, Naming(redact=True), RUN_A), 0.0)
    assert redacted is not None
    assert [row[1] for row in redacted.table.rows][:2] == ["Word 1", "Word 2"]
    assert words(ground_of(asked, BETA, Naming(), RUN_A), 99.0) is None
