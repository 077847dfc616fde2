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
    disk, free = disk_need(amounts, mode), free_bytes(place)
    if disk.needed > free:
        parts = ((disk.reading, "while files are read"), (disk.tables, "while tables are computed"))
        most, when = max(*parts, (disk.graph, LAST_PART[mode]))
        said = f"lake {size_text(disk.lake)}, {size_text(most)} {when}"
        raise DiskTooSmallError(place, disk.needed, free, said)
