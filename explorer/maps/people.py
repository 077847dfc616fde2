"""Who is named: many outsiders are bystanders whom one archived tweet touched, and a map is made to be passed on.

| `--names` | named                                                                        |
|-----------|------------------------------------------------------------------------------|
| hubs      | archived accounts, and outsiders that at least five archived accounts touched |
| all       | everyone                                                                     |
| members   | archived accounts only                                                       |
| none      | nobody                                                                       |

`--redact` names nobody and takes every text of a person out as well. What is not named is absent from the page, not
hidden in it: the accounts carry their alias and their numbers.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from explorer.maps.network import ARCHIVED, DOMAIN, HASHTAG, OUTSIDER, TWEET, Nodes
from explorer.maps.text import BIO_CHARS, NAME_CHARS, clean, mask_handles

HASH = re.compile(r"[0-9a-f]{64}|[A-Za-z0-9+]{37,43}=")
"""A hashed account: Twitter writes the hash where its name would stand, in profiles and in `RT @hash=:` alike."""

MODES = ("hubs", "all", "members", "none")
HUB = 5
"""Archived accounts that must have touched an outsider before a map names it."""

NUMBERS = ("followers", "following", "created_on", "language", "releases")
"""Facts that name nobody."""

UNSIGNED = (
    *("tweets", "accounts", "first_on", "last_on", "amplification", "label", "site", "members", "leaders"),
    *("pixels", "files"),
)
"""Facts of other things than people."""

TEXTS = {"display_name": NAME_CHARS, "location": NAME_CHARS, "description": BIO_CHARS}
"""Facts that a person wrote, with their longest form on the page."""


@dataclass(frozen=True)
class Naming:
    """The choices of `--names` and `--redact`."""

    mode: str = "hubs"
    redact: bool = False

    @property
    def rule(self) -> str:
        """The choice in words, for the page."""
        if self.redact:
            return "Redacted: no names, handles, biographies or texts of anyone are in this file"
        return {
            "hubs": f"Accounts outside the releases are named only when at least {HUB} archived accounts touched them; "
            "the others carry a pseudonym",
            "all": "Every account is named, bystanders included: working data, not for publication",
            "members": "Only accounts in the releases are named; all others carry a pseudonym",
            "none": "No account is named; all carry a pseudonym",
        }[self.mode]


def named(nodes: Nodes, naming: Naming) -> list[bool]:
    """Return for each node whether its name may stand on the page; hashtags, sites and the like always may."""
    touched = nodes.facts.get("touched_by", [0] * len(nodes))
    return [_is_named(kind, count or 0, naming) for kind, count in zip(nodes.kinds, touched, strict=True)]


def _is_named(kind: str, touched_by: int, naming: Naming) -> bool:
    if kind not in {ARCHIVED, OUTSIDER} or (naming.mode == "all" and not naming.redact):
        return True
    if naming.redact or naming.mode == "none":
        return False
    return kind == ARCHIVED or (naming.mode == "hubs" and touched_by >= HUB)


def public_names(nodes: Nodes, naming: Naming) -> set[str]:
    """Return the handles that texts may keep, in lower case without @: those of the nodes that are named."""
    names = nodes.facts.get("screen_name", [None] * len(nodes))
    return {str(name).lower() for name, may in zip(names, named(nodes, naming), strict=True) if may and name}


def present(nodes: Nodes, naming: Naming) -> Nodes:
    """Return the nodes as the page may show them: labels, and only the facts that the naming allows."""
    shown = named(nodes, naming)
    facts = nodes.facts
    public = public_names(nodes, naming)
    labels = [_label(nodes, i, may, public, naming) for i, may in enumerate(shown)]
    kept: dict[str, list[Any]] = {name: facts[name] for name in NUMBERS if name in facts}
    for name, limit in TEXTS.items():
        if name in facts:
            kept[name] = [
                (clean(mask_handles(str(value), public), limit) or None) if may and value else None
                for value, may in zip(facts[name], shown, strict=True)
            ]
    kept["user_id"] = [
        clean(key) if may and kind in {ARCHIVED, OUTSIDER} else None
        for key, kind, may in zip(nodes.keys, nodes.kinds, shown, strict=True)
    ]
    for name in (
        "tweets",
        "accounts",
        "first_on",
        "last_on",
        "amplification",
        "label",
        "site",
        "members",
        "leaders",
        "pixels",
        "files",
    ):
        if name in facts:
            kept[name] = facts[name]
    for name in ("hashtags", "thumbnail", "sha256"):
        if name in facts and not naming.redact:
            kept[name] = facts[name]
    return Nodes(nodes.keys, nodes.kinds, labels, {n: c for n, c in kept.items() if any(v is not None for v in c)})


def _label(nodes: Nodes, i: int, may: bool, public: set[str], naming: Naming) -> str:
    kind = nodes.kinds[i]
    if kind == HASHTAG:
        return "#" + (clean(nodes.labels[i]) or "(empty)")
    if kind not in {ARCHIVED, OUTSIDER}:
        return _label_of_thing(nodes, i, public, naming)
    name = nodes.facts.get("screen_name", [None] * len(nodes))[i]
    if may and name and not HASH.fullmatch(str(name)) and clean(str(name)):
        return clean(str(name))
    alias = nodes.facts.get("alias", [None] * len(nodes))[i]
    return clean(str(alias)) if alias else pseudonym(nodes.keys[i])


def _label_of_thing(nodes: Nodes, i: int, public: set[str], naming: Naming) -> str:
    """Return the label of a site, a tweet or another node: words of a person only as far as the naming allows."""
    kind, text = nodes.kinds[i], nodes.labels[i]
    if naming.redact and kind != DOMAIN:
        label = nodes.facts.get("label", ["Node"] * len(nodes))[i]
        return f"{clean(str(label))} {i + 1}"
    return clean(mask_handles(text, public), BIO_CHARS if kind == TWEET else NAME_CHARS) or "(empty)"


def pseudonym(key: str) -> str:
    """Return a short pseudonym for an account whose alias the graph does not hold."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"account-{digest[:8]}"
