"""Values out of JSON that others exchange: plain lists, MISP events, STIX 2 bundles."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.match_values import KINDS, Value, guessed

TYPES: Mapping[str, tuple[str, ...]] = {
    # type of a MISP attribute or a STIX object: kinds; both formats know more types, none of which the archive holds
    **{kind: (kind,) for kind in KINDS},
    "domain-name": ("domain",),
    "hostname": ("domain",),
    "link": ("url",),
    "uri": ("url",),
    "twitter-id": ("handle", "user-id"),
    "target-user": ("handle",),
    "username": ("handle",),
    "user_id": ("user-id",),
    "tweet_id": ("tweet-id",),
    "account_login": ("handle",),
    "tag": ("hashtag",),
}

PATTERN = re.compile(
    r"(domain-name:value|url:value|user-account:user_id|user-account:account_login|file:hashes\.'?SHA-256'?)\s*=\s*'((?:[^'\\]|\\.)*)'"
)
"""Comparisons of a STIX pattern that name a value of ours."""

OF_PATTERN = {
    "domain-name:value": "domain",
    "url:value": "url",
    "user-account:user_id": "user-id",
    "user-account:account_login": "handle",
    "file:hashes.SHA-256": "sha256",
}
ACCOUNT = {"user_id": "user-id", "account_login": "handle"}
"""Properties of a STIX `user-account`."""

DEEPEST = 50
"""Objects inside objects that are followed: no format of the kind has ten."""


@dataclass
class Walk:
    """The values that were found, and how many of each type were passed over."""

    values: list[Value] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def walked(content: Any) -> Walk:
    """Return the values in parsed JSON, in its order; lists and objects are followed wherever they are."""
    walk = Walk()
    _walk(content, walk, 0)
    return walk


def _walk(node: Any, walk: Walk, depth: int) -> None:
    if isinstance(node, str | int) and not isinstance(node, bool):
        text = str(node).strip()
        if text:
            walk.values.append(Value(text, guessed(text)))
    elif isinstance(node, list) and depth < DEEPEST:
        for item in node:
            _walk(item, walk, depth + 1)
    elif isinstance(node, dict) and depth < DEEPEST:
        _object(node, walk, depth)


def _object(node: Mapping[str, Any], walk: Walk, depth: int) -> None:
    kind, value = node.get("type", node.get("kind")), node.get("value")
    if kind == "user-account":
        walk.values += [Value(str(node[name]), (of,)) for name, of in ACCOUNT.items() if node.get(name)]
    elif isinstance(node.get("pattern"), str):
        walk.values += list(_of_pattern(node["pattern"]))
    elif isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        _valued(str(value).strip(), kind, walk)
    else:
        # Only what holds objects is followed: names, times and descriptions are no values.
        for inner in node.values():
            if isinstance(inner, dict) or (isinstance(inner, list) and any(isinstance(one, dict) for one in inner)):
                _walk(inner, walk, depth + 1)
        for name in (*KINDS, *(f"{one}s" for one in KINDS)):
            listed = node.get(name)
            if isinstance(listed, list):
                kinds = (name.removesuffix("s"),)
                walk.values += [Value(one.strip(), kinds) for one in listed if isinstance(one, str) and one.strip()]


def _valued(value: str, kind: object, walk: Walk) -> None:
    if kind is None:
        walk.values.append(Value(value, guessed(value)))
    elif str(kind) in TYPES:
        walk.values.append(Value(value, TYPES[str(kind)]))
    else:
        walk.passed_over[str(kind)] += 1


def _of_pattern(pattern: str) -> Iterator[Value]:
    for found in PATTERN.finditer(pattern):
        yield Value(re.sub(r"\\(.)", r"\1", found[2]), (OF_PATTERN[found[1].replace("'", "")],))
