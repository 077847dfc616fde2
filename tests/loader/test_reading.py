"""Reading: each oddity of real archives has its outcome, and the books close."""

import csv
import gzip
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lake.engine import open_engine
from lake.manifest import Manifest, read_manifests
from lake.workspace import Workspace, open_workspace
from loader.header import TWEET_COLUMNS, USER_COLUMNS
from loader.inspection import rejects_of
from loader.loading import Choices, Loaded, load_into_lake
from terminal import Stages
from tests.loader.archives import csv_text, tweet, tweet_id, user, write_release, write_zip

KEY = "iran_201906_1"


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path / "workspace")


def load(place: Workspace, folder: Path, **choices: Any) -> Loaded:
    loaded = load_into_lake(place, [folder], Choices(**choices), Stages(quiet=True))
    for failure in loaded.failures:
        raise failure
    return loaded


def staged(place: Workspace, table: str = "tweets", key: str = KEY) -> list[dict[str, Any]]:
    manifest = read_manifests(place)[key]
    with open_engine(place) as engine:
        rows = engine.read_parquet([str(path) for path in manifest.table_files(place, table)])
        return list(engine.to_pyarrow(rows.order_by("file", "row")).to_pylist())


def load_rows(place: Workspace, folder: Path, *rows: dict[str, str], columns: Any = TWEET_COLUMNS) -> Manifest:
    write_zip(folder, f"{KEY}_tweets_csv_hashed.zip", csv_text(rows, columns))
    return load(place, folder).manifests[KEY]


def assert_books_close(manifest: Manifest) -> None:
    for source in manifest.sources:
        assert source.read == source.loaded + source.duplicate + source.rejected, source


OCTOBER_2018 = (
    *TWEET_COLUMNS[:15],
    "in_reply_to_tweetid",
    "in_reply_to_userid",
    *TWEET_COLUMNS[17:],
)


def test_columns_are_found_by_name_in_any_order(place: Workspace, tmp_path: Path) -> None:
    row = tweet(1, in_reply_to_userid="200", in_reply_to_tweetid=str(tweet_id(0)))
    load_rows(place, tmp_path / "a", row, columns=OCTOBER_2018)
    [found] = staged(place)
    assert (found["reply_user"], found["reply_tweet"]) == ("200", tweet_id(0))


def test_a_file_without_poll_choices_loads(place: Workspace, tmp_path: Path) -> None:
    load_rows(place, tmp_path / "a", tweet(1), columns=[c for c in TWEET_COLUMNS if c != "poll_choices"])
    assert staged(place)[0]["poll_choices"] is None


def test_camel_case_users_load(place: Workspace, tmp_path: Path) -> None:
    header = "userId,userDisplayName,userScreenName,userReportedLocation,userProfileDescription,userProfileUrl,"
    header += "followerCount,followingCount,accountCreationDate,accountLanguage\n"
    content = header + "7,Name,handle,Here,About,,5,6,2019-12-08,zh-CN\n"
    write_zip(tmp_path / "a", "CNCC_0621_users_csv_hashed.zip", content)
    load(place, tmp_path / "a")
    [found] = staged(place, "accounts", "CNCC_0621")
    assert (found["user_id"], found["display_name"], found["followers"], found["language"]) == ("7", "Name", 5, "zh-cn")


@pytest.mark.parametrize(
    ("cell", "items", "cell_rejects"),
    [
        ("['a', 'b']", ["a", "b"], 0),
        ("[a, b]", ["a", "b"], 0),
        ("[443196382]", ["443196382"], 0),
        ("[]", None, 0),
        ("", None, 0),
        ("['it,s', 'b']", ["it,s", "b"], 0),
        ("""["it's", 'b']""", ["it's", "b"], 0),
        ("[a b]", ["a b"], 0),
        ("['a', 'b", ["a", "b"], 1),
        ("a, b", ["a", "b"], 1),
        ("['a', '']", ["a"], 0),
    ],
)
def test_lists_are_read_in_every_spelling(
    place: Workspace, tmp_path: Path, cell: str, items: list[str] | None, cell_rejects: int
) -> None:
    manifest = load_rows(place, tmp_path / "a", tweet(1, hashtags=cell))
    assert staged(place)[0]["hashtags"] == items
    assert sum(source.cells_rejected for source in manifest.sources) == cell_rejects
    assert_books_close(manifest)


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("like_count", "12.0", "likes", 12),
        ("like_count", "", "likes", None),
        ("latitude", "12.5", "latitude", 12.5),
        ("latitude", "present", "latitude", None),
        ("is_retweet", "False", "is_retweet", False),
        ("is_retweet", "0", "is_retweet", False),
        ("tweet_language", "zh-CN", "language", "zh-cn"),
        ("tweet_text", "two\nlines, \"quoted\"", "text", "two\nlines, \"quoted\""),
        ("tweet_text", "&amp; <b>", "text", "&amp; <b>"),
        ("tweet_text", "   ", "text", None),
        ("poll_choices", "yes|no", "poll_choices", ["yes", "no"]),
        ("quoted_tweet_tweetid", "9223372036854775807", "quoted_tweet", 9223372036854775807),
    ],
)  # fmt: skip
def test_cells_are_typed(place: Workspace, tmp_path: Path, column: str, cell: str, field: str, value: object) -> None:
    manifest = load_rows(place, tmp_path / "a", tweet(1, **{column: cell}))
    assert staged(place)[0][field] == value
    assert sum(source.cells_rejected for source in manifest.sources) == 0


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("like_count", "-1", "likes"),
        ("like_count", "many", "likes"),
        ("latitude", "91", "latitude"),
        ("is_retweet", "perhaps", "is_retweet"),
        ("quoted_tweet_tweetid", "9223372036854775808", "quoted_tweet"),
        ("quoted_tweet_tweetid", "1.2E+18", "quoted_tweet"),
        ("in_reply_to_userid", "1.01421E+18", "reply_user"),
        ("tweet_time", "yesterday", None),
        ("tweet_time", "2019-02-31 10:00", None),
    ],
)
def test_a_bad_cell_is_absent_and_kept_as_a_reject(
    place: Workspace, tmp_path: Path, column: str, cell: str, field: str | None
) -> None:
    manifest = load_rows(place, tmp_path / "a", tweet(1, **{column: cell}))
    if field is not None:
        assert staged(place)[0][field] in (None, False)
    [reject] = rejects_of(place, KEY)
    assert (reject["scope"], reject["field"], reject["value"], reject["row"]) == ("cell", column, cell, 1)
    assert_books_close(manifest)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"tweetid": ""}, "no tweet id"),
        ({"tweetid": "abc"}, "not a tweet id of 64 bits"),
        ({"tweetid": "9223372036854775808"}, "not a tweet id of 64 bits"),
        ({"tweetid": "1.1E+18"}, "the tweet id went through a float and lost its digits"),
        ({"tweetid": "1100000000000000000.0"}, "the tweet id went through a float and lost its digits"),
        ({"userid": ""}, "no user id"),
        ({"userid": "1.01421E+18"}, "the user id went through a float and lost its digits"),
        ({"userid": "not an id"}, "not a user id"),
        ({name: name for name in TWEET_COLUMNS}, "repeated header row"),
    ],
)
def test_a_row_without_its_ids_is_kept_as_a_reject(
    place: Workspace, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    manifest = load_rows(place, tmp_path / "a", tweet(1), tweet(2, **cells), tweet(3))
    [reject] = [found for found in rejects_of(place, KEY) if found["scope"] == "row"]
    assert (reject["reason"], reject["row"]) == (reason, 2)
    assert manifest.books("tweets") == {"read": 3, "loaded": 2, "duplicate": 0, "rejected": 1}


def test_rows_of_the_wrong_width_are_rejects_and_the_rest_loads(place: Workspace, tmp_path: Path) -> None:
    lines = csv_text([tweet(1), tweet(2)]) + '"short","row"\n' + '"x",' * 40 + '"x"\n'
    write_zip(tmp_path / "a", f"{KEY}_tweets_csv_hashed.zip", lines)
    manifest = load(place, tmp_path / "a").manifests[KEY]
    assert manifest.books("tweets") == {"read": 4, "loaded": 2, "duplicate": 0, "rejected": 2}
    assert [r["reason"] for r in rejects_of(place, KEY)] == ["2 of 31 columns", "41 of 31 columns"]
    assert rejects_of(place, KEY)[0]["value"] == "short,row"


def test_bytes_that_are_not_utf8_reject_their_row_alone(place: Workspace, tmp_path: Path) -> None:
    content = csv_text([tweet(1), tweet(2, tweet_text="BROKEN"), tweet(3)]).encode().replace(b"BROKEN", b"\xff\xfe")
    write_zip(tmp_path / "a", f"{KEY}_tweets_csv_hashed.zip", content)
    manifest = load(place, tmp_path / "a").manifests[KEY]
    assert manifest.books("tweets")["loaded"] == 2
    [reject] = rejects_of(place, KEY)
    assert reject["reason"] == "not UTF-8"
    assert "\\xff\\xfe" in reject["value"]


def test_bom_crlf_and_repeated_headers_are_read(place: Workspace, tmp_path: Path) -> None:
    body = csv_text([tweet(1)]).replace("\n", "\r\n")
    header = body.split("\r\n")[0]
    content = "\ufeff" + body + header + "\r\n" + csv_text([tweet(2)]).split("\n")[1] + "\r\n"
    write_zip(tmp_path / "a", f"{KEY}_tweets_csv_hashed.zip", content)
    manifest = load(place, tmp_path / "a").manifests[KEY]
    assert manifest.books("tweets") == {"read": 3, "loaded": 2, "duplicate": 0, "rejected": 1}
    assert [row["tweet_id"] for row in staged(place)] == [tweet_id(1), tweet_id(2)]


def test_the_same_tweet_twice_counts_once_as_a_duplicate(place: Workspace, tmp_path: Path) -> None:
    manifest = load_rows(place, tmp_path / "a", tweet(1), tweet(1, tweet_text="other"), tweet(2))
    assert manifest.books("tweets") == {"read": 3, "loaded": 2, "duplicate": 1, "rejected": 0}


def test_names_that_are_only_the_hash_are_no_names(place: Workspace, tmp_path: Path) -> None:
    hashed = "vhWtzcFy+XfbYd9IsXBhcnTpinSnq2Kk0DNa7LHaMF8="
    row = user(hashed, user_display_name=hashed, user_screen_name=hashed)
    write_zip(tmp_path / "a", f"{KEY}_users_csv_hashed.zip", csv_text([row], USER_COLUMNS))
    load(place, tmp_path / "a")
    [found] = staged(place, "accounts")
    assert (found["display_name"], found["screen_name"], found["user_id"]) == (None, None, hashed)


def test_the_time_comes_from_the_id_and_else_from_the_minute(place: Workspace, tmp_path: Path) -> None:
    old = tweet(1) | {"tweetid": "123456789", "tweet_time": "2009-06-01 10:30"}
    american = tweet(2) | {"tweetid": "123456790", "tweet_time": "7/3/2009 9:05"}
    load_rows(place, tmp_path / "a", tweet(0), old, american)
    times = {row["tweet_id"]: row["posted_at"] for row in staged(place)}
    assert times[tweet_id(0)] == (tweet_id(0) >> 22) + 1288834974657
    assert times[123456789] == 1243852200000
    assert times[123456790] == 1246611900000


def test_gz_plain_csv_and_nested_folders_are_one_release(place: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "down" / "deep" / KEY
    folder.mkdir(parents=True)
    with gzip.open(folder / f"{KEY}_tweets_csv_hashed_1.csv.gz", "wt", newline="") as file:
        file.write(csv_text([tweet(1)]))
    (folder / f"{KEY}_tweets_csv_hashed_2.csv").write_text(csv_text([tweet(2)]), newline="")
    (tmp_path / "down" / "__MACOSX").mkdir()
    (tmp_path / "down" / "__MACOSX" / f"._{KEY}_tweets_csv_hashed.csv").write_bytes(b"\x00\x05\x16\x07")
    manifest = load(place, tmp_path / "down").manifests[KEY]
    assert manifest.books("tweets")["loaded"] == 2


def test_a_second_part_joins_the_first(place: Workspace, tmp_path: Path) -> None:
    write_zip(tmp_path / "a", f"{KEY}_tweets_csv_hashed_1.zip", csv_text([tweet(1)]))
    write_zip(tmp_path / "b", f"{KEY}_tweets_csv_hashed_2.zip", csv_text([tweet(1), tweet(2)]))
    load(place, tmp_path / "a")
    manifest = load(place, tmp_path / "b").manifests[KEY]
    assert manifest.books("tweets") == {"read": 3, "loaded": 2, "duplicate": 1, "rejected": 0}


def test_the_same_files_give_the_same_manifest_anywhere(tmp_path: Path) -> None:
    write_release(tmp_path / "one" / "x", KEY, [tweet(1), tweet(2)])
    write_release(tmp_path / "two", KEY, [tweet(1), tweet(2)])
    digests = set()
    for name in ("one", "two"):
        place = open_workspace(tmp_path / f"workspace-{name}")
        # zips carry their time of writing, so the same bytes are copied
        for zipped in sorted((tmp_path / "one" / "x").iterdir()):
            (tmp_path / "two" / zipped.name).write_bytes(zipped.read_bytes())
        digests.add(load(place, tmp_path / name).manifests[KEY].digest)
    assert len(digests) == 1


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
ROWS = st.lists(
    st.builds(
        lambda number, column, cell: tweet(number, **{column: cell}),
        st.integers(0, 5),
        st.sampled_from(TWEET_COLUMNS),
        TEXTS,
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_any_text_in_any_column_closes_the_books(rows: list[dict[str, str]], tmp_path_factory: Any) -> None:
    folder = tmp_path_factory.mktemp("any")
    place = open_workspace(folder / "workspace")
    content = csv_text(rows)
    manifest = load_rows(place, folder / "a", *rows)
    assert_books_close(manifest)
    records = list(csv.reader(io.StringIO(content, newline="")))
    assert manifest.books("tweets")["read"] == len(records) - 1
