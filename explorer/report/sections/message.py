"""Message: hashtags and how long they lived, sites that were linked to, languages, words that set groups apart."""

from explorer.report.asking import EVERY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.months import with_months
from explorer.report.rank_charts import ranked_bars, side_by_side
from explorer.report.sections.coordination import newest_run
from explorer.report.time_charts import life_spans, month_rows
from explorer.report.wording import count_words, counted, month_name, number, share

TAGS, SITES, LANGUAGES = 12, 12, 4
WORDS, GROUPS = 4, 3
CERTAIN = 1.96
"""Standard errors from which a word sets a group apart."""

LANGUAGE_NAMES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "ca": "Catalan",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hy": "Armenian",
    "id": "Indonesian",
    "in": "Indonesian",
    "it": "Italian",
    "iw": "Hebrew",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "sr": "Serbian",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "und": "undetermined",
}


def message(ground: Ground) -> Section:
    """Return the section on the message."""
    made = [hashtags(ground), sites(ground), languages(ground), words(ground)]
    return Section("message", "Message", figures=[one for one in made if one])


def hashtags(ground: Ground) -> Figure | None:
    """Return the figure of the hashtags used most and of their lives."""
    answer = ground.desk.ask("hashtag-lives", limit=TAGS)
    rows = answer.rows
    if not rows or rows[0]["first_at"] is None:
        return None
    tags = [ground.names.hashtag(row["hashtag"]) for row in rows]
    bars = [
        {
            "label": f"{tag} ({row['tweets']:,})",
            "first": row["first_at"][:10],
            "last": row["last_at"][:10],
            # The middle of the strongest month, or the end of the life that lies nearer.
            "peak": min(max(f"{row['peak_month']}-15", row["first_at"][:10]), row["last_at"][:10]),
        }
        for tag, row in zip(tags, rows, strict=True)
    ]
    top = rows[0]
    return Figure(
        key="hashtags",
        title=f"{tags[0]} led, and peaked in {month_name(top['peak_month'])}",
        unit="The hashtags on most tweets (number in brackets): from first to last use, a dot at the strongest month",
        cases=f"n = {counted(sum(row['tweets'] for row in rows), 'tweet')} with one of {len(rows)} hashtags",
        sentence=(
            f"The hashtag used most by {ground.theirs} is {tags[0]}: {counted(top['tweets'], 'tweet')}, "
            f"{number(top['peak_tweets'])} of them in {month_name(top['peak_month'])}."
        ),
        caveat="Retweets count. First in the archive: whoever is not in it may have used a hashtag before.",
        cypher=answer.cypher,
        table=Table(
            ("hashtag", "tweets", "first", "last", "strongest month", "tweets in it"),
            [
                (tag, r["tweets"], r["first_at"][:10], r["last_at"][:10], r["peak_month"], r["peak_tweets"])
                for tag, r in zip(tags, rows, strict=True)
            ],
        ),
        chart=life_spans(bars),
    )


def sites(ground: Ground) -> Figure | None:
    """Return the figure of the sites linked to most."""
    answer = ground.desk.ask("top-domains", limit=EVERY)
    rows = answer.rows
    if not rows:
        return None
    top = rows[:SITES]
    names = [ground.names.site(row["domain"]) for row in top]
    bars = [
        {"label": name, "n": row["tweets"], "said": f"{row['tweets']:,} by {counted(row['accounts'], 'account')}"}
        for name, row in zip(names, top, strict=True)
    ]
    return Figure(
        key="sites",
        title=f"{names[0]} was linked to most, in {counted(top[0]['tweets'], 'tweet')}",
        unit="Tweets with a link to a site, and accounts that posted them; platforms and shorteners left out",
        cases=f"n = {counted(len(rows), 'site')}",
        sentence=(
            f"The accounts linked to {counted(len(rows), 'site')}, most often to {names[0]} "
            f"({counted(top[0]['tweets'], 'tweet')} by {counted(top[0]['accounts'], 'account')}): {ground.theirs}."
        ),
        caveat="A site that is linked to need not know of it. Retweets count; where a shortener led is not known.",
        cypher=answer.cypher,
        table=Table(
            ("site", "tweets", "accounts", "first", "last"),
            [
                (name, r["tweets"], r["accounts"], (r["first_at"] or "")[:10], (r["last_at"] or "")[:10])
                for name, r in zip(names, top, strict=True)
            ],
            f"The first {len(top)} of {len(rows):,}." if len(rows) > len(top) else "",
        ),
        chart=ranked_bars(bars),
    )


def languages(ground: Ground) -> Figure | None:
    """Return the figure of languages by month."""
    answer = ground.desk.ask("languages-by-month", each=LANGUAGES)
    if not answer.rows:
        return None
    rows = [row | {"name": language_name(row["language"])} for row in answer.rows]
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["name"]] = sums.get(row["name"], 0) + row["tweets"]
    names = sorted(sums, key=lambda name: (-sums[name], name))
    total = ground.size["tweets"]
    drawn, left = with_months(rows, "name", "tweets")
    return Figure(
        key="languages",
        title=f"{share(sums[names[0]], total)} of the tweets are in {names[0]}",
        unit=f"Tweets a month by language, the {count_words(len(names))} used most, one scale, UTC{left}",
        cases=f"n = {counted(sum(sums.values()), 'tweet')} of {number(total)}",
        sentence=(
            f"{share(sums[names[0]], total)} of the {number(total)} tweets by {ground.theirs} are in {names[0]}, as "
            "Twitter detected it."
        ),
        caveat="Twitter guessed the language of short texts often wrongly; retweets count.",
        cypher=answer.cypher,
        table=Table(("month", "language", "tweets"), [(row["month"], row["name"], row["tweets"]) for row in rows]),
        chart=month_rows(drawn, names=names),
    )


def words(ground: Ground, least: float = CERTAIN) -> Figure | None:
    """Return the figure of the words that set the groups of a run of `ioscope detect` apart by `least` errors."""
    run = newest_run(ground)
    if run is None:
        return None
    answer = ground.desk.ask("words-of-groups", run=run.key, each=WORDS)
    found = [row for row in answer.rows if row["z"] >= least]
    if not found:
        return None
    known = ground.desk.ask("coordinated-groups", run=run.key, limit=EVERY).rows
    place = {row["group"]: number for number, row in enumerate(known, 1)}
    groups = list(dict.fromkeys(row["group"] for row in found))
    top = [row for row in found if row["group"] in groups[:GROUPS]]
    named = [ground.names.word(row["word"]) for row in top]
    rows = [
        {"label": f"Group {place[row['group']]}: {word}", "name": name, "share": row[part] / max(row[of], 1)}
        for word, row in zip(named, top, strict=True)
        for name, part, of in (("this group", "tweets", "of_tweets"), ("the other groups", "others", "of_others"))
    ]
    first, group = top[0], f"group {place[top[0]['group']]}"
    inside = share(first["tweets"], first["of_tweets"])
    outside = share(first["others"], first["of_others"])
    return Figure(
        key="words",
        title=f"“{named[0]}” sets {group} apart: in {inside} of its tweets, in {outside} of the others'",
        unit="Share of own tweets (no retweets) with a word: in one group, and in the other groups; up to "
        f"{count_words(WORDS)} words of {count_words(len(groups[:GROUPS]))} groups",
        cases=f"n = {counted(first['of_tweets'] + first['of_others'], 'tweet')} of {counted(len(known), 'group')}",
        sentence=(
            f"“{named[0]}” stands in {inside} of the {counted(first['of_tweets'], 'own tweet')} of {group} "
            f"and in {outside} of those of the other groups that {run.command} found among "
            f"{ground.theirs}."
        ),
        caveat="Words are chosen by weighted log odds with the words of all groups as prior (Monroe, Colaresi and "
        f"Quinn 2008), above {least:g} standard errors, used by at least two members. They tell what groups talk of, "
        "not why. Scripts without spaces give phrases.",
        cypher=answer.cypher,
        table=Table(
            ("group", "word", "members", "tweets", "of", "in other groups", "of", "z"),
            [
                (
                    f"Group {place[r['group']]}",
                    word,
                    *(r[n] for n in ("accounts", "tweets", "of_tweets", "others", "of_others")),
                    round(r["z"], 1),
                )
                for word, r in zip(named, top, strict=True)
            ],
        ),
        chart=side_by_side(rows, names=("this group", "the other groups")),
    )


def language_name(code: str) -> str:
    """Return the English name of a language, its code where the report has none."""
    return LANGUAGE_NAMES.get(code.split("-", maxsplit=1)[0], code)
