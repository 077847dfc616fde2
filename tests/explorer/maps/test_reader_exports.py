"""Files that a reader takes from a map, read back by other programs; and views that an address brings back."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from explorer.maps.people import Naming
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import html_of, planted
from tests.explorer.maps.test_reader_coordination import slide
from tests.explorer.maps.together import html_together

pytestmark = pytest.mark.browser
VIZ = "{http://www.gexf.net/1.2draft/viz}"


def exported(page: Page, form: str) -> Path:
    if not page.locator("#export").is_visible():
        page.click("#open-export")
    with page.expect_download() as download:
        page.click(f"#export-{form}")
    return Path(download.value.path())


def test_gexf_holds_places_colours_months_and_opens_elsewhere(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    file = exported(page, "gexf")
    graph = nx.read_gexf(file)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (18, 45)
    assert not graph.is_directed()
    node = graph.nodes["0"]
    assert node["label"] == page.evaluate("ioscope.state.nodes.label[0]")
    assert node["viz"]["position"]["x"] == page.evaluate("ioscope.state.x[0]")
    assert node["viz"]["color"]["b"] == 170
    assert node["strength"] == page.evaluate("ioscope.state.nodes.measures.strength[0]")
    weights = sorted(data["weight"] for _, _, data in graph.edges(data=True))
    assert weights == sorted(page.evaluate("ioscope.state.edges.weight"))
    spells = ET.parse(file).getroot().iter("{http://www.gexf.net/1.2draft}spell")  # noqa: S314
    assert ("2017-03-01", "2017-03-31") in {(s.get("start"), s.get("end")) for s in spells}
    opened.assert_quiet()


def test_exports_hold_what_is_drawn_and_no_more(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    slide(page, "least", int(page.locator("#least").get_attribute("max") or 0))
    assert nx.read_gexf(exported(page, "gexf")).number_of_nodes() == 6
    rows = list(csv.DictReader(io.StringIO(exported(page, "lines").read_text(encoding="utf-8"))))
    assert len(rows) == 15
    assert rows[0]["first_month"] == "2017-01"
    assert int(rows[0]["retweet"]) + int(rows[0]["tweet"]) == int(rows[0]["Weight"])
    svg = ET.parse(exported(page, "svg")).getroot()  # noqa: S314
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}line")) == 15
    assert len(svg.findall(".//{http://www.w3.org/2000/svg}circle")) == 6
    assert "Synthetic data" in "".join(svg.itertext())
    picture = exported(page, "png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000
    opened.assert_quiet()


def test_hostile_names_come_through_exports_as_text(open_page: OpenPage) -> None:
    network = planted(120, 4)
    network.nodes.facts["screen_name"] = [HOSTILE[i % len(HOSTILE)] for i in range(120)]
    network.nodes.facts["location"] = ["=1+1", "@SUM(A1)", "'=x", "a,b", 'q"q'] * 24
    opened = open_page(html_of(network, naming=Naming("all")))
    page = opened.page
    labels = page.evaluate("ioscope.state.nodes.label")
    graph = nx.read_gexf(exported(page, "gexf"))
    assert [graph.nodes[str(i)]["label"] for i in range(len(labels))] == labels
    rows = list(csv.DictReader(io.StringIO(exported(page, "nodes").read_text(encoding="utf-8"), newline="")))
    assert [row["Label"].removeprefix("'") for row in rows] == [label.removeprefix("'") for label in labels]
    stated = {row["Place as stated"] for row in rows}
    assert {"'=1+1", "''=x", "a,b", 'q"q'} <= stated
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    ET.parse(exported(page, "svg"))  # noqa: S314
    opened.assert_quiet()


def test_an_address_brings_the_view_back(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    slide(page, "least", 1)
    slide(page, "to", 3)
    page.locator("#groups button").nth(2).click()
    page.select_option("#measure", "partners")
    page.evaluate("ioscope.choose({edge: 2})")
    address = page.url
    assert "#" in address
    before = page.locator("#panel").text_content()
    page.goto("about:blank")
    opened.page.unroute("**/*")
    page.goto(address)
    expect(page.locator("#panel")).to_have_text(before or "")
    assert page.evaluate("[ioscope.state.least, ioscope.state.to, ioscope.state.measure]") == [8, 3, "partners"]
    expect(page.locator("#groups button").nth(2)).to_have_attribute("aria-pressed", "false")
    opened.assert_quiet()


def test_an_address_from_elsewhere_changes_nothing(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    address = page.url.partition("#")[0]
    page.goto("about:blank")
    page.unroute("**/*")
    page.goto(f"{address}#node=99999&edge=-1&least=x&from=1999-01&to=<script>&hidden=7 __proto__ 55&size=constructor")
    page.wait_for_selector("html[data-drawn]", state="attached")
    assert page.evaluate("[ioscope.state.chosen, ioscope.state.stay, ioscope.state.measure]") == [None, 45, "strength"]
    opened.assert_quiet()
