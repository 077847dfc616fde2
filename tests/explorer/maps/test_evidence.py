import json

import pytest

from explorer.maps.coaction import close_pairs
from explorer.maps.evidence import evidence_block
from explorer.maps.failures import UnreadableFindingError
from explorer.maps.people import Naming
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import REAL
from tests.explorer.maps.test_page import Outline, model_in
from tests.explorer.maps.together import ACTIONS, evidence, html_together, together


def block(naming: Naming | None = None, budget: int = 500_000) -> dict[str, object]:
    network = together()
    return evidence_block(evidence(network), network.nodes, naming or Naming(), ACTIONS, budget)


def test_every_line_has_its_pairs_with_texts_times_and_delays() -> None:
    found = block()
    network = together()
    assert found["held"] == len(network.edges)
    row = found["lines"]["0"][0]  # type: ignore[index]
    assert row[0] == ACTIONS.index("retweet")
    assert found["texts"][row[1]] == "RT @famous: hello @…"  # type: ignore[index]
    assert found["things"][row[3]] == "Retweet of famous"  # type: ignore[index]
    assert (row[5] - row[4]) / 1000 == row[6] == 3.5
    assert row[7].isdecimal()


@pytest.mark.parametrize(
    ("mode", "text", "thing"),
    [
        ("hubs", "RT @famous: hello @…", "Retweet of famous"),
        ("all", "RT @famous: hello @bystander", "Retweet of famous"),
        ("members", "RT @…: hello @…", "Retweet of account-f"),
        ("none", "RT @…: hello @…", "Retweet of account-f"),
    ],
)
def test_texts_and_objects_name_only_whom_the_naming_allows(mode: str, text: str, thing: str) -> None:
    found = block(Naming(mode))
    assert found["texts"] == [text]
    assert thing in found["things"]  # type: ignore[operator]
    rows = [row for rows in found["lines"].values() for row in rows]  # type: ignore[attr-defined]
    assert all(bool(row[7]) == (mode != "none") for row in rows)


def test_a_redacted_page_holds_no_text_name_tweet_or_time_of_the_evidence() -> None:
    html = html_together(naming=Naming(redact=True))
    for word in ("hello", "famous", "bystander", "100000000000000000", "#news", "wire_"):
        assert word not in html
    rows = [row for rows in model_in(html)["evidence"]["lines"].values() for row in rows]  # type: ignore[index]
    assert {tuple(row[i] for i in (1, 2, 4, 5, 7, 8)) for row in rows} == {(-1, -1, None, None, "", "")}


def test_the_budget_holds_and_the_strongest_lines_come_first() -> None:
    network = together()
    found = block(budget=3_000)
    assert found["full"]
    assert found["bytes"] <= 3_000  # type: ignore[operator]
    held = {int(line) for line in found["lines"]}  # type: ignore[attr-defined]
    weights = network.edges.weight.tolist()
    assert 0 < len(held) < len(weights)
    assert min(weights[e] for e in held) >= max(w for e, w in enumerate(weights) if e not in held)
    data = json.dumps({k: found[k] for k in ("lines", "texts", "things")}, separators=(",", ":"))
    assert len(data) <= 4_000


def test_each_line_gets_one_pair_before_any_gets_two() -> None:
    found = block(budget=9_000)
    counts = [len(rows) for rows in found["lines"].values()]  # type: ignore[attr-defined]
    assert len(counts) == len(together().edges)
    assert min(counts) == 1
    assert max(counts) > 1


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}', '[{"tweet_u": "1"}]', "nul\x00"])
def test_evidence_that_is_not_evidence_is_named_and_refused(text: str) -> None:
    with pytest.raises(UnreadableFindingError, match="pair 1 and 2"):
        close_pairs("retweet", text, where="pair 1 and 2")


def test_no_evidence_is_no_pairs() -> None:
    assert close_pairs("retweet", None, where="x") == []


def test_strangers_texts_in_evidence_add_no_element_to_the_page() -> None:
    network = together(5)
    plain = Outline(html_together(network)).elements
    network.nodes.facts["hashtags"] = [[text] for text in HOSTILE[: len(network.nodes)]]
    html = html_together(network, shown=evidence(network, HOSTILE, each=2), naming=Naming("all"))
    assert [(tag, a) for tag, a, _ in Outline(html).elements][3:] == [(t, a) for t, a, _ in plain][3:]
    assert "\x00" not in html
    html.encode("utf-8")


def test_the_page_names_run_null_release_and_month() -> None:
    model = model_in(html_together(releases=(REAL,)))
    lede = str(model["lede"])
    assert "Twitter attributed to Thailand (released 2020-10)" in lede
    assert "within 60 s more often than if the accounts active on those days were interchangeable" in lede
    parameters = {row["name"]: row["value"] for row in model["provenance"]["parameters"]}  # type: ignore[index]
    assert parameters["run"] == "b8afe0948fb85e69"
    reading = " ".join(model["reading"])  # type: ignore[arg-type]
    assert "not intent" in reading
    assert "by chance" not in html_together()


def test_same_findings_same_bytes() -> None:
    assert html_together() == html_together()


def test_evidence_takes_what_is_left_of_the_page_and_the_page_says_how_much() -> None:
    network = together(5)
    words = [f"{number} {'long words ' * 20}" for number in range(400)]
    whole = html_together(network, shown=evidence(network, words))
    ceiling = len(whole.encode()) - 40_000
    html = html_together(network, shown=evidence(network, words), ceiling=ceiling)
    assert ceiling - 6_000 < len(html.encode()) <= ceiling
    model = model_in(html)
    assert model["evidence"]["full"]  # type: ignore[index]
    assert "evidence for" in str(model["cut"])
    none = model_in(html_together(network, ceiling=1_000))
    assert none["evidence"]["held"] == 0  # type: ignore[index]
    assert "evidence for 0 of 75 pairs, the strongest, as much as 0 kB hold" in str(none["cut"])
