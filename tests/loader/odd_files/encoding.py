"""Bytes: what is no UTF-8, what only looks like it, and what tools put in front."""

from tests.loader.archives import csv_text, tweet, tweet_id
from tests.loader.odd_files.cases import Books, Case, spoiled, text_of, tweets

TWO = text_of(tweet(1), tweet(2))

CASES = (
    Case(
        "A NUL inside a text is a character like any other",
        tweets(tweet(1, tweet_text="be\0fore", hashtags="['a\0b']", tweet_client_name="C\0")),
        tweets=[{"text": "be\0fore", "hashtags": ["a\0b"], "client": "C\0"}],
        graph={"Hashtag": {"a\0b"}, "Client": {"C\0"}},
    ),
    Case(
        "A NUL inside an id makes it no id",
        tweets(tweet(1, tweetid="1100\0"), tweet(2)),
        Books(2, 1, rejected=1),
        rejects=[(None, "not a tweet id of 64 bits")],
    ),
    Case(
        "A lone surrogate written as three bytes is not UTF-8",
        spoiled(text_of(tweet(1), tweet(2, tweet_text="X")).encode().replace(b'"X"', b'"\xed\xa0\xbd"')),
        Books(2, 1, rejected=1),
        rejects=[(None, "not UTF-8")],
    ),
    Case(
        "An emoji written as two surrogates is not UTF-8",
        spoiled(text_of(tweet(1, tweet_text="X"), tweet(2)).encode().replace(b'"X"', b'"\xed\xa0\xbd\xed\xb8\x80"')),
        Books(2, 1, rejected=1),
        rejects=[(None, "not UTF-8")],
    ),
    Case(
        "A character cut in the middle rejects its row alone",
        spoiled(text_of(tweet(1, tweet_text="caf\u00e9"), tweet(2)).encode().replace(b"\xc3\xa9", b"\xc3")),
        Books(2, 1, rejected=1),
        rejects=[(None, "not UTF-8")],
        tweets=[{"tweet_id": tweet_id(2)}],
    ),
    Case(
        "A Latin-1 file keeps its plain rows",
        spoiled(
            text_of(tweet(1, tweet_text="caf\u00e9"), tweet(2), tweet(3, tweet_text="\u00fcber")).encode("latin-1")
        ),
        Books(3, 1, rejected=2),
        rejects=[(None, "not UTF-8"), (None, "not UTF-8")],
    ),
    Case(
        "A UTF-16 file is refused",
        spoiled(TWO.encode("utf-16")),
        failure="is not a CSV in UTF-8",
    ),
    Case(
        "A UTF-16 file without its mark is refused",
        spoiled(TWO.encode("utf-16-le")),
        failure="has no column userid",
    ),
    Case(
        "One BOM is no part of the header",
        spoiled(b"\xef\xbb\xbf" + TWO.encode()),
        Books(2, 2),
    ),
    Case(
        "Two BOMs are no part of the header",
        spoiled(b"\xef\xbb\xbf" * 2 + TWO.encode()),
        Books(2, 2),
        tweets=[{"tweet_id": tweet_id(1), "text": "text 1"}, {"tweet_id": tweet_id(2), "text": "text 2"}],
    ),
    Case(
        "A BOM inside the file stays in its text",
        tweets(tweet(1, tweet_text="\ufeffhello")),
        tweets=[{"text": "\ufeffhello"}],
    ),
    Case(
        "A BOM between two joined files rejects the second header as what it is",
        spoiled(TWO.encode() + b"\xef\xbb\xbf" + csv_text([tweet(3)]).encode()),
        Books(4, 3, rejected=1),
        rejects=[(None, "repeated header row")],
    ),
    Case(
        "Control characters and line separators end no row",
        tweets(tweet(1, tweet_text="a\x0b\x0c\x1a\x1b\x1c\x85\u2028\u2029z"), tweet(2)),
        Books(2, 2),
        tweets=[{"text": "a\x0b\x0c\x1a\x1b\x1c\x85\u2028\u2029z"}, {"text": "text 2"}],
    ),
    Case(
        "Noncharacters and private characters are kept",
        tweets(tweet(1, tweet_text="\uffff\ufdd0\ue000\U0010ffff")),
        tweets=[{"text": "\uffff\ufdd0\ue000\U0010ffff"}],
    ),
)
