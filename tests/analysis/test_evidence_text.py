"""Evidence as text: JSON that anybody reads, strongest first, and never more than fits."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence_text import MOST_BYTES, OBJECT_CHARACTERS, evidence_text

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "tweet_u": st.integers(1, 2**63 - 1),
            "tweet_v": st.integers(1, 2**63 - 1),
            "time_u": st.integers(1_142_899_200_000, 1_700_000_000_000),
            "time_v": st.integers(1_142_899_200_000, 1_700_000_000_000),
            "object_id": st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
        }
    ),
    max_size=40,
)


@given(ROWS)
def test_evidence_is_json_of_the_first_rows_that_fit(rows: list[dict[str, Any]]) -> None:
    text = evidence_text(rows)
    if not rows:
        assert text is None
        return
    assert text is not None
    assert len(text.encode()) <= MOST_BYTES
    items = json.loads(text)
    assert items
    assert text == json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    for item, row in zip(items, rows, strict=False):
        assert (item["tweet_u"], item["tweet_v"]) == (str(row["tweet_u"]), str(row["tweet_v"]))
        assert item["delay_s"] == (row["time_v"] - row["time_u"]) / 1000
        assert len(item["object"]) <= OBJECT_CHARACTERS
        assert item["object"].removesuffix("…") == row["object_id"][: len(item["object"].removesuffix("…"))]
    if len(items) < len(rows):
        more = evidence_text([rows[len(items)]])
        assert more is not None
        assert len(text.encode()) - 2 + 1 + len(more.encode()) > MOST_BYTES, "one more would not have fitted"


@given(ROWS)
def test_it_can_be_taken_apart_without_a_reader_of_json(rows: list[dict[str, Any]]) -> None:
    """As the question does it: inside a JSON text every quote carries a backslash, so these marks stand only once."""
    text = evidence_text(rows) or "[]"
    parts = text.split('{"tweet_u":"')[1:]
    items = json.loads(text)
    assert [part.split('"')[0] for part in parts] == [item["tweet_u"] for item in items]
    assert [part.split('"')[4] for part in parts] == [item["tweet_v"] for item in items]
    assert [json.loads('"' + part.split(',"object":"')[1][:-2]) for part in parts] == [i["object"] for i in items]


def test_times_are_utc_with_their_milliseconds() -> None:
    row = {"tweet_u": 1, "tweet_v": 2, "time_u": 1551117600005, "time_v": 1551117599000, "object_id": "x"}
    [item] = json.loads(evidence_text([row]) or "")
    assert (item["time_u"], item["delay_s"]) == ("2019-02-25T18:00:00.005Z", -1.005)
