"""Text as it is compared: what differs from copy to copy is taken out.

HTML entities are resolved, NFKC, addresses out (t.co gives every tweet its own), mentions out, case folded, white space
collapsed. Texts of simple characters, which are most in every script, are done by Arrow, many at once, with the same
result; the others by Python. What goes in and comes out is an Arrow array, which every engine can give and take.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

SPACE_BUT_BLANK = r"\t-\r\x1c-\x1f"
SPACE = f"{SPACE_BUT_BLANK} "
"""White space of ASCII as Python's `str.split` has it; `\\s` of regular expressions knows fewer."""

_UNEVEN = f"[{SPACE}][{SPACE}]+|[{SPACE_BUT_BLANK}]"
_ADDRESS = re.compile(r"[hH][tT][tT][pP][sS]?://\S+")
_MENTION = re.compile(r"@\S+")

ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
"""What Twitter escapes, the ampersand last: `&amp;lt;` is `&lt;`. Every other `&` is left to Python."""

SPELLED_OUT = {"…": "...", "№": "No"}
"""What NFKC makes of frequent characters."""

_LAST = 0x1FAFF
"""Simple characters are looked for up to the emoji."""
_LAST_CASED = 0x52F
"""All agree on the case of Latin, Greek and Cyrillic letters; other scripts with case are rare in the archive."""
_BY_CONTEXT = "Σİ"
"""Letters whose lower case depends on where they stand, or on who lowers them."""
_JAMO = range(0x1100, 0x1200)
"""Parts of Korean syllables: NFKC joins them."""


def normalised(text: str) -> str:
    """Return the text as it is compared; empty when nothing of it is left."""
    resolved = unicodedata.normalize("NFKC", html.unescape(text))
    bare = _MENTION.sub("", _ADDRESS.sub("", resolved))
    return " ".join(bare.casefold().split())


def normal_forms(texts: pa.StringArray) -> pa.StringArray:
    """Return what `normalised` makes of each text."""
    held = pc.fill_null(texts, "")
    special = pc.match_substring_regex(held, f"[^{simple_characters()}]")
    if not pc.any(special).as_py():
        return _even(held)
    given = held.filter(special)
    spelled = bare = given
    for escape, character in {**ENTITIES, **SPELLED_OUT}.items():
        bare = pc.replace_substring(bare, escape, "")
        spelled = pc.replace_substring(spelled, escape, character)
    odd = pc.match_substring_regex(bare, f"[^{simple_characters()}]")
    made = _even(pc.replace_with_mask(held, special, spelled))
    each = given.filter(odd).dictionary_encode()
    forms = pa.array([normalised(text) for text in each.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(made, pc.replace_with_mask(special, special, odd), forms.take(each.indices))


def _even(texts: pa.StringArray) -> pa.StringArray:
    """Take out addresses, mentions, case and all but single spaces."""
    bare = pc.replace_substring_regex(texts, rf"(?:[hH][tT][tT][pP][sS]?://|@)[^{SPACE}]+", "")
    # Single spaces, which are most, stay as they are.
    uneven = pc.match_substring_regex(bare, _UNEVEN)
    if pc.any(uneven).as_py():
        bare = pc.replace_with_mask(bare, uneven, pc.replace_substring_regex(bare.filter(uneven), _UNEVEN, " "))
    return pc.utf8_lower(pc.ascii_trim(bare, " "))


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
