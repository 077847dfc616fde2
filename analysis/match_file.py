"""Lists of values as people keep them: one a line, CSV with or without a header, JSON."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.failures import AnalysisError
from analysis.match_indicators import walked
from analysis.match_pictures import fingerprints
from analysis.match_values import KINDS, Value, guessed

VALUE_COLUMNS = ("value", "indicator", "ioc")
KIND_COLUMNS = ("kind", "type")


class ListFileError(AnalysisError):
    """A list of values cannot be read, or holds none."""


@dataclass(frozen=True)
class ValueList:
    """The distinct values of a file in its order, and what of it was passed over, by type."""

    values: tuple[Value, ...]
    passed_over: Counter[str] = field(default_factory=Counter)
    unseen: tuple[str, ...] = ()
    """Files of a folder that are no pictures that can be decoded."""


def read_folder(folder: Path) -> ValueList:
    """Return the pictures of a folder as values; raises ListFileError when it holds no file."""
    values, unseen = fingerprints(folder)
    if not values:
        raise ListFileError(f"{folder} holds no file", hint="a folder of pictures, or a list of values in a file")
    return ValueList(tuple(values), unseen=tuple(unseen))


def read_list(path: Path, kind: str | None = None) -> ValueList:
    """Return the values of a file: `.json`, `.csv`, or else one a line; `kind` is that of them all when given.

    Raises ListFileError.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ListFileError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise ListFileError(f"{path} is not UTF-8", hint="save it as UTF-8") from None
    passed_over: Counter[str] = Counter()
    ending = path.suffix.casefold()
    if ending == ".json":
        try:
            walk = walked(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise ListFileError(f"{path} is no JSON: {error}") from error
        found, passed_over = walk.values, walk.passed_over
    elif ending == ".csv":
        found = list(_csv_values(text, path))
    else:
        found = [Value(line, guessed(line)) for line in map(str.strip, text.splitlines()) if line]
    if kind is not None:
        found = [Value(value.given, (kind,)) for value in found]
    if not found:
        other = f"; passed over: {', '.join(sorted(passed_over)[:5])}" if passed_over else ""
        raise ListFileError(
            f"{path} holds no value{other}",
            hint=f"one value a line, a CSV with a column `value`, or JSON; kinds: {', '.join(KINDS)}",
        )
    return ValueList(tuple(dict.fromkeys(found)), passed_over)


def _csv_values(text: str, path: Path) -> Iterator[Value]:
    """Yield the values of a CSV.

    A header says where they are: a column `value` (with `type` or `kind` beside it), or columns named by kinds. Without
    such a header every row's first cell is one.
    """
    csv.field_size_limit(sys.maxsize)
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True)) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise ListFileError(f"{path} is no CSV: {error}") from error
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    value = next((header.index(name) for name in VALUE_COLUMNS if name in header), None)
    kind = next((header.index(name) for name in KIND_COLUMNS if name in header), None)
    named = {place: _kind_named(cell) for place, cell in enumerate(header) if _kind_named(cell)}
    if value is not None:
        for row in rows[1:]:
            told = _kind_named(_cell(row, kind)) if kind is not None else None
            yield from _given(_cell(row, value), told)
    elif named:
        for row in rows[1:]:
            for place, told in named.items():
                yield from _given(_cell(row, place), told)
    else:
        for row in rows:
            yield from _given(_cell(row, 0), None)


def _kind_named(text: str) -> str | None:
    """Return the kind that a header or a cell names: `Domain`, `domains`, `user_id`, `screen_name`."""
    word = text.strip().casefold().replace("_", "-").replace(" ", "-")
    other = {
        "tweetid": "tweet-id",
        "userid": "user-id",
        "screen-name": "handle",
        "hostname": "domain",
        "tag": "hashtag",
    }
    word = other.get(word, word)
    return next((kind for kind in KINDS if word in {kind, f"{kind}s"}), None)


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _given(text: str, told: str | None) -> Iterator[Value]:
    if text:
        yield Value(text, (told,) if told else guessed(text))
