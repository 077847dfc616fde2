"""Retweets, replies, quotes: cycles, selves, halves."""

from tests.loader.archives import tweet, tweet_id
from tests.loader.odd_files.cases import Books, Case, tweets

HASHED = "vhWtzcFy+XfbYd9IsXBhcnTpinSnq2Kk0DNa7LHaMF8="
ONE, TWO, THREE = tweet_id(1), tweet_id(2), tweet_id(3)
OUTSIDE = tweet_id(99)


def retweet(number: int, of: int | str, user: str = "100", **cells: str) -> dict[str, str]:
    """Return a row that retweets."""
    return tweet(number, user, is_retweet="true", retweet_tweetid=str(of), **cells)


CASES = (
    Case(
        "Retweets in a circle are kept as they stand",
        tweets(retweet(1, TWO, "100"), retweet(2, THREE, "200"), retweet(3, ONE, "300")),
        Books(3, 3),
        graph={
            "RETWEETS": {(ONE, TWO), (TWO, THREE), (THREE, ONE)},
            "RETWEETED": {("100", "200"), ("200", "300"), ("300", "100")},
            "Tweet": {ONE, TWO, THREE},
        },
    ),
    Case(
        "A tweet that retweets, answers and quotes itself is kept",
        tweets(
            retweet(1, ONE),
            tweet(2, in_reply_to_tweetid=str(TWO), in_reply_to_userid="100"),
            tweet(3, quoted_tweet_tweetid=str(THREE)),
        ),
        Books(3, 3),
        graph={
            "RETWEETS": {(ONE, ONE)},
            "REPLIES_TO": {(TWO, TWO)},
            "QUOTES": {(THREE, THREE)},
            "RETWEETED": {("100", "100")},
            "REPLIED_TO": {("100", "100")},
            "QUOTED": {("100", "100")},
        },
    ),
    Case(
        "A retweet without the tweet's id names its author by the first mention",
        tweets(retweet(1, "", user_mentions="['200', '300']")),
        tweets=[{"is_retweet": True, "retweet_tweet": None}],
        graph={"RETWEETS": set(), "RETWEETED": {("100", "200")}, "Tweet": {ONE}},
    ),
    Case(
        "A retweet without the tweet's id and without a mention is of nobody",
        tweets(retweet(1, "")),
        graph={"RETWEETS": set(), "RETWEETED": set(), "Account": {"100"}},
    ),
    Case(
        "A retweet whose first mention is a handle is of nobody",
        tweets(retweet(1, OUTSIDE, user_mentions="['@out', '200']")),
        rejects=[("user_mentions", "not a user id")],
        graph={"RETWEETS": {(ONE, OUTSIDE)}, "RETWEETED": set(), "POSTED": {("100", ONE)}},
    ),
    Case(
        "A retweet of a hidden member names the hash",
        tweets(retweet(1, OUTSIDE, retweet_userid=HASHED, user_mentions=f"['{HASHED}']")),
        graph={"RETWEETED": {("100", HASHED)}, "Account": {"100", HASHED}, "POSTED": {("100", ONE), (HASHED, OUTSIDE)}},
    ),
    Case(
        "A retweet says it is none but names a tweet",
        tweets(tweet(1, retweet_tweetid=str(OUTSIDE))),
        tweets=[{"is_retweet": False, "retweet_tweet": OUTSIDE}],
        graph={"RETWEETS": set(), "Tweet": {ONE}},
    ),
    Case(
        "A reply to somebody without the tweet's id counts for the pair alone",
        tweets(tweet(1, in_reply_to_userid="200")),
        graph={"REPLIES_TO": set(), "REPLIED_TO": {("100", "200")}, "Account": {"100", "200"}, "Tweet": {ONE}},
    ),
    Case(
        "A reply to a tweet without its author makes a stub of nobody",
        tweets(tweet(1, in_reply_to_tweetid=str(OUTSIDE))),
        graph={"REPLIES_TO": {(ONE, OUTSIDE)}, "REPLIED_TO": set(), "POSTED": {("100", ONE)}, "Tweet": {ONE, OUTSIDE}},
    ),
    Case(
        "One row that retweets, answers and quotes keeps all three",
        tweets(retweet(1, OUTSIDE, in_reply_to_tweetid=str(TWO), quoted_tweet_tweetid=str(THREE))),
        graph={"RETWEETS": {(ONE, OUTSIDE)}, "REPLIES_TO": {(ONE, TWO)}, "QUOTES": {(ONE, THREE)}, "QUOTED": set()},
    ),
    Case(
        "Two retweets that name two authors of one tweet settle on one",
        tweets(retweet(1, OUTSIDE, user_mentions="['300']"), retweet(2, OUTSIDE, user_mentions="['200']")),
        Books(2, 2),
        graph={"POSTED": {("100", ONE), ("100", TWO), ("200", OUTSIDE)}},
    ),
    Case(
        "A reference to a tweet from before ids carried times makes a stub without one",
        tweets(tweet(1, in_reply_to_tweetid="20", in_reply_to_userid="12")),
        graph={"Tweet": {ONE, 20}, "POSTED": {("100", ONE), ("12", 20)}},
    ),
    Case(
        "A reference to the largest id makes a stub",
        tweets(tweet(1, quoted_tweet_tweetid=str(2**63 - 1))),
        graph={"Tweet": {ONE, 2**63 - 1}},
    ),
    Case(
        "A mention of the account that a reply answers counts once",
        tweets(tweet(1, in_reply_to_userid="200", user_mentions="['200', '300']")),
        graph={"MENTIONS": {(ONE, "200"), (ONE, "300")}, "MENTIONED": {("100", "300")}, "REPLIED_TO": {("100", "200")}},
    ),
    Case(
        "Interactions of the years 1 and 9999 have their months",
        tweets(
            *(
                tweet(n, tweetid=str(n), tweet_time=time, user_mentions="[200]")
                for n, time in ((1, "0001-01-01 00:00"), (2, "9999-12-31 23:59"))
            )
        ),
        Books(2, 2),
        graph={"MENTIONED": {("100", "200")}},
    ),
)
