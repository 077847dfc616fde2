"""Texts are compared without what differs from copy to copy, and both ways to do it give the same."""

import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from analysis.normalisation import is_simple, normalised, simple_normalised
from tests.analysis.oracle import normal

TEXTS = {
    "Caf\u0065\u0301 &amp; TEA https://t.co/abc": "caf\u00e9 & tea",
    "RT? @somebody, hello\n\n WORLD": "rt? hello world",
    "ＦＵＬＬ　width": "full width",
    "Straße": "strasse",
    "see HTTPS://x.example/y": "see",
    "a&lt;b": "a<b",
    "mail@example.org is cut": "mail is cut",
    "@only_a_mention": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_compared_without_links_mentions_case_and_spelling(text: str) -> None:
    assert normalised(text) == TEXTS[text]


pieces = st.sampled_from(["https://t.co/x", "@you", "&amp;", " ", "\x1f", "\x0b", "É", "e\u0301", "ς", "ﬁ", "\u3000"])


@given(st.lists(st.one_of(st.text(max_size=8), pieces)).map("".join))
def test_it_is_what_the_definition_says(text: str) -> None:
    assert normalised(text) == normal(text)


def by_engine(engine: Backend, texts: list[str]) -> list[tuple[str, str]]:
    """Return the texts that are simple to the engine, and what it makes of them."""
    engine.create_table("given_texts", ibis.memtable({"text": texts}, schema={"text": "string"}), overwrite=True)
    table = ibis.table({"text": "string"}, name="given_texts")
    simple = table.filter(is_simple(table.text))
    made = simple.select("text", normal=simple_normalised(simple.text))
    return [tuple(row) for row in engine.con.execute(engine.compile(made)).fetchall()]


def test_the_engine_does_every_simple_character_as_python_does(engine: Backend) -> None:
    texts = [f"aB{chr(code)}Cd {chr(code)}" for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    made = by_engine(engine, texts)
    assert len(made) > 50_000
    assert [text for text, found in made if found != normalised(text)] == []


def test_the_engine_does_simple_texts_of_every_script_as_python_does(engine: Backend) -> None:
    texts = [
        "Привет, МИР! https://t.co/x @Кто",
        "№ 5 &amp; cut off… @you… №",
        "مرحبا بالعالم http://t.co/y",
        "你好，世界",
        "こんにちは 世界",
        "안녕하세요 세계",
        "ÇA va? ŽLUŤOUČKÝ kůň",
        "😀 OK 👍🏽",
        "tab\there\x1fand\x0bthere\r\n",
        "Ünal İstanbul",
        "ΟΔΟΣ",
        "Q&amp;A &lt;3 &amp;lt; &quot;Ab&quot; &copy; a&b &amp",
        "&amp;lt;B  \t C",
        " \tA \n  B https://x.example \u200d ",
    ]
    made = dict(by_engine(engine, texts))
    assert {text: normalised(text) for text in made} == made
    assert len(made) >= 6
