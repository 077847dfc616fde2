"""Neo4j Browser in a real Chromium on the real server: the guide comes first, and its questions run with one click."""

import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from database import embedded
from database.browser_pages import GUIDE, write_page
from database.connection import Graph
from database.distribution import ensure_distribution
from explorer.kit.guide import guide_html
from explorer.kit.saved import saved_questions, zip_bytes
from explorer.library import THEMES
from lake.workspace import Workspace
from schema.colours import LABELS
from tests.explorer.test_kit import STATEMENTS

pytestmark = pytest.mark.browser

OUTPUT = Path("test-output/browser")
WAIT = 90_000
ANSWERED = re.compile(r"Started streaming|Displaying \d|no records|ERROR|Neo\.")

DATA_TRANSFER = """
(content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], "questions.zip", { type: "application/zip" }));
  return dropped;
}
"""


@pytest.fixture(scope="module")
def opened(asked: Graph, workspace: Workspace, chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """Browser, connected with the generated password; and the addresses elsewhere that answered or were waited for."""
    write_page(ensure_distribution().browser_dir, GUIDE, guide_html())
    ports = embedded.state(workspace).ports
    assert ports is not None
    OUTPUT.mkdir(parents=True, exist_ok=True)
    elsewhere: list[str] = []
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(WAIT)
    page.on("requestfailed", lambda r: elsewhere.append(r.url) if r.failure != "csp" else None)
    page.on("requestfinished", lambda r: elsewhere.append(r.url))
    page.goto(f"http://127.0.0.1:{ports.http}/browser/?dbms=bolt://neo4j@127.0.0.1:{ports.bolt}")
    page.wait_for_selector("text=Database access not available")
    password = page.locator("input[type=password]").first
    password.fill(asked.target.password or "")
    password.press("Enter")
    page.wait_for_selector("pre.runnable")
    yield page, elsewhere
    page.close()


def ran(page: Page, number: int) -> str:
    """Click a statement of the slide that is seen, wait for its answer, take it away; return what Browser said."""
    frames = page.get_by_test_id("frame")
    before = frames.count()
    page.locator("pre.runnable i").nth(number).click()
    expect(frames).to_have_count(before + 1, timeout=WAIT)
    answer = frames.first
    expect(answer).to_contain_text(ANSWERED, timeout=WAIT)
    text = answer.inner_text()
    answer.get_by_title("Close").click()
    expect(frames).to_have_count(before)
    return text


def test_the_guide_is_the_first_thing_seen_and_one_click_answers_every_question(
    opened: tuple[Page, list[str]],
) -> None:
    page, elsewhere = opened
    page.screenshot(path=OUTPUT / "guide.png")
    assert GUIDE in page.locator("[data-testid=frameCommand]").first.inner_text()
    found: set[str] = set()
    failed: dict[str, str] = {}
    slides = 3 + len(THEMES)
    for number in range(1, slides + 1):
        expect(page.get_by_text(f"{number} / {slides}").first).to_be_visible()
        if number in {2, 3, 6}:
            page.screenshot(path=OUTPUT / f"slide-{number}.png")
        for place, statement in enumerate(page.locator("pre.runnable").all_text_contents()):
            said = "" if statement in found else ran(page, place)
            found.add(statement)
            if re.search(r"ERROR|Neo\.", said):
                failed[statement] = said
        if number < slides:
            page.get_by_test_id("nextSlide").click()
    assert failed == {}
    assert found == STATEMENTS
    assert [url for url in elsewhere if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []


def test_one_click_draws_in_the_colours_of_the_schema(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("pre.runnable i").last.click()
    page.wait_for_selector("text=Displaying")
    node = page.locator("circle.b-outline").first
    expect(node).to_have_attribute("stroke", LABELS["Account"])
    page.screenshot(path=OUTPUT / "picture.png")


def test_one_click_gives_rows(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.locator("pre.runnable i").first.click()
    page.wait_for_selector("text=account-0101")
    page.screenshot(path=OUTPUT / "rows.png")
    assert page.locator("text=ERROR").count() == 0


def test_the_zip_dropped_on_the_saved_questions_gives_a_folder_for_each_theme(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.get_by_test_id("navigationFavorites").click()
    place = page.get_by_text("Local Scripts").first
    expect(place).to_be_visible()
    dropped = page.evaluate_handle(DATA_TRANSFER, b64encode(zip_bytes()).decode())
    place.dispatch_event("drop", {"dataTransfer": dropped})
    for theme in THEMES.values():
        page.get_by_test_id(f"expandFolder-{theme}").click()  # there must be exactly one of the name
    titles = page.locator("[data-testid^='savedScriptsFolder-'] [data-testid^='scriptTitle-']")
    expect(titles).to_have_count(len(saved_questions()))
    assert set(titles.all_text_contents()) == {saved.title for saved in saved_questions()}
    page.screenshot(path=OUTPUT / "saved.png")
