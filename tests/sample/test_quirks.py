"""Every oddity of the archive's format occurs in the sample, at any size."""

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from tests.sample.reading import Row, Sample, listed, posted

Check = Callable[[Sample], bool]
BASE64_ID = re.compile(r"[A-Za-z0-9+]{37,43}=")
HEX_ID = re.compile(r"[0-9a-f]{64}")


def any_row(test: Callable[[Row], object]) -> Check:
    return lambda sample: any(test(row) for _, row in sample.tweets)


def any_text(part: str) -> Check:
    return any_row(lambda row: part in row["tweet_text"])


def any_cell(column: str, values: Iterable[str]) -> Check:
    return lambda sample: set(values) <= {row.get(column, "") for _, row in sample.tweets}


def any_bytes(part: bytes) -> Check:
    return lambda sample: any(part in table.data for table in sample.tables)


def header_order(first: str, second: str) -> Check:
    return lambda sample: any(
        t.kind == "tweets" and t.header.index(first) == t.header.index(second) - 1 for t in sample.tables
    )


def any_user(test: Callable[[list[str]], object]) -> Check:
    return lambda sample: any(test(record) for _, record in sample.users)


def zip_names(part: str) -> Check:
    return lambda sample: any(
        part in name for path in sample.folder.rglob("*.zip") for name in zipfile.ZipFile(path).namelist()
    )


def file_names(pattern: str) -> Check:
    return lambda sample: any(re.search(pattern, path) for path in sample.truth["files"])


def another_inner_name(sample: Sample) -> bool:
    return any(t.path.endswith(".zip") and t.path.split("/")[-1][:-4] not in t.name for t in sample.tables)


def several_csvs_in_one_zip(sample: Sample) -> bool:
    paths = [table.path for table in sample.tables]
    return len(paths) > len(set(paths))


def tweets_of_an_unlisted_account(sample: Sample) -> bool:
    listed_ids = {(key, record[0]) for key, record in sample.users}
    missing = {(key, row["userid"]) for key, row in sample.tweets} - listed_ids
    told = {(key, user) for key, of in sample.truth["campaigns"].items() for user in of["not_listed"]}
    return missing == told != set()


def accounts_without_tweets(sample: Sample) -> bool:
    acting = {row["userid"] for _, row in sample.tweets}
    return any(record[0] not in acting for _, record in sample.users)


def repeated_header(sample: Sample) -> bool:
    return any(t.header in t.records[1:-1] for t in sample.tables)


def hashed_accounts_are_nameless(sample: Sample) -> bool:
    hashed = [r for _, r in sample.users if BASE64_ID.fullmatch(r[0]) or HEX_ID.fullmatch(r[0])]
    return bool(hashed) and all(r[0] == r[1] == r[2] for r in hashed)


def two_accounts_in_two_campaigns(sample: Sample) -> bool:
    by_user: dict[str, dict[str, list[str]]] = {}
    for key, record in sample.users:
        by_user.setdefault(record[0], {})[key] = record
    twice = {user: of for user, of in by_user.items() if len(of) == 2}
    told = {twin["account"]: twin["campaigns"] for twin in sample.truth["in_two_campaigns"]}
    differ = all(len({tuple(record) for record in of.values()}) == 2 for of in twice.values())
    return len(told) == 2 and {user: sorted(of) for user, of in twice.items()} == told and differ


def one_tweet_in_two_releases(sample: Sample) -> bool:
    by_id: dict[str, list[Row]] = {}
    for _, row in sample.tweets:
        by_id.setdefault(row["tweetid"], []).append(row)
    twice = {tweet: rows for tweet, rows in by_id.items() if len(rows) == 2}
    same = all(a["tweet_text"] == b["tweet_text"] and a["like_count"] != b["like_count"] for a, b in twice.values())
    return sorted(twice) == sample.truth["in_two_releases"] != [] and same


def retweets_name_their_target_only_inside(sample: Sample) -> bool:
    retweets = [row for _, row in sample.tweets if row["is_retweet"].lower() == "true"]
    filled = [row for row in retweets if row["retweet_userid"]]
    return 0 < len(filled) < len(retweets) / 2 and all(row["retweet_tweetid"] for row in retweets)


def counts_of_retweets_are_zero(sample: Sample) -> bool:
    counts = ("quote_count", "reply_count", "like_count", "retweet_count")
    return all(row[name] in ("0", "0.0", "") for _, row in sample.tweets if row["retweet_tweetid"] for name in counts)


QUIRKS: dict[str, Check] = {
    "parts": file_names(r"_tweets_csv_hashed_2\.zip"),
    "a nested folder": file_names(r"/"),
    "a gz": file_names(r"\.csv\.gz$"),
    "a bare csv": file_names(r"tweets_csv_hashed\.csv$"),
    "a bucket console's name": file_names(r"^hashed_2019_06_(\w+?)_\1_tweets_csv_hashed\.zip$"),
    "an inner name of its own": another_inner_name,
    "several CSVs in one zip": several_csvs_in_one_zip,
    "a Mac's junk": zip_names("__MACOSX/"),
    ".DS_Store": zip_names(".DS_Store"),
    "31 columns": lambda s: any(len(t.header) == 31 for t in s.tables),
    "30 columns, no poll_choices": lambda s: any(
        len(t.header) == 30 and "poll_choices" not in t.header for t in s.tables
    ),
    "reply columns as in October 2018": header_order("in_reply_to_tweetid", "in_reply_to_userid"),
    "reply columns as from 2019 on": header_order("in_reply_to_userid", "in_reply_to_tweetid"),
    "camelCase users": lambda s: any("userDisplayName" in t.header for t in s.tables),
    "lists with quotes": any_row(lambda r: r["hashtags"].startswith("['")),
    "lists without quotes": any_row(lambda r: re.match(r"\[[^'\]]", r["hashtags"])),
    "numeric mentions": any_row(lambda r: re.fullmatch(r"\[\d+\]", r["user_mentions"])),
    "empty lists as brackets and as nothing": any_cell("hashtags", ["", "[]"]),
    "a BOM": lambda s: any(t.data.startswith(b"\xef\xbb\xbf") for t in s.tables),
    "CRLF": any_bytes(b'"\r\n"'),
    "a repeated header": repeated_header,
    "a users file quoted only where needed": lambda s: any(t.data.startswith(b"userid,") for t in s.tables),
    "raw newlines": any_text("\n"),
    "blank lines in texts": any_text("\n\n"),
    "HTML entities": any_text("&amp;"),
    "quotes": any_text('"'),
    "commas": any_text(","),
    "hashtags with #": any_row(lambda r: any(tag.startswith("#") for tag in listed(r["hashtags"]))),
    "a tag twice": any_row(lambda r: len(set(listed(r["hashtags"]))) < len(listed(r["hashtags"]))),
    "a comma in an unquoted list's address": any_row(lambda r: re.match(r"\[http[^ ]+,\d", r["urls"])),
    "coordinates absent and present": any_cell("latitude", ["absent", "present"]),
    "numeric coordinates": any_row(lambda r: re.fullmatch(r"-?\d+\.\d+", r["latitude"])),
    "counts with a point": any_row(lambda r: re.fullmatch(r"\d+\.0", r["like_count"])),
    "blank counts": any_cell("like_count", [""]),
    "booleans in both cases": any_cell("is_retweet", ["true", "false", "True", "False"]),
    "zh in both cases": any_cell("tweet_language", ["zh-cn", "zh-CN", "und"]),
    "account languages in both cases": lambda s: {"zh-cn", "zh-CN"} <= {r[9] for _, r in s.users},
    "polls": any_row(lambda r: "|" in r.get("poll_choices", "")),
    "an unlisted account": tweets_of_an_unlisted_account,
    "silent accounts": accounts_without_tweets,
    "hashed accounts": hashed_accounts_are_nameless,
    "base64 ids": any_user(lambda r: BASE64_ID.fullmatch(r[0])),
    "64 hex digits": any_user(lambda r: HEX_ID.fullmatch(r[0])),
    "unhashed accounts": any_user(lambda r: r[0].isdigit() and r[2] != r[0]),
    "names that break objects": lambda s: {"constructor", "__proto__", "toString"} <= {r[2] for _, r in s.users},
    "hashed mentions in texts": any_row(lambda r: re.search(r"@[A-Za-z0-9+]{37,43}=", r["tweet_text"])),
    "retweets cut with an ellipsis": any_row(
        lambda r: re.match(r"RT @[^:\s]+: ", r["tweet_text"]) and r["tweet_text"].endswith("…")
    ),
    "retweeted accounts are mostly absent": retweets_name_their_target_only_inside,
    "counts of retweets": counts_of_retweets_are_zero,
    "ids older than 2010-11-04": any_row(
        lambda r: int(r["tweetid"]) < 29_700_859_247 and r["tweet_time"] < "2010-11-04"
    ),
    "two accounts in two campaigns": two_accounts_in_two_campaigns,
    "one tweet in two releases": one_tweet_in_two_releases,
    "a script": any_text("<script>alert(1)</script>"),
    "a formula": any_row(lambda r: r["tweet_text"].startswith("=HYPERLINK(")),
    "a plus in front": any_row(lambda r: r["tweet_text"].startswith("+")),
    "a statement": any_text('"; DROP'),
    "a javascript address": any_row(lambda r: "javascript:" in r["urls"]),
    "bidirectional controls": any_text("\u202e"),
    "a title with href": any_text("href=\"x\""),
    "platforms": any_row(lambda r: "https://www.youtube.com/" in r["urls"]),
    "quoted tweets among the links": any_row(lambda r: re.search(r"https://twitter\.com/\w+/status/\d+", r["urls"])),
}  # fmt: skip


@pytest.mark.parametrize("quirk", QUIRKS)
def test_the_quirk_occurs(quirk: str, either: Sample) -> None:
    assert QUIRKS[quirk](either)


def test_the_noise_has_the_quirks_too(noise: Sample) -> None:
    assert [name for name, check in QUIRKS.items() if not check(noise)] == []


def test_ids_carry_the_minute_that_tweet_time_gives(either: Sample) -> None:
    for _, row in either.tweets:
        if row["tweet_time"] >= "2010-11-04":
            minute = datetime.fromtimestamp(posted(row) // 1000, UTC).strftime("%Y-%m-%d %H:%M")
            assert minute == row["tweet_time"]


def test_nobody_acts_on_a_tweet_of_the_future(full: Sample) -> None:
    for _, row in full.tweets:
        target = row["retweet_tweetid"] or row["in_reply_to_tweetid"] or row["quoted_tweet_tweetid"]
        assert not target or int(target) < int(row["tweetid"])


def test_nobody_tweets_before_the_account_exists(either: Sample) -> None:
    assert [r["tweetid"] for _, r in either.tweets if r["tweet_time"][:10] < r["account_creation_date"]] == []


def test_every_account_carries_the_mark_in_both_kinds_of_file(either: Sample) -> None:
    prefix = "https://synthetic.invalid/"
    assert all(record[5].startswith(prefix) for _, record in either.users)
    assert all(row["user_profile_url"].startswith(prefix) for _, row in either.tweets)


def test_the_folder_and_every_zip_say_synthetic(small: Sample) -> None:
    assert "SYNTHETIC" in (small.folder / "README.txt").read_text(encoding="utf-8")
    assert small.truth["synthetic"] is True
    for path in small.folder.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert b"SYNTHETIC" in archive.comment


def test_an_outsider_has_one_handle_everywhere(full: Sample) -> None:
    handles: dict[str, set[str]] = {}
    for _, row in full.tweets:
        if row["retweet_tweetid"]:
            handle = re.match(r"RT @([^:]+): ", row["tweet_text"])
            author = listed(row["user_mentions"])[0]
            assert handle is not None
            handles.setdefault(author, set()).add(handle[1])
    assert {user for user, names in handles.items() if len(names) > 1} == set()


def test_copies_of_one_tweet_read_the_same(full: Sample) -> None:
    copies: dict[str, set[str]] = {}
    for _, row in full.tweets:
        if row["retweet_tweetid"]:
            # The short link is each copy's own.
            text = row["tweet_text"].split(" https://t")[0]
            copies.setdefault(row["retweet_tweetid"], set()).add(text[:110])
    differing = {tweet for tweet, texts in copies.items() if len(texts) > 1}
    assert differing == set()
