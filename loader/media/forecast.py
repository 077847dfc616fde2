"""What `load --media` would look into: zips, their entries, and what that takes of time and disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loader.failures import SourceError
from loader.media.directory import read_directory

ENTRY_BYTES = 250
"""Bytes of the lake an entry: hashes do not pack (244 measured, 894 entries of a sample)."""
THUMBNAIL_BYTES = 2_000
"""Bytes of a small picture, as text: a guess on the safe side (436 measured, of drawn pictures that pack well)."""
PICTURE_RATE = 350
"""Pictures of 1200 x 800 that one core looks at in a second."""
CLIP_RATE = 60_000_000
"""Bytes of clips that one core reads in a second: a guess on the safe side (190 MB, of clips that are mostly zeros)."""
PICTURE_BYTES = 1_000_000
"""An entry of more bytes than this is taken for a clip."""


@dataclass(frozen=True)
class ComingMedia:
    """Media zips of one campaign: to look into, in the lake, there in another edition, and no whole zips.

    `entries`, `clip_bytes` (of entries so large that they are clips) and `packed_bytes` are those of the new ones.
    """

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    other_edition: tuple[str, ...] = ()
    not_whole: tuple[str, ...] = ()
    entries: int = 0
    clip_bytes: int = 0
    packed_bytes: int = 0

    def lake_bytes(self, *, thumbnails: bool) -> int:
        """Return about how many bytes the lake grows by."""
        return self.entries * (ENTRY_BYTES + (THUMBNAIL_BYTES if thumbnails else 0))

    def seconds(self, workers: int) -> float:
        """Return about how many seconds so many decoding processes take."""
        return (self.entries / PICTURE_RATE + self.clip_bytes / CLIP_RATE) / workers


def coming_media(zips: Mapping[str, Path], booked: Mapping[str, int]) -> ComingMedia:
    """Return what is to be done for zips by name; `booked` has the bytes of those the lake has."""
    new: list[str] = []
    known: list[str] = []
    other: list[str] = []
    not_whole: list[str] = []
    entries, clip_bytes, packed = 0, 0, 0
    for name, path in zips.items():
        if name in booked:
            (known if booked[name] == path.stat().st_size else other).append(name)
            continue
        try:
            sizes = [entry.size for entry in read_directory(path).entries()]
        except SourceError:
            not_whole.append(name)
            continue
        new.append(name)
        entries += len(sizes)
        clip_bytes += sum(size for size in sizes if size > PICTURE_BYTES)
        packed += path.stat().st_size
    return ComingMedia(tuple(new), tuple(known), tuple(other), tuple(not_whole), entries, clip_bytes, packed)
