"""Size and time: how many, when, how much of it their own, how little it was heard, when the accounts were made."""

from collections.abc import Mapping, Sequence
from typing import Any

from explorer.report.activity import drawn_bins, ended, middle, peaks
from explorer.report.asking import EVERY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.rank_charts import ranked_bars
from explorer.report.time_charts import time_bars
from explorer.report.wording import count_words, counted, day_name, number, share

OWN, PASSED_ON = "own tweets", "retweets"
KINDS = ("originals", "replies", "quotes", "retweets")
PEAKS = 3
MISSING = "Tweets that their owners deleted before the takedown are missing, so every number is a lower bound."


def size(ground: Ground) -> Section:
    """Return the section on size and time."""
    found = ground.size
    first, last = found["first_at"], found["last_at"]
    numbers = [
        (number(found["accounts_listed"]), "accounts listed"),
        (number(found["accounts_tweeting"]), "of them with a tweet"),
        (number(found["tweets"]), "tweets, retweets included"),
        *([(f"{first[:10]} to {last[:10]}", "first and last tweet (UTC)")] if first else []),
    ]
    made = [activity(ground), kinds(ground), engagement(ground), followers(ground), creation(ground)]
    return Section("size", "Size and time", numbers=numbers, figures=[one for one in made if one])


def activity(ground: Ground) -> Figure | None:
    """Return the figure of tweets over time, with its peaks and its end."""
    answer = ground.desk.ask("tweets-per-day")
    rows = answer.rows
    if not rows:
        return None
    total = sum(row["tweets"] for row in rows)
    bins, step = drawn_bins(rows, "tweets")
    highest = max(rows, key=lambda row: (row["tweets"], row["day"]))
    end = ended(rows)
    title = f"Activity peaked on {day_name(highest['day'])}"
    sentence = (
        f"{ground.accounts} posted {number(total)} tweets from {day_name(rows[0]['day'])} to "
        f"{day_name(rows[-1]['day'])}, most of them on {day_name(highest['day'])} ({number(highest['tweets'])})"
    )
    if end:
        title += f" and all but ended on {day_name(end.day)}"
        sentence += (
            f"; activity all but ended on {day_name(end.day)}: {counted(end.later, 'tweet')} came later, "
            f"the last on {day_name(end.last)}"
        )
    marks = _marks(bins, step)
    before = sum(row["tweets"] for row in rows if row["day"] < bins[0]["day"])
    each = {1: "day", 7: "week"}.get(int(step), "month")
    drawn = [{"day": middle(row["day"], step), "kind": "tweets", "n": row["n"]} for row in bins]
    left = f"; {counted(before, 'tweet')} before {bins[0]['day']} not drawn" if before else ""
    return Figure(
        key="activity",
        title=title,
        unit=f"Tweets a {each}, UTC, retweets included{left}",
        cases=f"n = {counted(total, 'tweet')} on {counted(len(rows), 'day')}",
        sentence=f"{sentence}.",
        caveat=MISSING,
        cypher=answer.cypher,
        table=Table((f"{each} from", "tweets"), [(row["day"], row["n"]) for row in bins]),
        chart=time_bars(drawn, step_days=step, kinds=["tweets"], marks=marks),
    )


def kinds(ground: Ground) -> Figure | None:
    """Return the figure of own tweets against retweets by month."""
    answer = ground.desk.ask("tweets-per-day")
    rows = months_of(answer.rows)
    own = sum(row["originals"] + row["replies"] + row["quotes"] for row in rows)
    passed_on = sum(row["retweets"] for row in rows)
    if not own + passed_on:
        return None
    names = KINDS
    months = _recent(rows, own + passed_on, names)
    drawn = [
        {"day": f"{row['month']}-15", "kind": kind, "n": n}
        for row in months
        for kind, n in ((OWN, row["originals"] + row["replies"] + row["quotes"]), (PASSED_ON, row["retweets"]))
    ]
    sums = {name: sum(row[name] for row in rows) for name in names}
    total = own + passed_on
    more = f"Most tweets were the accounts' own: {share(own, total)} of {number(total)}"
    if passed_on / total > 0.45:
        which = "Most" if passed_on / total > 0.55 else "About half of the"
        more = f"{which} tweets were retweets: {share(passed_on, total)} of {number(total)}"
    left = len(rows) - len(months)
    earlier = f"; {counted(left, 'month')} with few tweets before not drawn" if left else ""
    return Figure(
        key="kinds",
        title=more,
        unit=f"Tweets a month, UTC: own (originals, replies, quotes) and retweets{earlier}",
        cases=f"n = {counted(total, 'tweet')}",
        sentence=(
            f"Of the {number(total)} tweets by {ground.theirs}, {number(passed_on)} ({share(passed_on, total)}) are "
            f"retweets, {number(sums['originals'])} originals, {number(sums['replies'])} replies and "
            f"{number(sums['quotes'])} quotes."
        ),
        caveat="A reply whose tweet id the archive leaves out counts as an original.",
        cypher=answer.cypher,
        table=Table(("month", *names), [(row["month"], *(row[name] for name in names)) for row in rows]),
        chart=time_bars(drawn, step_days=30.4, kinds=[OWN, PASSED_ON], height=180),
    )


def months_of(days: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the tweets of each kind by `month` from rows by `day`, ascending."""
    months: dict[str, dict[str, Any]] = {}
    for row in days:
        month = months.setdefault(row["day"][:7], {"month": row["day"][:7], **dict.fromkeys(KINDS, 0)})
        for name in KINDS:
            month[name] += row[name]
    return list(months.values())


def _recent(rows: Sequence[Mapping[str, Any]], total: int, names: Sequence[str]) -> list[Mapping[str, Any]]:
    """Return the months from the one on before which less than half a percent of the tweets lies."""
    seen = 0
    for place, row in enumerate(rows):
        seen += sum(row[name] for name in names)
        if seen * 200 > total:
            return list(rows[place:])
    return list(rows)


def engagement(ground: Ground) -> Figure | None:
    """Return the figure of tweets that nobody reacted to."""
    answer = ground.desk.ask("engagement")
    row = answer.one
    if not row:
        return None
    none, total = row["without_engagement"], row["tweets"]
    bars = [
        {"label": "no reaction at all", "n": none, "said": f"{none:,} ({share(none, total)})"},
        {"label": "at least one", "n": total - none, "said": f"{total - none:,} ({share(total - none, total)})"},
    ]
    return Figure(
        key="engagement",
        title=f"{share(none, total)} of what they wrote themselves got no reaction at all",
        unit="Tweets that are not retweets, by whether they got a like, retweet, reply or quote",
        cases=f"n = {counted(total, 'tweet')} that are not retweets",
        sentence=(
            f"{share(none, total)} of the {number(total)} tweets by {ground.theirs} that are not retweets got no like, "
            "retweet, reply or quote at all."
        ),
        caveat="The counters are those of the day of the release. Retweets are left out: the archive writes 0 for all "
        "of their counters.",
        cypher=answer.cypher,
        table=Table(("", "tweets"), [(bar["label"], bar["n"]) for bar in bars]),
        chart=ranked_bars(bars),
    )


def followers(ground: Ground) -> Figure | None:
    """Return the figure of accounts without followers."""
    answer = ground.desk.ask("followers")
    row = answer.one
    if not row or not row["accounts"]:
        return None
    none, total = row["without_followers"], row["accounts"]
    bars = [
        {"label": "no followers", "n": none, "said": f"{none:,} ({share(none, total)})"},
        {"label": "at least one", "n": total - none, "said": f"{total - none:,} ({share(total - none, total)})"},
    ]
    return Figure(
        key="followers",
        title=f"{number(none)} of {number(total)} accounts had no followers" if none else "Every account had followers",
        unit="Accounts by whether anybody followed them when Twitter suspended them",
        cases=f"n = {counted(total, 'account')}",
        sentence=(
            f"Of {ground.accounts[:1].lower()}{ground.accounts[1:]}, {number(none)} ({share(none, total)}) had no "
            f"followers when they were suspended; the account with the most had {number(row['most_followers'])}."
        ),
        caveat="Numbers are those of the day of the suspension.",
        cypher=answer.cypher,
        table=Table(("", "accounts"), [(bar["label"], bar["n"]) for bar in bars]),
        chart=ranked_bars(bars),
    )


def creation(ground: Ground) -> Figure | None:
    """Return the figure of the days on which accounts were created, bursts marked."""
    answer = ground.desk.ask("creation-days", limit=EVERY)
    rows = sorted(answer.rows, key=lambda row: str(row["day"]))
    if not rows:
        return None
    total = sum(row["accounts"] for row in rows)
    bins, step = drawn_bins(rows, "accounts")
    top = sorted(rows, key=lambda row: (-row["accounts"], row["day"]))
    ten = sum(row["accounts"] for row in top[:10])
    burst = top[0]["accounts"] * 20 >= total and top[0]["accounts"] >= 5
    marks = _marks(bins, step)
    before = sum(row["accounts"] for row in rows if row["day"] < bins[0]["day"])
    left = f"; {counted(before, 'account')} created before {bins[0]['day']} not drawn" if before else ""
    each = {1: "day", 7: "week"}.get(int(step), "month")
    title = (
        f"Accounts were created in bursts: {number(top[0]['accounts'])} on {day_name(top[0]['day'])} alone"
        if burst
        else f"The accounts were created over {counted(len(rows), 'day')}, without a large burst"
    )
    return Figure(
        key="creation",
        title=title,
        unit=f"Accounts created a {each}{left}",
        cases=f"n = {counted(total, 'account')} with a day of creation",
        sentence=(
            f"{number(ten)} of {number(total)} accounts ({share(ten, total)}) {ground.origin} were created on "
            f"{count_words(min(10, len(rows)))} days; {number(top[0]['accounts'])} of them on "
            f"{day_name(top[0]['day'])}."
        ),
        caveat="Twitter gives the day only: accounts made within minutes and over a day look the same.",
        cypher=answer.cypher,
        table=Table((f"{each} from", "accounts"), [(row["day"], row["n"]) for row in bins]),
        chart=time_bars(
            [{"day": middle(r["day"], step), "kind": "n", "n": r["n"]} for r in bins],
            step_days=step,
            kinds=["n"],
            marks=marks,
            height=180,
        ),
    )


def _marks(bins: Sequence[Mapping[str, Any]], step: float) -> list[dict[str, Any]]:
    """Return the labels of the peaks: their day, week or month, and their number."""
    form = {1: "{}", 7: "week of {}"}.get(int(step), "{:.7}")
    return [
        {"day": middle(row["day"], step), "n": row["n"], "label": f"{form.format(row['day'])}: {row['n']:,}"}
        for row in peaks(bins, PEAKS)
    ]
