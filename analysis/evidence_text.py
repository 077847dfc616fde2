"""Evidence of one edge as text: what the graph carries, so that any server can say why two accounts are tied.

Compact JSON, a list of

    {"tweet_u", "tweet_v", "time_u", "time_v", "delay_s", "object"}

strongest first. Tweet ids are text (JavaScript loses 19 digits), times UTC with milliseconds, `delay_s` is v after u.
The keys stand in this order: `evidence-for-a-pair.cypher` takes the text apart at them, which plain Cypher can do.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

MOST_BYTES = 4_000
"""The graph keeps 4 kB of evidence an edge; the lake keeps more."""

OBJECT_CHARACTERS = 200
"""A text or address is cut after so many: the tweets beside it have the whole."""


def evidence_text(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """Return evidence rows (`tweet_u, tweet_v, time_u, time_v, object_id`; times in ms) as JSON, None without any.

    As many rows, from the first, as fit into MOST_BYTES of UTF-8.
    """
    items: list[str] = []
    size = 2  # the brackets
    for row in rows:
        item = json.dumps(_item(row), ensure_ascii=False, separators=(",", ":"))
        size += len(item.encode()) + bool(items)
        if size > MOST_BYTES:
            break
        items.append(item)
    return f"[{','.join(items)}]" if items else None


def _item(row: Mapping[str, Any]) -> dict[str, Any]:
    thing = str(row["object_id"])
    return {
        "tweet_u": str(row["tweet_u"]),
        "tweet_v": str(row["tweet_v"]),
        "time_u": _time(row["time_u"]),
        "time_v": _time(row["time_v"]),
        "delay_s": (row["time_v"] - row["time_u"]) / 1000,
        "object": thing if len(thing) <= OBJECT_CHARACTERS else thing[: OBJECT_CHARACTERS - 1] + "…",
    }


def _time(milliseconds: int) -> str:
    at = dt.datetime.fromtimestamp(milliseconds // 1000, dt.UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03}Z"
