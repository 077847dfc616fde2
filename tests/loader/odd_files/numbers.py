"""Counts, coordinates and flags."""

from tests.loader.archives import tweet, user
from tests.loader.odd_files.cases import UNREAD, Books, Case, tweets, users

COUNTS = ("like_count", "retweet_count", "reply_count", "quote_count")


def counted(name: str, written: tuple[str, str, str, str], read: tuple[int | None, ...], bad: int = 0) -> Case:
    """Return a case of one tweet's four counts."""
    return Case(
        name,
        tweets(tweet(1, **dict(zip(COUNTS, written, strict=True)))),
        rejects=sorted([(column, UNREAD) for column in COUNTS[4 - bad :]]),
        tweets=[dict(zip(("likes", "retweets", "replies", "quotes"), read, strict=True))],
    )


def placed(name: str, written: tuple[str, str], read: tuple[float | None, float | None]) -> Case:
    """Return a case of one tweet's coordinates; what is not read is a bad cell."""
    columns = ("latitude", "longitude")
    bad = [(column, UNREAD) for column, value in zip(columns, read, strict=True) if value is None]
    row = tweet(1, **dict(zip(columns, written, strict=True)))
    return Case(name, tweets(row), rejects=bad, tweets=[dict(zip(columns, read, strict=True))])


CASES = (
    counted("Counts below zero are absent", ("-1", "-0", "-1.0", "\u22125"), (None,) * 4, bad=4),
    counted(
        "Counts with exponents, commas, plus signs and letters are absent",
        ("1e3", "1,000", "+5", "1K"),
        (None,) * 4,
        bad=4,
    ),
    counted("Counts of re-saved copies are read", ("12.0", "0.0", " 7 ", "007"), (12, 0, 7, 7)),
    counted("Counts in other digits and halves are absent", ("3", "3.00", "\u0663", "2.5"), (3, 3, None, None), bad=2),
    counted(
        "Counts of up to 18 digits are kept, larger ones absent",
        ("999999999999999999", "0", "9223372036854775808", "9" * 40),
        (999999999999999999, 0, None, None),
        bad=2,
    ),
    counted("Words for nothing are absent", ("3", "NaN", "None", "null"), (3, None, None, None), bad=3),
    placed("Coordinates at the limits are kept", ("90", "-180"), (90.0, -180.0)),
    placed("Coordinates as small as floats write them are kept", ("-1.5e-05", "0.0"), (-1.5e-05, 0.0)),
    placed("Coordinates beyond the limits are absent", ("90.0001", "-180.5"), (None, None)),
    placed("Coordinates that are no numbers are absent", ("NaN", "inf"), (None, None)),
    placed("Coordinates with a decimal comma are absent, with an exponent read", ("13,75", "1e2"), (None, 100.0)),
    Case(
        "Coordinates that are hidden are no rejects",
        tweets(tweet(1, latitude=" Present ", longitude="ABSENT")),
        tweets=[{"latitude": None, "longitude": None}],
    ),
    Case(
        "Truth is read in every usual spelling",
        tweets(*(tweet(n, is_retweet=word) for n, word in enumerate(("TRUE", " true ", "1", "1.0", "False", "0", "")))),
        Books(7, 7),
        tweets=[{"is_retweet": flag} for flag in (True, True, True, True, False, False, False)],
    ),
    Case(
        "Other words for truth are bad cells and the row is a retweet when it names one",
        tweets(
            tweet(1, is_retweet="yes"),
            tweet(2, is_retweet="t", retweet_tweetid="1100000000000000001"),
            tweet(3, is_retweet="-1"),
        ),
        Books(3, 3),
        rejects=[("is_retweet", UNREAD)] * 3,
        tweets=[{"is_retweet": f} for f in (False, True, False)],
    ),
    Case(
        "Counts of a retweet are absent, as the archive writes 0",
        tweets(tweet(1, is_retweet="true", like_count="9")),
        tweets=[{"likes": None, "is_retweet": True}],
    ),
    Case(
        "A bad profile in a tweets file is one reject an author",
        tweets(tweet(1, follower_count="many"), tweet(2, follower_count="many"), tweet(3, "200", following_count="-2")),
        Books(3, 3),
        rejects=[("follower_count", UNREAD), ("following_count", UNREAD)],
        accounts=[{"followers": None, "following": 2}, {"followers": 1, "following": None}],
    ),
    Case(
        "Followers of the whole world are kept",
        users(user("100", follower_count="8000000000")),
        accounts=[{"followers": 8_000_000_000}],
    ),
)
