"""Two campaigns side by side: what their accounts did, and how far apart the two are, said plainly.

A distance is the total variation between two distributions, 0 to 1: the share of one campaign's tweets that would have
to be moved to other hours (programs, languages, sites, kinds) to give the other's distribution.
"""

from collections.abc import Mapping, Sequence

from explorer.report.asking import EVERY, Answer
from explorer.report.failures import ReportFailure
from explorer.report.figure import Block, Figure, Report, Section, Table
from explorer.report.ground import Ground
from explorer.report.rank_charts import ranked_bars, side_by_side
from explorer.report.sections.opening import opening
from explorer.report.sections.reading import PARAGRAPHS, citation, versions
from explorer.report.time_charts import hour_bars
from explorer.report.wording import count_words, counted, number, share

Distribution = Mapping[str, float]

SHARES = (
    # measure, label, what a sentence calls it
    ("retweets", "retweets", "the share of retweets"),
    ("replies", "replies to a tweet", "the share of replies"),
    ("tagged", "with a hashtag", "the share of tweets with a hashtag"),
    ("linked", "with a link", "the share of tweets with a link"),
    ("repeated", "own tweets with a repeated text", "the share of own tweets whose text is repeated"),
    ("unheard", "own tweets without any reaction", "the share of own tweets without any reaction"),
)
STRETCH = 9
"""Hours of the busiest stretch of the day that is named."""
LIKE_PLAYBOOKS = (
    "Two campaigns can be alike because one operator ran both, because one copied the other, or because most people "
    "post so: a small distance is no proof of a common operator, a large one no proof of two."
)


def comparison(one: Ground, other: Ground) -> Report:
    """Return the report on two campaigns; raises `ReportFailure` when one of them has no tweet."""
    for ground in (one, other):
        if not ground.size["tweets"]:
            raise ReportFailure(f"{ground.release.key} has no tweet", hint="there is nothing to compare")
    keys = [one.release.key, other.release.key]
    grounds = (one, other)
    figures = [shares(grounds), *busy_hours(grounds), distances(grounds)]
    synthetic = one.release.synthetic or other.release.synthetic
    return Report(
        title=f"{keys[0]} and {keys[1]} side by side",
        kicker="Synthetic data" if synthetic else "Twitter Information Operations archive: two releases",
        lead=[sentence for ground in grounds for sentence in opening(ground)[:2]],
        synthetic=synthetic,
        sections=[Section("playbooks", "Playbooks", lead=[LIKE_PLAYBOOKS], figures=figures)],
        blocks=[
            Block("How to read this", PARAGRAPHS),
            Block("Who is named", (f"{one.names.naming.rule}.",)),
            *[Block(f"Sources of {g.release.key}", (), list(g.release.files)) for g in grounds],
            Block("Parameters", (), [f"{n}: {v}" for n, v in {"compared": " and ".join(keys), **versions()}.items()]),
            Block("How to cite this page", (), [citation(ground.release) for ground in grounds]),
        ],
    )


def profile(ground: Ground) -> dict[str, float]:
    """Return the shares of a campaign's tweets that SHARES names, 0 to 1."""
    row = ground.desk.ask("playbooks").one
    engaged = ground.desk.ask("engagement").one
    own = max(engaged.get("tweets", 0), 1)
    repeated = sum(text["tweets"] for text in ground.desk.ask("repeated-texts", limit=EVERY).rows)
    found = {name: float(row.get(name, 0.0)) for name in ("retweets", "replies", "tagged", "linked")}
    return {**found, "repeated": repeated / own, "unheard": engaged.get("without_engagement", 0) / own}


def shares(grounds: Sequence[Ground]) -> Figure:
    """Return the figure of what share of each campaign's tweets is what."""
    keys = [ground.release.key for ground in grounds]
    found = [profile(ground) for ground in grounds]
    name, _, words = max(SHARES, key=lambda row: (abs(found[0][row[0]] - found[1][row[0]]), row[0]))
    said = [f"{100 * one[name]:.0f} %" for one in found]
    rows = [
        {"label": label, "name": key, "share": one[measure]}
        for measure, label, _ in SHARES
        for key, one in zip(keys, found, strict=True)
    ]
    total = sum(ground.size["tweets"] for ground in grounds)
    return Figure(
        key="shares",
        title=f"They differ most in {words}: {said[0]} and {said[1]}",
        unit="Share of the tweets of each campaign; of their own tweets where it says so",
        cases=f"n = {counted(total, 'tweet')}",
        sentence=f"The widest gap between {keys[0]} and {keys[1]} is in {words}: {said[0]} against {said[1]}.",
        caveat="Retweets repeat the hashtags and links of what they retweet. Twitter counted reactions on the day of "
        "each release, so older tweets had more time.",
        cypher=_both([ground.desk.ask("playbooks") for ground in grounds]),
        table=Table(
            ("share of tweets", *keys),
            [(label, *(f"{100 * one[measure]:.1f} %" for one in found)) for measure, label, _ in SHARES],
        ),
        chart=side_by_side(rows, names=keys),
    )


def busy_hours(grounds: Sequence[Ground]) -> list[Figure]:
    """Return the figure of the hours in which each campaign posts; none when one has no tweet with a time."""
    answers = [ground.desk.ask("hours-by-weekday") for ground in grounds]
    if not all(answer.rows for answer in answers):
        return []
    keys = [ground.release.key for ground in grounds]
    zones = [answer.one["time_zone"] for answer in answers]
    names = [f"{key}, {zone}" for key, zone in zip(keys, zones, strict=True)]
    counts = [{int(hour): n for hour, n in hours(ground).items()} for ground in grounds]
    totals = [sum(found.values()) for found in counts]
    starts = [busiest_stretch(found) for found in counts]
    said = [
        f"from {start:02}:00 to {(start + STRETCH) % 24:02}:00 "
        f"({share(sum(found.get((start + i) % 24, 0) for i in range(STRETCH)), total)})"
        for start, found, total in zip(starts, counts, totals, strict=True)
    ]
    apart = min((starts[0] - starts[1]) % 24, (starts[1] - starts[0]) % 24)
    begin = f"{counted(apart, 'hour')} apart" if apart else "at the same hour"
    rows = [
        {"name": name, "hour": hour, "share": found.get(hour, 0) / total}
        for name, found, total in zip(names, counts, totals, strict=True)
        for hour in range(24)
    ]
    return [
        Figure(
            key="hours",
            title=f"Their busiest {count_words(STRETCH)} hours, each in its own time, begin {begin}",
            unit="Share of each campaign's tweets by hour of the day, in the campaign's own time zone",
            cases=f"n = {number(totals[0])} and {counted(int(totals[1]), 'tweet')}",
            sentence=(
                f"The busiest {count_words(STRETCH)} hours of {keys[0]} run {said[0]} in {zones[0]}, those of "
                f"{keys[1]} {said[1]} in {zones[1]}."
            ),
            caveat="Posting hours fit many places of the same time zone; they are no proof of one.",
            cypher=_both(answers),
            table=Table(
                ("hour", *names),
                [
                    (h, *(f"{100 * f.get(h, 0) / t:.1f} %" for f, t in zip(counts, totals, strict=True)))
                    for h in range(24)
                ],
            ),
            chart=hour_bars(rows, names=names),
        )
    ]


def busiest_stretch(counts: Mapping[int, float]) -> int:
    """Return the hour at which the busiest STRETCH hours of the day begin, the earliest of equals."""
    return max(range(24), key=lambda at: (sum(counts.get((at + i) % 24, 0) for i in range(STRETCH)), -at))


def distances(grounds: Sequence[Ground]) -> Figure:
    """Return the figure of how far apart the two are in hours, programs, languages, sites and kinds of tweet."""
    keys = [ground.release.key for ground in grounds]
    measures = (
        ("hours of the day", hours),
        ("programs", programs),
        ("languages", languages),
        ("sites linked to", sites),
        ("kinds of tweet", kinds),
    )
    found = [(words, distance(*pair)) for words, of in measures if all(pair := [of(ground) for ground in grounds])]
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    bars = [{"label": words, "n": round(value, 4), "said": f"{100 * value:.0f} %"} for words, value in found]
    (far, most), (near, least) = found[0], found[-1]
    zones = [ground.desk.ask("hours-by-weekday").one["time_zone"] for ground in grounds]
    return Figure(
        key="distances",
        title=f"Furthest apart in {far} ({100 * most:.0f} %), nearest in {near} ({100 * least:.0f} %)",
        unit="Share of one campaign's tweets that would have to be others to give the other's distribution",
        cases=f"n = {number(grounds[0].size['tweets'])} and {counted(grounds[1].size['tweets'], 'tweet')}",
        sentence=(
            f"To post in the same {far} as {keys[1]}, {100 * most:.0f} % of the tweets of {keys[0]} would have to be "
            f"others; in {near} it is {100 * least:.0f} %."
        ),
        caveat=f"{LIKE_PLAYBOOKS} Hours are in {zones[0]} and {zones[1]}.",
        cypher=_both([ground.desk.ask("hours-by-weekday") for ground in grounds]),
        table=Table(("what is compared", "distance"), [(words, f"{100 * value:.1f} %") for words, value in found]),
        chart=ranked_bars(bars),
    )


def distance(one: Distribution, other: Distribution) -> float:
    """Return the total variation between two distributions given as counts, 0 (the same) to 1 (nothing in common)."""
    sums = sum(one.values()), sum(other.values())
    if not all(sums):
        return 0.0 if not any(sums) else 1.0
    names = sorted({*one, *other})
    return 0.5 * sum(abs(one.get(name, 0) / sums[0] - other.get(name, 0) / sums[1]) for name in names)


def hours(ground: Ground) -> Distribution:
    """Return tweets by hour of the day in the operator's own time."""
    return {str(row["hour"]): row["tweets"] for row in ground.desk.ask("hours-by-weekday").rows}


def programs(ground: Ground) -> Distribution:
    """Return tweets by program."""
    return {row["client"]: row["tweets"] for row in ground.desk.ask("clients", limit=EVERY).rows}


def languages(ground: Ground) -> Distribution:
    """Return tweets by language."""
    return {str(row["language"]): row["tweets"] for row in ground.desk.ask("languages", limit=EVERY).rows}


def sites(ground: Ground) -> Distribution:
    """Return tweets by site that they link to."""
    return {row["domain"]: row["tweets"] for row in ground.desk.ask("top-domains", limit=EVERY).rows}


def kinds(ground: Ground) -> Distribution:
    """Return tweets by kind."""
    names = ("originals", "retweets", "replies", "quotes")
    rows = ground.desk.ask("tweets-per-day").rows
    return {name: sum(row[name] for row in rows) for name in names}


def _both(answers: Sequence[Answer]) -> str:
    return "\n\n".join(answer.cypher for answer in answers)
