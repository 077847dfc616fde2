"""truth.json says what stands in the files: counted again here with the standard library only."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.sample.reading import RUINED, Row, Sample, listed, posted, read

PUBLISHED = {
    "iran_201906_1": 1666,
    "iran_201906_2": 248,
    "iran_201906_3": 2865,
    "russia_201906_1": 4,
    "catalonia_201906_1": 130,
    "venezuela_201906_1": 33,
}


def reason(record: list[str], header: list[str]) -> str | None:
    if len(record) != len(header):
        return "columns"
    if "tweetid" in header and not record[header.index("tweetid")].isdigit():
        return "tweet_id"
    return "user_id" if RUINED.fullmatch(record[header.index("userid")]) else None


def test_the_books_of_every_file_close(either: Sample) -> None:
    for path, told in either.truth["files"].items():
        rows = duplicate = headers = 0
        rejected: Counter[str] = Counter()
        seen: set[tuple[str, ...]] = set()
        for table in read(either.folder, path):
            for record in table.records:
                if record == table.header:
                    headers += 1
                    continue
                rows += 1
                if why := reason(record, table.header):
                    rejected[why] += 1
                elif tuple(record) in seen:
                    duplicate += 1
                seen.add(tuple(record))
        counted = {"rows": rows, "duplicate": duplicate, "rejected": dict(rejected), "repeated_headers": headers}
        assert {name: told[name] for name in counted} == counted, path
        assert told["rows"] == told["loaded"] + told["duplicate"] + sum(told["rejected"].values())


def test_bad_and_double_rows_occur(either: Sample) -> None:
    books = either.truth["files"].values()
    assert {why for of in books for why in of["rejected"]} == {"columns", "tweet_id", "user_id"}
    assert sum(of["duplicate"] for of in books if of["kind"] == "users") == 1
    assert sum(of["duplicate"] for of in books if of["kind"] == "tweets") == 12


def test_campaigns_have_the_tweets_and_accounts_told(either: Sample) -> None:
    tweets = Counter(key for key, _ in either.tweets)
    accounts: dict[str, set[str]] = {}
    for key, record in either.users:
        if not RUINED.fullmatch(record[0]):
            accounts.setdefault(key, set()).add(record[0])
    for key, told in either.truth["campaigns"].items():
        assert (tweets[key], len(accounts[key])) == (told["tweets"], told["accounts"])
    assert sum(tweets.values()) == either.truth["tweets"]


def test_the_full_sample_has_as_many_accounts_as_the_release(full: Sample) -> None:
    assert {key: of["accounts"] for key, of in full.truth["campaigns"].items()} == PUBLISHED


def test_rows_are_as_wide_as_real_ones(full: Sample) -> None:
    size = sum(len(table.data) for table in full.tables if table.kind == "tweets")
    assert 550 <= size / len(full.tweets) <= 700


def shared_object(action: str, row: Row) -> list[str]:
    """What a row does of an action; for texts the words before the short link."""
    retweet = row["is_retweet"].lower() == "true"
    if action == "retweet" or retweet:
        return [row["retweet_tweetid"]] if action == "retweet" and retweet else []
    links = [url for url in listed(row["urls"]) if "twitter.com" not in url]
    text = row["tweet_text"].split(" https://t.co/")[0]
    return {
        "quote": [row["quoted_tweet_tweetid"]],
        "reply": [row["in_reply_to_tweetid"]],
        "hashtag": listed(row["hashtags"]),
        "mention": [person for person in listed(row["user_mentions"]) if person != row["in_reply_to_userid"]],
        "link": links,
        "domain": [url.split("/")[2] for url in links if "//" in url],
        "tweet": [text],
        "similar": [text],
    }[action]


def acted(sample: Sample) -> dict[int, dict[str, list[tuple[str, int, str]]]]:
    """For each group, by account: (object, time, text) of its planted acts."""
    groups = sample.truth["groups"]
    by_account: dict[tuple[str, str], list[int]] = {}
    for number, group in enumerate(groups):
        for key in group["campaigns"]:
            for account in group["accounts"]:
                by_account.setdefault((key, account), []).append(number)
    found: dict[int, dict[str, list[tuple[str, int, str]]]] = {}
    for key, row in sample.tweets:
        for number in by_account.get((key, row["userid"]), ()):
            group = groups[number]
            for item in shared_object(group["action"], row):
                known = next((o for o in group["objects"] if is_object(group["action"], item, o)), None)
                if known is not None:
                    act = (known, posted(row), row["tweet_text"].split(" https://t.co/")[0])
                    found.setdefault(number, {}).setdefault(row["userid"], []).append(act)
    return found


def is_object(action: str, item: str, known: str) -> bool:
    return item.startswith(known) if action == "similar" else item == known


def test_every_group_acts_together_as_often_as_told(either: Sample) -> None:
    found = acted(either)
    groups = either.truth["groups"]
    assert len(found) == len(groups)
    for number, group in enumerate(groups):
        acts = found[number]
        assert set(acts) == set(group["accounts"])
        bursts: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for account in group["accounts"]:
            assert len(acts[account]) == group["times"], group
            for known, time, text in acts[account]:
                bursts.setdefault((known, time // 3_600_000), []).append((time, text))
        # One act of each member in each burst, all in one minute, bursts in different hours.
        assert len(bursts) == group["times"]
        for burst in bursts.values():
            times = [time for time, _ in burst]
            assert len(times) == len(group["accounts"])
            assert max(times) - min(times) <= 60_000
            texts = {text for _, text in burst}
            if group["action"] == "tweet":
                assert len(texts) == 1
            if group["action"] == "similar":
                assert len(texts) == len(burst)
                assert all(jaccard(a, b) >= 0.7 for a, b in pairwise(sorted(texts)))


def jaccard(one: str, other: str) -> float:
    a, b = set(one.split()), set(other.split())
    return len(a & b) / len(a | b)


def test_every_action_is_planted_at_every_strength_when_there_is_room(full: Sample) -> None:
    planted = Counter((group["action"], group["times"]) for group in full.truth["groups"])
    actions = ("retweet", "tweet", "similar", "link", "domain", "hashtag", "quote", "reply", "mention")
    assert planted == Counter({(action, times): 1 for action in actions for times in (40, 6, 3)})
    assert {len(group["accounts"]) for group in full.truth["groups"]} == {15}


def test_small_samples_still_have_one_group_for_each_action(small: Sample) -> None:
    assert len({group["action"] for group in small.truth["groups"]}) == 9
    assert all(len(group["accounts"]) == 3 for group in small.truth["groups"])


def test_no_account_is_in_two_groups(either: Sample) -> None:
    members = Counter(account for group in either.truth["groups"] for account in group["accounts"])
    assert max(members.values()) == 1


@pytest.mark.parametrize("action", ["retweet", "link", "hashtag", "quote", "reply", "mention"])
def test_members_of_one_campaign_meet_by_chance_only_on_world_events(full: Sample, action: str) -> None:
    """Apart from planted acts, the close pairs of one campaign are few: the background follows the null."""
    grouped = {o for group in full.truth["groups"] if action in group["implies"] for o in group["objects"]}
    events: dict[str, list[tuple[int, str]]] = {}
    for _, row in full.tweets:
        for item in shared_object(action, row):
            if item and item not in grouped:
                events.setdefault(item, []).append((posted(row), row["userid"]))
    pairs: Counter[tuple[str, str]] = Counter()
    for acts in events.values():
        acts.sort()
        for (early, one), (late, other) in pairwise(acts):
            if late - early <= 60_000 and one != other:
                pairs[min(one, other), max(one, other)] += 1
    assert max(pairs.values(), default=0) <= 12
    assert sum(count >= 2 for count in pairs.values()) <= len(pairs) / 5


def test_noise_plants_nothing(noise: Sample) -> None:
    assert noise.truth["groups"] == []
    assert noise.truth["noise"] is True
    assert len(noise.tweets) == noise.truth["tweets"]


def test_in_noise_campaigns_share_what_they_act_upon(noise: Sample) -> None:
    by_campaign: dict[str, Counter[str]] = {}
    for key, row in noise.tweets:
        if row["retweet_tweetid"]:
            by_campaign.setdefault(key, Counter())[row["retweet_tweetid"]] += 1
    small, large = by_campaign["iran_201906_2"], by_campaign["iran_201906_1"]
    # Were the targets each campaign's own, none of the smaller one's would occur in the larger one.
    assert sum(tweet in large for tweet in small) > len(small) / 4
