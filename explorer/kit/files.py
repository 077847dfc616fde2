"""The kit as files in a folder, for a Neo4j that is not ours."""

from pathlib import Path

from explorer.failures import OutputFailure
from explorer.kit.guide import guide_html
from explorer.kit.saved import csv_text, zip_bytes
from explorer.output import replace_file
from schema.style import grass

GUIDE, STYLE = "guide.html", "style.grass"
ZIP, CSV = "questions.zip", "questions.csv"


def kit_files() -> dict[str, bytes]:
    """Return the files of the kit by name: the same bytes for the same library and schema."""
    return {
        GUIDE: guide_html().encode("utf-8"),
        STYLE: grass().encode("utf-8"),
        ZIP: zip_bytes(),
        CSV: csv_text().encode("utf-8"),
    }


def write_kit(folder: Path) -> list[Path]:
    """Write the kit into a folder, which is made when it is not there; files of the same names are replaced.

    Raises `OutputFailure` when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputFailure(f"cannot make the folder {folder}: {reason}", hint="name another one") from error
    for name, content in kit_files().items():
        replace_file(folder / name, content)
    return [folder / name for name in kit_files()]
