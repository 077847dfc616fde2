"""Text as it is compared: what differs from copy to copy is taken out.

HTML entities are resolved, NFKC, addresses out (t.co gives every tweet its own), mentions out, case folded, white space
collapsed. Plain texts, which are most, are done by the engine with the same result; the others by Python, each distinct
text once.
"""

import html
import re
import unicodedata

import ibis
import ibis.expr.types as ir

SPACE = r"\t-\r\x1c-\x1f "
"""White space of ASCII as Python's `str.split` has it; engines' `\\s` knows fewer."""

_ADDRESS = re.compile(r"[hH][tT][tT][pP][sS]?://\S+")
_MENTION = re.compile(r"@\S+")


@ibis.udf.scalar.builtin(name="bit_length")  # type: ignore[untyped-decorator]
def _bit_length(text: str) -> int:  # type: ignore[empty-body]
    """Return the bits of a text in UTF-8: DuckDB and Spark share this function, and none that counts bytes."""


def normalised(text: str) -> str:
    """Return the text as it is compared; empty when nothing of it is left."""
    resolved = unicodedata.normalize("NFKC", html.unescape(text))
    bare = _MENTION.sub("", _ADDRESS.sub("", resolved))
    return " ".join(bare.casefold().split())


def is_plain(text: ir.StringValue) -> ir.BooleanValue:
    """Say whether the engine gives the same result: ASCII without `&`, which could begin an HTML entity."""
    return (_bit_length(text) == text.length() * 8) & ~text.contains("&")


def plain_normalised(text: ir.StringValue) -> ir.StringValue:
    """Return plain texts as `normalised` does."""
    bare = text.re_replace(rf"([hH][tT][tT][pP][sS]?://|@)[^{SPACE}]+", "")
    return bare.re_replace(rf"[{SPACE}]+", " ").strip().lower()
