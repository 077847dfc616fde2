"""`match`: lists as people keep them, and where their values occur in a lake of two small campaigns."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from analysis.match_file import ListFileError, read_list
from analysis.match_indicators import walked
from analysis.match_values import Value, guessed, key_of, tag_key
from ioscope import main
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from loader.vocabulary import normal_tag
from terminal import Stages
from tests.explorer.maps.hostile import HOSTILE
from tests.loader.archives import tweet, tweet_id, user, write_release

ONE, TWO = "iran_201906_1", "venezuela_201906_1"
HASHED = "a" * 42 + "0="
SENTENCE = "Eight words stand in this sentence of ours"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("match")
    write_release(
        folder / "archive",
        ONE,
        [
            tweet(1, hashtags="['News']", urls="['https://a.example.com/1', 'https://example.com/2']"),
            tweet(2, hashtags="['NEWS', 'straße']", urls="['https://example.com/2']", tweet_time="2019-03-01 10:00"),
            tweet(3, "101", tweet_text="@stranger https://t.co/x " + SENTENCE, user_mentions="['555']"),
            tweet(4, "101", tweet_text="eight WORDS stand in this sentence of ours @somebody"),
            tweet(
                5,
                "101",
                tweet_text="RT @other: " + SENTENCE,
                is_retweet="true",
                user_mentions="['777']",
                retweet_tweetid="900000000000000001",
            ),
            tweet(6, "102", tweet_text="answer", in_reply_to_tweetid="900000000000000002", in_reply_to_userid="555"),
        ],
        [user("100"), user("101", user_profile_url="https://www.example.org/me"), user("102"), user(HASHED)],
    )
    write_release(
        folder / "archive",
        TWO,
        [
            tweet(50, "200", hashtags="['news']"),
            tweet(51, "200", tweet_text="=1+1"),
            tweet(52, "200", tweet_text="Eight words stand in this sentence of theirs"),
        ],
    )
    made = open_workspace(folder / "workspace")
    with made.writing("tests"):
        load_into_lake(made, [folder / "archive"], Choices(), Stages(quiet=True))
    return made


def run(place: Workspace, file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place.root), "match", str(file), *arguments])


def found(place: Workspace, tmp_path: Path, text: str, *arguments: str, name: str = "list.txt") -> dict[str, Any]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = run(place, file, "--json", *arguments)
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def short(report: dict[str, Any]) -> set[tuple[str, str, str, str, int]]:
    return {(m["value"], m["kind"], m["role"], m["campaign"], m["tweets"]) for m in report["matches"]}


def test_every_kind_is_found_where_it_occurs(place: Workspace, tmp_path: Path) -> None:
    first, outside = str(tweet_id(1)), "900000000000000001"
    lines = [
        "#NEWS",
        "example.com",
        "a.example.com",
        "https://example.com/2",
        "example.org",
        "@stranger",
        "@handle_101",
        HASHED,
        first,
        outside,
        "777",
        "nothing.example.net",
    ]
    report = found(place, tmp_path, "\n".join(lines))
    assert short(report) == {
        ("#NEWS", "hashtag", "tagged", ONE, 2),
        ("#NEWS", "hashtag", "tagged", TWO, 1),
        ("example.com", "domain", "linked", ONE, 2),
        ("a.example.com", "domain", "linked", ONE, 1),
        ("https://example.com/2", "url", "linked", ONE, 2),
        ("example.org", "domain", "in profile", ONE, 0),
        ("@stranger", "handle", "named in text", ONE, 1),
        ("@handle_101", "handle", "listed", ONE, 0),
        ("@handle_101", "handle", "posted", ONE, 3),
        (HASHED, "user-id", "listed", ONE, 0),
        (first, "tweet-id", "in the release", ONE, 1),
        (outside, "tweet-id", "retweeted", ONE, 1),
        ("777", "user-id", "retweeted", ONE, 1),
    }
    assert report["absent"] == ["nothing.example.net"]
    assert (report["values"], report["found"]) == (12, 11)
    tagged = next(m for m in report["matches"] if m["campaign"] == ONE and m["role"] == "tagged")
    assert (tagged["first_at"][:10], tagged["last_at"][:10], tagged["accounts"]) == ("2019-02-25", "2019-02-25", 1)


def test_texts_are_the_same_without_links_mentions_and_case_and_near_on_request(
    place: Workspace, tmp_path: Path
) -> None:
    exact = found(place, tmp_path, SENTENCE)
    assert short(exact) == {(SENTENCE, "text", "posted", ONE, 2)}
    assert {m["similarity"] for m in exact["matches"]} == {1.0}
    near = found(place, tmp_path, SENTENCE, "--near")
    assert short(near) == {(SENTENCE, "text", "posted", ONE, 2), (SENTENCE, "text", "posted", TWO, 1)}
    assert {m["similarity"] for m in near["matches"] if m["campaign"] == TWO} == {round(7 / 9, 3)}
    assert short(found(place, tmp_path, SENTENCE, "--near", "--min-similarity", "0.8")) == short(exact)


def test_a_campaign_and_a_kind_narrow_it(place: Workspace, tmp_path: Path) -> None:
    assert {m["campaign"] for m in found(place, tmp_path, "#news", "--campaign", TWO)["matches"]} == {TWO}
    assert found(place, tmp_path, "news", "--kind", "domain")["matches"] == []
    file = tmp_path / "list.txt"
    assert run(place, file, "--campaign", "russia_201810_1").exit_code == 2


def test_csv_runs_nothing_in_a_spreadsheet(place: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("=1+1", encoding="utf-8")
    done = run(place, file, "--kind", "text", "--format", "csv")
    header, row = list(csv.reader(io.StringIO(done.stdout)))
    assert row[header.index("value")] == "'=1+1"
    assert row[header.index("tweets")] == "1"
    to_file = run(place, file, "--kind", "text", "-o", str(tmp_path / "out.csv"))
    assert to_file.exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1].startswith("'=1+1,text,posted")


def test_a_table_says_how_many_values_occur(place: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("#news\nabsent.example.net", encoding="utf-8")
    done = run(place, file)
    assert "tagged" in done.stdout
    assert "1 of 2 values occur" in done.stderr


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("#tag", ("hashtag",)),
        ("@name", ("handle",)),
        ("https://example.com/x", ("url",)),
        ("example.co.uk", ("domain",)),
        ("президент.рф", ("domain",)),
        ("1100000000000000000", ("tweet-id", "user-id")),
        (HASHED, ("user-id",)),
        ("e" * 64, ("user-id", "sha256", "pdq")),
        ("word", ("handle", "hashtag")),
        ("ข่าว", ("hashtag", "text")),
        ("two words", ("text",)),
        ("3.5", ("text",)),
    ],
)
def test_the_kind_of_a_value_is_guessed_by_its_form(text: str, kinds: tuple[str, ...]) -> None:
    assert guessed(text) == kinds


def test_keys_are_those_of_the_lake() -> None:
    for text in ("News", "#ＮＥＷＳ", "Straße", "ﬁne", *(text[:200] for text in HOSTILE if text.isprintable())):
        assert tag_key(text) == normal_tag(text)
    assert key_of("domain", "hxxps://user@Example[.]com:8080/path?x#y") == "example.com"
    assert key_of("handle", "https://twitter.com/SomeBody") == "somebody"
    assert key_of("tweet-id", "https://twitter.com/x/status/1100000000000000000?s=20") == "1100000000000000000"
    assert key_of("tweet-id", "99999999999999999999") is None
    assert key_of("user-id", "name") is None


def test_lists_are_read_as_people_keep_them(tmp_path: Path) -> None:
    def values(name: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return [(value.given, value.kinds) for value in read_list(tmp_path / name).values]

    assert values("a.txt", "\ufeff#one\n\n #one \nexample.com\n") == [
        ("#one", ("hashtag",)),
        ("example.com", ("domain",)),
    ]
    assert values("b.csv", 'Type,Value,note\nhashtag,one,x\n,"two, words",y\n') == [
        ("one", ("hashtag",)),
        ("two, words", ("text",)),
    ]
    assert values("c.csv", "screen_name,Domains\nanna,example.com\n,example.org\n") == [
        ("anna", ("handle",)),
        ("example.com", ("domain",)),
        ("example.org", ("domain",)),
    ]
    assert values("d.csv", "example.com,1\nexample.org,2\n") == [
        ("example.com", ("domain",)),
        ("example.org", ("domain",)),
    ]
    assert values("e.json", '["#one", 1100000000000000000]') == [
        ("#one", ("hashtag",)),
        ("1100000000000000000", ("tweet-id", "user-id")),
    ]
    for name, text in (("f.txt", " \n"), ("g.json", "{"), ("h.json", '{"x": 1}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ListFileError):
            read_list(tmp_path / name)
    (tmp_path / "i.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ListFileError, match="UTF-8"):
        read_list(tmp_path / "i.txt")


def test_what_misp_and_stix_exchange_is_read_and_the_rest_is_counted() -> None:
    event = {
        "response": [
            {
                "Event": {
                    "info": "not a value",
                    "Attribute": [
                        {"type": "domain", "value": "example.com"},
                        {"type": "sha256", "value": "e" * 64},
                        {"type": "md5", "value": "e" * 32},
                    ],
                    "Object": [{"name": "account", "Attribute": [{"type": "twitter-id", "value": "anna"}]}],
                }
            }
        ]
    }
    walk = walked(event)
    assert walk.values == [
        Value("example.com", ("domain",)),
        Value("e" * 64, ("sha256",)),
        Value("anna", ("handle", "user-id")),
    ]
    assert dict(walk.passed_over) == {"md5": 1}
    bundle = {
        "type": "bundle",
        "objects": [
            {"type": "domain-name", "value": "example.org"},
            {"type": "user-account", "user_id": "7", "account_login": "bert"},
            {
                "type": "indicator",
                "pattern": "[url:value = 'https://example.com/it\\'s' OR domain-name:value='a.example']",
            },
            {"type": "malware", "name": "x"},
        ],
    }
    assert walked(bundle).values == [
        Value("example.org", ("domain",)),
        Value("7", ("user-id",)),
        Value("bert", ("handle",)),
        Value("https://example.com/it's", ("url",)),
        Value("a.example", ("domain",)),
    ]
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    assert walked(deep).values == []
