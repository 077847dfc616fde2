"""Functions of one value: tags, domains, irregular lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loader.archive import campaign_of
from loader.vocabulary import domain_kind, indexable, normal_tag, parse_list, registrable_domain


@pytest.mark.parametrize(
    ("spelling", "tag"),
    [
        ("News", "news"),
        ("#News", "news"),
        ("＃News", "news"),
        ("ＮＥＷＳ", "news"),
        ("Straße", "strasse"),
        ("İstanbul", "i̇stanbul"),
        ("กองทัพบก", "กองทัพบก"),
        ("#", None),
        ("  ", None),
        ("x" * 8_001, None),
    ],
)
def test_tags_are_one_whatever_their_spelling(spelling: str, tag: str | None) -> None:
    assert normal_tag(spelling) == tag


@given(st.text(max_size=30))
def test_a_tag_of_a_tag_is_itself(spelling: str) -> None:
    tag = normal_tag(spelling)
    assert tag is None or normal_tag(tag) == tag


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("http://Sub.Example.COM:8080/x?y#z", "example.com"),
        ("someone.blogspot.com/p", "someone.blogspot.com"),
        ("https://127.0.0.1/x", "127.0.0.1"),
        ("https://[::1]/x", "::1"),
        ("https://localhost/x", "localhost"),
        ("https://例え.jp/", "例え.jp"),
        ("https://[broken/x", None),
        ("mailto:a", None),
        ("", None),
    ],
)
def test_domains_are_registrable(url: str, domain: str | None) -> None:
    assert registrable_domain(url) == domain


@given(st.text(max_size=60))
def test_any_address_has_a_domain_or_none(url: str) -> None:
    domain = registrable_domain(url)
    assert domain is None or indexable(domain)


def test_kinds_of_domains() -> None:
    kinds = [domain_kind(name) for name in ("youtube.com", "bit.ly", "a.example")]
    assert kinds == ["platform", "shortener", "site"]


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=4))
def test_pythons_own_spelling_of_a_list_is_read_back(items: list[str]) -> None:
    assert parse_list(repr(items)) == ([kept for item in items if (kept := item.strip())], True)


@given(st.text(max_size=40))
def test_any_cell_is_a_list_of_something(text: str) -> None:
    items, _ = parse_list(text)
    assert all(item.strip() == item and item for item in items)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ira_tweets_csv_hashed.zip", "ira"),
        ("iranian_tweets_csv_hashed.zip", "iranian"),
        ("iran_201906_1_tweets_csv_hashed_2.zip", "iran_201906_1"),
        ("hashed_2020_09_thailand_092020_thailand_092020_tweets_csv_hashed.zip", "thailand_092020"),
        ("ira_092020_tweets_csv_hashed.zip", "ira_092020"),
        ("IRA_202012_tweets_csv_hashed.csv", "IRA_202012"),
        ("GRU_202012_users_csv_hashed.zip", "GRU_202012"),
        ("032020_tweets_csv_hashed.zip", "ghana_nigeria_032020"),
        ("serbia_022020_tweets_csv_hashed_01.zip", "serbia_022020"),
        ("sa_eg_ae_022020/part_13.csv", "sa_eg_ae_022020"),
        ("Venezuela_0621/tweets_2019.csv", "Venezuela_0621"),
        ("tweets.csv", None),
        ("irate_tweets.csv", None),
    ],
)
def test_file_names_give_the_release(name: str, key: str | None) -> None:
    assert campaign_of(name) == key
