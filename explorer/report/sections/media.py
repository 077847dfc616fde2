"""Media: how many tweets show pictures and clips, which were passed around, and who showed them first."""

from typing import Any

import numpy as np

from explorer.maps.media import picture_facts
from explorer.maps.selection import records
from explorer.maps.thumbnails import bounded
from explorer.report.asking import MANY, Answer
from explorer.report.figure import Figure, Image, Section, Table
from explorer.report.ground import Ground
from explorer.report.rank_charts import ranked_bars
from explorer.report.wording import counted, number, share

SHOWN = 8
ALIKE = (
    "Looking alike says that files show the same, never who made a picture, or that somebody copied from somebody; "
    "mirrored and cropped pictures are mostly not found."
)


def media(ground: Ground) -> Section:
    """Return the section on pictures and clips; without media in the graph it is empty and left out."""
    made = [kinds(ground), reused(ground)] if ground.media else []
    return Section("media", "Media", figures=[one for one in made if one])


def kinds(ground: Ground) -> Figure | None:
    """Return the figure of own tweets with pictures and with clips."""
    answer = ground.desk.ask("pictures-and-clips")
    row = answer.one
    if not row:
        return None
    total = row["tweets"]
    parts = (("a picture or an animation", row["with_pictures"]), ("a clip", row["with_clips"]))
    bars = [{"label": name, "n": n, "said": f"{n:,} ({share(n, total)})"} for name, n in parts]
    said = f"{share(row['with_pictures'], total)} of their own tweets show a picture, {share(row['with_clips'], total)}"
    return Figure(
        key="media-kinds",
        title=f"{said} a clip",
        unit="Tweets that are no retweets and show a picture or a clip that is loaded",
        cases=f"n = {counted(total, 'tweet')} that are not retweets",
        sentence=(
            f"Of the {number(total)} tweets by {ground.theirs} that are not retweets, {number(row['with_pictures'])} "
            f"({share(row['with_pictures'], total)}) show a picture or an animation and {number(row['with_clips'])} "
            f"({share(row['with_clips'], total)}) a clip."
        ),
        caveat="Only files that Twitter released and that were loaded count; the archive holds none of retweets.",
        cypher=answer.cypher,
        table=Table(("shows", "tweets"), parts),
        chart=ranked_bars(bars),
    )


def reused(ground: Ground) -> Figure | None:
    """Return the figure of the pictures and clips that most accounts showed, blurred where small ones are kept."""
    answer = ground.desk.ask("most-reused-pictures", limit=MANY)
    rows = [row for row in answer.rows if ground.release.key in row["campaigns"] and row["accounts"] > 1]
    if not rows:
        return None
    top = rows[:SHOWN]
    names = [ground.names.picture(row["picture"]) for row in top]
    firsts = _firsts(ground)
    others = sum(len(row["campaigns"]) > 1 for row in rows)
    elsewhere = f"; {number(others)} of them also in another loaded campaign" if len(ground.loaded) > 1 else ""
    bars = [
        {
            "label": f"Picture {place}" if row["kind"] == "image" else f"{row['kind'].capitalize()} {place}",
            "n": row["accounts"],
            "said": f"{counted(row['accounts'], 'account')}, {counted(row['tweets'], 'tweet')}",
        }
        for place, row in enumerate(top, 1)
    ]
    first = top[0]
    return Figure(
        key="media-reused",
        title=f"One picture was shown by {counted(first['accounts'], 'account')}, "
        f"{counted(len(rows), 'picture')} by at least two",
        unit="Accounts whose tweets show the same or a like picture or clip; those of most accounts",
        cases=f"n = {answer.at_least}{counted(len(rows), 'picture or clip', 'pictures and clips')} "
        f"that two accounts and more showed{elsewhere}",
        sentence=(
            f"{answer.at_least.capitalize()}{counted(len(rows), 'picture or clip', 'pictures and clips')} of "
            f"{ground.theirs} were shown by at least two accounts{elsewhere}; the one that most showed stands in "
            f"{counted(first['tweets'], 'tweet')} of {counted(first['accounts'], 'account')}."
        ),
        caveat=f"{ALIKE} Tweets of every loaded release count. First is the first in the archive.",
        cypher=answer.cypher,
        table=_table(ground, top, names, firsts, answer, len(rows)),
        chart=ranked_bars(bars),
        images=_images(ground, top, names),
    )


def _firsts(ground: Ground) -> dict[str, dict[str, Any]]:
    return {row["picture"]: row for row in ground.desk.ask("first-to-show", limit=MANY).rows}


def _table(
    ground: Ground,
    top: list[dict[str, Any]],
    names: list[str],
    firsts: dict[str, dict[str, Any]],
    answer: Answer,
    every: int,
) -> Table:
    known = [firsts.get(row["picture"], {}) for row in top]
    labels = ground.names.accounts(first["user_id"] for first in known if first)
    return Table(
        ("picture", "kind", "accounts", "tweets", "files that look alike", "first shown by", "first shown"),
        [
            (
                f"{place}. {name}",
                row["kind"],
                row["accounts"],
                row["tweets"],
                row["files"],
                labels[first["user_id"]] if first else "",
                first["first_at"][:10] if first else "",
            )
            for place, (name, row, first) in enumerate(zip(names, top, known, strict=True), 1)
        ],
        f"The first {len(top)} of {answer.at_least}{every:,}." if every > len(top) else "",
    )


def _images(ground: Ground, top: list[dict[str, Any]], names: list[str]) -> list[Image]:
    """Return the blurred small pictures that the graph keeps; none on a redacted page."""
    if ground.names.naming.redact:
        return []
    found = records(ground.desk.graph.read(picture_facts(), {"names": [row["picture"] for row in top]}))
    kept = {row["name"]: row["thumbnail"] for row in found}
    strength = np.array([row["accounts"] for row in top], dtype=np.int64)
    small, _ = bounded([kept.get(row["picture"]) for row in top], strength, blur=True)
    return [
        Image(uri, str(place), f"{name}, blurred; shown by {counted(row['accounts'], 'account')}")
        for place, (uri, name, row) in enumerate(zip(small, names, top, strict=True), 1)
        if uri
    ]
