"""Files as people keep them: zips, gz, folders, names."""

import gzip

from tests.loader.archives import tweet, tweet_id, user
from tests.loader.odd_files.cases import TWEETS, USERS, Books, Case, tweets, users, zipped


def content(*numbers: int, **cells: str) -> bytes:
    """Return a tweets file of these tweets."""
    return tweets(*(tweet(number, **cells) for number in numbers))[TWEETS]


ONE, TWO = content(1), content(2)
BOTH = [{"tweet_id": tweet_id(1)}, {"tweet_id": tweet_id(2)}]

CASES = (
    Case(
        "A gz of two members is read to its end",
        {"tweets.csv.gz": gzip.compress(ONE, mtime=0) + gzip.compress(TWO.split(b"\n", 1)[1], mtime=0)},
        Books(2, 2),
        tweets=BOTH,
    ),
    Case("A gz with zeros behind its end is read", {"tweets.csv.gz": gzip.compress(ONE, mtime=0) + bytes(512)}),
    Case(
        "A gz with something else behind its end is refused",
        {"tweets.csv.gz": gzip.compress(ONE, mtime=0) + b"something else"},
        failure="is damaged",
    ),
    Case("A zip called gz is refused", {"tweets.csv.gz": zipped(("tweets.csv", ONE))}, failure="is damaged"),
    Case("A gz called zip is refused", {"tweets.zip": gzip.compress(ONE, mtime=0)}, failure="is damaged"),
    Case(
        "Two members of one name are both read",
        {"tweets.zip": zipped(("tweets.csv", ONE), ("tweets.csv", TWO))},
        Books(2, 2),
        tweets=BOTH,
    ),
    Case(
        "Two equal members are duplicates",
        {"tweets.zip": zipped(("a/tweets.csv", ONE), ("b/tweets.csv", ONE))},
        Books(2, 1, 1),
    ),
    Case(
        "Members with folders above, roots and drives in their names are read in place",
        {"tweets.zip": zipped(("../../tweets.csv", ONE), ("/tmp/tweets.csv", TWO), ("C:\\x\\t.csv", content(3)))},  # noqa: S108
        Books(3, 3),
    ),
    Case(
        "Members of odd names are read",
        {
            "tweets.zip": zipped(
                ("a b.csv", ONE),
                ('say "x"; drop.csv', TWO),
                ("\u0e01\u0e02/-rf.CSV", content(3)),
                ("[1]*?.csv", content(4)),
            )
        },
        Books(4, 4),
    ),
    Case(
        "What systems leave in a zip is no part of it",
        {
            "tweets.zip": zipped(
                ("tweets.csv", ONE),
                ("__MACOSX/._tweets.csv", b"\0\5\x16\7"),
                (".hidden.csv", b"x"),
                ("__MACOSX\\._t.csv", b"x"),
                ("read me.txt", b"x"),
                ("folder.csv/", b""),
            )
        },
    ),
    Case(
        "Folders and files of odd names are searched",
        {
            'a b/it\'s/say "x";/-tweets.csv': ONE,
            "\u0e01\U0001f600/tweets (1).csv": TWO,
            "[ab]*?/t[1]*?{x}.csv": content(3),
            "100%/$HOME/~.csv": content(4),
            "year=2019/#.csv": content(5),
        },
        Books(5, 5),
    ),
    Case(
        "A file whose name is a pattern is not its neighbours",
        {"t*.csv": ONE, "tweets_2.csv": TWO, "t[u]?.csv": content(3)},
        Books(3, 3),
    ),
    Case("A file whose name is not UTF-8 is read", {"caf\udce9.csv": ONE}),
    Case(
        "A file in capitals is read",
        {"TWEETS.CSV": ONE, "USERS.CSV.GZ": gzip.compress(users(user("100"))[USERS], mtime=0)},
        Books(2, 2),
    ),
    Case("Files of one name in two folders are two files", {"a/tweets.csv": ONE, "b/tweets.csv": TWO}, Books(2, 2)),
    Case(
        "An empty file among others is refused with the release",
        {"tweets.csv": ONE, "tweets_2.csv": b""},
        failure="is empty",
    ),
    Case("A file of line ends alone is refused", {TWEETS: b"\n\r\n\n"}, failure="has no column userid"),
    Case(
        "A page that a browser saved instead of the file is refused",
        {TWEETS: b"<!DOCTYPE html>\n<html><body>Access, denied</body></html>\n"},
        failure="has no column userid",
    ),
    Case(
        "A zip in a zip is no CSV",
        {"tweets.zip": zipped(("inner.zip", zipped(("tweets.csv", ONE))))},
        failure="no users or tweets files",
    ),
    Case(
        "A users file alone is a release",
        users(user("100"), user("200")),
        Books(2, 2),
        graph={"Account": {"100", "200"}, "Tweet": set()},
    ),
    Case(
        "Old headers in new parts and new ones in old parts join",
        {
            "tweets_1.csv": tweets(tweet(1), columns=[c for c in tweet(1) if c != "poll_choices"])[TWEETS],
            "tweets_2.csv": tweets(tweet(2), columns=sorted(tweet(2)))[TWEETS],
        },
        Books(2, 2),
        tweets=[{"text": "text 1"}, {"text": "text 2"}],
    ),
)
