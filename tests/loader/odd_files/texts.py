"""Texts and names: long ones, ones that look like something else."""

from tests.loader.archives import csv_text, tweet, tweet_id, user
from tests.loader.odd_files.cases import TOO_LONG, Books, Case, tweets, users

LONG = "Twitter \U0001f600 " * 4_000
RECORD = csv_text([tweet(9), tweet(8)])
LINES = "one\rtwo\rthree\r"
HUGE = "0123456789abcdef" * 655_360
EDGE = "\u0e01" * 2_666 + "ab"

CASES = (
    Case("A text of 40,000 characters is kept", tweets(tweet(1, tweet_text=LONG)), tweets=[{"text": LONG}]),
    Case(
        "A text of 10 MB is kept",
        tweets(tweet(1, tweet_text=HUGE), tweet(2)),
        Books(2, 2),
        tweets=[{"text": HUGE}, {"text": "text 2"}],
    ),
    Case(
        "A text that is a whole file of the archive is one text",
        tweets(tweet(1, tweet_text=RECORD), tweet(2)),
        Books(2, 2),
        tweets=[{"text": RECORD}, {"text": "text 2"}],
    ),
    Case(
        "A text that ends like a row is one text",
        tweets(tweet(1, tweet_text='","\n"1","2"\n'), tweet(2)),
        Books(2, 2),
        tweets=[{"text": '","\n"1","2"\n'}, {"text": "text 2"}],
    ),
    Case(
        "A text with CR alone keeps them",
        tweets(tweet(1, tweet_text=LINES), tweet(2)),
        Books(2, 2),
        tweets=[{"text": LINES}, {"text": "text 2"}],
    ),
    Case(
        "A text of 300 blank lines is one text",
        tweets(tweet(1, tweet_text="a" + "\n" * 300 + "b"), tweet(2)),
        Books(2, 2),
        tweets=[{"text": "a" + "\n" * 300 + "b"}, {"text": "text 2"}],
    ),
    Case(
        "A text of CRLF, LF and CR keeps each",
        tweets(tweet(1, tweet_text="\r\n.\n.\r.\n\r")),
        tweets=[{"text": "\r\n.\n.\r.\n\r"}],
    ),
    Case(
        "A text of quotes alone keeps them",
        tweets(tweet(1, tweet_text='"'), tweet(2, tweet_text='""""')),
        Books(2, 2),
        tweets=[{"text": '"'}, {"text": '""""'}],
    ),
    Case("A text of blanks is absent", tweets(tweet(1, tweet_text=" \t\n ")), tweets=[{"text": None}]),
    Case(
        "Words that mean nothing elsewhere are texts here",
        tweets(*(tweet(n, tweet_text=word) for n, word in enumerate(("NULL", "null", "NaN", "None", "\\N", "#N/A")))),
        Books(6, 6),
        tweets=[{"text": word} for word in ("NULL", "null", "NaN", "None", "\\N", "#N/A")],
    ),
    Case(
        "A text that a spreadsheet would compute is a text",
        tweets(tweet(1, tweet_text="=1+1"), tweet(2, tweet_text="@a")),
        Books(2, 2),
        tweets=[{"text": "=1+1"}, {"text": "@a"}],
    ),
    Case(
        "Marks without letters, directions and joiners are kept",
        tweets(tweet(1, tweet_text="\u0301\u0302\u202e\u200d\u200f\ufe0f")),
        tweets=[{"text": "\u0301\u0302\u202e\u200d\u200f\ufe0f"}],
    ),
    Case(
        "A client of more than 8,000 bytes is absent",
        tweets(tweet(1, tweet_client_name="C" * 8_001), tweet(2, tweet_client_name="\u0e01" * 2_667), tweet(3)),
        Books(3, 3),
        rejects=[("tweet_client_name", TOO_LONG)] * 2,
        tweets=[{"client": None}, {"client": None}, {"client": "Client"}],
        graph={"Client": {"Client"}},
    ),
    Case(
        "A client of exactly 8,000 bytes is kept",
        tweets(tweet(1, tweet_client_name=EDGE)),
        tweets=[{"client": EDGE}],
        graph={"Client": {EDGE}},
    ),
    Case(
        "A handle of more than 8,000 bytes is absent in a users file",
        users(user("100", user_screen_name="h" * 8_001)),
        rejects=[("user_screen_name", TOO_LONG)],
        accounts=[{"screen_name": None}],
    ),
    Case(
        "A handle of more than 8,000 bytes is absent in a tweets file",
        tweets(tweet(1, user_screen_name="h" * 8_001), tweet(2, user_screen_name="h" * 8_001)),
        Books(2, 2),
        rejects=[("user_screen_name", TOO_LONG)],
        accounts=[{"screen_name": None}],
    ),
    Case(
        "A handle of exactly 8,000 bytes is kept",
        users(user("100", user_screen_name="h" * 8_000)),
        accounts=[{"screen_name": "h" * 8_000}],
    ),
    Case(
        "Names and biographies of any length are kept",
        users(
            user(
                "100",
                user_display_name=LONG,
                user_profile_description=LONG,
                user_reported_location=LONG,
                user_profile_url="https://a.example/" + "x" * 9_000,
            )
        ),
        accounts=[{"display_name": LONG, "description": LONG, "location": LONG}],
    ),
    Case(
        "Odd language codes are kept in lower case",
        tweets(
            *(tweet(n, tweet_language=code) for n, code in enumerate(("zh-CN", "UND", " en ", "xx-lc", "", "Thai!")))
        ),
        Books(6, 6),
        tweets=[{"language": code} for code in ("zh-cn", "und", "en", "xx-lc", None, "thai!")],
    ),
    Case(
        "A client of tags and of a program is a name like any other",
        tweets(
            tweet(1, tweet_client_name="<script>alert(1)</script>"),
            tweet(2, tweet_client_name="'; MATCH (n) DELETE n //"),
        ),
        Books(2, 2),
        graph={"Client": {"<script>alert(1)</script>", "'; MATCH (n) DELETE n //"}},
    ),
    Case(
        "A retweet cut with an ellipsis keeps its text and gives it to the stub",
        tweets(tweet(1, is_retweet="true", retweet_tweetid=str(tweet_id(2)), tweet_text="RT @a: be\0gun\u2026")),
        tweets=[{"text": "RT @a: be\0gun\u2026"}],
        graph={"Tweet": {tweet_id(1), tweet_id(2)}},
    ),
)
