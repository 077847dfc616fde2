"""Method: with which programs, at which hours, with which repeated texts, and who received the replies."""

from explorer.report.asking import EVERY, MANY, Answer
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.months import with_months
from explorer.report.names import isolated
from explorer.report.rank_charts import ranked_bars
from explorer.report.time_charts import hour_grid, month_rows
from explorer.report.wording import count_words, counted, number, share

PROGRAMS = 4
SHOWN = 12
LEAST_ANSWERS = 5
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICE = 9
"""Hours of the busiest stretch of the day that the sentence names."""


def method(ground: Ground) -> Section:
    """Return the section on method."""
    made = [clients(ground), hours(ground), repeated(ground), answered(ground), received(ground)]
    return Section("method", "Method", figures=[one for one in made if one])


def clients(ground: Ground) -> Figure | None:
    """Return the figure of the programs used most, month by month."""
    answer = ground.desk.ask("clients-by-month", each=PROGRAMS)
    total = ground.size["tweets"]
    if not answer.rows:
        return None
    rows = [row | {"name": ground.names.program(row["client"])} for row in answer.rows]
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["name"]] = sums.get(row["name"], 0) + row["tweets"]
    names = sorted(sums, key=lambda name: (-sums[name], name))
    top = names[0]
    drawn, left = with_months(rows, "name", "tweets")
    return Figure(
        key="clients",
        title=f"{share(sums[top], total)} of the tweets were sent with {top}",
        unit=f"Tweets a month by program, the {count_words(len(names))} used most, one scale, UTC{left}",
        cases=f"n = {counted(sum(sums.values()), 'tweet')} of {number(total)}",
        sentence=(
            f"{number(sums[top])} of the {number(total)} tweets by {ground.theirs} ({share(sums[top], total)}) carry "
            f"{top} as the program that sent them."
        ),
        caveat="A program names itself; the name says nothing about who ran it.",
        cypher=answer.cypher,
        table=Table(("month", "program", "tweets"), [(row["month"], row["name"], row["tweets"]) for row in rows]),
        chart=month_rows(drawn, names=names),
    )


def hours(ground: Ground) -> Figure | None:
    """Return the figure of posting hours by weekday in the operator's own time."""
    answer = ground.desk.ask("hours-by-weekday")
    if not answer.rows:
        return None
    zone = answer.one["time_zone"]
    total = sum(row["tweets"] for row in answer.rows)
    by_hour = {row["hour"]: row["tweets"] for row in answer.rows}
    start = max(range(24), key=lambda at: (sum(by_hour.get((at + i) % 24, 0) for i in range(OFFICE)), -at))
    inside = sum(by_hour.get((start + i) % 24, 0) for i in range(OFFICE))
    weekend = sum(row["saturday"] + row["sunday"] for row in answer.rows)
    until = (start + OFFICE) % 24
    drawn = [
        {"hour": row["hour"], "day": day[:3].capitalize(), "n": row[day]} for row in answer.rows for day in WEEKDAYS
    ]
    part = inside / total
    spread = f"{share(inside, total)} of the tweets fall between {start:02}:00 and {until:02}:00"
    return Figure(
        key="hours",
        title=spread
        if part > 0.5
        else f"Tweets are spread over the day: the busiest {OFFICE} hours hold {share(inside, total)}",
        unit=f"Tweets by hour and weekday in the time zone {zone}; the darker, the more",
        cases=f"n = {counted(total, 'tweet')}",
        sentence=(
            f"{spread} in {zone}, and {share(weekend, total)} on Saturdays and Sundays (evenly spread it would be "
            f"{share(OFFICE, 24)} and {share(2, 7)}): {number(total)} tweets by {ground.theirs}."
        ),
        caveat="Posting hours fit many places of the same time zone; they are no proof of one.",
        cypher=answer.cypher,
        table=Table(
            ("hour", *(day[:3] for day in WEEKDAYS)), [(r["hour"], *(r[d] for d in WEEKDAYS)) for r in answer.rows]
        ),
        chart=hour_grid(drawn, days=[day[:3].capitalize() for day in WEEKDAYS]),
    )


def repeated(ground: Ground) -> Figure | None:
    """Return the figure of texts that several accounts posted word for word."""
    answer = ground.desk.ask("repeated-texts", limit=EVERY)
    if not answer.rows:
        return None
    top = answer.rows[:SHOWN]
    texts = ground.names.texts(row["text"] for row in top)
    tweets = sum(row["tweets"] for row in answer.rows)
    own = ground.desk.ask("engagement").one.get("tweets", 0)
    first = top[0]
    bars = [
        {"label": f"{place}. {isolated(text[:66])}", "n": row["accounts"], "said": counted(row["accounts"], "account")}
        for place, (text, row) in enumerate(zip(texts, top, strict=True), 1)
    ]
    return Figure(
        key="texts",
        title=f"One text was posted by {counted(first['accounts'], 'account')}, "
        f"{counted(len(answer.rows), 'text')} by at least two",
        unit=f"Accounts that posted the same text word for word, the {count_words(len(top))} texts of most accounts",
        cases=f"n = {counted(len(answer.rows), 'text')} in {counted(tweets, 'tweet')}; retweets left out",
        sentence=(
            f"{counted(len(answer.rows), 'text')} of twelve characters and more were posted word for word by at least "
            f"two of {ground.theirs}, in {number(tweets)} of {number(own)} tweets that are not retweets; one of them "
            f"by {number(first['accounts'])} accounts."
        ),
        caveat="Texts from share buttons and greetings are posted alike by people who have nothing else in common.",
        cypher=answer.cypher,
        table=Table(
            ("text", "accounts", "tweets", "first", "last"),
            [
                (text, row["accounts"], row["tweets"], _day(row["first_at"]), _day(row["last_at"]))
                for text, row in zip(texts, top, strict=True)
            ],
            _rest(answer, len(top)),
        ),
        chart=ranked_bars(bars, label_width=300),
    )


def answered(ground: Ground) -> Figure | None:
    """Return the figure of outside tweets that several of the accounts answered."""
    answer = ground.desk.ask("answered-by-many", least=LEAST_ANSWERS, limit=EVERY)
    if not answer.rows:
        return None
    top = answer.rows[:SHOWN]
    labels = ground.names.accounts(row["user_id"] for row in top if row["user_id"])
    said = [labels[row["user_id"]] if row["user_id"] else "an author not in the archive" for row in top]
    bars = [
        {
            "label": f"{place}. {who}, {_day(row['first_at'])}",
            "n": row["accounts"],
            "said": counted(row["accounts"], "account"),
        }
        for place, (who, row) in enumerate(zip(said, top, strict=True), 1)
    ]
    largest = top[0]["accounts"]
    several = f"{count_words(LEAST_ANSWERS)} or more"
    return Figure(
        key="answered",
        title=f"{counted(len(answer.rows), 'outside tweet')} received replies from {several} of the accounts",
        unit="Accounts that replied to the same tweet, by author and day of the first reply; the most answered tweets",
        cases=f"n = {counted(len(answer.rows), 'tweet')} by accounts outside the releases",
        sentence=(
            f"{counted(len(answer.rows), 'tweet')} by accounts outside the releases received replies from {several} of "
            f"{ground.theirs}; the most answered received replies from {number(largest)} of them."
        ),
        caveat="Replies are received: they say nothing about the author of the tweet.",
        cypher=answer.cypher,
        table=Table(
            ("author", "accounts", "replies", "first reply", "last reply"),
            [
                (who, row["accounts"], row["replies"], _day(row["first_at"]), _day(row["last_at"]))
                for who, row in zip(said, top, strict=True)
            ],
            _rest(answer, len(top)),
        ),
        chart=ranked_bars(bars, label_width=250),
    )


def received(ground: Ground) -> Figure | None:
    """Return the figure of the outsiders that received the most replies."""
    answer = ground.desk.ask("most-replied-to", limit=MANY)
    rows = [row for row in answer.rows if not row["listed"]]
    if not rows:
        return None
    top, total = rows[:SHOWN], sum(row["replies"] for row in rows)
    labels = ground.names.accounts(row["user_id"] for row in top)
    first = top[0]
    bars = [
        {"label": labels[row["user_id"]], "n": row["replies"], "said": f"{row['replies']:,} from {row['accounts']:,}"}
        for row in top
    ]
    ten = sum(row["replies"] for row in rows[:10])
    return Figure(
        key="received",
        title=f"{labels[first['user_id']]} received the most replies: {number(first['replies'])}",
        unit="Replies received, and from how many of the accounts",
        cases=f"n = {answer.at_least}{counted(total, 'reply', 'replies')} to {answer.at_least}"
        f"{counted(len(rows), 'account')} outside the releases",
        sentence=(
            f"{answer.at_least.capitalize()}{counted(len(rows), 'account')} outside the releases received "
            f"{answer.at_least}{number(total)} replies from {ground.theirs}; the ten that "
            f"received the most got {share(ten, total)} of them."
        ),
        caveat="Replies are received, not asked for. A pair of accounts that acted in several releases counts with all "
        "it did.",
        cypher=answer.cypher,
        table=Table(
            ("account", "replies", "from accounts", "first", "last"),
            [(labels[r["user_id"]], r["replies"], r["accounts"], _day(r["first_at"]), _day(r["last_at"])) for r in top],
            f"The {len(top)} of {len(rows):,} that received the most." if len(rows) > len(top) else "",
        ),
        chart=ranked_bars(bars),
    )


def _rest(answer: Answer, shown: int) -> str:
    left = len(answer.rows) - shown
    return f"The first {shown}; {left:,} more come with the statement." if left > 0 else ""


def _day(time: str | None) -> str:
    return time[:10] if time else ""
