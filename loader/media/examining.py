"""One entry examined: read, hashed, decoded; its outcome is a row, whatever is in it."""

import hashlib
import io
from dataclasses import replace
from typing import Any, BinaryIO, cast

from lake import pictures
from lake.rejects import SKIPPED, Limits, Reject
from loader.media import clips
from loader.media.content import EntryFile, blocks, check_readable
from loader.media.directory import Entry
from loader.media.fingerprint import SkipList, refused, taken
from loader.media.names import ending_of, owner_of

BEGINNINGS = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"BM", "bmp"),
    (4, b"ftyp", "mp4"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
)
ENDINGS = {"jpg": "jpeg", "jpeg": "jpeg", "jfif": "jpeg", "m4v": "mp4", "mov": "mp4"} | {
    name: name for _, _, name in BEGINNINGS
}
SAME = 31
"""Bits within which a hash is that of a picture on the list of --skip-hashes."""


def examine(
    file: BinaryIO, entry: Entry, limits: Limits, skip: SkipList, *, thumbnails: bool = False
) -> dict[str, Any]:
    """Return the row of one entry of the open zip `file`. Only what ends the process is not caught."""
    try:
        return _examined(file, entry, limits, skip, thumbnails=thumbnails)
    except Reject as reject:
        return refused(entry, reject.reason, reject.detail)
    except MemoryError:
        return refused(entry, "needs more memory than one entry may take", f"{limits.memory} bytes")
    except Exception as error:  # noqa: BLE001  (a decoder's odd failure must cost its entry, not the run)
        return refused(entry, "damaged", f"{type(error).__name__}: {error}")


def _examined(file: BinaryIO, entry: Entry, limits: Limits, skip: SkipList, *, thumbnails: bool) -> dict[str, Any]:
    check_readable(entry)
    parts = blocks(file, entry)
    first = next(parts, b"")
    shape = shape_of(first)
    if shape is None:
        raise Reject("neither a picture nor a video", f"begins with {first[:8].hex(' ')}")
    is_clip = shape in clips.CONTAINERS
    if entry.size > (limits.clip_bytes if is_clip else limits.picture_bytes):
        raise Reject("larger than is read", f"{entry.size} bytes")
    oddity = _oddity(entry.name, shape, is_clip=is_clip)
    digest = hashlib.sha256(first)
    held = [first]
    for part in parts:
        digest.update(part)
        if not is_clip:
            held.append(part)
    sha256 = digest.hexdigest()
    if sha256 in skip.sha256:
        raise Reject(SKIPPED)
    blurred = owner_of(entry.name).role is not None
    if is_clip:
        seen = clips.seen_in(_stream(file, entry), shape, limits, small=thumbnails, blurred=blurred)
    else:
        seen = pictures.seen_in(b"".join(held), limits)
    if skip.matches(seen.hashes, SAME):
        raise Reject(SKIPPED)
    if thumbnails and not is_clip:
        seen = replace(seen, small=pictures.thumbnail(b"".join(held), blurred=blurred))
    return taken(entry, sha256, seen, oddity)


def _stream(file: BinaryIO, entry: Entry) -> BinaryIO:
    return io.BufferedReader(cast("io.RawIOBase", EntryFile(file, entry)), 1 << 18)


def shape_of(content: bytes) -> str | None:
    """Return the format that the first bytes are of; None for none that is read."""
    return next((name for at, mark, name in BEGINNINGS if content[at : at + len(mark)] == mark), None)


def _oddity(name: str, shape: str, *, is_clip: bool) -> tuple[str, str, str] | None:
    """Return what is odd about an entry's ending; raises Reject when it says picture for a clip, or the reverse."""
    ending = ending_of(name)
    said = ENDINGS.get(ending)
    if said is None or said == shape:
        return None
    detail = f"{shape} named .{ending}"
    if (said in clips.CONTAINERS) != is_clip:
        raise Reject("not what its name says", detail)
    return ("format", "another format than its name says", detail)
