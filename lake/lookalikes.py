"""Pictures that look alike: clusters of PDQ hashes around a medoid, by faiss's binary indexes.

Every member is within the distance of its cluster's medoid, so a chain of small changes does not glue strangers
together. A clip is like another when at least half of their frames are, and like a picture when a frame is.
The result is a function of the set of pictures, whatever their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lake.manifest import DISTANCE

CLEAR = 50
"""Quality below which a hash is not compared: it is that of a picture with hardly anything in it."""
FLAT = 20_000
"""Up to so many hashes all pairs are compared; above, only those that agree in some 16 bits, all but one."""
PARTS, PART_BITS = 16, 16
QUERIES = 10_000
ALIKE = pa.schema({"start": pa.string(), "end": pa.string(), "distance": pa.int64()})

Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Picture:
    """One distinct file: its hash (as hex) if it is clear, or the hashes of a clip's clear frames."""

    sha256: str
    clip: bool
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """Pairs of rows within a distance of each other, each pair both ways, by row: a compressed sparse matrix."""

    begins: NDArray[np.int64]
    rows: NDArray[np.int64]
    distances: NDArray[np.int64]

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return the neighbours of a row with their distances, itself apart."""
        part = slice(int(self.begins[row]), int(self.begins[row + 1]))
        pairs = zip(self.rows[part].tolist(), self.distances[part].tolist(), strict=True)
        return [(other, distance) for other, distance in pairs if other != row]


def look_alikes(pictures: Sequence[Picture], within: int = DISTANCE) -> pa.Table:
    """Return for each picture that is like a medoid `start` (its SHA-256), `end` (the medoid's) and `distance`."""
    ordered = sorted((p for p in pictures if p.hashes), key=lambda picture: picture.sha256)
    stills = [p for p in ordered if not p.clip]
    clips = [p for p in ordered if p.clip]
    codes, holders = _distinct([(p.hashes[0], p.sha256) for p in stills])
    medoid_of = _stars(near(codes, codes, within))
    rows = [
        (sha256, holders[medoid][0], distance)
        for code, (medoid, distance) in enumerate(medoid_of)
        for sha256 in holders[code]
        if sha256 != holders[medoid][0]
    ]
    rows += _clips_alike(clips, within)
    medoids = sorted({medoid for medoid, _ in medoid_of})
    rows += _clips_of_pictures(clips, [holders[one][0] for one in medoids], codes[medoids], within)
    columns = list(zip(*sorted(rows), strict=True)) or [(), (), ()]
    return pa.table(dict(zip(ALIKE.names, columns, strict=True)), schema=ALIKE)


def near(queries: Codes, among: Codes, within: int) -> Near:
    """Return for each row of `queries` the rows of `among` that differ in at most so many of their 256 bits."""
    begins, rows, distances = [np.zeros(1, np.int64)], [], []
    if len(among):
        index = _index(among, within)
        for at in range(0, len(queries), QUERIES):
            limits, found, labels = index.range_search(queries[at : at + QUERIES], within + 1)
            begins.append(limits[1:].astype(np.int64) + begins[-1][-1])
            rows.append(labels.astype(np.int64))
            distances.append(found.astype(np.int64))
    else:
        begins.append(np.zeros(len(queries), np.int64))
    empty = [np.zeros(0, np.int64)]
    return Near(np.concatenate(begins), np.concatenate(empty + rows), np.concatenate(empty + distances))


def _index(codes: Codes, within: int) -> Any:
    bits = codes.shape[1] * 8
    if len(codes) <= FLAT or within >= 2 * PARTS:
        flat = faiss.IndexBinaryFlat(bits)
        flat.add(codes)
        return flat
    # 31 differing bits over 16 parts leave one part with at most one of them: nothing is missed.
    index = faiss.IndexBinaryMultiHash(bits, PARTS, PART_BITS)
    index.nflip = 1
    index.add(codes)
    return index


def _distinct(pairs: Sequence[tuple[str, str]]) -> tuple[Codes, list[list[str]]]:
    """Return the distinct hashes as rows of 32 bytes, ascending, and who has each."""
    by_code: dict[str, list[str]] = {}
    for code, holder in pairs:
        by_code.setdefault(code, []).append(holder)
    ordered = sorted(by_code)
    packed = np.frombuffer(bytes.fromhex("".join(ordered)), np.uint8).reshape(-1, 32)
    return packed, [sorted(by_code[code]) for code in ordered]


def _stars(graph: Near) -> list[tuple[int, int]]:
    """Return for each row its medoid and the distance to it: rows with most neighbours first, then the smallest row.

    In the end each goes to the nearest medoid.
    """
    count = len(graph.begins) - 1
    neighbours = np.diff(graph.begins)
    medoids: set[int] = set()
    taken = np.zeros(count, np.bool_)
    for row in np.lexsort((np.arange(count), -neighbours)).tolist():
        if not taken[row]:
            medoids.add(row)
            taken[row] = True
            taken[[other for other, _ in graph.of(row)]] = True
    found = []
    for row in range(count):
        if row in medoids:
            found.append((row, 0))
        else:
            distance, medoid = min((distance, other) for other, distance in graph.of(row) if other in medoids)
            found.append((medoid, distance))
    return found


def _clips_alike(clips: Sequence[Picture], within: int) -> list[tuple[str, str, int]]:
    """Return clips that are like another: the medoid is the one with most like it, then the smallest SHA-256."""
    alike: dict[int, dict[int, int]] = {}
    codes, owners = _frames(clips)
    graph = near(codes, codes, within)
    shared: dict[tuple[int, int], dict[int, int]] = {}
    for frame, owner in enumerate(owners):
        for other, distance in graph.of(frame):
            if owners[other] != owner:
                best = shared.setdefault((owner, owners[other]), {})
                best[frame] = min(distance, best.get(frame, distance))
    for (one, other), frames in shared.items():
        if 2 * len(frames) >= min(len(clips[one].hashes), len(clips[other].hashes)):
            alike.setdefault(one, {})[other] = round(sum(frames.values()) / len(frames))
    rows = []
    medoids: set[int] = set()
    settled: set[int] = set()
    for one in sorted(alike, key=lambda clip: (-len(alike[clip]), clip)):
        if one in settled:
            continue
        medoids.add(one)
        settled.add(one)
        for other in sorted(alike):
            if other not in settled and one in alike[other]:
                settled.add(other)
                rows.append((clips[other].sha256, clips[one].sha256, alike[other][one]))
    return rows


def _clips_of_pictures(
    clips: Sequence[Picture], names: Sequence[str], medoids: Codes, within: int
) -> list[tuple[str, str, int]]:
    """Return clips of which a frame is like a medoid picture."""
    codes, owners = _frames(clips)
    graph = near(codes, medoids, within)
    best: dict[tuple[str, str], int] = {}
    for frame, owner in enumerate(owners):
        part = slice(int(graph.begins[frame]), int(graph.begins[frame + 1]))
        for medoid, distance in zip(graph.rows[part].tolist(), graph.distances[part].tolist(), strict=True):
            pair = (clips[owner].sha256, names[medoid])
            best[pair] = min(distance, best.get(pair, distance))
    return [(*pair, distance) for pair, distance in best.items()]


def _frames(clips: Sequence[Picture]) -> tuple[Codes, list[int]]:
    packed = bytes.fromhex("".join(code for clip in clips for code in clip.hashes))
    owners = [number for number, clip in enumerate(clips) for _ in clip.hashes]
    return np.frombuffer(packed, np.uint8).reshape(-1, 32), owners
