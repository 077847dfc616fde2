"""What makes the race with the toolkit fair: the same texts are equal, and differing edges are seen."""

import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from bench.same_edges import compared
from bench.toolkit_events import toolkit_forms

TEXTS = [
    "Plain words",
    "  @first said:\t@second\nHELLO   there ",
    "a@b.c stays, @c goes  @",
    "no\u00a0break\u2003space \u3000 and\x0bmore\x85end",
    "https://t.co/Ab  ÄÖÜ ЖШ",
    "@only",
    "",
]


def as_the_toolkit(text: str) -> str:
    """Its documented rule: lower case, @ and what follows up to white space out, white space collapsed."""
    return " ".join(re.sub(r"@\S*", "", text.lower()).split())


def test_texts_are_normalised_as_the_toolkit_does() -> None:
    made = toolkit_forms(pa.array(TEXTS, pa.string())).to_pylist()
    assert made == [as_the_toolkit(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ("a,b,2\nb,a,3\n", True),
        ("a,b,2\nb,a,2\n", False),
        ("a,b,2\n", False),
        ("a,b,2\nb,a,3\na,c,1\n", False),
    ],
    ids=["equal", "another weight", "one missing", "one more"],
)
def test_edges_are_the_same_when_both_directions_and_their_weights_are(tmp_path: Path, theirs: str, same: bool) -> None:
    ours, other = tmp_path / "ours.parquet", tmp_path / "theirs.csv"
    with duckdb.connect(":memory:") as engine:
        engine.execute(
            f"COPY (SELECT 'a' AS user_u, 'b' AS user_v, 2 AS tweets_u, 3 AS tweets_v) TO '{ours}' (FORMAT parquet)"
        )
    other.write_text(theirs, encoding="utf-8")
    assert compared(ours, other, tmp_path).same is same
