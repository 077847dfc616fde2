"""Single rows that a loader, a page or a spreadsheet may stumble over: odd but right tweets, and bad rows.

Odd tweets count among the campaign's tweets. Bad rows must become rejects, each with the reason given here.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sample.accounts import ELDER, SHARED, UNLISTED, Account, Accounts
from sample.campaigns import CAMPAIGNS
from sample.dialects import DIALECTS, PROFILE, Dialect
from sample.snowflake import PLANTED_SLOT, tweet_ids
from sample.timeline import Timeline, minute_text

SERIAL = 200_000  # low bits from here on are the oddities'; planted groups stay below
BAD_USER_ID, BAD_TWEET_ID, BAD_COLUMNS = "user_id", "tweet_id", "columns"  # reasons of rejects
RUINED_ID = "1.01421E+18"  # what a spreadsheet makes of a numeric user id

# (number of the author, the fields that are odd)
ODD: dict[str, tuple[tuple[int, dict[str, Any]], ...]] = {
    "iran_201906_1": (
        (0, {"tweet_text": '<script>alert(1)</script> & "quotes", commas, \'single\' and \\ backslash'}),
        (1, {"tweet_text": '=HYPERLINK("https://trap.example/?x=1","click")', "urls": ["https://trap.example/?x=1"]}),
        (2, {"tweet_text": "left \u202eright to left\u202c and \u2066isolated\u2069 \u200f\u200b end"}),
        (3, {"tweet_text": "#Nova #nova #Nova again", "hashtags": ["Nova", "nova", "Nova", "#tech"]}),
        (4, {"tweet_text": "วันนี้ประชาชนเมืองใหม่ ข่าวความจริง", "tweet_language": "th", "hashtags": ["ข่าวใหม่"]}),
        (4, {"tweet_text": "今天城市新闻：世界和平的希望", "tweet_language": "zh-CN", "hashtags": ["城市新闻"]}),
        (4, {"tweet_text": "明天的街道和大学", "tweet_language": "zh-cn"}),
        (5, {"tweet_text": "…", "tweet_language": "und"}),
        (3, {"tweet_text": "Which one?", "poll_choices": "yes|no, thanks|\"maybe\""}),
        (0, {"tweet_text": "here", "latitude": "present", "longitude": "present"}),
        (0, {"tweet_text": "and here", "latitude": "35.6892", "longitude": "51.389"}),
    ),
    "iran_201906_2": (
        (0, {"tweet_text": "line one\nline two\n\nline four, after a blank one\n"}),
        (2, {"tweet_text": "+1 -1 @SUM(A1:A9) |cmd", "user_mentions": []}),
    ),
    "iran_201906_3": (
        (0, {"tweet_text": '"; DROP TABLE tweets; -- \'; MATCH (n) DETACH DELETE n //'}),
        (1, {"tweet_text": "javascript:alert(1) data:text/html,x", "urls": ["javascript:alert(document.domain)"]}),
        (2, {"tweet_text": '</title></style><a href="https://trap.example" title=\'href="x"\'>'}),
        (5, {"tweet_text": "<img src=x onerror=alert(1)>"}),
        (1, {"tweet_text": "{{7*7}} ${7*7} <%= 7*7 %> __proto__ %s %n &amp;lt;b&amp;gt; &lt;b&gt;"}),
        (UNLISTED[1], {"tweet_text": "an account that the users file does not list"}),
        (UNLISTED[1], {"tweet_text": "and once more", "hashtags": ["Unlisted"]}),
    ),
    "russia_201906_1": (
        (0, {"tweet_text": "карта и дорога", "urls": ["https://maps.example/@55.7,37.6,12z", "https://two.example/a"]}),
        (1, {"tweet_text": "сегодня, завтра; «кавычки» &quot;", "hashtags": ["сегодня", "Завтра"]}),
    ),
    "catalonia_201906_1": (
        (1, {"tweet_text": "l'endemà, \"il·lusió\"\nplaça", "hashtags": ["il·lusió"], "like_count": ""}),
    ),
    "venezuela_201906_1": (
        (ELDER[1], {"tweet_text": "primera señal", "tweet_time": "2009-04-02 14:07", "tweetid": "1438201117"}),
        (ELDER[1], {"tweet_text": "hoy en la calle", "tweet_time": "2009-11-20 09:30", "tweetid": "5891220034"}),
        (ELDER[1], {"tweet_text": "buenas, pueblo", "tweet_time": "2010-10-31 23:59", "tweetid": "29298765432"}),
    ),
}  # fmt: skip


@dataclass
class Oddities:
    """One campaign's odd rows as fields by column name, and its bad rows as (reason, record)."""

    tweets: list[dict[str, Any]] = field(default_factory=list)
    bad: list[tuple[str, bytes]] = field(default_factory=list)


def oddities(accounts: dict[str, Accounts], timelines: dict[str, Timeline]) -> dict[str, Oddities]:
    """Return the odd and the bad rows of each campaign."""
    made = {c.key: Oddities() for c in CAMPAIGNS}
    serial = SERIAL
    for key, rows in ODD.items():
        for number, odd in rows:
            made[key].tweets.append(_row(accounts[key].people[number], timelines[key], serial, odd))
            serial += 1
    _talk_among_members(made, accounts, timelines, serial)
    _post_in_two_releases(made, accounts, timelines, serial + 10)
    for place, (key, reason) in enumerate(BAD_ROWS):
        row = _row(accounts[key].people[1], timelines[key], serial + 20 + place, {"tweet_text": f"bad row {place}"})
        made[key].bad.append((reason, _spoiled(row, reason, DIALECTS[key])))
    return made


BAD_ROWS = (
    ("iran_201906_1", BAD_USER_ID),
    ("iran_201906_1", BAD_COLUMNS),
    ("iran_201906_1", BAD_TWEET_ID),
    ("iran_201906_2", BAD_TWEET_ID),
    ("iran_201906_3", BAD_COLUMNS),
    ("iran_201906_3", BAD_USER_ID),
    ("catalonia_201906_1", BAD_USER_ID),
)


def _row(account: Account, timeline: Timeline, serial: int, odd: dict[str, Any]) -> dict[str, Any]:
    """Return one tweet's fields by column name; lists stay lists and counts numbers until they are spelled."""
    time = int(timeline.at(np.array([0.4 + (serial - SERIAL) * 0.002]))[0])
    return {
        "tweetid": str(int(tweet_ids(np.array([time]), PLANTED_SLOT, np.array([serial]))[0])),
        **dict(zip(PROFILE, account.fields(), strict=True)),
        "tweet_language": "en",
        "tweet_time": minute_text(time),
        "tweet_client_name": "Twitter Web Client",
        "is_retweet": False,
        "latitude": "absent",
        "longitude": "absent",
        "quote_count": 0,
        "reply_count": 1,
        "like_count": 2,
        "retweet_count": 3,
        "hashtags": [],
        "urls": [],
        "user_mentions": [],
        **odd,
    }


def _talk_among_members(
    made: dict[str, Oddities], accounts: dict[str, Accounts], timelines: dict[str, Timeline], serial: int
) -> None:
    """Add a tweet of a member, its retweet and a reply by other members, so that even the smallest sample has them."""
    for key in ("iran_201906_3", "iran_201906_1"):
        # The author is hashed, so that texts say `@<hash>=`.
        author = next(a for a in accounts[key].people[1:] if a.hashed and (key, a.number) != UNLISTED)
        others = [a for a in accounts[key].people[:6] if a.number not in (author.number, UNLISTED[1])]
        text = " ".join(["a word to all members: read, share & say it &amp; again"] * 4)
        first = _row(author, timelines[key], serial, {"tweet_text": text, "hashtags": ["OneVoice"]})
        target = {"id": first["tweetid"], "user": author.user_id}
        handle = author.screen_name
        retweet = {
            "tweet_text": f"RT @{handle}: {text}"[:139] + "…",
            "is_retweet": True,
            "retweet_userid": target["user"],
            "retweet_tweetid": target["id"],
            "hashtags": ["OneVoice"],
            "user_mentions": [target["user"]],
            **dict.fromkeys(("reply_count", "like_count", "retweet_count"), 0),
        }
        reply = {
            "tweet_text": f"@{handle} I read it",
            "in_reply_to_userid": target["user"],
            "in_reply_to_tweetid": target["id"],
            "user_mentions": [target["user"]],
        }
        made[key].tweets += [
            first,
            _row(others[0], timelines[key], serial + 1, retweet),
            _row(others[1], timelines[key], serial + 2, reply),
        ]
        serial += 3


def _post_in_two_releases(
    made: dict[str, Oddities], accounts: dict[str, Accounts], timelines: dict[str, Timeline], serial: int
) -> None:
    """Let an account of two campaigns have one tweet in both releases, the later one with more likes."""
    key, number, other, place = SHARED[0]
    row = _row(accounts[key].people[number], timelines[key], serial, {"tweet_text": "one tweet, two releases"})
    profile = dict(zip(PROFILE, accounts[other].people[place].fields(), strict=True))
    made[key].tweets.append(row)
    made[other].tweets.append({**row, **profile, "like_count": row["like_count"] + 5})


def in_two_releases(made: dict[str, Oddities]) -> list[str]:
    """Return the ids of tweets that two campaigns hold."""
    seen: set[str] = set()
    twice = set()
    for odd in made.values():
        ids = {row["tweetid"] for row in odd.tweets}
        twice |= seen & ids
        seen |= ids
    return sorted(twice)


def spelled(row: dict[str, Any], dialect: Dialect) -> tuple[str, ...]:
    """Return a row's fields in the dialect's order and spelling."""
    fields = []
    for name in dialect.columns:
        value = row.get(name, "")
        if isinstance(value, list):
            value = dialect.spell(value, mentions=name == "user_mentions")
        elif isinstance(value, bool):
            value = dialect.true_false[not value]
        elif isinstance(value, int):
            value = dialect.count(value)
        fields.append(value)
    return tuple(fields)


def _spoiled(row: dict[str, Any], reason: str, dialect: Dialect) -> bytes:
    if reason == BAD_COLUMNS:
        return dialect.record(spelled(row, dialect)[:9])
    spoiled = {BAD_USER_ID: {"userid": RUINED_ID}, BAD_TWEET_ID: {"tweetid": "not a number"}}[reason]
    return dialect.record(spelled({**row, **spoiled}, dialect))
