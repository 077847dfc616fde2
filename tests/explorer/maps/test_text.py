import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.maps.text import MARKS, clean, mask_handles, shorten
from tests.explorer.maps.hostile import HOSTILE

anything = st.text(st.characters(), max_size=300) | st.sampled_from(HOSTILE)  # lone surrogates included


@given(anything, st.integers(4, 100))
def test_clean_text_is_one_short_line_that_utf8_can_hold(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert "\n" not in cleaned
    cleaned.encode("utf-8")


@given(anything)
def test_clean_text_holds_no_control_or_direction_characters(text: str) -> None:
    kept = set(clean(text))
    assert not kept & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x00")
    assert not {c for c in kept if unicodedata.category(c) == "Cc"}


@given(anything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_marks_pile_up_no_higher_than_scripts_need() -> None:
    assert len(clean("a" + "\u0301" * 500 + "b")) == MARKS + 2


def test_thai_and_joined_emoji_stay_as_they_are() -> None:
    assert clean("ที่นี่") == "ที่นี่"
    assert clean("👩‍👩‍👧‍👦") == "👩‍👩‍👧‍👦"


@given(anything, st.integers(6, 40))
def test_a_shortened_label_keeps_its_beginning_and_end(text: str, limit: int) -> None:
    cleaned = clean(text)
    short = shorten(cleaned, limit)
    assert len(short) <= limit
    if cleaned != short:
        head, _, tail = short.partition("…") if "…" not in cleaned else (short[:1], "", "")
        assert cleaned.startswith(head)
        assert cleaned.endswith(tail)


@pytest.mark.parametrize("text", ["by @Secret_1", "@secret_1 and @SECRET_1!", "＠secret_1"])
def test_a_handle_that_is_not_public_is_masked(text: str) -> None:
    assert "secret" not in mask_handles(text, {"public"}).lower()


def test_a_public_handle_stays() -> None:
    assert mask_handles("by @Public and @other", {"public"}) == "by @Public and @…"
