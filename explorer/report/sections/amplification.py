"""Amplification: how much stayed inside, and whom the accounts lifted."""

from explorer.report.asking import MANY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.rank_charts import ranked_bars
from explorer.report.wording import counted, number, share

SHOWN = 12


def amplification(ground: Ground) -> Section:
    """Return the section on amplification."""
    made = [lifted(ground), inside(ground)]
    return Section("amplification", "Amplification", figures=[one for one in made if one])


def lifted(ground: Ground) -> Figure | None:
    """Return the figure of the outsiders that were retweeted most."""
    answer = ground.desk.ask("most-amplified-outsiders", limit=MANY)
    rows = answer.rows
    if not rows:
        return None
    top, total = rows[:SHOWN], sum(row["retweets"] for row in rows)
    labels = ground.names.accounts(row["user_id"] for row in top)
    first = top[0]
    bars = [
        {
            "label": labels[r["user_id"]],
            "n": r["retweets"],
            "said": f"{r['retweets']:,} by {counted(r['accounts'], 'account')}",
        }
        for r in top
    ]
    ten = sum(row["retweets"] for row in rows[:10])
    return Figure(
        key="lifted",
        title=f"{labels[first['user_id']]} was retweeted most: {counted(first['retweets'], 'time')}",
        unit="Retweets of accounts outside the releases, and by how many of the accounts",
        cases=f"n = {answer.at_least}{counted(total, 'retweet')} of {answer.at_least}{counted(len(rows), 'account')} "
        "outside the releases",
        sentence=(
            f"{ground.accounts} retweeted {answer.at_least}{counted(len(rows), 'account')} outside the releases "
            f"{answer.at_least}{number(total)} times; "
            f"{share(ten, total)} of these retweets went to ten of them."
        ),
        caveat="Being retweeted says nothing about an account itself; many are bystanders. A pair of accounts that "
        "acted in several releases counts with all it did.",
        cypher=answer.cypher,
        table=Table(
            ("account", "retweets", "by accounts", "quotes", "replies", "mentions"),
            [
                (labels[r["user_id"]], *(r[n] for n in ("retweets", "accounts", "quotes", "replies", "mentions")))
                for r in top
            ],
            f"The first {len(top)} of {len(rows):,}." if len(rows) > len(top) else "",
        ),
        chart=ranked_bars(bars),
    )


def inside(ground: Ground) -> Figure | None:
    """Return the figure of retweets that stay inside the releases."""
    answer = ground.desk.ask("retweets-inside")
    row = answer.one
    if not row or not row["retweets"]:
        return None
    total = row["retweets"]
    parts = (
        ("of accounts outside", row["outside"]),
        ("of listed accounts", row["inside"]),
        ("of authors not known", row["unknown"]),
    )
    bars = [{"label": name, "n": n, "said": f"{n:,} ({share(n, total)})"} for name, n in parts]
    return Figure(
        key="inside",
        title=f"{share(row['inside'], total)} of the retweets stay inside the releases",
        unit="Retweets by whose tweet they pass on",
        cases=f"n = {counted(total, 'retweet')}",
        sentence=(
            f"{number(row['inside'])} of {number(total)} retweets by {ground.theirs} ({share(row['inside'], total)}) "
            "are of tweets of accounts that a release lists."
        ),
        caveat="An account that is listed in any loaded release counts as inside.",
        cypher=answer.cypher,
        table=Table(("retweets", "number"), parts),
        chart=ranked_bars(bars),
    )
