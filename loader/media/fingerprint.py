"""What is known of one entry: its bytes by SHA-256, what is seen in it by PDQ; or why it was refused."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from lake.pictures import Seen
from loader.media.directory import Entry
from loader.media.names import owner_of

CLEAR = 50
"""Quality from which on a PDQ hash tells pictures apart; below, as PDQ's authors advise, it is not compared."""

COLUMNS = pa.schema(
    {
        "number": pa.int64(),
        "name": pa.string(),
        "tweet_id": pa.int64(),
        "user_id": pa.string(),
        "role": pa.string(),
        "sha256": pa.string(),
        "kind": pa.string(),
        "format": pa.string(),
        "bytes": pa.int64(),
        "width": pa.int64(),
        "height": pa.int64(),
        "duration": pa.float64(),
        "pdq": pa.string(),
        "quality": pa.int64(),
        "frames": pa.list_(pa.string()),
        "thumbnail": pa.string(),
        "scope": pa.string(),
        "field": pa.string(),
        "reason": pa.string(),
        "value": pa.string(),
    }
)
"""One row an entry. `scope` is `row` for one that was refused, `cell` where only `field` is odd, else absent."""


@dataclass(frozen=True)
class SkipList:
    """Hashes of known harmful material: SHA-256 as hex, and PDQ as rows of 32 bytes."""

    sha256: frozenset[str] = frozenset()
    pdq: Any = field(default_factory=lambda: np.zeros((0, 32), np.uint8))

    def matches(self, hashes: tuple[tuple[str, int], ...], within: int) -> bool:
        """Say whether one of the PDQ hashes is within so many bits of one on the list."""
        if not len(self.pdq):
            return False
        own = np.frombuffer(bytes.fromhex("".join(code for code, _ in hashes)), np.uint8).reshape(-1, 1, 32)
        return bool((np.bitwise_count(own ^ self.pdq[None]).sum(axis=2) <= within).any())

    @property
    def digest(self) -> str:
        """SHA-256 over the list."""
        rows = sorted(row.tobytes().hex() for row in self.pdq)
        return hashlib.sha256("\n".join([*sorted(self.sha256), "", *rows]).encode()).hexdigest()


def distance(one: str, other: str) -> int:
    """Return in how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def refused(entry: Entry, reason: str, detail: str | None = None) -> dict[str, Any]:
    """Return the row of an entry that is refused."""
    return {"number": entry.number, "name": entry.name, "scope": "row", "reason": reason, "value": detail}


def taken(entry: Entry, sha256: str, seen: Seen, oddity: tuple[str, str, str] | None) -> dict[str, Any]:
    """Return the row of an entry; its hash is that of its clearest frame, `oddity` says field, reason and value."""
    owner = owner_of(entry.name)
    code, quality = max(seen.hashes, key=lambda one: one[1])
    name, reason, value = oddity or (None, None, None)
    return {
        "number": entry.number,
        "name": entry.name,
        "tweet_id": owner.tweet_id,
        "user_id": owner.user_id,
        "role": owner.role,
        "sha256": sha256,
        "kind": seen.kind,
        "format": seen.format,
        "bytes": entry.size,
        "width": seen.width,
        "height": seen.height,
        "duration": seen.duration,
        "pdq": code,
        "quality": quality,
        "thumbnail": None if seen.small is None else f"data:image/jpeg;base64,{b64encode(seen.small).decode()}",
        "frames": [one for one, clear in seen.hashes if clear >= CLEAR],
        "scope": "cell" if oddity else None,
        "field": name,
        "reason": reason,
        "value": value,
    }
