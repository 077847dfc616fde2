"""Days and times: calendars, zones, clocks."""

from datetime import date

from tests.loader.archives import tweet, user
from tests.loader.odd_files.cases import UNREAD, Books, Case, tweets, users

MINUTE = 1_243_852_200_000
"""2009-06-01 10:30 UTC."""


def timed(name: str, *times: tuple[str, int | None]) -> Case:
    """Return a case of tweets from before ids carried times; a time that is not read is a bad cell."""
    rows = [tweet(n, tweetid=str(n), tweet_time=written) for n, (written, _) in enumerate(times, 1)]
    bad = [("tweet_time", UNREAD) for _, read in times if read is None]
    staged = [{"posted_at": read} for _, read in times]
    return Case(name, tweets(*rows), Books(len(rows), len(rows)), rejects=bad, tweets=staged)


def created(name: str, *days: tuple[str, date | None]) -> Case:
    """Return a case of accounts; a day that is not read is a bad cell."""
    rows = [user(str(100 + n), account_creation_date=written) for n, (written, _) in enumerate(days)]
    bad = [("account_creation_date", UNREAD) for _, read in days if read is None]
    return Case(
        name,
        users(*rows),
        Books(len(rows), len(rows)),
        rejects=bad,
        accounts=[{"created_on": read} for _, read in days],
    )


CASES = (
    timed(
        "Times with seconds, fractions and the zone UTC are read",
        ("2009-06-01 10:30:00", MINUTE),
        ("2009-06-01T10:30:07Z", MINUTE + 7_000),
        ("2009-06-01 10:30:07.123 UTC", MINUTE + 7_000),
        ("2009-06-01 10:30:00+00:00", MINUTE),
        ("2009-06-01 10:30 +0000", MINUTE),
    ),
    timed(
        "Times in another zone are not guessed",
        ("2009-06-01 10:30:00+07:00", None),
        ("2009-06-01 10:30 EST", None),
        ("2009-06-01T10:30-0500", None),
    ),
    timed("Times with AM and PM are not guessed", ("6/1/2009 10:30 PM", None), ("6/1/2009 10:30 AM", None)),
    timed(
        "American times are read",
        ("6/1/2009 10:30", MINUTE),
        ("06/01/2009 10:30:00", MINUTE),
        ("6/1/2009", MINUTE - 37_800_000),
    ),
    timed("Days before months are no American times", ("25/12/2009 10:30", None), ("1.6.2009 10:30", None)),
    timed(
        "Times of the clock's edges",
        ("2009-06-01 00:00", MINUTE - 37_800_000),
        ("2009-06-01 9:05", MINUTE - 5_100_000),
        ("2009-06-01 25:00", None),
        ("2009-06-01 10:60", None),
        ("2009-06-01 10:30:61", None),
    ),
    timed(
        "Days that no calendar has",
        ("2009-02-30 10:30", None),
        ("2009-02-29 10:30", None),
        ("2009-13-01 10:30", None),
        ("2009-00-10 10:30", None),
        ("0000-01-01 00:00", None),
        ("2/30/2009 1:00", None),
    ),
    timed(
        "Times of the years 1 and 9999 are kept",
        ("0001-01-01 00:00", -62_135_596_800_000),
        ("9999-12-31 23:59", 253_402_300_740_000),
    ),
    timed(
        "Times as numbers, words and years beyond are none",
        ("1243852200", None),
        ("yesterday", None),
        ("10000-01-01 00:00", None),
        ("-2009-06-01 10:30", None),
        ("2009-06-01 10:30 or so", None),
    ),
    Case(
        "A tweet without a time that can be read keeps the one of its id",
        tweets(tweet(0, tweet_time="soon"), tweet(1, tweet_time="")),
        Books(2, 2),
        rejects=[("tweet_time", UNREAD)],
        tweets=[
            {"posted_at": (1_100_000_000_000_000_000 >> 22) + 1_288_834_974_657},
            {"posted_at": (1_100_000_000_000_000_000 >> 22) + 1_288_834_975_657},
        ],
    ),
    created("Accounts of the years 1 and 9999", ("0001-01-01", date(1, 1, 1)), ("9999-12-31", date(9999, 12, 31))),
    created(
        "Accounts of no day",
        ("0000-00-00", None),
        ("0000-12-31", None),
        ("2015-02-29", None),
        ("12/31/0000", None),
        ("13/13/2015", None),
        ("2015", None),
        ("20150102", None),
    ),
    created(
        "Accounts of days with a time behind",
        ("2015-01-02 00:00:00", date(2015, 1, 2)),
        ("2015-01-02T23:59:59-05:00", date(2015, 1, 2)),
        ("1/2/2015", date(2015, 1, 2)),
        ("1/2/2015 0:00", date(2015, 1, 2)),
    ),
    created("Accounts without a day", ("2016-02-29", date(2016, 2, 29)), ("unknown", None), ("1/2/15", None)),
)
