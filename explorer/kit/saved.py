"""Saved questions: a zip of .cypher files in folders for classic Neo4j Browser, one CSV for the newer one."""

import csv
import io
import zipfile
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from explorer.library import THEMES, questions

CSV_HEADER = ("name", "description", "query", "id", "parentId", "isFolder")
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the kit is a function of the library, not of the clock."""


@dataclass(frozen=True)
class Saved:
    """One saved statement; `text` begins with its title as a `//` line."""

    theme: str
    file: str
    title: str
    description: str
    text: str


def saved_questions() -> list[Saved]:
    """Return every question, and after it its picture where it has one, in the order of the library."""
    found = []
    for question in questions().values():
        theme = THEMES[question.theme]
        found.append(Saved(theme, question.name, question.title, question.question, question.browser_text))
        if question.picture and question.picture_text:
            drawn = question.picture
            found.append(Saved(theme, f"{question.name}-drawn", drawn.title, drawn.shows, question.picture_text))
    return found


def zip_bytes() -> bytes:
    """Return the zip that is dropped on the saved-questions pane of classic Browser: a folder for each theme."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for saved in saved_questions():
            entry = zipfile.ZipInfo(f"{saved.theme}/{saved.file}.cypher", _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, saved.text)
    return target.getvalue()


def csv_text() -> str:
    """Return the CSV that the newer Browser imports: folders first, each statement with the id of its folder."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for theme in THEMES.values():
        writer.writerow([theme, "", "", _id(theme), "", "true"])
    for saved in saved_questions():
        name = _id(f"{saved.theme}/{saved.file}")
        writer.writerow([saved.title, saved.description, saved.text, name, _id(saved.theme), "false"])
    return target.getvalue()


def _id(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"ioscope:question/{path}"))
