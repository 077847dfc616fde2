"""How large a CSV is, as its container states it, without unpacking it."""

import os
import zipfile

from loader.sources import Source

TRAILER = 4
WRAPS = 1 << 32
"""gzip states the size modulo 4 GiB, in its last four bytes."""


def csv_size(source: Source) -> int:
    """Return the bytes of a source's CSV; of a gzip above 4 GiB the least that its trailer allows for."""
    packed = source.path.stat().st_size
    if source.member is not None:
        with zipfile.ZipFile(source.path) as archive:
            return next(info.file_size for info in archive.infolist() if info.header_offset == source.offset)
    if not is_packed(source) or packed < TRAILER:
        return packed
    try:
        with source.path.open("rb") as file:
            file.seek(-TRAILER, os.SEEK_END)
            stated = int.from_bytes(file.read(TRAILER), "little")
    except OSError:  # whoever reads the file says so
        return packed
    # Texts do not grow by packing: as many times 4 GiB as the packed size needs.
    return stated + max(0, -(-(packed - stated) // WRAPS)) * WRAPS


def is_packed(source: Source) -> bool:
    """Say whether a source has to be unpacked before it can be read."""
    return source.member is not None or source.path.name.lower().endswith(".gz")
