"""`map media`: accounts and pictures as plain Python counts them, small pictures that are blurred and bounded."""

import io
from base64 import b64decode, b64encode
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from database.connection import Graph
from explorer.maps import thumbnails
from explorer.maps.drawing import Asked, draw_media
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.media import select_media
from explorer.maps.network import PICTURE
from explorer.maps.people import Naming
from explorer.maps.selection import Choice
from explorer.maps.thumbnails import JPEG, bounded
from tests.explorer.conftest import ALPHA, World
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.media import by_picture

CHOICE = Choice((), limit=100)


def jpeg(*, stripes: int = 8) -> str:
    """Return a small picture of black and white stripes as a data URI."""
    pixels = np.zeros((96, 128, 3), dtype=np.uint8)
    pixels[:, (np.arange(128) // stripes) % 2 == 0] = 255
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "JPEG", quality=90)
    return f"data:image/jpeg;base64,{b64encode(target.getvalue()).decode()}"


def contrast(uri: str) -> int:
    """Return the difference between the lightest and the darkest pixel of the middle."""
    found = JPEG.fullmatch(uri)
    assert found
    with Image.open(io.BytesIO(b64decode(found[1]))) as picture:
        middle = np.asarray(picture.convert("L"), dtype=np.int64)[30:60, 30:90]
    return int(middle.max() - middle.min())


@pytest.mark.parametrize("campaigns", [(), (ALPHA,)])
def test_ties_are_what_plain_python_counts(asked: Graph, world: World, campaigns: tuple[str, ...]) -> None:
    expected: dict[tuple[str, str], int] = defaultdict(int)
    for picture, uses in by_picture(world).items():
        counted = {(t.author, t.tweet_id) for t, _ in uses if not campaigns or set(campaigns) & set(t.campaigns)}
        if len({author for author, _ in counted}) > 1:
            for author, _ in counted:
                expected[author, picture] += 1
    network = select_media(asked, Choice((), campaigns, limit=100))
    keys, edges = network.nodes.keys, network.edges
    found = zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True)
    assert {(keys[a], keys[b]): n for a, b, n in found} == expected
    assert {k for k, of_kind in zip(keys, network.nodes.kinds, strict=True) if of_kind == PICTURE} == {
        picture for _, picture in expected
    }


def test_without_pictures_the_hint_says_how_to_load_them(asked: Graph) -> None:
    with pytest.raises(EmptyNetworkError) as refused:
        select_media(asked, Choice((), ("nowhere",)))
    assert "nowhere" in str(refused.value)


def test_small_pictures_are_blurred_before_they_enter_the_page() -> None:
    sharp = jpeg()
    [kept], note = bounded([sharp], np.array([1]), blur=True)
    assert kept is not None
    assert contrast(sharp) > 200
    assert contrast(kept) < 60
    assert "1 of 1" in note
    assert bounded([sharp], np.array([1]), blur=False)[0] == [sharp]
    assert "load PATH --media --thumbnails" in bounded([None], np.array([1]), blur=True)[1]


def test_only_jpegs_enter_the_strongest_first_and_within_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    sharp = jpeg()
    bad = [*HOSTILE[:20], "data:text/html;base64,PHNjcmlwdD4=", f"{sharp}\n", "data:image/svg+xml;base64,AAAA"]
    assert bounded(bad, np.ones(len(bad), dtype=np.int64), blur=False)[0] == [None] * len(bad)
    monkeypatch.setattr(thumbnails, "BUDGET", 2 * len(sharp))
    kept, note = bounded([sharp] * 3, np.array([1, 3, 2]), blur=False)
    assert [uri is not None for uri in kept] == [False, True, True]
    assert "2 of 3" in note


@pytest.mark.browser
@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_a_picture_is_seen_in_its_frame_and_in_the_panel(asked: Graph, open_page: OpenPage, engine: str) -> None:
    asked.write("MATCH (m:Media) SET m.thumbnail = $uri, m.width = 1200, m.height = 800", {"uri": jpeg()})
    drawing = draw_media(asked, Asked(thumbnails=True), replace(CHOICE, engine=engine), Naming("all"))
    opened = open_page(drawing.html)
    page = opened.page
    node = page.evaluate("ioscope.state.nodes.label.findIndex(label => /^(Picture|Clip)/.test(label))")
    page.wait_for_function("ioscope.picturesOpen() > 0")
    page.wait_for_timeout(100)
    assert 90 < grey_at(page, node) < 170, "black and white stripes, blurred, are grey; an empty frame is light"
    page.evaluate("node => ioscope.choose({ node })", node)
    picture = page.locator("#panel .facts img")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 128
    opened.shoot(f"media-{engine}")
    opened.assert_quiet()


def grey_at(page: Page, node: int) -> float:
    """Return how light the middle of a node is on the screen, 0 to 255."""
    place = page.evaluate("node => ioscope.engine.where(node)", node)
    shot = page.screenshot(clip={"x": place["x"] - 2, "y": place["y"] - 2, "width": 4, "height": 4})
    with Image.open(io.BytesIO(shot)) as picture:
        return float(np.asarray(picture.convert("L")).mean())


def test_no_picture_stands_in_a_redacted_page_nor_in_one_that_did_not_ask(asked: Graph) -> None:
    asked.write("MATCH (m:Media) SET m.thumbnail = $uri", {"uri": jpeg()})
    for wish, naming in ((Asked(thumbnails=True), Naming(redact=True)), (Asked(), Naming("all"))):
        assert "data:image/jpeg" not in draw_media(asked, wish, CHOICE, naming).html
    redacted = draw_media(asked, Asked(), CHOICE, Naming(redact=True)).html
    assert '"SHA-256"' not in redacted
    assert draw_media(asked, Asked(), CHOICE, Naming()).html == draw_media(asked, Asked(), CHOICE, Naming()).html
