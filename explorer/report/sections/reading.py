"""How to read the page, what it is made of, and how to cite it."""

from collections.abc import Mapping
from importlib.metadata import version

from explorer.maps.provenance import Release, release_rows
from explorer.report.figure import Block
from explorer.report.ground import Ground
from explorer.report.wording import month_name, number

PARAGRAPHS = (
    "Each figure has a title that says what was found, the number of cases, a sentence that can be quoted together "
    "with its caveat, the numbers behind the picture, and the statement that gives them again in Neo4j Browser.",
    "The attribution is Twitter's, made at the time of the release; some attributions were corrected later. This page "
    "adds no judgement of its own about who was behind an account.",
    "A reply, a retweet or a mention is received: it says nothing about the account that receives it. Most accounts "
    "outside the releases never knew of it.",
    "Accounts that do the same at the same time need not know of each other. Words such as coordinated mean here: more "
    "often than if the accounts active in the same hours were interchangeable, as each figure says.",
    "Times are UTC unless a figure names another zone. Tweets deleted before the takedown are missing, so silence and "
    "sums are lower bounds.",
)


def reading(ground: Ground, parameters: Mapping[str, str]) -> list[Block]:
    """Return the blocks at the end: reading, sources, parameters, counts, citation."""
    release = ground.release
    row = release_rows([release])[0]
    return [
        Block("How to read this", PARAGRAPHS),
        Block(
            "Who is named",
            (f"{ground.names.naming.rule}.",),
        ),
        Block(
            "Sources",
            (f"{row['attributed']}. Files as sha256 and name; manifest digest {row['digest']}.",),
            [str(line) for line in row["files"]],  # type: ignore[attr-defined]
        ),
        Block("Parameters", (), [f"{name}: {value}" for name, value in {**parameters, **versions()}.items()]),
        Block("Counts before and after each filter", (), _counts(ground)),
        Block("How to cite this page", (), [citation(release)]),
    ]


def versions() -> dict[str, str]:
    """Return the versions that shaped the page, by name."""
    return {name: version(name) for name in ("ioscope", "igraph", "vl-convert-python")}


def citation(release: Release) -> str:
    """Return how to cite the page: what, whose data, which edition, made by what; no date of a run."""
    if release.synthetic:
        return f"ioscope {version('ioscope')}, report on the synthetic campaign {release.key}; not about real accounts."
    return (
        f"ioscope {version('ioscope')}, report on {release.key} (accounts attributed to {release.attributed_to} by "
        f"Twitter, released {month_name(release.released_on)}); data: Twitter Information Operations archive, manifest "
        f"{release.digest[:12]}."
    )


def _counts(ground: Ground) -> list[str]:
    size = ground.size
    engaged = ground.desk.ask("engagement").one
    retweets = ground.desk.ask("retweets-inside").one
    return [
        f"accounts listed by the release: {number(size['accounts_listed'])}",
        f"of them with a tweet in it: {number(size['accounts_tweeting'])}",
        f"tweets of the release: {number(size['tweets'])}",
        f"of them no retweets: {number(engaged.get('tweets', 0))}",
        f"retweets whose original the archive names: {number(retweets.get('retweets', 0))}",
    ]
