"""Two campaigns side by side: what a distance is, and that the page says where it comes from."""

import pytest

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.report import document
from explorer.report.asking import Answers
from explorer.report.comparison import comparison, distance, profile
from explorer.report.document import ground_of
from explorer.report.page import render
from explorer.report.sections.opening import opening
from tests.explorer.conftest import ALPHA, BETA


def test_a_distance_is_the_share_that_would_have_to_be_others() -> None:
    assert distance({"a": 2, "b": 2}, {"a": 30, "b": 30}) == 0
    assert distance({"a": 1}, {"b": 5}) == 1
    assert distance({"a": 3, "b": 1}, {"a": 1, "b": 1}) == pytest.approx(0.25)
    assert distance({}, {}) == 0
    assert distance({}, {"a": 1}) == 1


def test_two_playbooks_stand_side_by_side_and_the_same_graph_gives_the_same_bytes(asked: Graph) -> None:
    grounds = [ground_of(asked, key, Naming()) for key in (ALPHA, BETA)]
    made = comparison(*grounds)
    shares, hours, distances = made.sections[0].figures
    expected = {label: [row[1:] for row in shares.table.rows if row[0] == label] for label in ("retweets",)}
    told = tuple(f"{100 * profile(ground)['retweets']:.1f} %" for ground in grounds)
    assert expected["retweets"] == [told]
    parts = [[float(str(row[place])[:-2]) for row in hours.table.rows] for place in (1, 2)]
    assert [round(sum(part)) for part in parts] == [100, 100]
    assert "Asia/Bangkok" in hours.sentence
    assert "Asia/Tehran" in hours.sentence
    assert str(distances.table.rows[0][0]) in distances.title
    assert len(distances.table.rows) == 5
    assert all(asked.read(part).rows for part in distances.cypher.split("\n\n"))
    page = render(made)
    assert page == render(comparison(*[ground_of(asked, key, Naming()) for key in (ALPHA, BETA)]))
    assert "no proof of a common operator" in page
    own = comparison(grounds[0], grounds[0]).sections[0].figures[2]
    assert {row[1] for row in own.table.rows} == {"0.0 %"}


def test_nothing_is_asked_ahead_that_no_section_asks(asked: Graph) -> None:
    ahead, alone = ground_of(asked, ALPHA, Naming()), ground_of(asked, ALPHA, Naming())
    ahead.desk.ask_ahead([*document.AHEAD, *document.AHEAD_ACROSS, *document.AHEAD_MEDIA])
    opening(alone)
    for section in document.SECTIONS:
        section(alone)
    assert set(ahead.desk.asked) <= set(alone.desk.asked)


def test_reports_on_several_campaigns_share_what_is_asked_of_all_of_them(asked: Graph) -> None:
    of_all: Answers = {}
    one, two = (ground_of(asked, key, Naming(), of_all=of_all).desk for key in (ALPHA, BETA))
    assert one.ask("shared-accounts", limit=5) is two.ask("shared-accounts", limit=5)
    assert one.ask("followers").rows != two.ask("followers").rows
