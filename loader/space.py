"""Whether what a load needs fits on the disk, asked before it begins."""

import shutil
from pathlib import Path

from lake.failures import DiskTooSmallError
from loader.estimate import Amounts, disk_need
from loader.mode import BULK, ONLINE, PREPARE
from terminal import size_text

LAST_PART = {
    ONLINE: "while the graph grows",
    BULK: "while the new graph is built beside the old",
    PREPARE: "",
}


def free_bytes(place: Path) -> int:
    """Return the bytes free on the disk of a folder that may not be there yet."""
    there = next(folder for folder in (place, *place.parents) if folder.exists())
    return shutil.disk_usage(there).free


def require_space(place: Path, amounts: Amounts, mode: str) -> None:
    """Raise DiskTooSmallError, with the numbers, when what a load needs does not fit on the disk of `place`."""
    disk = disk_need(amounts, mode)
    parts = ((disk.reading, "while files are read"), (disk.tables, "while tables are computed"))
    most, when = max(*parts, (disk.graph, LAST_PART[mode]))
    require_room(place, disk.needed, f"lake {size_text(disk.lake)}, {size_text(most)} {when}")


def require_room(place: Path, needed: int, parts: str) -> None:
    """Raise DiskTooSmallError when so many bytes, explained by `parts`, are not free on the disk of `place`."""
    free = free_bytes(place)
    if needed > free:
        raise DiskTooSmallError(place, needed, free, parts)
