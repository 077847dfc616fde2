"""What a reader does with a coordination map and with the sliders, in a real Chromium with the network off."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from explorer.maps.network import Nodes
from explorer.maps.people import Naming
from explorer.maps.query import answered
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import html_of, planted
from tests.explorer.maps.together import evidence, html_together, together

pytestmark = pytest.mark.browser


def slide(page: Page, which: str, value: int) -> None:
    """Move a slider as a reader's hand does."""
    page.locator(f"#{which}").evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); "
        "input.dispatchEvent(new Event('change')); }",
        value,
    )


@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_a_click_on_a_line_shows_numbers_and_both_tweets(open_page: OpenPage, engine: str) -> None:
    opened = open_page(html_together(engine=engine))
    page = opened.page
    # The longest line of the strongest group, at a place where no dot is.
    places = page.evaluate("""() => {
      const { edges, lines } = ioscope.state;
      const at = (e) => [ioscope.engine.where(edges.source[e]), ioscope.engine.where(edges.target[e])];
      const long = (e) => { const [a, b] = at(e); return Math.hypot(a.x - b.x, a.y - b.y); };
      let best = 0;
      for (let e = 0; e < lines; e++) if (long(e) > long(best)) best = e;
      const [a, b] = at(best);
      return [0.5, 0.42, 0.58, 0.35, 0.65].map(t => [a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)]);
    }""")
    for x, y in places:
        page.mouse.click(x, y)
        if page.evaluate("Boolean(ioscope.state.chosen && 'edge' in ioscope.state.chosen)"):
            break
    panel = page.locator("#panel")
    for words in ("co-action, not intent", "Shared occasions", "Expected", "0.25", "q-value", "< 0.0001", "4.5 s"):
        expect(panel).to_contain_text(words)
    expect(panel).to_contain_text("75 %")
    expect(panel).to_contain_text("all 2 nulls")
    expect(panel.locator(".pairs > li").first).to_contain_text("RT @famous: hello @…")
    expect(panel.locator(".pairs > li").first).to_contain_text("2017-03-04 05:06:07")
    expect(panel.locator(".pairs > li").first).to_contain_text("3.5 s")
    opened.assert_quiet()


def test_the_weight_slider_hides_weaker_pairs_and_says_what_shuffling_gives(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    said = page.locator("#least-words")
    expect(said).to_contain_text(
        "45 of 45 pairs drawn. In the whole run 90 found, 3.3 expected by shuffling within days"
    )
    last = int(page.locator("#least").get_attribute("max") or 0)
    slide(page, "least", last)
    expect(said).to_contain_text("15 of 45 pairs drawn")
    expect(said).to_contain_text("0 found, 0 expected")
    shown = page.evaluate("ioscope.state.nodes.label.filter((_, i) => ioscope.visible(i)).length")
    assert shown == 6
    weak = page.evaluate("ioscope.state.edges.strength.findIndex((w) => w < ioscope.state.least)")
    assert page.evaluate("e => ioscope.lineVisible(e)", weak) is False
    slide(page, "least", 0)
    assert page.evaluate("ioscope.state.nodes.label.filter((_, i) => ioscope.visible(i)).length") == 18
    page.locator("#least").press("ArrowRight")
    expect(page.locator("#sieve output[for=least]")).not_to_have_text("4")
    page.set_viewport_size({"width": 1280, "height": 720})
    bottoms = page.evaluate("""['sieve', 'time', 'about', 'open-sources'].map((id) =>
      Math.round(document.getElementById(id).getBoundingClientRect()[id === 'time' ? 'top' : 'bottom']))""")
    sieve, time, about, link = bottoms
    assert link <= about < sieve <= time, "nothing lies under another card on a low screen"
    opened.assert_quiet()


@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_the_window_slider_keeps_what_is_close_enough_and_says_what_shuffling_gives(
    open_page: OpenPage, engine: str
) -> None:
    opened = open_page(html_together(engine=engine))
    page = opened.page
    edges = together().edges
    weights = sorted({max(one.support for one in line) for line in edges.coactions})
    said = page.locator("#least-words")

    def kept(rung: int, weight: int) -> list[int]:
        strong = [max(one.support_by_window[rung] for one in line) >= weight for line in edges.coactions]
        return [e for e, stays in enumerate(strong) if stays]

    for rung, window in enumerate(("5 s", "10 s", "60 s")):
        for place, weight in enumerate(weights):
            slide(page, "within", rung)
            slide(page, "least", place)
            assert page.evaluate("[...ioscope.state.edges.source.keys()].filter(ioscope.lineVisible)") == kept(
                rung, weight
            )
            expect(page.locator("output[for=within]")).to_have_text(window)
            expect(said).to_contain_text(f"{len(kept(rung, weight))} of 45 pairs")
    slide(page, "least", 0)
    slide(page, "within", 1)
    assert 0 < len(kept(1, weights[0])) < len(edges.coactions)
    expect(said).to_contain_text(
        "pairs flagged within 60 s drawn. In the whole run, within 10 s, 44 found, 0.5 expected"
    )
    inside = page.evaluate("[...ioscope.state.nodes.label.keys()].filter(ioscope.visible)")
    ends = [{int(edges.source[e]), int(edges.target[e])} for e in kept(1, weights[0])]
    assert inside == sorted(set().union(*ends))
    assert page.evaluate(
        "[...document.querySelectorAll('#bars title')].reduce((n, t) => n + +t.textContent.split(': ')[1], 0)"
    ) == sum(sum(edges.months[e].values()) for e in kept(1, weights[0]))
    address = page.url
    assert "within=10" in address
    slide(page, "within", 2)
    assert "within" not in page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("output[for=within]")).to_have_text("10 s")
    assert page.evaluate("ioscope.state.stay") == len(kept(1, weights[0]))
    page.locator("#within").press("ArrowRight")
    expect(said).to_contain_text("45 of 45 pairs drawn. In the whole run 90 found")
    page.evaluate("ioscope.choose({edge: 1})")
    near = edges.coactions[1][0].support_by_window
    expect(page.locator("#panel")).to_contain_text(f"{near[1]} within 10 s, {near[0]} within 5 s")
    opened.assert_quiet()


def test_the_time_slider_draws_what_was_active_and_play_moves_on(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    slide(page, "to", 2)
    slide(page, "from", 2)
    expect(page.locator("#time-title")).to_contain_text("2017-03 to 2017-03")
    assert page.evaluate("ioscope.state.stay") == 15
    assert page.evaluate("ioscope.state.nodes.label.filter((_, i) => ioscope.visible(i)).length") == 6
    fills = page.locator("#bars rect").evaluate_all("bars => bars.map(b => b.getAttribute('fill'))")
    assert [fill == "var(--accent)" for fill in fills] == [False, False, True, False, False]
    page.click("#play")
    expect(page.locator("#play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator("#time-title")).to_contain_text("2017-05 to 2017-05")
    expect(page.locator("#play")).to_have_attribute("aria-label", "Play: move the span of months along")
    assert page.evaluate("ioscope.state.stay") == 15
    page.click("#all-months")
    assert page.evaluate("ioscope.state.stay") == 45
    opened.assert_quiet()


def test_both_sliders_work_on_a_map_of_interactions(open_page: OpenPage) -> None:
    opened = open_page(html_of(planted(120, 4)))
    page = opened.page
    slide(page, "least", int(page.locator("#least").get_attribute("max") or 0))
    heaviest = page.evaluate("Math.max(...ioscope.state.edges.weight)")
    kept = page.evaluate("Array.from(ioscope.state.edges.weight.keys()).filter(ioscope.lineVisible)")
    assert kept
    assert {page.evaluate("e => ioscope.state.edges.weight[e]", e) for e in kept} == {heaviest}
    slide(page, "least", 0)
    slide(page, "to", 0)
    active = page.evaluate(
        "Array.from(ioscope.state.edges.weight.keys()).filter(ioscope.lineVisible).every((e) => "
        "ioscope.state.model.months.edges[e].some((m, k) => k % 2 === 0 && m === 0))"
    )
    assert active
    opened.assert_quiet()


@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_hostile_texts_in_evidence_run_nothing(open_page: OpenPage, engine: str) -> None:
    network = together(6)
    names = [HOSTILE[i % len(HOSTILE)] for i in range(len(network.nodes))]
    for field in ("screen_name", "display_name", "alias", "location", "description"):
        network.nodes.facts[field] = names
    network.nodes.facts["hashtags"] = [[name] for name in names]
    shown_here = evidence(network, HOSTILE, each=2)
    opened = open_page(html_together(network, shown=shown_here, naming=Naming("all"), engine=engine))
    page = opened.page
    # In one evaluation: a repaint for each line would take most of the time.
    shown = page.evaluate("""() => Array.from({ length: ioscope.state.lines }, (_, e) => {
      ioscope.choose({ edge: e });
      return document.querySelectorAll('#panel .pairs > li').length;
    })""")
    assert len(shown) == len(network.edges)
    assert min(shown) > 0
    assert page.locator("#panel a, #panel img, #panel script").count() == 0
    opened.assert_quiet()


def test_a_phone_reaches_weight_time_and_evidence(open_page: OpenPage) -> None:
    opened = open_page(html_together(), width=390, height=844)
    page = opened.page
    for tab, selector in {"Weight": "#least", "Time": "#play", "Groups": "#groups button"}.items():
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(selector).first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("ioscope.choose({edge: 0})")
    page.locator("#panel .pairs > li").first.scroll_into_view_if_needed()
    expect(page.locator("#panel .pairs > li").first).to_be_in_viewport()
    opened.shoot("phone-coordination-edge")
    opened.assert_quiet()


def test_every_kind_of_node_has_its_shape_and_hostile_texts_run_nothing(open_page: OpenPage) -> None:
    network = planted(120, 4)
    shapes = ["archived", "outsider", "hashtag", "domain", "tweet", "other"]
    kinds = [shapes[i % len(shapes)] for i in range(len(network.nodes))]
    labels = [HOSTILE[i % len(HOSTILE)] for i in range(len(network.nodes))]
    facts = {**network.nodes.facts, "label": labels, "site": labels}
    drawn = replace(network, nodes=Nodes(network.nodes.keys, kinds, labels, facts))
    opened = open_page(html_of(drawn, kind=answered(list(network.edges.parts)), naming=Naming("all")))
    page = opened.page
    heads = page.evaluate("""() => Array.from({ length: 120 }, (_, i) => {
      ioscope.choose({ node: i });
      return document.querySelectorAll('#panel h2.name').length;
    })""")
    assert set(heads) == {1}
    expect(page.locator("#kinds button")).to_have_count(6)
    opened.shoot("shapes")
    opened.assert_quiet()


def test_evidence_sliders_and_exports_stand_out_from_their_ground_light_and_dark(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    opened.page.evaluate("ioscope.choose({edge: 0})")
    for theme in ("light", "dark"):
        assert opened.worst_contrast()[0] >= 4.5, (theme, opened.worst_contrast())
        opened.shoot(f"coordination-edge-{theme}")
        opened.page.click("#open-export")
        assert opened.worst_contrast()[0] >= 4.5, (theme, opened.worst_contrast())
        opened.page.keyboard.press("Escape")
        opened.page.click("#toggle-theme")


def test_an_account_and_the_evidence_are_reached_with_the_keyboard_alone(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("wire_u00000")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2.name")).to_have_text("wire_u00000")
    for words in ("Group 1", "Top hashtags", "#news (3)", "Followers", "Most often together with", "by retweet"):
        expect(page.locator("#panel")).to_contain_text(words)
    page.locator("#panel section .rows button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Evidence, ")
    page.locator("#least").focus()
    page.keyboard.press("End")
    expect(page.locator("#least-words")).to_contain_text("15 of 45 pairs drawn")
    page.locator("#to").focus()
    page.keyboard.press("Home")
    expect(page.locator("#time-title")).to_contain_text("2017-01 to 2017-01")
    opened.assert_quiet()


def test_small_maps_compare_the_actions_at_one_scale(open_page: OpenPage) -> None:
    opened = open_page(html_together())
    page = opened.page
    page.click("#open-multiples")
    titles = page.locator("#multiples li h3").all_text_contents()
    lines = page.evaluate("""Object.fromEntries(ioscope.state.model.parts.map(({ key }) =>
      [key, ioscope.state.edges.parts[key].filter((n) => n > 0).length]))""")
    drawn = {action: count for action, count in lines.items() if count}
    assert [title.lower() for title in titles] == sorted(drawn, key=lambda action: (-drawn[action], action))
    for action, count in drawn.items():
        said = page.locator(f"#multiples canvas[aria-label^='{action}: {count} pair']")
        expect(said).to_be_visible()
    coloured = page.evaluate("""() => [...document.querySelectorAll('#multiples canvas')].map((c) => {
      const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i]) n++; return n; })""")
    assert min(coloured) > 100
    opened.assert_quiet()
