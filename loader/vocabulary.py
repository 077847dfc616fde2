"""Functions of one value that engines do differently: each is applied to the distinct values and joined back.

NFKC, case folding, registrable domains and irregular list spellings come out the same whether DuckDB or Spark holds
the rows, because neither of them computes these.
"""

import ast
import csv
import re
import unicodedata
import warnings
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

import tldextract

MAX_KEY_BYTES = 8_000
"""Neo4j cannot index longer strings, and one such string would fail a whole constraint."""


OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!//|[0-9])")
"""`mailto:` and the like, which name no host; `example.com:8080` does."""

NO_HOST = re.compile(r"[\s\x00-\x1f\x7f!\"#$%&'()*+,/;<=>?@\[\\\]^`{|}~]")
"""Characters that no host has in any script; `javascript://%0aalert(1)` has them where a host would stand."""


@cache
def _known_domains() -> dict[str, str]:
    # platform: anybody publishes there, so the domain says little about who is behind a page;
    # shortener: its addresses only lead elsewhere.
    text = (resources.files("loader") / "domains.csv").read_text(encoding="utf-8")
    return {row["name"]: row["kind"] for row in csv.DictReader(text.splitlines())}


def normal_tag(spelling: str) -> str | None:
    """Return a hashtag's key: no `#`, NFKC, case-folded; absent when nothing is left or it is too long to be a key."""
    folded = unicodedata.normalize("NFKC", spelling.strip().lstrip("#＃")).casefold()
    # Case folding can undo NFKC (U+0345), so it is applied once more.
    return indexable(unicodedata.normalize("NFKC", folded).strip())


def indexable(value: str) -> str | None:
    """Return `value` unless it is empty or too long to be a key of the graph."""
    return value if value and len(value.encode("utf-8", "surrogatepass")) <= MAX_KEY_BYTES else None


@cache
def _extractor() -> tldextract.TLDExtract:
    # The bundled list only: nothing is fetched and nothing is cached on disk.
    return tldextract.TLDExtract(
        suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True, include_psl_private_domains=True
    )


def registrable_domain(url: str) -> str | None:
    """Return the registrable domain of an address, by the public-suffix list with private suffixes.

    An address without a public suffix (an IP number, a bare name) gives its host; one without a host gives None.
    """
    if OTHER_SCHEME.match(url):
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    return _domain_of(host) if host else None


@lru_cache(maxsize=100_000)
def _domain_of(host: str) -> str | None:
    """Return the registrable domain of a host; most addresses of an archive share few hosts."""
    if NO_HOST.search(host):
        return None
    found = _extractor()(host)
    name = found.top_domain_under_public_suffix or host
    return indexable(name.casefold().strip("."))


def domain_kind(name: str) -> str:
    """Return what a domain is: site, platform or shortener."""
    return _known_domains().get(name, "site")


def parse_list(text: str) -> tuple[list[str], bool]:
    """Read an irregularly spelled list as well as it goes; return its items and whether it was well-formed.

    Python's own spelling of a list (2019 on, with `"` around items that hold `'`) is well-formed; anything else is
    split at `, ` after stripping brackets and quotes, because a malformed list costs no row. Lists inside a list
    give their items, and are no well-formed spelling.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # Python warns of `'\d'`, which it reads as it stands
            value = ast.literal_eval(text.strip())
        if isinstance(value, list):
            return _items(value), all(isinstance(item, str | int) for item in value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    body = text.strip().removeprefix("[").removesuffix("]")
    parts = [part.strip().strip("'\"").strip() for part in body.split(", ")]
    bracketed = text.strip().startswith("[") and text.strip().endswith("]")
    # `[https://a.example/x'y, b]` is a bare list whose item holds a quote: readable, and no fault.
    well_formed = bracketed and "[" not in body and "]" not in body and not body.lstrip().startswith(("'", '"'))
    return [part for part in parts if part], well_formed


def _items(value: object) -> list[str]:
    """Return the items of a value read as Python; raises when one is no text (half a surrogate pair)."""
    if isinstance(value, list | tuple):
        return [item for inner in value for item in _items(inner)]
    if not isinstance(value, str | int | float):
        raise TypeError(value)
    # JSON spells a character outside the basic plane as two escapes, which make one character here.
    item = str(value).encode("utf-16-le", "surrogatepass").decode("utf-16-le").strip()
    return [item] if item else []
