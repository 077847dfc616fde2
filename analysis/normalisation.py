"""Text as it is compared: what differs from copy to copy is taken out.

HTML entities are resolved, NFKC, addresses out (t.co gives every tweet its own), mentions out, case folded, white space
collapsed. Texts of simple characters, which are most in every script, are done by the engine with the same result; the
others by Python, each distinct text once.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import ibis.expr.types as ir

SPACE = r"\t-\r\x1c-\x1f "
"""White space of ASCII as Python's `str.split` has it; engines' `\\s` knows fewer."""

_ADDRESS = re.compile(r"[hH][tT][tT][pP][sS]?://\S+")
_MENTION = re.compile(r"@\S+")

ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
"""What Twitter escapes, the ampersand last: `&amp;lt;` is `&lt;`. A text with any other `&` is not simple."""

SPELLED_OUT = {"…": "...", "№": "No"}
"""What NFKC makes of characters that are frequent enough for the engine to know them."""

_LAST = 0x1FAFF
"""Simple characters are looked for up to the emoji."""
_LAST_CASED = 0x52F
"""Engines agree on the case of Latin, Greek and Cyrillic letters; other scripts with case are rare in the archive."""
_BY_CONTEXT = "Σİ"
"""Letters whose lower case depends on where they stand, or on who lowers them."""
_JAMO = range(0x1100, 0x1200)
"""Parts of Korean syllables: NFKC joins them."""


def normalised(text: str) -> str:
    """Return the text as it is compared; empty when nothing of it is left."""
    resolved = unicodedata.normalize("NFKC", html.unescape(text))
    bare = _MENTION.sub("", _ADDRESS.sub("", resolved))
    return " ".join(bare.casefold().split())


def is_simple(text: ir.StringValue) -> ir.BooleanValue:
    """Say whether the engine gives the same result: NFKC leaves every character alone and folding is lowering."""
    bare = text
    for entity in ENTITIES:
        bare = bare.replace(entity, "")
    return ~text.contains("&").ifelse(bare, text).re_search(f"[^{simple_characters()}]")


def simple_normalised(text: ir.StringValue) -> ir.StringValue:
    """Return simple texts as `normalised` does."""
    resolved = text
    for entity, character in ENTITIES.items():
        resolved = resolved.replace(entity, character)
    whole = text.contains("&").ifelse(resolved, text)
    for character, spelled in SPELLED_OUT.items():
        whole = text.contains(character).ifelse(whole.replace(character, spelled), whole)
    bare = whole.re_replace(rf"([hH][tT][tT][pP][sS]?://|@)[^{SPACE}]+", "")
    # Single spaces, which are most, stay as they are.
    return bare.re_replace(rf"( ?[\t-\r\x1c-\x1f]|  )[{SPACE}]*", " ").strip().lower()


@cache
def simple_characters() -> str:
    r"""Return the simple characters as the ranges of a regular expression, `\x{0}-\x{25}...`."""
    return "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in _ranges())


def _ranges() -> Iterator[tuple[int, int]]:
    joining = _joining()
    first: int | None = None
    for code in range(_LAST + 2):
        simple = code <= _LAST and _is_simple(code, joining)
        if simple and first is None:
            first = code
        elif not simple and first is not None:
            yield first, code - 1
            first = None


def _is_simple(code: int, joining: frozenset[str]) -> bool:
    character = chr(code)
    if code < 0x80:
        return character != "&"
    if character in SPELLED_OUT:
        return True
    folded = character.casefold()
    return (
        unicodedata.category(character) not in {"Cn", "Cs", "Co"}
        and unicodedata.is_normalized("NFKC", character)
        and not unicodedata.combining(character)
        and character not in joining
        and code not in _JAMO
        and not character.isspace()
        and character not in _BY_CONTEXT
        and folded == character.lower()
        and (folded == character or code <= _LAST_CASED)
        and len(folded) == 1
    )


def _joining() -> frozenset[str]:
    """Return the characters that NFKC can join with the one before: all but the first of what a character is made of.

    A text without them whose characters are normal one by one is normal (Unicode annex 15, quick check).
    """
    parts = (unicodedata.decomposition(chr(code)) for code in range(_LAST + 1))
    return frozenset(chr(int(part, 16)) for made in parts if made and made[0] != "<" for part in made.split()[1:])
