"""Ids: what spreadsheets, floats, scripts and hands do to them."""

from tests.loader.archives import tweet, tweet_id, user
from tests.loader.odd_files.cases import UNREAD, Books, Case, Reject, tweets, users

FLOATED_TWEET: Reject = (None, "the tweet id went through a float and lost its digits")
FLOATED_USER: Reject = (None, "the user id went through a float and lost its digits")
NO_TWEET: Reject = (None, "not a tweet id of 64 bits")
NO_USER: Reject = (None, "not a user id")
LARGEST = 2**63 - 1
HEX = "0123456789abcdef" * 4


def refused(name: str, reason: Reject, column: str, *cells: str) -> Case:
    """Return a case of one good row and of one that is refused for each cell."""
    rows = [tweet(number, **{column: cell}) for number, cell in enumerate(cells, 1)]
    books = Books(1 + len(rows), 1, rejected=len(rows))
    return Case(name, tweets(tweet(0), *rows), books, rejects=[reason] * len(rows))


CASES = (
    refused(
        "Tweet ids that went through a float have lost their digits",
        FLOATED_TWEET,
        "tweetid",
        "1.1E+18",
        "1100000000000000000.0",
        "1e18",
    ),
    refused("Tweet ids beyond 64 bits are none", NO_TWEET, "tweetid", str(2**63), "9" * 100),
    refused("Tweet ids of 0 and below are none", NO_TWEET, "tweetid", "0", "000", "-1100000000000000000"),
    refused(
        "Tweet ids with signs, commas, words or digits of other scripts are none",
        NO_TWEET,
        "tweetid",
        "+1100000000000000000",
        "1,100,000,000",
        "n/a",
        "\u0661\u0662\u0663",
        "\uff11\uff12",
        "0x10",
        "12 34",
    ),
    refused("A missing tweet id is said", (None, "no tweet id"), "tweetid", "", " \t "),
    refused("User ids that went through a float have lost their digits", FLOATED_USER, "userid", "1.01421E+18", "1e9"),
    refused("A user id of 0 is nobody and below it is none", NO_USER, "userid", "0", "-100"),
    refused("A user id with leading zeros would be another account", NO_USER, "userid", "000100"),
    refused("User ids beyond 64 bits are none", NO_USER, "userid", "1" * 21, "1" * 9_000),
    refused(
        "User ids that are handles or hashes cut short are none",
        NO_USER,
        "userid",
        "@handle",
        "vhWtzcFy+XfbYd9IsXBhcnTpinSnq2K=",
        HEX[:-1],
        HEX.upper(),
    ),
    refused("A missing user id is said", (None, "no user id"), "userid", "", " \t "),
    Case(
        "The largest tweet id loads exactly",
        tweets(tweet(1, tweetid=str(LARGEST))),
        tweets=[{"tweet_id": LARGEST}],
        graph={"Tweet": {LARGEST}},
    ),
    Case(
        "The first tweet id loads with the time of its row",
        tweets(tweet(1, tweetid="1", tweet_time="2006-03-21 20:50")),
        tweets=[{"posted_at": 1142974200000}],
    ),
    Case(
        "Leading zeros and blanks are no part of a tweet id",
        tweets(tweet(1, tweetid=f" 000{tweet_id(1)}\t")),
        tweets=[{"tweet_id": tweet_id(1)}],
    ),
    Case(
        "Blanks around a user id are no part of it",
        tweets(tweet(1, userid=" 100 ")),
        tweets=[{"user_id": "100"}],
        graph={"Account": {"100"}},
    ),
    Case(
        "Ids of both kinds of hash load",
        tweets(tweet(1, HEX), tweet(2, "a" * 43 + "="), tweet(3, "b" * 37 + "=")),
        Books(3, 3),
        graph={"Account": {HEX, "a" * 43 + "=", "b" * 37 + "="}},
    ),
    Case(
        "An id that lost its digits as a reference is a bad cell",
        tweets(
            tweet(
                1,
                retweet_tweetid="1.2E+18",
                in_reply_to_tweetid="-1",
                quoted_tweet_tweetid="0",
                in_reply_to_userid="1.0E+9",
                retweet_userid="0",
            )
        ),
        rejects=[
            ("in_reply_to_tweetid", UNREAD),
            ("in_reply_to_userid", UNREAD),
            ("quoted_tweet_tweetid", UNREAD),
            ("retweet_tweetid", UNREAD),
            ("retweet_userid", UNREAD),
        ],
        graph={"Tweet": {tweet_id(1)}, "RETWEETS": set(), "REPLIES_TO": set(), "QUOTES": set()},
    ),
    Case(
        "A tweet twice in a file with other content counts once, the first row winning",
        tweets(tweet(1, tweet_text="first", like_count=""), tweet(1, tweet_text="second", like_count="7")),
        Books(2, 1, 1),
        tweets=[{"text": "first", "likes": None}, {"text": "second", "likes": 7}],
        graph={"Tweet": {tweet_id(1)}, "POSTED": {("100", tweet_id(1))}},
    ),
    Case(
        "A tweet in two parts by two authors is one tweet of the first",
        {
            f"tweets_csv_hashed_{n}.csv": tweets(tweet(1, author))["tweets_csv_hashed.csv"]
            for n, author in ((1, "100"), (2, "200"))
        },
        Books(2, 1, 1),
        graph={"POSTED": {("100", tweet_id(1))}, "Account": {"100", "200"}},
    ),
    Case(
        "A users file that ruined every id loads nobody",
        users(user("1.01421E+18"), user("1.01421E+18")),
        Books(2, 0, rejected=2),
        rejects=[FLOATED_USER, FLOATED_USER],
        accounts=[],
    ),
)
