"""Small archives for tests: rows with sensible defaults, written in the released format."""

import csv
import io
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from loader.header import TWEET_COLUMNS, USER_COLUMNS

FIRST_ID = 1_100_000_000_000_000_000


def tweet(number: int, user: str = "100", **cells: str) -> dict[str, str]:
    """Return a row of a tweets file; ids count up from one snowflake by a second each."""
    return {
        "tweetid": str(FIRST_ID + number * (1000 << 22)),
        "userid": user,
        "user_display_name": f"Name {user}",
        "user_screen_name": f"handle_{user}",
        "user_reported_location": "",
        "user_profile_description": "",
        "user_profile_url": "",
        "follower_count": "1",
        "following_count": "2",
        "account_creation_date": "2015-01-02",
        "account_language": "en",
        "tweet_language": "en",
        "tweet_text": f"text {number}",
        "tweet_time": "2019-02-25 18:00",
        "tweet_client_name": "Client",
        "is_retweet": "false",
        "latitude": "absent",
        "longitude": "absent",
        "quote_count": "0",
        "reply_count": "0",
        "like_count": "3",
        "retweet_count": "0",
        "hashtags": "[]",
        "urls": "[]",
        "user_mentions": "[]",
    } | cells


def tweet_id(number: int) -> int:
    """Return the id of `tweet(number)`."""
    return FIRST_ID + number * (1000 << 22)


def user(user_id: str, **cells: str) -> dict[str, str]:
    """Return a row of a users file."""
    return {name: value for name, value in tweet(0, user_id).items() if name in USER_COLUMNS} | cells


def csv_text(rows: Iterable[dict[str, str]], columns: Sequence[str] = TWEET_COLUMNS) -> str:
    """Return rows as CSV in the dialect of the releases: every field quoted, LF."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def write_zip(folder: Path, name: str, content: str | bytes, member: str | None = None) -> Path:
    """Write `folder/name` (a zip) with one CSV and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member or name.replace(".zip", ".csv"), content)
    return path


def write_release(
    folder: Path, key: str, tweets: Iterable[dict[str, str]], users: Iterable[dict[str, str]] | None = None
) -> Path:
    """Write a campaign's two zips into `folder` and return it."""
    rows = list(tweets)
    listed = list(users) if users is not None else [user(name) for name in sorted({row["userid"] for row in rows})]
    write_zip(folder, f"{key}_tweets_csv_hashed.zip", csv_text(rows))
    write_zip(folder, f"{key}_users_csv_hashed.zip", csv_text(listed, USER_COLUMNS))
    return folder


def few_campaigns(archive: Path) -> Path:
    """Leave two of a sample's small campaigns in it: for tests that load it again and again."""
    kept = ("catalonia_201906_1", "venezuela_201906_1")
    for path in archive.iterdir():
        if not path.name.startswith(kept):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return archive
