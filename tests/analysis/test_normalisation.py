"""Texts are compared without what differs from copy to copy, and both ways to do it give the same."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.normalisation import normal_forms, normalised, simple_characters
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


def forms(texts: Sequence[str | None]) -> list[str]:
    """Return what is made of many texts at once."""
    made: list[str] = normal_forms(pa.array(texts, pa.string())).to_pylist()
    return made


@given(st.lists(st.lists(st.one_of(st.text(max_size=8), pieces)).map("".join), max_size=5))
def test_many_texts_at_once_become_what_each_becomes_alone(texts: list[str]) -> None:
    assert forms([*texts, *texts]) == [normalised(text) for text in texts] * 2


def test_every_character_becomes_what_it_becomes_alone_and_most_are_done_at_once() -> None:
    texts = [f"aB{chr(code)}Cd {chr(code)}" for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    assert [text for text, found in zip(texts, forms(texts), strict=True) if found != normalised(text)] == []
    every = re.compile(re.sub(r"\\x\{(\w+)\}", lambda code: f"\\U{code[1]:0>8}", f"[{simple_characters()}]"))
    assert sum(map(len, every.findall("".join(texts)))) > 200_000


def test_texts_of_every_script_become_what_they_become_alone() -> None:
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
        "a @b  @c http://d\ne@f",
    ]
    assert forms(texts) == [normalised(text) for text in texts]
    assert forms([]) == []
    assert forms([None, "A", "é\u0301"]) == ["", "a", normalised("é\u0301")]
