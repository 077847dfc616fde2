"""Across campaigns: what this one shares with the others that are loaded."""

from collections.abc import Callable, Sequence
from typing import Any

from explorer.report.asking import MANY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.rank_charts import ranked_bars
from explorer.report.wording import counted, listed

SHOWN = 12
ALONE = (
    "Only this campaign is loaded. Load another (ioscope load FOLDER), and this section says what the two share: "
    "accounts, outside accounts, hashtags, sites, programs and texts."
)
COMMON = "A thing that everybody uses is shared by everybody: it is no sign of a common operator."


KINDS = (
    ("outside accounts", "outsiders-of-two-campaigns"),
    ("hashtags", "shared-hashtags"),
    ("sites", "shared-domains"),
    ("programs", "shared-clients"),
    ("texts, word for word", "shared-texts"),
    ("listed accounts", "shared-accounts"),
)
"""What may be shared, and the question that says so."""

SINGULAR = {
    "outside accounts": "outside account",
    "hashtags": "hashtag",
    "sites": "site",
    "programs": "program",
    "texts, word for word": "text, word for word",
    "listed accounts": "listed account",
}


def across(ground: Ground) -> Section:
    """Return the section on what is shared with other loaded campaigns."""
    others = [key for key in ground.loaded if key != ground.release.key]
    if not others:
        return Section("across", "Across campaigns", lead=[ALONE])
    lead = [f"Loaded beside this campaign: {listed(others)}. What is counted here is shared with at least one of them."]
    overview_ = overview(ground)
    made = [overview_, shared_hashtags(ground), shared_sites(ground)]
    return Section("across", "Across campaigns", lead=lead, figures=[one for one in made if one])


def _shared(ground: Ground, name: str) -> list[dict[str, Any]]:
    return [row for row in ground.desk.ask(name, limit=MANY).rows if ground.release.key in row["campaigns"]]


def overview(ground: Ground) -> Figure | None:
    """Return the figure of how many accounts, outsiders, hashtags, sites and programs are shared."""
    counts = [(words, len(_shared(ground, name))) for words, name in KINDS]
    met = [words for words, name in KINDS if ground.desk.ask(name, limit=MANY).at_least]
    bound = f" Of {listed(met)} only the first {MANY:,} were looked at: their numbers are lower bounds." if met else ""
    counts.sort(key=lambda pair: (-pair[1], pair[0]))
    bars = [{"label": words, "n": n, "said": f"{n:,}"} for words, n in counts]
    said = listed([f"{n:,} {words if n != 1 else SINGULAR[words]}" for words, n in counts])
    texts = dict(counts)["texts, word for word"]
    accounts = dict(counts)["listed accounts"]
    return Figure(
        key="shared",
        title=f"It shares {counted(accounts, 'listed account')} and {counted(texts, 'text')} with the other campaigns",
        unit="Things that this and at least one other loaded campaign used or touched",
        cases=f"n = {counted(len(ground.loaded), 'campaign')} loaded",
        sentence=f"With the other {counted(len(ground.loaded) - 1, 'campaign')} loaded here, {ground.theirs} "
        f"share {said}.",
        caveat=f"{COMMON} Twitter hid ids in different ways in different releases: no shared account means unknown."
        f"{bound}",
        cypher=ground.desk.ask("shared-accounts", limit=MANY).cypher,
        table=Table(("shared", "number"), counts),
        chart=ranked_bars(bars),
    )


def shared_hashtags(ground: Ground) -> Figure | None:
    """Return the figure of the hashtags that are shared."""
    return _things(ground, "shared-hashtags", "hashtag", "tweets", ground.names.hashtag, ("hashtag", "tweets"))


def shared_sites(ground: Ground) -> Figure | None:
    """Return the figure of the sites that are shared."""
    return _things(ground, "shared-domains", "domain", "links", ground.names.site, ("site", "links"))


def _things(
    ground: Ground, name: str, column: str, count: str, say: Callable[[str], str], words: Sequence[str]
) -> Figure | None:
    rows = _shared(ground, name)
    if not rows:
        return None
    rows.sort(key=lambda row: (-row["fewest"], -row[count], row[column]))
    top = rows[:SHOWN]
    thing, counted_as = words
    named = [say(row[column]) for row in top]
    bars = [
        {"label": what, "n": row["fewest"], "said": f"at least {row['fewest']:,} in each of {len(row['campaigns'])}"}
        for what, row in zip(named, top, strict=True)
    ]
    return Figure(
        key=f"shared-{thing}s",
        title=f"{named[0]} is the {thing} that it shares most",
        unit=f"{counted_as.capitalize()} with a {thing} in the campaign that has the fewest, and how many campaigns",
        cases=f"n = {counted(len(rows), thing)} shared",
        sentence=(
            f"{counted(len(rows), thing)} of {ground.theirs} also occur in another loaded campaign; the one with the "
            f"most {counted_as} on each side is {named[0]}."
        ),
        caveat=COMMON,
        cypher=ground.desk.ask(name, limit=MANY).cypher,
        table=Table(
            (thing, "campaigns", counted_as, "fewest in one"),
            [(what, listed(r["campaigns"]), r[count], r["fewest"]) for what, r in zip(named, top, strict=True)],
            f"The first {len(top)} of {len(rows):,}." if len(rows) > len(top) else "",
        ),
        chart=ranked_bars(bars),
    )
