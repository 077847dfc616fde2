"""Media zips against the books, for `ioscope verify`: by their directories, which have every entry's CRC-32."""

from collections.abc import Iterator

from lake.manifest import Manifest
from loader.archive import Release
from loader.failures import SourceError
from loader.media.directory import read_directory
from loader.media.publication import DIRECTORY
from loader.recount import SHOWN_DIGITS, Difference


def recount_zips(manifest: Manifest, release: Release) -> Iterator[Difference]:
    """Yield where media zips that were loaded are not those that are given; others are passed over."""
    booked = {source.name: source for source in manifest.sources}
    for name, path in zip(release.media, release.zips, strict=True):
        books = booked.get(name)
        if books is None:
            continue
        try:
            directory = read_directory(path)
            entries = sum(1 for _ in directory.entries())
        except SourceError as failure:
            yield Difference(manifest.campaign, name, archive=failure.what, books=f"{books.read:,} entries")
            continue
        for what, found, known in (
            ("directory", directory.sha256[:SHOWN_DIGITS], books.sha256.removeprefix(DIRECTORY)[:SHOWN_DIGITS]),
            ("entries", entries, books.read),
        ):
            if found != known:
                yield Difference(manifest.campaign, f"{name}: {what}", archive=found, books=known)
