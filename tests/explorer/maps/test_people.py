import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.maps.network import ARCHIVED, HASHTAG, OUTSIDER, Nodes
from explorer.maps.people import HUB, MODES, Naming, present
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import REAL, SYNTHETIC, html_of, planted, tags


def accounts() -> Nodes:
    return Nodes(
        keys=["1", "2", "3", "4"],
        kinds=[ARCHIVED, OUTSIDER, OUTSIDER, ARCHIVED],
        labels=["1", "2", "3", "4"],
        facts={
            "screen_name": ["Member", "Famous", "Bystander", None],
            "alias": ["account-a", "account-b", "account-c", "account-d"],
            "touched_by": [0, HUB, HUB - 1, 0],
            "description": ["with @bystander and @Famous", "news", "private person", None],
            "display_name": ["Member M", "Famous F", "Bystander B", None],
            "location": ["here", "there", "home of Bystander", None],
            "followers": [5, 6, 7, 8],
        },
    )


@pytest.mark.parametrize(
    ("mode", "labels"),
    [
        ("hubs", ["Member", "Famous", "account-c", "account-d"]),
        ("all", ["Member", "Famous", "Bystander", "account-d"]),
        ("members", ["Member", "account-b", "account-c", "account-d"]),
        ("none", ["account-a", "account-b", "account-c", "account-d"]),
    ],
)
def test_each_mode_names_whom_it_says(mode: str, labels: list[str]) -> None:
    assert present(accounts(), Naming(mode)).labels == labels


def test_an_outsider_below_five_is_known_by_alias_alone() -> None:
    shown = present(accounts(), Naming("hubs"))
    assert "bystander" not in repr(dataclasses.replace(shown, keys=[])).lower()
    assert shown.facts["user_id"] == ["1", "2", None, "4"]


def test_handles_of_bystanders_are_masked_in_texts_of_others() -> None:
    assert present(accounts(), Naming("hubs")).facts["description"][0] == "with @… and @Famous"


@pytest.mark.parametrize("mode", MODES)
def test_redaction_beats_every_mode(mode: str) -> None:
    shown = present(accounts(), Naming(mode, redact=True))
    assert shown.labels == ["account-a", "account-b", "account-c", "account-d"]
    assert not {"display_name", "description", "location", "user_id"} & set(shown.facts)
    assert shown.facts["followers"] == [5, 6, 7, 8]


@given(st.sampled_from(HOSTILE))
def test_no_name_makes_an_account_nameless(name: str) -> None:
    nodes = accounts()
    facts = {**nodes.facts, "screen_name": [name] * 4, "alias": [None] * 4}
    assert all(present(dataclasses.replace(nodes, facts=facts), Naming("all")).labels)


def test_a_hash_is_not_shown_as_a_name() -> None:
    nodes = accounts()
    facts = {**nodes.facts, "screen_name": ["a" * 42 + "=", "f" * 64, None, None]}
    assert present(dataclasses.replace(nodes, facts=facts), Naming("all")).labels[:2] == ["account-a", "account-b"]


def test_a_hashtag_is_a_topic_and_stays() -> None:
    nodes = Nodes(["t"], [HASHTAG], ["Topic"], {"tweets": [3]})
    assert present(nodes, Naming("none", redact=True)).labels == ["#Topic"]


def test_a_redacted_page_holds_no_name_at_all() -> None:
    network = planted()
    page = html_of(network, naming=Naming(redact=True))
    for column in ("screen_name", "display_name", "location", "description"):
        assert not [value for value in network.nodes.facts[column] if value in page]
    assert not [key for key in network.nodes.keys if f'"{key}"' in page]
    assert "secret_friend" not in page


def test_a_default_page_holds_no_bystander() -> None:
    network = planted()
    page = html_of(network)
    below = [
        network.nodes.facts["screen_name"][i]
        for i in range(60)
        if network.nodes.kinds[i] == OUTSIDER and network.nodes.facts["touched_by"][i] < HUB
    ]
    assert below
    assert not [name for name in below if f'{name}"' in page]


@pytest.mark.parametrize("word", ["bot", "bots", "troll", "trolls", "fake", "controlled by", "by chance"])
def test_words_that_the_archive_does_not_support_are_not_used(word: str) -> None:
    for network in (planted(), tags(["a", "b", "c"])):
        page = html_of(network, releases=(REAL,))
        shell = page[page.index("<body") : page.index("<script>")] + page[page.rindex("<script>") :]
        assert f" {word} " not in shell.lower()


def test_synthetic_data_says_so_and_attributes_it_to_nobody() -> None:
    page = html_of(planted(), releases=(SYNTHETIC,))
    assert "<title>Synthetic data: " in page
    assert "Twitter attributed these accounts to" not in page
    assert "accounts that Twitter attributed to" not in page.split('id="model"')[1][:3000]


def test_a_real_release_is_named_with_its_month() -> None:
    page = html_of(planted(), releases=(REAL,))
    assert "accounts that Twitter attributed to Thailand (released 2020-10)" in page
    assert "Twitter attributed these accounts to Thailand, released 2020-10" in page
    assert "cd" * 32 in page
