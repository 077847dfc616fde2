"""Message: hashtags and how long they lived, sites that were linked to, languages."""

from explorer.report.asking import EVERY
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.months import with_months
from explorer.report.rank_charts import ranked_bars
from explorer.report.time_charts import life_spans, month_rows
from explorer.report.wording import count_words, counted, month_name, number, share

TAGS, SITES, LANGUAGES = 12, 12, 4

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
    made = [hashtags(ground), sites(ground), languages(ground)]
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


def language_name(code: str) -> str:
    """Return the English name of a language, its code where the report has none."""
    return LANGUAGE_NAMES.get(code.split("-", maxsplit=1)[0], code)
