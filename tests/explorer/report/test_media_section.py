"""Pictures on the page: who showed which, blurred when small ones are kept, and none on a redacted page."""

import io
from base64 import b64encode
from typing import Any

import pytest
from PIL import Image

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.report.document import ground_of, report_on
from explorer.report.figure import Figure
from explorer.report.ground import Ground
from explorer.report.page import render
from explorer.report.sections.media import media
from tests.explorer.conftest import ALPHA
from tests.explorer.media import by_picture


@pytest.fixture(scope="module")
def sharp(asked: Graph) -> str:
    """A small picture on every Media node: half of it black."""
    made, target = Image.new("RGB", (64, 64), "white"), io.BytesIO()
    made.paste("black", (0, 0, 32, 64))
    made.save(target, "JPEG")
    uri = f"data:image/jpeg;base64,{b64encode(target.getvalue()).decode()}"
    asked.write("MATCH (m:Media) SET m.thumbnail = $uri", {"uri": uri})
    return uri


def figures(ground: Ground) -> dict[str, Figure]:
    return {figure.key: figure for figure in media(ground).figures}


def test_pictures_are_those_that_python_counts(asked: Graph, world: Any) -> None:
    found = figures(ground_of(asked, ALPHA, Naming()))
    expected = {}
    for picture, uses in by_picture(world).items():
        accounts = {tweet.author for tweet, _ in uses}
        if len(accounts) > 1 and any(ALPHA in tweet.campaigns for tweet, _ in uses):
            expected[f"Picture {picture}"] = (len(accounts), len(uses))
    assert {str(row[0]).partition(". ")[2]: (row[2], row[3]) for row in found["media-reused"].table.rows} == expected
    shown = {tweet.tweet_id for uses in by_picture(world).values() for tweet, _ in uses}
    own = [tweet for tweet in world.archived if ALPHA in tweet.campaigns and not tweet.is_retweet]
    assert sum(int(str(row[1])) for row in found["media-kinds"].table.rows) == sum(t.tweet_id in shown for t in own)


def test_small_pictures_are_blurred_and_absent_when_redacted(asked: Graph, sharp: str) -> None:
    page = render(report_on(ground_of(asked, ALPHA, Naming())))
    assert page.count("<img ") >= 2
    assert sharp not in page
    redacted = ground_of(asked, ALPHA, Naming(redact=True))
    assert not figures(redacted)["media-reused"].images
    assert "1. Picture 1" in {row[0] for row in figures(redacted)["media-reused"].table.rows}
    assert "<img " not in render(report_on(redacted))


def test_without_pictures_there_is_no_section(asked: Graph) -> None:
    asked.write("MATCH (m:Media) DETACH DELETE m")  # the last test of this module: nobody needs them after it
    made = report_on(ground_of(asked, ALPHA, Naming()))
    assert "media" not in {section.key for section in made.sections}
