"""Charts over time: where the labels of peaks stand."""

import datetime as dt

from explorer.report.time_charts import time_bars

FIRST = dt.date(2017, 1, 1)


def labels(heights: dict[int, int], marked: list[int], width: int = 700) -> dict[str, str]:
    """Return the alignment of each label that is drawn; heights are by day of 1,000 days."""
    days = {number: (FIRST + dt.timedelta(days=number)).isoformat() for number in (0, *heights, 1000)}
    rows = [{"day": day, "kind": "tweets", "n": heights.get(number, 1)} for number, day in days.items()]
    marks = [
        {"day": days[number], "n": heights[number], "label": f"the {number}th: {heights[number]}"} for number in marked
    ]
    spec = time_bars(rows, step_days=1, kinds=["tweets"], marks=marks)(width)
    [*_, drawn] = spec["layer"]
    return {row["label"]: layer["mark"]["align"] for layer in drawn["layer"] for row in layer["data"]["values"]}


def test_a_label_stands_beside_its_bar_where_no_other_is_as_high() -> None:
    assert labels({500: 90}, [500]) == {"the 500th: 90": "left"}
    assert labels({500: 40, 520: 90}, [500]) == {"the 500th: 40": "right"}
    assert labels({500: 40, 520: 39}, [500]) == {"the 500th: 40": "left"}
    assert labels({990: 90}, [990]) == {"the 990th: 90": "right"}


def test_a_label_that_would_lie_over_higher_bars_on_both_sides_is_left_out() -> None:
    assert labels({480: 90, 500: 40, 520: 90}, [500, 520]) == {"the 520th: 90": "left"}


def test_on_a_phone_two_labels_at_most_are_drawn_a_side() -> None:
    heights = {100: 50, 300: 60, 500: 70, 700: 80}
    assert len(labels(heights, list(heights), 1200)) == 4
    assert len(labels({100: 80, 400: 70, 650: 60}, [100, 400, 650], 330)) == 2
