"""Text of strangers, made safe to show: no control characters, no tricks with direction, no endless names."""

import re
import unicodedata
from collections.abc import Collection

LABEL_CHARS = 26
NAME_CHARS = 80
BIO_CHARS = 280
MARKS = 4
"""Combining marks kept after one letter; Thai, Vietnamese and Hebrew need up to three, "zalgo" text uses dozens."""

# Direction controls change how the text around them reads; the others are invisible.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")  # Persian, Indic scripts and emoji need them
_PROFILE = re.compile(r"(twitter\.com/(?:#!/)?@?)(?!i/|search|hashtag)([A-Za-z0-9_]{1,40})", re.IGNORECASE)
_HANDLE = re.compile(r"[@＠][A-Za-z0-9_+/=]{1,64}")


def clean(text: str, limit: int = NAME_CHARS) -> str:
    """Return `text` on one line and at most `limit` characters long, cut with an ellipsis at the end.

    Bidi controls, NUL and other control characters go, lone surrogates become U+FFFD, runs of combining marks are cut.
    """
    kept: list[str] = []
    marks = 0
    for char in text[: limit * 8]:  # a cap on the work as well: names of 10,000 characters occur
        kind = unicodedata.category(char)
        if kind == "Cs":
            kept.append("\ufffd")
        elif char.isspace():
            kept.append(" ")
        elif char in _DIRECTION or (kind in {"Cc", "Cf", "Co", "Cn"} and char not in _JOINERS):
            continue
        elif kind in {"Mn", "Me"}:
            marks += 1
            if marks <= MARKS:
                kept.append(char)
            continue
        else:
            kept.append(char)
        marks = 0
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else _whole(line, limit - 1) + "…"


def shorten(text: str, limit: int = LABEL_CHARS) -> str:
    """Return `text` at most `limit` characters long, with an ellipsis in the middle where it was cut."""
    if len(text) <= limit:
        return text
    tail = (limit - 1) // 3
    start = len(text) - tail
    while start < len(text) and _clings(text[start]):
        start += 1
    return f"{_whole(text, limit - 1 - tail)}…{text[start:]}"


def mask_handles(text: str, public: Collection[str]) -> str:
    """Return `text` with every handle as `@…` that is not in `public` (lower case, without @).

    Addresses of profiles and tweets name their account, too.
    """

    def mask(found: re.Match[str]) -> str:
        return found[0] if found[0][1:].lower() in public else "@…"

    def mask_address(found: re.Match[str]) -> str:
        return found[0] if found[2].lower() in public else f"{found[1]}…"

    return _PROFILE.sub(mask_address, _HANDLE.sub(mask, text))


def _whole(text: str, end: int) -> str:
    """Return the first `end` characters or a few less, so that no letter loses its marks."""
    while 0 < end < len(text) and (_clings(text[end]) or text[end - 1] in _JOINERS):
        end -= 1
    return text[:end].rstrip()


def _clings(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= char <= "\U0001f3ff"
