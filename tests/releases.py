"""The real releases that tests marked `release` read: where they are, and what plain Python counts in them."""

import csv
import io
import os
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def releases_folder() -> Path:
    """Return where the real releases lie: $IOSCOPE_RELEASES, else shared/data beside the repository."""
    named = os.environ.get("IOSCOPE_RELEASES")
    return Path(named) if named else REPOSITORY.parent / "shared" / "data"


def thailand() -> Path:
    """Return the folder of the Thailand release."""
    return releases_folder() / "thailand_092020"


@dataclass
class Counts:
    """What an independent reader counts in a release, with Python's csv and zipfile modules and nothing of ours."""

    tweets: int = 0
    accounts: set[str] = field(default_factory=set)
    outsiders: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    tweet_ids: set[str] = field(default_factory=set)
    mentions: set[tuple[str, str]] = field(default_factory=set)
    tags: set[tuple[str, str]] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)
    retweets: set[tuple[str, str]] = field(default_factory=set)
    replies: set[tuple[str, str]] = field(default_factory=set)
    quotes: set[tuple[str, str]] = field(default_factory=set)
    reply_rows_with_account: int = 0
    inferred: dict[str, str] = field(default_factory=dict)
    clients: Counter[str] = field(default_factory=Counter)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def stubs(self) -> set[str]:
        """Ids of tweets that are pointed to and not in the release."""
        return {target for pairs in (self.retweets, self.replies, self.quotes) for _, target in pairs} - self.tweet_ids


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of the one CSV in a zip."""
    csv.field_size_limit(sys.maxsize)
    with zipfile.ZipFile(path) as archive:
        [member] = [name for name in archive.namelist() if name.endswith(".csv")]
        return list(csv.DictReader(io.TextIOWrapper(archive.open(member), "utf-8", newline="")))


def plain_list(cell: str) -> list[str]:
    """Return the items of a list in the spelling of the releases from 2019 on, `['a', 'b']`."""
    inner = cell.strip().removeprefix("[").removesuffix("]")
    return [item.strip().strip("'\"") for item in inner.split(", ")] if inner else []


def count_release(folder: Path) -> Counts:
    """Count the release in `folder` by its two zips."""
    counts = Counts()
    [users] = folder.glob("*users_csv*.zip")
    [tweets] = folder.glob("*tweets_csv*.zip")
    counts.accounts = {row["userid"] for row in rows_of(users)}
    rows = rows_of(tweets)
    counts.tweets = len(rows)
    counts.tweet_ids = {row["tweetid"] for row in rows}
    counts.authors = {row["userid"] for row in rows}
    for row in rows:
        _count_row(counts, row)
    named = {account for _, account in counts.mentions} | set(counts.inferred.values())
    counts.outsiders = (counts.outsiders | named) - counts.accounts - counts.authors
    return counts


def _count_row(counts: Counts, row: dict[str, str]) -> None:
    tweet = row["tweetid"]
    mentioned = plain_list(row["user_mentions"])
    counts.texts[tweet] = row["tweet_text"]
    counts.clients[row["tweet_client_name"]] += 1
    counts.mentions |= {(tweet, account) for account in mentioned}
    counts.tags |= {(tweet, tag.casefold()) for tag in plain_list(row["hashtags"])}
    counts.links |= {(tweet, url) for url in plain_list(row["urls"])}
    if row["retweet_tweetid"]:
        counts.retweets.add((tweet, row["retweet_tweetid"]))
        author = row["retweet_userid"] or (mentioned[0] if mentioned else "")
        if author and row["retweet_tweetid"] not in counts.tweet_ids:
            counts.inferred[row["retweet_tweetid"]] = author
    if row["in_reply_to_tweetid"]:
        counts.replies.add((tweet, row["in_reply_to_tweetid"]))
        if row["in_reply_to_userid"] and row["in_reply_to_tweetid"] not in counts.tweet_ids:
            counts.inferred[row["in_reply_to_tweetid"]] = row["in_reply_to_userid"]
    if row["in_reply_to_userid"]:
        counts.reply_rows_with_account += 1
        counts.outsiders.add(row["in_reply_to_userid"])
    if row["quoted_tweet_tweetid"]:
        counts.quotes.add((tweet, row["quoted_tweet_tweetid"]))
