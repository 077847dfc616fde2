"""Coordination as one run of `ioscope detect` found it: how many act alike, in which groups, the strongest pairs."""

from typing import Any

from explorer.maps.coaction import Run
from explorer.maps.coordination import select_run
from explorer.maps.failures import UnknownRunError
from explorer.maps.kind_coordination import DONE
from explorer.report.asking import EVERY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.names import isolated
from explorer.report.rank_charts import ranked_bars
from explorer.report.wording import count_words, counted, listed, month_name, number, share

GROUPS, PAIRS, PAIRS_WITH_EVIDENCE = 10, 8, 3
EVIDENCE = 3
PUSHED = 10
PLATFORM = ("twitter.com", "t.co")
"""Links to a tweet are quotes of it: no site is pushed."""

HOW_TO_GET = (
    "No run of the analysis is in the graph. `ioscope detect` finds accounts that did the same within seconds more "
    "often than a null expects; run it, and this section fills."
)


def newest_run(ground: Ground) -> Run | None:
    """Return the run that the page shows: the newest that is not stale."""
    try:
        return select_run(ground.desk.graph, ground.run)
    except UnknownRunError:
        return None


def coordination(ground: Ground) -> Section:
    """Return the section on coordination; without a run it says how to get one."""
    run = newest_run(ground)
    if run is None:
        return Section("coordination", "Coordination", lead=[HOW_TO_GET])
    lead = [
        f"Accounts are tied here when they did the same within {run.window} more often than if {run.null}. That is "
        "co-action, not intent: accounts that follow the same source independently are found as well.",
    ]
    if run.stale:
        lead.append("The run is stale: releases have changed since. Repeat it with `ioscope detect`.")
    made = [acting(ground, run), groups(ground, run), pushed(ground, run), pairs(ground, run)]
    figures = [one for one in made if one]
    if not figures:
        lead.append("The run found no pair of accounts of this campaign.")
    return Section("coordination", "Coordination", lead=lead, figures=figures)


def acting(ground: Ground, run: Run) -> Figure | None:
    """Return the figure of the share of accounts that act alike."""
    answer = ground.desk.ask("co-action-share", run=run.key)
    row = answer.one
    if not row or not row["accounts"]:
        return None
    total = row["accounts"]
    parts = (
        ("co-retweeted or co-tweeted at least once", row["co_acting"]),
        ("flagged: more often than the null expects", row["flagged"]),
    )
    bars = [{"label": name, "n": n, "of": n, "said": f"{n:,} ({share(n, total)})"} for name, n in parts]
    return Figure(
        key="acting",
        title=f"{number(row['flagged'])} of {number(total)} accounts acted alike more often than the null expects",
        unit=f"Accounts that retweeted the same tweet or posted the same text as another within {run.window}",
        cases=f"n = {counted(total, 'account')} with a tweet",
        sentence=(
            f"Of {counted(total, 'account')} {ground.origin} with a tweet, {number(row['co_acting'])} "
            f"({share(row['co_acting'], total)}) retweeted the same tweet or posted the same text as another within "
            f"{run.window} at least once; {number(row['flagged'])} did so with the same partner more often than if "
            f"{run.null}."
        ),
        caveat="The first number counts every such pair, however likely; only the second is judged against the null. "
        "Neither says that anybody agreed on anything.",
        cypher=answer.cypher,
        table=Table(("", "accounts"), parts),
        chart=ranked_bars(bars, label_width=300),
    )


def groups(ground: Ground, run: Run) -> Figure | None:
    """Return the figure of the groups that the flagged pairs form."""
    answer = ground.desk.ask("coordinated-groups", run=run.key, limit=EVERY)
    rows = answer.rows
    if not rows:
        return None
    top = rows[:GROUPS]
    bars = [
        {
            "label": f"Group {place}: {listed(row['actions'])}",
            "n": row["size"],
            "said": f"{counted(row['size'], 'account')}, {_months(row)}",
        }
        for place, row in enumerate(top, 1)
    ]
    members = sum(row["size"] for row in rows)
    stability = rows[0]["stability"]
    shaky = "" if stability is None or stability >= 0.9 else " Where one group ends is uncertain here."
    return Figure(
        key="groups",
        title=f"{counted(len(rows), 'group')} of {counted(top[0]['size'], 'account')} each"
        if len(rows) > 1 and top[0]["size"] == rows[-1]["size"]
        else f"{counted(len(rows), 'group')}, the largest of {counted(top[0]['size'], 'account')}",
        unit="Accounts in a group, by what they did alike and when",
        cases=f"n = {counted(members, 'account')} in {counted(len(rows), 'group')} of three and more",
        sentence=(
            f"{number(members)} of {ground.theirs} form {counted(len(rows), 'group')} in which many pairs did the same "
            f"within {run.window} more often than if {run.null}; the largest has {number(top[0]['size'])}."
        ),
        caveat=f"Groups are of accounts whose flagged pairs are dense: co-action, not intent.{shaky}",
        cypher=answer.cypher,
        table=Table(
            ("group", "accounts", "pairs", "did alike", "first month", "last month"),
            [
                (f"Group {i}", r["size"], r["edges"], listed(r["actions"]), r["first_month"], r["last_month"])
                for i, r in enumerate(top, 1)
            ],
            f"The first {len(top)} of {len(rows):,}." if len(rows) > len(top) else "",
        ),
        chart=ranked_bars(bars, label_width=260),
    )


def pushed(ground: Ground, run: Run) -> Figure | None:
    """Return the figure of the hashtags and sites that at least two of the largest group used."""
    known = ground.desk.ask("coordinated-groups", run=run.key, limit=EVERY).rows
    if not known:
        return None
    answer = ground.desk.ask("pushed-by-a-group", group=known[0]["group"], each=PUSHED)
    words = {"hashtag": ground.names.hashtag, "domain": ground.names.site}
    rows = [
        (words[row["kind"]](row["pushed"]), row)
        for row in answer.rows
        if row["kind"] in words and row["pushed"] not in PLATFORM and row["accounts"] > 1
    ]
    rows = sorted(rows, key=lambda pair: (-pair[1]["accounts"], -pair[1]["tweets"], pair[0]))[: PUSHED + 2]
    if not rows:
        return None
    size = known[0]["size"]
    bars = [
        {
            "label": name,
            "n": row["accounts"],
            "said": f"{row['accounts']:,} of {size:,}, {counted(row['tweets'], 'tweet')}",
        }
        for name, row in rows
    ]
    name, first = rows[0]
    return Figure(
        key="pushed",
        title=f"In the largest group {number(first['accounts'])} of {number(size)} accounts used {name}",
        unit="Accounts of the largest group that used a hashtag or linked to a site, where two and more did",
        cases=f"n = {counted(size, 'account')}",
        sentence=(
            f"In the largest group, {number(first['accounts'])} of {number(size)} accounts used {name}, in "
            f"{counted(first['tweets'], 'tweet')}: accounts {ground.origin}."
        ),
        caveat="All tweets of the members count, also those that nobody else of the group was close to.",
        cypher=answer.cypher,
        table=Table(
            ("hashtag or site", "accounts", "tweets"), [(name, row["accounts"], row["tweets"]) for name, row in rows]
        ),
        chart=ranked_bars(bars),
    )


def pairs(ground: Ground, run: Run) -> Figure | None:
    """Return the figure of the strongest pairs, with the tweets that show the first of them."""
    answer = ground.desk.ask("coordinated-pairs", run=run.key, limit=PAIRS)
    rows = answer.rows
    if not rows:
        return None
    labels = ground.names.accounts(row[name] for row in rows for name in ("user_id", "other_user_id"))
    named = [f"{labels[row['user_id']]} and {labels[row['other_user_id']]}" for row in rows]
    bars = [
        {
            "label": f"{who} ({row['action']})",
            "n": row["support"],
            "said": f"{row['support']:,} times, {_expected(row['expected'])} expected",
        }
        for who, row in zip(named, rows, strict=True)
    ]
    first = rows[0]
    did = DONE.get(first["action"], ("", "did the same"))[1]
    robust = sum(bool(row["robust"]) for row in rows)
    return Figure(
        key="pairs",
        title=f"The strongest pair {did} {number(first['support'])} times within {run.window}",
        unit="Times that two accounts did the same, and how many the null expects; the strongest pairs",
        cases=f"n = {counted(len(rows), 'pair')} shown; {count_words(robust)} of them robust under every null",
        sentence=(
            f"The two accounts of the strongest pair {did} within {run.window} on {number(first['support'])} "
            f"occasions, where {_expected(first['expected'])} are expected if {run.null} "
            f"(q = {_small(first['q_value'])}); they are among {ground.theirs}."
        ),
        caveat="Co-action, not intent. A pair that is not robust is flagged under this null, not under a stricter one.",
        cypher=answer.cypher,
        table=Table(
            ("pair", "did alike", "times", "expected", "q", "robust", "median delay, s"),
            [
                (
                    who,
                    row["action"],
                    row["support"],
                    _expected(row["expected"]),
                    _small(row["q_value"]),
                    "yes" if row["robust"] else "no",
                    round(row["median_delay_s"], 1),
                )
                for who, row in zip(named, rows, strict=True)
            ],
            " ".join(_evidence(ground, rows)),
        ),
        chart=ranked_bars(bars, label_width=330),
    )


def _evidence(ground: Ground, rows: list[dict[str, Any]]) -> list[str]:
    """Return one sentence an occasion: what the strongest pairs did, and how far apart."""
    said = []
    for place, row in enumerate(rows[:PAIRS_WITH_EVIDENCE], 1):
        given = {"account": row["user_id"], "other": row["other_user_id"], "action": row["action"]}
        shown = [one for one in ground.desk.ask("evidence-for-a-pair", **given).rows if one["run"] == row["run"]]
        texts = ground.names.texts(one["text"] or "" for one in shown[:EVIDENCE])
        for one, text in zip(shown[:EVIDENCE], texts, strict=True):
            at = one["posted_at"][:16].replace("T", " ")
            said.append(f"Pair {place}, {at} UTC, {one['delay_s']:.1f} s apart: “{isolated(text)}”.")
    return [f"Evidence of the first {count_words(PAIRS_WITH_EVIDENCE)}:", *said] if said else []


def _months(row: dict[str, Any]) -> str:
    first, last = row["first_month"], row["last_month"]
    if not first:
        return "month not known"
    return month_name(first) if first == last else f"{first} to {last}"


def _expected(value: float) -> str:
    return f"{value:.1f}" if value >= 0.05 else "under 0.1"


def _small(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "under 0.001"
