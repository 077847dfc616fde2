"""axe-core finds no serious fault on a map: both engines, light and dark, on a desktop and on a phone."""

import pytest

from tests.axe import faults
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.networks import html_of, planted
from tests.explorer.maps.together import html_together

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_axe_finds_nothing_serious_on_a_desktop(open_page: OpenPage, engine: str, dark: bool) -> None:
    html = html_of(planted(), engine=engine) if engine == "sigma" else html_together()
    page = open_page(html, dark=dark).page
    assert faults(page) == []
    page.evaluate("ioscope.choose({edge: 2})")
    page.fill("#search", "wire")
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.click("#toggle-table")
    assert faults(page) == []
    page.click("#toggle-table")
    page.click("#open-sources")
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.click("#open-export")
    assert faults(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious_on_a_phone(open_page: OpenPage, dark: bool) -> None:
    page = open_page(html_together(), width=390, height=844, dark=dark).page
    for name in page.get_by_role("tab").all_text_contents():
        page.get_by_role("tab", name=name, exact=True).click()
        assert faults(page) == [], name


def test_the_check_finds_a_fault_where_there_is_one(open_page: OpenPage) -> None:
    page = open_page(html_together()).page
    page.evaluate("document.body.append(document.createElement('button'))")
    assert [rule for rule, _, _ in faults(page)] == ["button-name"]
