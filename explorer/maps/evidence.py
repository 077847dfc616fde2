"""The evidence on the page: close pairs of tweets with their texts, within a budget of bytes, the strongest first.

What the naming does not allow is absent: a text keeps only the handles of accounts that are named, a tweet's id stands
only beside a named author, and a redacted page holds delays and months alone.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.maps.coaction import ClosePair
from explorer.maps.coordination import AUTHORED, Evidence
from explorer.maps.network import Nodes
from explorer.maps.people import Naming, named, present, public_names
from explorer.maps.text import clean, mask_handles

BUDGET = 500_000
"""Bytes of evidence on a page."""

TEXT_CHARS = 300
THING_CHARS = 160
FIRST_PAIRS = 1
"""Pairs that every line gets before a stronger one gets more."""

UNKNOWN = -1
"""No text: the tweet is not in the graph, or may not be shown."""

OF = {
    "retweet": "Retweet of {}",
    "reply": "Reply to a tweet of {}",
    "quote": "Quote of a tweet of {}",
    "mention": "Mention of {}",
    "media": "Picture {}",
    "hashtag": "#{}",
    "tweet": "The same text",
    "similar": "Nearly the same text",
}
"""What both acted on, in words; every other action shows its object as it is."""


@dataclass
class _Block:
    """A block that grows line by line; equal texts and objects are kept once."""

    texts: dict[str, int] = field(default_factory=dict)
    things: dict[str, int] = field(default_factory=dict)
    lines: dict[int, list[list[Any]]] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True)
class _Rules:
    """What may be said of whom on this page."""

    evidence: Evidence
    naming: Naming
    public: set[str]
    said: Mapping[str, str]
    identified: set[str]
    place: Mapping[str, int]


def evidence_block(
    evidence: Evidence, nodes: Nodes, naming: Naming, actions: Sequence[str], budget: int = BUDGET
) -> dict[str, Any]:
    """Return the evidence as the page's model has it.

    `lines` maps the position of a line to rows of [action, text of u, text of v, object, time of u, time of v, delay,
    tweet of u, tweet of v]: action, texts and object as positions in their lists, times in ms, delay in seconds.
    """
    people = evidence.people
    labels = present(people, naming).labels
    identified = {key for key, may in zip(nodes.keys, named(nodes, naming), strict=True) if may}
    rules = _Rules(
        evidence=evidence,
        naming=naming,
        public=public_names(nodes, naming) | public_names(people, naming),
        said=dict(zip(people.keys, labels, strict=True)),
        identified=identified,
        place={action: i for i, action in enumerate(actions)},
    )
    block = _Block()
    full = False
    rounds = ((slice(0, FIRST_PAIRS), False), (slice(FIRST_PAIRS, None), True))
    for part, further in rounds:
        for line, pairs in evidence.lines:
            if full or (further and line not in block.lines):
                break
            full = not _add(block, line, _by_turns(pairs)[part], rules, budget)
    return {
        "texts": list(block.texts),
        "things": list(block.things),
        "lines": {str(line): rows for line, rows in sorted(block.lines.items())},
        "held": len(block.lines),
        "full": full,
        "bytes": block.size,
    }


def held(block: Mapping[str, Any], lines: int) -> str:
    """Return for how many lines the page holds evidence, as a rule of the page."""
    if block["held"] == lines:
        return "evidence for all pairs"
    why = f", the strongest, as much as {block['bytes'] / 1000:,.0f} kB hold" if block["full"] else ""
    return f"evidence for {block['held']:,} of {lines:,} pairs{why}"


def _by_turns(pairs: Sequence[ClosePair]) -> list[ClosePair]:
    """Return the first pair of each action, then the second of each, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for place, pair in enumerate(pairs):
        seen[pair.action] = seen.get(pair.action, 0) + 1
        turns.append((seen[pair.action], place, pair))
    return [pair for _, _, pair in sorted(turns, key=lambda turn: turn[:2])]


def _add(block: _Block, line: int, pairs: Sequence[ClosePair], rules: _Rules, budget: int) -> bool:
    """Add close pairs to a line as far as the budget goes; return whether it went far enough."""
    for pair in pairs:
        words = [_text(pair.tweet_u, rules), _text(pair.tweet_v, rules)]
        thing = _thing(pair, rules)
        fresh = [w for w in dict.fromkeys(words) if w and w not in block.texts]
        places = [_place(block.texts, word) for word in words]
        row = [
            rules.place[pair.action],
            *places,
            _place(block.things, thing),
            *([None, None] if rules.naming.redact else [_ms(pair.time_u), _ms(pair.time_v)]),
            pair.delay_s,
            *(_tweet_id(tweet, rules) for tweet in (pair.tweet_u, pair.tweet_v)),
        ]
        added = [row, *fresh, thing]
        size = len(json.dumps(added, ensure_ascii=False, separators=(",", ":")).encode())
        if block.size + size > budget:
            for word in fresh:
                del block.texts[word]
            return False
        block.size += size
        block.lines.setdefault(line, []).append(row)
    return True


def _place(known: dict[str, int], word: str | None) -> int:
    return UNKNOWN if not word else known.setdefault(word, len(known))


def _text(tweet: str, rules: _Rules) -> str | None:
    text = rules.evidence.texts.get(tweet)
    if text is None or rules.naming.redact:
        return None
    return clean(mask_handles(text, rules.public), TEXT_CHARS)


def _tweet_id(tweet: str, rules: _Rules) -> str:
    author = rules.evidence.authors.get(tweet)
    return clean(tweet, 20) if not rules.naming.redact and author in rules.identified else ""


def _thing(pair: ClosePair, rules: _Rules) -> str:
    form = OF.get(pair.action, "{}")
    if rules.naming.redact and pair.action not in {"tweet", "similar"}:
        return f"The same {pair.action}"
    if pair.action in AUTHORED:
        author = rules.evidence.authors.get(pair.thing, "")
        return form.format(rules.said.get(author, "an author that the archive does not name"))
    if pair.action == "mention":
        return form.format(rules.said.get(pair.thing, "an account"))
    return form.format(clean(mask_handles(pair.thing, rules.public), THING_CHARS))


def _ms(time: str) -> int | None:
    try:
        at = dt.datetime.fromisoformat(time)
    except ValueError:
        return None
    return round((at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp() * 1000)
