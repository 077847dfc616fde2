"""An independent reader of a sample: zipfile, gzip and csv of the standard library, no code of ours."""

import csv
import gzip
import io
import json
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

csv.field_size_limit(1 << 30)
RUINED = re.compile(r"\d\.\d+E\+\d+")
Row = dict[str, str]


@dataclass(frozen=True)
class Table:
    """One CSV: its file in the sample, its own name, its bytes, header and records as they stand."""

    path: str
    name: str
    data: bytes
    header: list[str]
    records: list[list[str]]

    @property
    def key(self) -> str:
        """The campaign, found in the file's name."""
        keys = ("iran_201906_1", "iran_201906_2", "iran_201906_3", "russia_201906_1", "catalonia_201906_1")
        return next((key for key in keys if key in self.path), "venezuela_201906_1")

    @property
    def kind(self) -> str:
        return "users" if "_users_" in self.path else "tweets"

    @property
    def rows(self) -> list[Row]:
        """Records with as many fields as the header, repeated headers left out."""
        whole = [record for record in self.records if len(record) == len(self.header) and record != self.header]
        return [dict(zip(self.header, record, strict=True)) for record in whole]


@dataclass(frozen=True)
class Sample:
    """A sample on disk."""

    folder: Path

    @cached_property
    def truth(self) -> Any:
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))

    @cached_property
    def tables(self) -> list[Table]:
        return [table for path in self.truth["files"] for table in read(self.folder, path)]

    @cached_property
    def tweets(self) -> list[tuple[str, Row]]:
        """(campaign, row) of every readable tweet, duplicates and rows with a ruined id left out."""
        found: dict[tuple[str, str], Row] = {}
        for table in self.tables:
            if table.kind == "tweets":
                for row in table.rows:
                    if row["tweetid"].isdigit() and not RUINED.fullmatch(row["userid"]):
                        found.setdefault((table.key, row["tweetid"]), row)
        return [(key, row) for (key, _), row in found.items()]

    @cached_property
    def users(self) -> list[tuple[str, list[str]]]:
        """(campaign, record) of every account of the users files."""
        return [(t.key, record) for t in self.tables if t.kind == "users" for record in t.records]


def read(folder: Path, path: str) -> list[Table]:
    """Read every CSV of one file."""
    found = []
    for name, data in _members(folder / path):
        text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        records = list(csv.reader(text))
        found.append(Table(path, name, data, records[0], records[1:]))
    return found


def _members(path: Path) -> list[tuple[str, bytes]]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".csv") and not n.startswith("__MACOSX")]
            return [(name, archive.read(name)) for name in names]
    data = path.read_bytes()
    return [(path.name, gzip.decompress(data) if path.suffix == ".gz" else data)]


def listed(cell: str) -> list[str]:
    """Split a list cell in any of its spellings."""
    inner = cell.strip()[1:-1]
    if not inner:
        return []
    return inner[1:-1].split("', '") if inner.startswith("'") else inner.split(", ")


def posted(row: Row) -> int:
    """The time (ms) in a tweet's id."""
    return (int(row["tweetid"]) >> 22) + 1_288_834_974_657
