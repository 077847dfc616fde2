"""Pictures of the made-up archive, and what the questions about them should answer, in plain Python."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from database.connection import Graph

Row = list[Any]
RULES: dict[str, Callable[..., list[Row]]] = {}
KINDS = {"p1": "image", "p2": "image", "p3": "video", "p4": "video", "p5": "image", "p6": "animation", "p7": "image"}
CALLS: dict[str, list[dict[str, str]]] = {
    name: [{}, {"limit": "1"}]
    for name in ("most-reused-pictures", "first-to-show", "shared-profile-pictures", "pictures-across-campaigns")
}
LIKE = {"p2": ("p1", 12), "p4": ("p3", 31)}
PROFILES = [
    ("101", "p5", "profile"), ("102", "p5", "profile"), ("201", "p5", "profile"), ("301", "p2", "profile"),
    ("103", "p1", "profile"), ("101", "p6", "banner"), ("902", "p6", "banner"), ("201", "p7", "banner"),
]  # fmt: skip


def rule(expected: Callable[..., list[Row]]) -> Callable[..., list[Row]]:
    RULES[expected.__name__.replace("_", "-")] = expected
    return expected


def shown(world: Any) -> list[tuple[Any, str]]:
    """Return which tweet shows which picture: every other one of those that are no retweets."""
    own = [tweet for tweet in world.archived if not tweet.is_retweet]
    names = sorted(KINDS)
    return [(tweet, names[number * 5 % len(names)]) for number, tweet in enumerate(own) if number % 2 == 0]


def write_media(graph: Graph, world: Any) -> None:
    statements: dict[str, list[list[Any]]] = {
        "MERGE (m:Media {sha256: row[0]}) SET m.kind = row[1]": [list(one) for one in KINDS.items()],
        "MATCH (a:Media {sha256: row[0]}) MATCH (b:Media {sha256: row[1]}) "
        "MERGE (a)-[r:LOOKS_LIKE]->(b) SET r.distance = row[2]": [[one, *other] for one, other in LIKE.items()],
        "MATCH (t:Tweet {tweet_id: row[0]}) MATCH (m:Media {sha256: row[1]}) MERGE (t)-[:SHOWS]->(m)": [
            [tweet.tweet_id, name] for tweet, name in shown(world)
        ],
        "MATCH (a:Account {user_id: row[0]}) MATCH (m:Media {sha256: row[1]}) "
        "MERGE (a)-[:HAS_PICTURE {role: row[2]}]->(m)": [list(one) for one in PROFILES],
    }
    for statement, rows in statements.items():
        graph.write(f"UNWIND $rows AS row {statement}", {"rows": rows})


def by_picture(world: Any) -> dict[str, list[tuple[Any, str]]]:
    found = defaultdict(list)
    for tweet, name in shown(world):
        found[LIKE.get(name, (name,))[0]].append((tweet, name))
    return found


@rule
def most_reused_pictures(world: Any, limit: int) -> list[Row]:
    rows: list[Row] = []
    for picture, uses in by_picture(world).items():
        accounts, files = {tweet.author for tweet, _ in uses}, {name for _, name in uses}
        campaigns = sorted({key for tweet, _ in uses for key in tweet.campaigns})
        if len(uses) > 1:
            rows.append([picture, KINDS[picture], len(accounts), len(uses), len(files), campaigns])
    return sorted(rows, key=lambda row: (-row[2], -row[3], row[0]))[:limit]


@rule
def first_to_show(world: Any, limit: int) -> list[Row]:
    rows: list[Row] = []
    for picture, uses in by_picture(world).items():
        tweets = sorted(
            (tweet for tweet, _ in uses if tweet.posted_at), key=lambda tweet: (tweet.posted_at, tweet.tweet_id)
        )
        others = [tweet for tweet in tweets if tweet.author != tweets[0].author]
        if others:
            who, delay = world.accounts[tweets[0].author], others[0].posted_at - tweets[0].posted_at
            milliseconds = round(delay.total_seconds() * 1000)
            accounts = len({tweet.author for tweet in tweets})
            row = [picture, accounts, who.name, who.user_id, str(tweets[0].tweet_id), tweets[0].posted_at]
            rows.append([*row, milliseconds / 3_600_000])
    return sorted(rows, key=lambda row: (-row[1], row[5], row[0]))[:limit]


@rule
def shared_profile_pictures(world: Any, limit: int) -> list[Row]:
    users = defaultdict(set)
    for user, name, role in PROFILES:
        users[LIKE.get(name, (name,))[0], role].add(user)
    rows: list[Row] = []
    for (picture, role), its in users.items():
        accounts = [world.accounts[user] for user in its]
        campaigns = sorted({key for account in accounts for key in account.campaigns})
        if len(its) > 1:
            rows.append([picture, role, len(its), sorted({account.name for account in accounts})[:10], campaigns])
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))[:limit]


@rule
def pictures_across_campaigns(world: Any, limit: int) -> list[Row]:
    rows: list[Row] = []
    for picture, uses in by_picture(world).items():
        times: dict[str, int] = defaultdict(int)
        for tweet, _ in uses:
            for key in tweet.campaigns:
                times[key] += 1
        if len(times) > 1:
            rows.append([picture, sorted(times), sum(times.values()), min(times.values())])
    return sorted(rows, key=lambda row: (-len(row[1]), -row[3], -row[2], row[0]))[:limit]


@rule
def pictures_and_clips(world: Any, campaign: str | None) -> list[Row]:
    kinds = {tweet.tweet_id: KINDS[name] for tweet, name in shown(world)}
    rows: list[Row] = []
    for key in sorted({key for tweet in world.archived for key in tweet.campaigns}):
        own = [tweet for tweet in world.archived if key in tweet.campaigns and not tweet.is_retweet]
        clips = sum(kinds.get(tweet.tweet_id) == "video" for tweet in own)
        either = sum(tweet.tweet_id in kinds for tweet in own)
        if either and campaign in {None, key}:
            rows.append([key, len(own), either - clips, clips, clips / either])
    return rows
