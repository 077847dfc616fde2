"""What a reader does with a map, in a real Chromium with the network off."""

import re

import pytest
from playwright.sync_api import expect

from explorer.maps import columns
from explorer.maps.kinds import HASHTAGS
from explorer.maps.people import Naming
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import REAL, html_of, planted, tags, with_profiles

pytestmark = pytest.mark.browser
TEXT_FIELDS = ("screen_name", "display_name", "alias", "location", "description", "language", "created_on")


def strongest_label(html: str) -> str:
    found = re.search(r'"nodes":\{"label":\["([^"]+)"', html)
    assert found
    return found[1]


def test_a_map_of_2000_accounts_is_drawn_and_asks_nothing(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(2000, 12), releases=(REAL,)))
    assert opened.page.evaluate("ioscope.state.count") == 2000
    opened.shoot("interactions-2000-light")
    opened.assert_quiet()


@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_whatever_can_be_clicked_is_there_when_the_map_says_that_it_is_drawn(open_page: OpenPage, engine: str) -> None:
    look = """new MutationObserver((_, watch) => {
      if (!document.documentElement.dataset.drawn) return;
      watch.disconnect();
      const many = (where) => document.querySelectorAll(where).length;
      window.first_ = { groups: many('#groups button'), rows: many('#panel .rows button'), bars: many('#bars rect'),
        sliders: many('#least, #from, #to'), actions: many('#open-multiples:not([hidden])'),
        forms: many('#export .forms button'), tabs: many('#tabs button'),
        names: ioscope.state.drawnLabels.length, fact: document.getElementById('lede').textContent };
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-drawn'] });"""
    opened = open_page(html_of(planted(), engine=engine), before=look)
    first = opened.page.evaluate("window.first_")
    assert min(len(value) if isinstance(value, str) else value for value in first.values()) > 0, first
    assert (first["groups"], first["rows"], first["sliders"]) == (opened.page.locator("#groups button").count(), 8, 3)
    opened.page.click("#open-multiples")
    assert opened.page.locator("#multiples canvas").count() > 1
    opened.assert_quiet()


@pytest.mark.parametrize(("engine", "width"), [("pyvis", 1440), ("sigma", 390)])
def test_hostile_text_in_every_field_runs_nothing_and_changes_no_other_node(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, engine: str, width: int
) -> None:
    if engine == "sigma":  # and as large maps carry their data
        monkeypatch.setattr(columns, "PLAIN_NODES", 10)
    network = planted(120, 4)
    for shift, field in enumerate(TEXT_FIELDS):
        network.nodes.facts[field] = [HOSTILE[(i + 7 * shift) % len(HOSTILE)] for i in range(len(network.nodes))]
    opened = open_page(html_of(network, naming=Naming("all"), engine=engine), width=width)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    heads = page.evaluate("""() => Array.from({ length: ioscope.state.count }, (_, i) => {
      ioscope.choose({ node: i });
      return [...document.querySelectorAll('#panel h2.name')].map((head) => head.textContent);
    })""")
    assert heads == [[label] for label in page.evaluate("ioscope.state.nodes.label")]
    assert len(heads) == len(network.nodes)
    if width < 500:
        page.get_by_role("tab", name="Table").click()
    else:
        page.click("#toggle-table")
    expect(page.locator("#table-view tbody tr")).to_have_count(len(network.nodes))
    if width < 500:
        page.get_by_role("tab", name="Details").click()
    for word in ("constructor", "__proto__", "<script>", "{{", "\u202e"):
        page.fill("#search", word)
    if width < 500:
        page.get_by_role("tab", name="About").click()
    page.locator("#open-sources").click()
    opened.assert_quiet()


def test_hostile_hashtags_and_sources_run_nothing(open_page: OpenPage) -> None:
    from dataclasses import replace

    names = list(HOSTILE)
    release = replace(REAL, title=HOSTILE[0], attributed_to=HOSTILE[1], key=HOSTILE[2], files=HOSTILE)
    opened = open_page(html_of(tags(names), releases=(release,)))
    page = opened.page
    for i in range(len(names)):
        page.evaluate("i => ioscope.choose({node: i})", i)
    page.evaluate("ioscope.choose({edge: 3})")
    page.locator("#open-sources").click()
    page.keyboard.press("Escape")
    page.locator("#open-reading").click()
    opened.assert_quiet()


def test_a_name_is_found_and_chosen_with_the_keyboard_alone(open_page: OpenPage) -> None:
    html = html_of(planted())
    wanted = strongest_label(html)
    opened = open_page(html)
    page = opened.page
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type(wanted[:-1].upper())
    expect(page.locator("#matches li").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator("#matches li bdi").first.text_content()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2.name")).to_have_text(first or "")
    expect(page.locator("#matches")).to_be_hidden()
    assert (first or "") in (page.locator("#live").text_content() or "")
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2.name")).to_have_count(0)
    opened.assert_quiet()


def test_a_search_without_a_match_says_so(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted()))
    opened.page.fill("#search", "nobody of this name")
    expect(opened.page.locator("#matches")).to_contain_text("No account of that name")


@pytest.mark.parametrize("word", ["ทดสอบ", "مرحبا", "שלום", "🇹🇭"])
def test_names_in_any_script_are_found(open_page: OpenPage, word: str) -> None:
    opened = open_page(html_of(tags([name for name in HOSTILE if name.strip()])))
    opened.page.fill("#search", word)
    expect(opened.page.locator("#matches li[aria-selected]").first).to_contain_text(word)


def test_the_legend_hides_a_group_and_shows_it_again(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted()))
    page = opened.page
    first = page.locator("#groups button").first
    inside = page.evaluate("ioscope.state.nodes.group.indexOf(0)")
    label = page.evaluate("i => ioscope.state.nodes.label[i]", inside)
    x, y = opened.spot(label)
    ring = page.evaluate("i => ioscope.state.kind[i] === 'outsider'", inside)
    reach = page.evaluate("i => ioscope.state.size[i] * 0.4", inside) if ring else 0
    assert opened.colour_at(x + reach, y) == "68,119,170"
    first.click()
    expect(first).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(150)
    assert opened.colour_at(x + reach, y) != "68,119,170"
    assert page.evaluate("ioscope.visible(ioscope.state.nodes.group.indexOf(0))") is False
    page.mouse.click(x, y)
    expect(page.locator("#panel h2.name").get_by_text(label, exact=True)).to_have_count(0)
    assert "Group 1 hidden" in (page.locator("#live").text_content() or "")
    first.click()
    page.wait_for_timeout(150)
    assert opened.colour_at(x + reach, y) == "68,119,170"
    opened.assert_quiet()


def test_a_click_on_a_dot_fades_the_rest_and_fills_the_panel(open_page: OpenPage) -> None:
    html = html_of(planted(), naming=Naming("all"))
    opened = open_page(html)
    page = opened.page
    label = strongest_label(html)
    x, y = opened.spot(label)
    page.mouse.click(x, y)
    panel = page.locator("#panel")
    expect(panel.locator("h2.name")).to_have_text(label)
    for words in ("Followers", "Biography", "Received most from", "Partners", "User id"):
        expect(panel).to_contain_text(words)
    expect(panel).to_contain_text("@…")
    page.wait_for_timeout(200)
    far = page.evaluate("""() => {
      const kept = ioscope.focus().nodes;
      const i = ioscope.state.nodes.label.findIndex((_, i) => !kept.has(i) && ioscope.state.kind[i] === 'archived');
      return ioscope.state.nodes.label[i];
    }""")
    faded = [int(part) for part in opened.colour_at(*opened.spot(far)).split(",")]
    assert min(faded) > 200
    opened.shoot("focus-light")
    panel.locator("section .rows button").first.click()
    expect(panel.locator("h2.name")).not_to_have_text(label)
    page.locator("#panel").get_by_role("button", name="Close").click()
    expect(panel).to_contain_text("Strongest accounts")
    opened.assert_quiet()


def test_pointing_at_a_dot_fades_the_rest(open_page: OpenPage) -> None:
    html = html_of(planted())
    opened = open_page(html)
    page = opened.page
    page.mouse.move(*opened.spot(strongest_label(html)))
    page.wait_for_function("ioscope.state.hover >= 0")
    page.mouse.move(720, 5)
    page.wait_for_function("ioscope.state.hover < 0")


def test_a_click_on_a_line_tells_of_both_ends(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted()))
    page = opened.page
    ends = page.evaluate("""() => {
      const { edges, nodes, lines } = ioscope.state;
      let best = 0, longest = 0;
      for (let e = 0; e < lines; e++) {
        const a = ioscope.engine.where(edges.source[e]), b = ioscope.engine.where(edges.target[e]);
        const length = Math.hypot(a.x - b.x, a.y - b.y);
        if (length > longest) { longest = length; best = e; }
      }
      const a = ioscope.engine.where(edges.source[best]), b = ioscope.engine.where(edges.target[best]);
      return [0.5, 0.45, 0.55, 0.4, 0.6].map(t => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }));
    }""")
    for place in ends:
        page.mouse.click(place["x"], place["y"])
        if page.evaluate("ioscope.state.chosen && 'edge' in ioscope.state.chosen"):
            break
    expect(page.locator("#panel")).to_contain_text("A line on this map")
    expect(page.locator("#panel")).to_contain_text("First and last (UTC)")
    assert page.locator("#panel section .rows button").count() == 2


def test_the_table_holds_every_node_and_sorts(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted()))
    page = opened.page
    page.click("#toggle-table")
    rows = page.locator("#table-view tbody tr")
    expect(rows).to_have_count(60)
    page.get_by_role("columnheader", name="Followers").get_by_role("button").click()
    shown = [
        int(text.replace(",", "")) for text in page.locator("#table-view tbody tr td:last-child").all_text_contents()
    ]
    column = page.evaluate("ioscope.state.nodes.facts.followers")
    following = page.evaluate("ioscope.state.nodes.facts.following")
    assert sorted(shown) == sorted(following)
    first = page.locator("#table-view tbody tr").first
    expect(first).to_contain_text(f"{max(column):,}")
    name = first.locator("th").text_content()
    first.locator("th button").click()
    expect(page.locator("#panel h2.name")).to_have_text(name or "")
    opened.shoot("table-light")
    page.click("#toggle-table")
    expect(page.locator("#table-view")).to_be_hidden()
    opened.assert_quiet()


def test_everything_can_be_reached_on_a_phone(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(600, 8)), width=390, height=844)
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    stage = page.locator("#stage").bounding_box()
    sheet = page.locator("#about").bounding_box()
    assert stage
    assert sheet
    assert stage["y"] + stage["height"] <= sheet["y"]
    opened.shoot("phone-light")
    reach = {
        "About": ["#title", "#open-reading", "#open-sources"],
        "Groups": ["#groups button", "#kinds button", "#measure"],
        "Details": ["#search", "#toggle-theme", "#panel .rows button"],
        "Table": ["#table-view tbody tr"],
        "Time": ["#time-title", "#bars svg"],
    }
    for tab, selectors in reach.items():
        page.get_by_role("tab", name=tab).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.getElementById('stage').clientWidth") == 390
        expect(page.locator("#find")).to_be_visible(visible=tab == "Details")
        for selector in selectors:
            place = page.locator(selector).first
            place.scroll_into_view_if_needed()
            expect(place).to_be_in_viewport()
        opened.shoot(f"phone-{tab.lower()}")
    page.get_by_role("tab", name="About").click()
    label = page.evaluate("ioscope.state.nodes.label[0]")
    page.touchscreen.tap(*opened.spot(label))
    expect(page.get_by_role("tab", name="Details")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#panel h2.name")).to_be_visible()
    opened.assert_quiet()


def test_dark_follows_the_system_and_the_button(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(600, 8)), dark=True)
    page = opened.page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(18, 22, 27)"
    opened.shoot("dark")
    page.click("#toggle-theme")
    assert page.evaluate(ground) == "rgb(247, 248, 250)"
    opened.assert_quiet()


@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_from_its_ground(open_page: OpenPage, dark: bool) -> None:
    assert open_page(html_of(planted()), dark=dark).worst_contrast()[0] >= 4.5


@pytest.mark.parametrize(("count", "groups"), [(60, 4), (2000, 12)])
def test_names_on_the_map_never_overlap(open_page: OpenPage, count: int, groups: int) -> None:
    opened = open_page(html_of(planted(count, groups)))
    for _ in range(3):
        boxes = opened.page.evaluate("ioscope.state.placedLabels")
        assert len(boxes) > 5
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                apart = a["left"] >= b["right"] or b["left"] >= a["right"] or a["top"] >= b["bottom"]
                assert apart or b["top"] >= a["bottom"]
        covered = opened.page.evaluate("""() => {
          const { state, engine, visible, radius } = ioscope, scale = engine.scale();
          return state.drawnLabels.map(([i], k) => [i, state.placedLabels[k]]).filter(([i, box]) => state.rank[i] > 0 &&
            state.nodes.label.some((_, j) => {
              const { x, y } = engine.where(j), r = radius(j, scale) * scale - 0.5;
              return j !== i && visible(j) && x + r > box.left && x - r < box.right &&
                y + r > box.top && y - r < box.bottom;
            })).length; }""")
        assert count > 400 or covered == 0, "on a small map names keep off the dots too"
        opened.page.click("#zoom-in")
        opened.page.wait_for_timeout(400)


def test_the_network_fills_the_free_part_of_the_page(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(2000, 12)))
    spread = opened.page.evaluate("""() => {
      const at = Array.from({length: ioscope.state.count}, (_, i) => ioscope.engine.where(i));
      const left = document.getElementById('left').getBoundingClientRect().right;
      const right = document.getElementById('right').getBoundingClientRect().left;
      const bottom = document.getElementById('time').getBoundingClientRect().top;
      const xs = at.map(p => p.x), ys = at.map(p => p.y);
      return { width: (Math.max(...xs) - Math.min(...xs)) / (right - left),
               height: (Math.max(...ys) - Math.min(...ys)) / bottom,
               inside: at.every(p => p.x > left && p.x < right && p.y > 0 && p.y < bottom) };
    }""")
    assert spread["inside"]
    assert max(spread["width"], spread["height"]) > 0.8
    assert min(spread["width"], spread["height"]) > 0.6


def test_the_size_of_dots_follows_the_chosen_measure(open_page: OpenPage) -> None:
    page = open_page(html_of(planted())).page
    page.select_option("#measure", "received")
    top = page.evaluate("""() => { const s = ioscope.state; const m = s.nodes.measures.received;
      return s.size[m.indexOf(Math.max(...m))]; }""")
    assert top == 24


def test_how_to_read_and_sources_open_and_close(open_page: OpenPage) -> None:
    page = open_page(html_of(planted(200, 4), releases=(REAL,), limit=50)).page
    page.click("#open-reading")
    expect(page.locator("#reading")).to_contain_text("A line is not an intent")
    page.keyboard.press("Escape")
    page.click("#open-sources")
    for words in ("cd" * 32, "the 50 strongest kept", "pyvis", "Thailand, released 2020-10", "Data from 2017"):
        expect(page.locator("#sources")).to_contain_text(words)
    page.locator("#sources").get_by_role("button", name="Close").click()
    expect(page.locator("#sources")).to_be_hidden()


def test_hashtags_are_squares_with_their_own_words(open_page: OpenPage) -> None:
    opened = open_page(html_of(tags([f"tag{i}" for i in range(40)]), kind=HASHTAGS))
    page = opened.page
    expect(page.locator("#title")).to_have_text("Hashtags used together")
    page.click("#open-reading")
    expect(page.locator("#reading")).to_contain_text("Retweets count")
    expect(page.locator("#time")).to_be_hidden()
    opened.assert_quiet()


@pytest.mark.parametrize("before", ["", "window.requestIdleCallback = () => 0;"], ids=["later", "at once"])
def test_a_dot_can_be_dragged(open_page: OpenPage, before: str) -> None:
    html = html_of(planted())
    opened = open_page(html, before=before)
    page = opened.page
    label = strongest_label(html)
    x, y = opened.spot(label)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=6)
    page.mouse.up()
    moved = opened.spot(label)
    assert moved[0] == pytest.approx(x + 60, abs=16)
    assert moved[1] == pytest.approx(y + 30, abs=16)


def test_prototype_names_are_nodes_like_any_other(open_page: OpenPage) -> None:
    names = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"] * 12
    network = planted()
    opened = open_page(html_of(with_profiles(network, network.nodes.kinds, names), naming=Naming("all")))
    page = opened.page
    page.fill("#search", "__proto__")
    expect(page.locator("#matches li")).to_have_count(12)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2.name")).to_have_text("__proto__")
    opened.assert_quiet()
