"""Days: when activity all but ended, what is drawn, which peaks are named."""

import datetime as dt

from explorer.report.activity import drawn_bins, ended, peaks


def days(first: str, counts: list[int]) -> list[dict[str, object]]:
    start = dt.date.fromisoformat(first)
    return [
        {"day": (start + dt.timedelta(days=place)).isoformat(), "tweets": count}
        for place, count in enumerate(counts)
        if count
    ]


def test_the_end_is_the_last_day_before_the_silence() -> None:
    rows = days("2020-01-01", [3, 0, 0, 10, 20, 30, 40, 0, *([0] * 30), 2, 0, 1])
    end = ended(rows)
    assert end is not None
    assert (end.day, end.later, end.last) == ("2020-01-07", 3, "2020-02-10")


def test_there_is_no_end_when_nothing_or_too_much_came_later_or_soon() -> None:
    assert ended([]) is None
    assert ended(days("2020-01-01", [10, 10, 10])) is None
    assert ended(days("2020-01-01", [10, 10, 0, *([0] * 30), 9])) is None
    assert ended(days("2020-01-01", [100, 100, 0, 1])) is None


def test_a_handful_of_old_tweets_does_not_stretch_the_drawing() -> None:
    rows = [*days("2012-01-01", [1]), *days("2020-01-01", [500, 400, 300])]
    bins, step = drawn_bins(rows, "tweets")
    assert (step, [row["day"] for row in bins]) == (1, ["2020-01-01", "2020-01-02", "2020-01-03"])


def test_long_stretches_are_drawn_by_week_and_by_month_and_no_tweet_is_lost() -> None:
    for length, expected in ((400, 7), (3000, 30.4)):
        rows = days("2010-01-01", [2] * length)
        bins, step = drawn_bins(rows, "tweets")
        kept = [row for row in rows if str(row["day"]) >= str(bins[0]["of_day"])]
        assert step == expected
        assert sum(row["n"] for row in bins) == sum(int(str(row["tweets"])) for row in kept)


def test_peaks_are_apart_and_worth_naming() -> None:
    bins = [{"day": row["day"], "n": row["tweets"]} for row in days("2020-01-01", [9, 8, *([1] * 40), 7, *([1] * 20)])]
    assert [row["n"] for row in peaks(bins, 3)] == [9, 7]
    assert peaks([], 3) == []
