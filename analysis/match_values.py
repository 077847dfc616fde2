"""Values that are looked for: of which kind each is, and the key under which the lake holds it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.normalisation import normalised

KINDS = ("domain", "url", "handle", "user-id", "tweet-id", "hashtag", "text", "sha256", "pdq")

LARGEST_ID = 2**63 - 1

_HOST = re.compile(r"(?!-)[\w-]{1,63}(\.[\w-]{1,63})*\.([^\W\d_]{2,63}|xn--[\w-]{2,59})\.?")
_HASHED = re.compile(r"[0-9a-f]{64}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+]{37,43}=")
_HEX = re.compile(r"[0-9a-f]{64}")
_NAMED_HASH = re.compile(r"(?i)(sha256|pdq):[0-9a-f]{64}")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_WORD = re.compile(r"[^\s!-/:-@\[-^`{-~]+")


@dataclass(frozen=True)
class Value:
    """One value of a list as it was given, with the kinds it may be of.

    A picture has the name of its file, and its hashes as (kind, key).
    """

    given: str
    kinds: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = ()


def guessed(text: str) -> tuple[str, ...]:
    """Return the kinds that a value may be of; several where its form does not tell.

    A number may be a tweet or an account, 64 hex digits an account or a picture, a single word a handle or a hashtag, a
    word with other letters a hashtag or, in a script without spaces, a whole text.
    """
    forms: tuple[tuple[bool, tuple[str, ...]], ...] = (
        (text[:1] in {"#", "＃"} and len(text.split()) == 1, ("hashtag",)),
        (text[:1] in {"@", "＠"} and _HANDLE.fullmatch(text[1:]) is not None, ("handle",)),
        (re.match(r"(?i)https?://\S+$", text) is not None, ("url",)),
        (re.fullmatch(r"[0-9]{1,20}", text) is not None, ("tweet-id", "user-id")),
        (_NAMED_HASH.fullmatch(text) is not None, (text.partition(":")[0].casefold(),)),
        (_HEX.fullmatch(text) is not None, ("user-id", "sha256", "pdq")),
        (_HASHED.fullmatch(text) is not None, ("user-id",)),
        (_HOST.fullmatch(text) is not None, ("domain",)),
        (_HANDLE.fullmatch(text) is not None, ("handle", "hashtag")),
        (_WORD.fullmatch(text) is not None, ("hashtag", "text")),
    )
    return next((kinds for fits, kinds in forms if fits), ("text",))


def key_of(kind: str, given: str) -> str | None:
    """Return the key of a value of a kind as the lake holds it; None when it cannot be one of that kind."""
    return _KEYS[kind](given.strip())


def tag_key(given: str) -> str | None:
    """Return a hashtag as the loader keys it: no `#`, NFKC, case-folded."""
    folded = unicodedata.normalize("NFKC", given.strip().lstrip("#＃")).casefold()
    return unicodedata.normalize("NFKC", folded).strip() or None


def _domain(given: str) -> str | None:
    # A list of sites may hold addresses, and hosts spelled to be harmless: example[.]com.
    host = given.replace("[.]", ".").replace("(.)", ".")
    host = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://", "", host)
    host = re.split(r"[/?#]", host, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    return host.casefold().strip(".") or None


def _url(given: str) -> str | None:
    return re.sub(r"^(?i:hxxp)(?=s?://)", "http", given.replace("[.]", ".")) or None


def _handle(given: str) -> str | None:
    name = re.sub(r"^(https?://)?(www\.|mobile\.)?twitter\.com/", "", given, flags=re.IGNORECASE).lstrip("@＠")
    return name.casefold() if _HANDLE.fullmatch(name) or _HASHED.fullmatch(name) else None


def _user_id(given: str) -> str | None:
    return given if re.fullmatch(r"[1-9][0-9]{0,19}", given) or _HASHED.fullmatch(given) else None


def _tweet_id(given: str) -> str | None:
    digits = re.sub(r"^https?://(www\.|mobile\.)?twitter\.com/[^/]+/status(es)?/([0-9]+).*$", r"\3", given)
    fits = re.fullmatch(r"[1-9][0-9]{0,18}", digits) is not None and int(digits) <= LARGEST_ID
    return digits if fits else None


def _hash(given: str) -> str | None:
    digits = given.rpartition(":")[2].casefold()
    return digits if _HEX.fullmatch(digits) else None


_KEYS: Mapping[str, Callable[[str], str | None]] = {
    "domain": _domain,
    "url": _url,
    "handle": _handle,
    "user-id": _user_id,
    "tweet-id": _tweet_id,
    "hashtag": tag_key,
    "text": lambda given: normalised(given) or None,
    "sha256": _hash,
    "pdq": _hash,
}
