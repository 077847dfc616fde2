"""`match`: from a list of values to what of it occurs in the lake."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.failures import AnalysisError, ParameterError
from analysis.match_file import ValueList
from analysis.match_pictures import search_pictures
from analysis.match_search import counted, search, show_lake
from analysis.match_texts import search_texts
from analysis.match_values import Value, key_of
from lake.engine import open_engine
from lake.manifest import read_manifests
from lake.workspace import Workspace

COLUMNS = ("value", "kind", "role", "campaign", "tweets", "accounts", "first_at", "last_at", "similarity", "distance")
PICTURES = ("sha256", "pdq")
"""Kinds of values that stand for a picture or a clip."""


@dataclass(frozen=True)
class Matched:
    """What occurs (rows with COLUMNS, in the order of the list), what does not, and what cannot."""

    rows: list[dict[str, Any]]
    absent: list[str]
    impossible: list[str]
    """Values that are of none of their kinds, such as a user id with letters."""


def match(
    workspace: Workspace,
    listed: ValueList,
    *,
    campaigns: Sequence[str] = (),
    least_similarity: float | None = None,
    within: int | None = None,
) -> Matched:
    """Return which values of a list occur in the lake's campaigns.

    Texts nearly alike count with `least_similarity`, pictures that look alike with `within`, bits of 256 that differ.

    Raises AnalysisError when the lake is empty, ParameterError for a campaign that it does not hold.
    """
    manifests = read_manifests(workspace)
    if not manifests:
        raise AnalysisError("the lake holds no campaign", hint="load one first: ioscope load FOLDER")
    missing = sorted(set(campaigns) - set(manifests))
    if missing:
        raise ParameterError(f"{missing[0]} is not in the lake", hint=f"it holds: {', '.join(manifests)}")
    chosen = [manifest for key, manifest in manifests.items() if not campaigns or key in campaigns]
    asked, impossible = keyed(listed.values)
    with open_engine(workspace) as engine:
        show_lake(workspace, engine, chosen)
        search(engine, [(number, kind, key) for number, (_, kind, key) in enumerate(asked)])
        texts = [(number, key) for number, (_, kind, key) in enumerate(asked) if kind == "text"]
        search_texts(engine, texts, least_similarity)
        if any(kind in PICTURES for _, kind, _ in asked):
            hashes = [(number, key) for number, (_, kind, key) in enumerate(asked) if kind == "pdq"]
            search_pictures(engine, hashes, within)
        found = counted(engine)
    rows = [_row(asked, hit) for hit in found]
    settled = {row["value"] for row in rows} | set(impossible)
    absent = dict.fromkeys(value.given for value in listed.values if value.given not in settled)
    return Matched(rows, list(absent), impossible)


def keyed(values: Sequence[Value]) -> tuple[list[tuple[Value, str, str]], list[str]]:
    """Return (value, kind, key) for each kind that a value can be of, and the values that can be of none."""
    asked: list[tuple[Value, str, str]] = []
    impossible = []
    for value in values:
        of = [(value, kind, key) for kind, key in value.keys]
        of = of or [(value, kind, key) for kind in value.kinds if (key := key_of(kind, value.given)) is not None]
        asked += of
        if not of:
            impossible.append(value.given)
    return asked, impossible


def kinds_counted(values: Sequence[Value]) -> dict[str, int]:
    """Return how many values were taken for each kind, or for several ('tweet-id or user-id')."""
    return dict(sorted(Counter(" or ".join(value.kinds) for value in values).items()))


def _row(asked: Sequence[tuple[Value, str, str]], hit: Mapping[str, Any]) -> dict[str, Any]:
    value, kind, _ = asked[hit["number"]]
    return {
        "value": value.given,
        "kind": kind,
        "role": hit["role"],
        "campaign": hit["campaign"],
        "tweets": hit["tweets"],
        "accounts": hit["accounts"],
        "first_at": _time(hit["first_at"]),
        "last_at": _time(hit["last_at"]),
        "similarity": None if hit["similarity"] is None else round(hit["similarity"], 3),
        "distance": hit["distance"],
    }


def _time(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=milliseconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
