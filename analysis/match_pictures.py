"""Pictures of a list among those of the lake: the same file (SHA-256), the same hash of what is seen (PDQ), or a like.

Files of a folder are decoded and hashed as `load --media` does it (`lake.pictures`).
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.match_values import Value
from lake.lookalikes import CLEAR, Codes, near
from lake.pictures import seen_in
from lake.rejects import Limits, Reject

LIKE = pa.schema({"number": pa.int64(), "sha256": pa.string(), "distance": pa.int64()})

_SAME = (
    "CREATE OR REPLACE TABLE match_like AS SELECT w.number, m.sha256, 0::BIGINT AS distance FROM wanted w "
    "JOIN match_media m ON m.sha256 = w.key WHERE w.kind = 'sha256' UNION "
    "SELECT w.number, m.sha256, 0 FROM wanted w JOIN (SELECT sha256, pdq AS code FROM match_media UNION "
    "SELECT sha256, unnest(frames) AS code FROM match_media) m ON m.code = w.key WHERE w.kind = 'pdq'"
)
_CLEAR = (
    "SELECT sha256, pdq AS code FROM match_media WHERE kind <> 'video' AND quality >= $clear UNION "
    "SELECT sha256, unnest(frames) AS code FROM match_media WHERE kind = 'video' ORDER BY code, sha256"
)
_HITS = (
    'INSERT INTO match_hits (number, role, campaign, tweet_id, account, "at", distance) '
    "WITH nearest AS (SELECT number, sha256, min(distance) AS distance FROM match_like GROUP BY number, sha256) "
    "SELECT l.number, 'shown', t.campaign, t.tweet_id, t.user_id, t.posted_at, l.distance FROM nearest l "
    "JOIN match_media m USING (sha256) JOIN match_tweets t ON t.tweet_id = m.tweet_id AND t.campaign = m.campaign "
    "WHERE m.role IS NULL UNION ALL "
    "SELECT l.number, 'in profile', m.campaign, NULL, m.user_id, NULL, l.distance FROM nearest l "
    "JOIN match_media m USING (sha256) WHERE m.role IS NOT NULL"
)


def fingerprints(folder: Path) -> tuple[list[Value], list[str]]:
    """Return the files of a folder and its folders as values with their hashes, and those that are no picture to read.

    A file that cannot be decoded is looked for by its SHA-256 alone; so is a picture with hardly anything in it.
    """
    values, unseen = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        keys = [("sha256", _sha256(path))]
        seen = _seen(path)
        keys += [("pdq", code) for code, quality in seen or () if quality >= CLEAR]
        if seen is None:
            unseen.append(name)
        values.append(Value(name, tuple(dict.fromkeys(kind for kind, _ in keys)), tuple(keys)))
    return values, unseen


def search_pictures(engine: Backend, wanted: Sequence[tuple[int, str]], within: int | None) -> None:
    """Add to `match_hits` the tweets and profiles that show a picture of the list; `wanted` are (number, PDQ hash).

    With `within`, pictures and clips whose hash differs in at most so many of 256 bits are found, too.
    """
    engine.con.execute(_SAME)
    if within is not None and wanted:
        _add_near(engine, wanted, within)
    engine.con.execute(_HITS)


def _add_near(engine: Backend, wanted: Sequence[tuple[int, str]], within: int) -> None:
    rows = engine.con.execute(_CLEAR, {"clear": CLEAR}).fetchall()
    if not rows:
        return
    found = near(_codes([code for _, code in wanted]), _codes([code for _, code in rows]), within)
    of = np.repeat(np.arange(len(wanted)), np.diff(found.begins))
    like = pa.table(
        {
            "number": [wanted[place][0] for place in of.tolist()],
            "sha256": [rows[place][0] for place in found.rows.tolist()],
            "distance": found.distances,
        },
        schema=LIKE,
    )
    engine.con.register("near_pictures", like)
    engine.con.execute("INSERT INTO match_like SELECT * FROM near_pictures")
    engine.con.unregister("near_pictures")


def _codes(hashes: Sequence[str]) -> Codes:
    return np.frombuffer(bytes.fromhex("".join(hashes)), np.uint8).reshape(-1, 32)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seen(path: Path) -> Sequence[tuple[str, int]] | None:
    limits = Limits()
    if path.stat().st_size > limits.picture_bytes:
        return None
    try:
        return seen_in(path.read_bytes(), limits).hashes
    except Reject:
        return None
