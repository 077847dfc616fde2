"""The page in a real Chromium without a network: nothing is asked, nothing runs, nothing is cut."""

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Route

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.report.document import ground_of, report_on
from explorer.report.failures import ReportFailure
from explorer.report.page import render
from explorer.report.sections.coordination import HOW_TO_GET, coordination
from ioscope import main
from lake.workspace import Workspace
from tests.axe import faults
from tests.explorer.conftest import ALPHA
from tests.explorer.maps.hostile import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONGEST = 2_000
"""Characters: longer strings the loader refuses as keys."""


@pytest.fixture(scope="module")
def hostile(asked: Graph) -> Graph:
    """The made-up archive with a hostile string in every field that somebody could write."""
    texts = sorted(
        {text[:LONGEST] for text in HOSTILE if text.strip() and text.encode("utf-8", "ignore").decode() == text}
    )
    many = [f"{text} {place}" for place in range(9) for text in texts]
    for label, keys in (
        ("Account", ("screen_name", "display_name", "description", "location", "profile_url", "alias")),
        ("Tweet", ("text",)),
        ("Hashtag", ("name",)),
        ("Client", ("name",)),
        ("Domain", ("name",)),
        ("Campaign", ("title", "attributed_to", "released_on")),
    ):
        for shift, key in enumerate(keys):
            asked.write(
                f"MATCH (n:{label}) WITH n ORDER BY elementId(n) WITH collect(n) AS nodes "
                "UNWIND range(0, size(nodes) - 1) AS i WITH nodes[i] AS n, $texts[(i + $shift) % size($texts)] AS text "
                f"SET n.{key} = text",
                {"texts": many[:: -1 if shift % 2 else 1], "shift": shift * 7},
            )
    asked.write("MATCH (c:Campaign) SET c.files = $files", {"files": many[:20]})
    return asked


@pytest.fixture(scope="module")
def opened(
    hostile: Graph, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, list[str]]]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(report_on(ground_of(hostile, ALPHA, Naming("all")))), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page, heard = context.new_page(), []

    def answer(route: Route) -> None:
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            heard.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(path.as_uri())
    yield page, heard
    context.close()


def test_hostile_strings_in_every_field_run_nothing_and_ask_nothing(opened: tuple[Page, list[str]]) -> None:
    page, heard = opened
    assert page.evaluate("typeof window.__pwn") == "undefined"
    assert heard == []
    assert page.locator("script").count() == 1
    assert page.locator("iframe, img, object, embed, link, a[href^='javascript'], a[href^='http']").count() == 0
    shown = page.locator("figure").count()
    assert shown >= 15
    assert "<script>" in str(page.locator("main").text_content()), "strings are shown as text"


def test_axe_finds_nothing_serious(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for _ in ("light", "dark"):
            assert faults(page) == []
            page.locator("#theme").click()
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_phone_shows_its_own_pictures_and_no_page_is_wider_than_its_screen(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for width, chosen, other in ((390, "narrow", "wide"), (1280, "wide", "narrow")):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert page.locator(f"#activity .{chosen}").is_visible()
        assert not page.locator(f"#activity .{other}").is_visible()


def test_a_sentence_is_copied_with_its_caveat_and_the_theme_turns(opened: tuple[Page, list[str]]) -> None:
    page, heard = opened
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#activity button.copy").first.click()
    page.wait_for_function("document.getElementById('said').textContent !== ''")
    assert page.locator("#said").text_content() == "Copied"
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    label = page.locator("#activity svg.chart text").first
    assert label.evaluate("e => getComputedStyle(e).fill") != "rgb(95, 109, 125)", "charts turn with the page"
    page.locator("#theme").click()
    assert heard == []


def test_printing_cuts_no_chart(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    avoided = page.evaluate(
        "[...document.querySelectorAll('figure')].every(f => getComputedStyle(f).breakInside === 'avoid')"
    )
    assert avoided
    heights = page.evaluate("[...document.querySelectorAll('figure')].map(f => f.getBoundingClientRect().height)")
    # An A4 page with the margins of the style sheet has 1,005 pixels: a figure that is no taller is moved and not cut.
    assert max(heights) < 1_005
    assert page.pdf(format="A4")[:5] == b"%PDF-"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_chart_keeps_its_words_inside(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    out = page.evaluate(
        """[...document.querySelectorAll('figure .wide svg')].filter(svg => {
             const box = svg.getBoundingClientRect();
             return [...svg.querySelectorAll('text')].some(t => {
               const b = t.getBoundingClientRect();
               return b.width && (b.left < box.left - 6 || b.right > box.right + 6);
             });
           }).map(svg => svg.closest('figure').id)"""
    )
    assert out == []


def test_a_campaign_that_is_not_loaded_is_refused(asked: Graph) -> None:
    with pytest.raises(ReportFailure, match="no release named"):
        ground_of(asked, "nowhere", Naming())


def test_the_command_writes_a_page_and_reports_it(asked: Graph, workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    arguments = ["--workspace", str(workspace.root), "report", ALPHA, "-o", str(file), "--redact", "--json"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    [one] = json.loads(done.stdout)["reports"]
    assert one["campaign"] == ALPHA
    assert one["bytes"] == file.stat().st_size
    page = html.unescape(file.read_text(encoding="utf-8"))
    assert "Redacted: no names" in page
    assert re.search(r"\bHashtag 1\b", page)
    folder = tmp_path / "pages"
    done = CliRunner().invoke(main, ["--workspace", str(workspace.root), "report", "all", "-o", str(folder)])
    assert done.exit_code == 0, done.output
    assert len(list(folder.glob("report-*.html"))) == 2


def test_without_findings_the_section_says_how_to_get_them(asked: Graph) -> None:
    with_findings = coordination(ground_of(asked, ALPHA, Naming()))
    assert with_findings.figures
    asked.write("MATCH (r:Run) DETACH DELETE r")  # the last test of this module: nobody needs the runs after it
    without = coordination(ground_of(asked, ALPHA, Naming()))
    assert without.lead == [HOW_TO_GET]
    assert list(without.figures) == []
