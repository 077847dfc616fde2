import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from explorer.maps.page import AFTER_ENGINE, BEFORE_ENGINE, FIRST, STYLES, json_block
from explorer.maps.people import Naming
from explorer.maps.sigma_engine import ADAPTER
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import html_of, planted, tags, with_profiles


class Outline(HTMLParser):
    """The elements of a page as a browser's tokenizer finds them: [tag, attributes, text]."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.elements:
            self.elements[-1][2].append(data)

    def find(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, "".join(text)) for name, attributes, text in self.elements if name == tag]


def model_in(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="model">(.*?)</script>', html, re.DOTALL)
    assert found
    parsed: dict[str, object] = json.loads(found[1])
    return parsed


def test_the_policy_comes_first_and_admits_exactly_the_scripts_on_the_page() -> None:
    html = html_of(planted())
    outline = Outline(html)
    assert [tag for tag, _, _ in outline.elements][:3] == ["html", "head", "meta"]
    policy = outline.elements[2][1]["content"] or ""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    expected = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}
    assert len(expected) == 2
    assert set(re.findall(r"'sha256-[^']+'", policy)) == expected
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'none'" in policy


def test_the_page_has_what_every_page_needs() -> None:
    html = html_of(planted())
    outline = Outline(html)
    assert html.startswith("<!doctype html>")
    assert outline.find("html")[0][0]["lang"] == "en"
    assert outline.find("title")[0][1].strip() == "Synthetic data: Who interacted with whom · ioscope"
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
        a for a, _ in outline.find("meta")
    ]


def test_no_element_of_the_page_asks_for_anything() -> None:
    for _, attributes, _ in Outline(html_of(planted())).elements:
        assert not {"src", "srcset", "data", "poster", "action"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]
        assert not [name for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("field", ["screen_name", "display_name", "location", "description", "alias", "language"])
def test_strangers_text_adds_no_element_to_the_page(field: str) -> None:
    network = planted(120, 4)
    plain = Outline(html_of(network)).elements
    network.nodes.facts[field] = [HOSTILE[i % len(HOSTILE)] for i in range(len(network.nodes))]
    html = html_of(network, naming=Naming("all"))
    assert [(tag, attributes) for tag, attributes, _ in Outline(html).elements][3:] == [(t, a) for t, a, _ in plain][3:]
    assert "\x00" not in html
    html.encode("utf-8")


def test_hostile_keys_cannot_collide_with_the_page() -> None:
    names = [name for name in HOSTILE if len(name) < 50]
    html = html_of(tags(names))
    labels = model_in(html)["nodes"]["label"]  # type: ignore[index]
    assert len(labels) == len(names)
    assert {"#constructor", "#__proto__", "#hasOwnProperty"} <= set(labels)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_json_block_never_holds_what_html_reads(text: str) -> None:
    block = json_block({"text": text.replace("\ud800", "").replace("\udfff", "")})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block)["text"] == text.replace("\ud800", "").replace("\udfff", "")


def test_same_input_same_bytes() -> None:
    assert html_of(planted(200, 5)) == html_of(planted(200, 5))


@pytest.mark.parametrize(("count", "groups", "ceiling"), [(60, 4, 600_000), (2000, 12, 1_500_000)])
def test_a_page_stays_small(count: int, groups: int, ceiling: int) -> None:
    assert len(html_of(planted(count, groups)).encode()) < ceiling


def test_the_page_says_what_was_left_out() -> None:
    html = html_of(planted(200, 4), limit=50)
    model = model_in(html)
    assert "the 50 strongest kept" in str(model["cut"])
    assert model["totals"]["nodes"] == 200  # type: ignore[index]


def test_user_ids_are_text() -> None:
    network = planted()
    shown = model_in(html_of(network, naming=Naming("all")))["nodes"]["facts"]["user_id"]  # type: ignore[index]
    assert all(isinstance(value, str) for value in shown)


def test_the_shell_parses_no_html_and_holds_no_address() -> None:
    from explorer.maps.page import shell_script, shell_style

    shell = shell_script(("engine_vis", *ADAPTER)) + shell_style()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch("):
        assert word not in shell
    # Names of XML vocabularies, which nothing asks for.
    names = {"http://www.w3.org/2000/svg", "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.2draft/viz"}
    assert set(re.findall(r"https?://[^\s\"')]+", shell)) == names
    scripts = (*FIRST, *BEFORE_ENGINE, *AFTER_ENGINE)
    assert len(set(scripts)) == len(scripts)
    assert "base" in STYLES


def test_profiles_with_absent_facts_are_drawn() -> None:
    network = planted()
    bare = with_profiles(network, network.nodes.kinds)
    for column in bare.nodes.facts.values():
        column[:] = [None] * len(column)
    assert html_of(bare)
