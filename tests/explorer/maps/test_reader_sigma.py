"""What a reader does with a map that sigma draws, in a real Chromium with the network off."""

import gzip
import hashlib
import json
import re
from base64 import b64decode
from importlib import resources
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import expect

from explorer.maps import columns
from explorer.maps.engine import SIGMA_FROM, engine_for
from explorer.maps.people import Naming
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.networks import html_of, planted
from tests.explorer.maps.test_page import model_in
from tests.explorer.maps.test_reader import strongest_label
from tests.explorer.maps.test_reader_coordination import slide
from tests.explorer.maps.test_reader_exports import exported

VENDOR = Path(str(resources.files("explorer.maps"))) / "vendor"
NO_WEBGL = """
const asked = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return /webgl/.test(kind) ? null : asked.call(this, kind, ...more);
};
"""

COUNT_DRAWINGS = """
window.drawings_ = [];
for (const name of ["drawArrays", "drawArraysInstanced", "drawElements"]) {
  const gl = WebGL2RenderingContext.prototype, asked = gl[name];
  gl[name] = function (...all) {
    window.drawings_.push([this.canvas.className, name, document.documentElement.dataset.drawn || "not yet"].join(" "));
    return asked.apply(this, all);
  };
}
"""


def test_vendored_files_are_those_of_the_registry_with_their_licences() -> None:
    listed = [line.split() for line in (VENDOR / "SHA256SUMS").read_text().splitlines()]
    sums = {name: digest for digest, name in listed}
    files = {file.name for file in VENDOR.iterdir()} - {"SHA256SUMS"}
    assert files == set(sums) == {"sigma.min.js", "sigma.LICENSE.txt"}
    for name, digest in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_the_engine_follows_the_size_unless_one_is_asked_for() -> None:
    assert engine_for("auto", SIGMA_FROM) == "pyvis"
    assert engine_for("auto", SIGMA_FROM + 1) == "sigma"
    assert engine_for("sigma", 3) == "sigma"


def test_a_sigma_page_carries_its_licences_and_no_other_engine() -> None:
    html = html_of(planted(), engine="sigma")
    assert html.count("Permission is hereby granted") == 1
    assert "sourceMappingURL" not in html
    assert "vis-network" not in html
    assert {"name": "sigma", "value": "3.0.3"} in model_in(html)["provenance"]["versions"]  # type: ignore[index]
    assert html == html_of(planted(), engine="sigma")


def test_large_columns_are_compressed_and_come_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = model_in(html_of(planted(), engine="sigma"))
    monkeypatch.setattr(columns, "PLAIN_NODES", 10)
    html = html_of(planted(), engine="sigma")
    assert html == html_of(planted(), engine="sigma")
    labels = plain["nodes"]["label"]  # type: ignore[index]
    assert not [label for label in labels[30:] if f'"{label}"' in html]
    found = re.search(r'id="packed">(.*?)</script>', html)
    assert found
    block = json.loads(gzip.decompress(b64decode(found[1])))["model"]
    total, starts = 0, []
    for difference in block["edges"]["source"]:
        total += difference
        starts.append(total)
    assert starts == plain["edges"]["source"]  # type: ignore[index]
    assert block["nodes"] == plain["nodes"]


@pytest.mark.browser
def test_a_reader_searches_focuses_hides_and_exports(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "PLAIN_NODES", 10)
    html = html_of(planted(600, 8), engine="sigma", naming=Naming("all"))
    opened = open_page(html)
    page = opened.page
    assert page.evaluate("ioscope.engine === ioscope.engines.sigma")
    label = page.evaluate("ioscope.state.nodes.label[0]")
    page.fill("#search", label)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2.name")).to_have_text(label)
    page.wait_for_timeout(600)
    assert 310 < opened.spot(label)[0] < 1080
    page.keyboard.press("Escape")
    page.click("#zoom-fit")
    page.wait_for_timeout(600)
    page.mouse.click(*opened.spot(label))
    expect(page.locator("#panel h2.name")).to_have_text(label)
    page.keyboard.press("Escape")
    group = page.evaluate("ioscope.state.nodes.group[0]")
    page.locator("#groups button").nth(group).click()
    assert page.evaluate("ioscope.visible(0)") is False
    page.locator("#groups button").nth(group).click()
    slide(page, "to", 3)
    kept = page.evaluate("ioscope.state.stay")
    assert 0 < kept < page.evaluate("ioscope.state.lines")
    graph = nx.read_gexf(exported(page, "gexf"))
    assert graph.number_of_edges() == kept
    assert len(exported(page, "png").read_bytes()) > 20_000
    opened.assert_quiet()


@pytest.mark.browser
def test_the_map_follows_the_pointer_and_a_dot_can_be_dragged(open_page: OpenPage) -> None:
    html = html_of(planted(), engine="sigma")
    opened = open_page(html)
    page = opened.page
    label = strongest_label(html)
    x, y = opened.spot(label)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("""() => { window.drawings_ = 0;
      const gl = WebGL2RenderingContext.prototype, { drawArrays } = gl;
      gl.drawArrays = function (...all) { window.drawings_++; drawArrays.apply(this, all); };
    }""")
    page.mouse.move(x + 60, y + 30, steps=6)
    box = page.locator("#canvas .double").bounding_box()
    assert box
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x + 60, y + 30), abs=1)
    page.wait_for_timeout(100)
    assert page.evaluate("window.drawings_") == 0, "a large map would stand still at each of them"
    page.mouse.up()
    page.wait_for_function("window.drawings_ > 0")
    expect(page.locator("#canvas .double")).to_have_count(0)
    assert opened.spot(label) == pytest.approx((x + 60, y + 30), abs=16)
    free = page.evaluate("""() => { for (let x = 340; x < 1000; x += 7) for (let y = 30; y < 700; y += 7) {
      const near = ioscope.state.nodes.label.some((_, i) => { const p = ioscope.engine.where(i);
        return Math.hypot(p.x - x, p.y - y) < 40; });
      if (!near) return [x, y]; } }""")
    before = opened.spot(label)
    page.mouse.move(*free)
    page.mouse.down()
    page.mouse.move(free[0] + 50, free[1] - 20, steps=8)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert opened.spot(label) == pytest.approx((before[0] + 50, before[1] - 20), abs=2)
    assert page.evaluate("document.getElementById('canvas').style.transform") == ""


@pytest.mark.browser
def test_webgl_draws_dots_and_lines_once_and_no_line_by_itself(open_page: OpenPage) -> None:
    page = open_page(html_of(planted(), engine="sigma"), before=COUNT_DRAWINGS).page
    once = ["sigma-edges drawArrays not yet", "sigma-nodes drawArrays not yet"]
    page.wait_for_timeout(300)
    assert sorted(page.evaluate("window.drawings_")) == once
    assert page.evaluate("document.querySelectorAll('#canvas canvas').length") > 2, "not the still picture"
    page.click("#toggle-theme")
    page.wait_for_timeout(300)
    again = [where.replace("not yet", "yes") for where in once]
    assert sorted(page.evaluate("window.drawings_.slice(2)")) == again


@pytest.mark.browser
def test_without_webgl_there_are_a_picture_and_the_table(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(), engine="sigma"), before=NO_WEBGL)
    page = opened.page
    expect(page.locator("#canvas .notice")).to_contain_text("without WebGL")
    colours = page.evaluate("""() => { const c = document.querySelector('#canvas canvas');
      const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; const seen = new Set();
      for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
      return [...seen]; }""")
    assert "68,119,170" in colours
    label = page.evaluate("ioscope.state.nodes.label[3]")
    page.mouse.click(*opened.spot(label))
    expect(page.locator("#panel h2.name")).to_have_text(label)
    page.click("#toggle-table")
    expect(page.locator("#table-view tbody tr")).to_have_count(60)
    opened.assert_quiet()


@pytest.mark.browser
def test_a_map_whose_webgl_is_lost_goes_on_without(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(), engine="sigma"))
    page = opened.page
    page.evaluate("ioscope.choose({ node: 4 })")
    address = page.url
    page.evaluate("""document.querySelector('#canvas .sigma-nodes').getContext('webgl2')
      .getExtension('WEBGL_lose_context').loseContext()""")
    expect(page.locator("#canvas .notice")).to_contain_text("its context was lost")
    expect(page.locator("#canvas canvas")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.click(*opened.spot(page.evaluate("ioscope.state.nodes.label[2]")))
    expect(page.locator("#panel h2.name")).to_have_text(page.evaluate("ioscope.state.nodes.label[2]"))
    page.goto("about:blank")
    page.unroute("**/*")
    page.goto(address)
    expect(page.locator("#panel h2.name")).to_have_text(page.evaluate("ioscope.state.nodes.label[4]"))
    assert page.evaluate("ioscope.engine === ioscope.engines.sigma")
    opened.assert_quiet()


@pytest.mark.browser
def test_a_long_table_comes_in_parts(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(2_400, 12), limit=2_400))
    page = opened.page
    assert page.evaluate("ioscope.state.engine.name") == "sigma"
    page.click("#toggle-table")
    rows = page.locator("#table-view tbody tr")
    expect(rows).to_have_count(2_000)
    page.locator("#table-view .more").click()
    expect(rows).to_have_count(page.evaluate("ioscope.state.count"))
    expect(page.locator("#table-view .more")).to_be_hidden()
    opened.shoot("sigma-2400-table")
    opened.assert_quiet()
