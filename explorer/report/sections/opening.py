"""What this page is about, in three sentences."""

from explorer.maps.text import clean
from explorer.report.ground import Ground
from explorer.report.wording import counted, month_name, number


def opening(ground: Ground) -> list[str]:
    """Return the three sentences: who and when; which edition, how complete; what is missing."""
    release = ground.release
    return [_who(ground), _edition(ground), _missing(synthetic=release.synthetic)]


def _who(ground: Ground) -> str:
    release, size = ground.release, ground.size
    if release.synthetic:
        return (
            f"This page describes a made-up campaign, {release.key}, of a synthetic archive: "
            f"{counted(size['accounts_listed'], 'account')} and {counted(size['tweets'], 'tweet')} that never existed."
        )
    return (
        f"This page describes {counted(size['accounts_listed'], 'account')} with {counted(size['tweets'], 'tweet')} "
        f"that Twitter attributed to {clean(release.attributed_to)} and released in "
        f"{month_name(clean(release.released_on))} (release {release.key})."
    )


def _edition(ground: Ground) -> str:
    if ground.release.synthetic:
        return f"It was made from the files listed under Sources (digest {ground.release.digest[:12]})."
    row = {**ground.announced, "accounts": ground.size["accounts_listed"], "tweets": ground.size["tweets"]}
    edition = f"the edition whose files are listed under Sources (digest {ground.release.digest[:12]})"
    announced = [
        f"{number(row[name])} of {number(row[f'{name}_announced'])} {name}"
        for name in ("accounts", "tweets")
        if row.get(f"{name}_announced")
    ]
    state = "" if row.get("state") == "complete" else "; loading was not finished when this page was made"
    if not announced:
        return f"It was made from {edition}; how many accounts and tweets were announced is not known{state}."
    whole = all(row[name] == row[f"{name}_announced"] for name in ("accounts", "tweets") if row[f"{name}_announced"])
    said = "and holds all that was announced" if whole else "and does not hold exactly what was announced"
    return f"It was made from {edition} {said}: {' and '.join(announced)}{state}."


def _missing(*, synthetic: bool) -> str:
    if synthetic:
        return "Nothing on this page says anything about a real account: it shows what such a page looks like."
    return (
        "Missing are tweets that were deleted before the takedown, everything that other accounts did unless these "
        "accounts pointed to it, and corrections that Twitter made to attributions later: sums are lower bounds, and "
        "silence can be deletion."
    )
