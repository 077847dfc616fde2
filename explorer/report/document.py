"""The whole report: every section in its order, from one desk."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from database.connection import Graph
from explorer.maps.people import Naming
from explorer.maps.selection import select_releases
from explorer.maps.text import clean
from explorer.report.asking import EVERY, MANY, Answers, Desk
from explorer.report.failures import ReportFailure
from explorer.report.figure import Report, Section
from explorer.report.ground import Ground
from explorer.report.names import Names
from explorer.report.sections.across import KINDS, across
from explorer.report.sections.amplification import amplification
from explorer.report.sections.coordination import coordination, newest_run
from explorer.report.sections.maps import maps
from explorer.report.sections.media import media
from explorer.report.sections.message import LANGUAGES, TAGS, WORDS, message
from explorer.report.sections.method import LEAST_ANSWERS, PROGRAMS, method
from explorer.report.sections.opening import opening
from explorer.report.sections.reading import reading
from explorer.report.sections.size import size
from explorer.report.wording import month_name

SECTIONS: Sequence[Callable[[Ground], Section]] = (
    size,
    method,
    message,
    amplification,
    coordination,
    media,
    across,
    maps,
)


AHEAD: Sequence[tuple[str, Mapping[str, Any]]] = (
    # The questions that look at every tweet or account, the slowest first, as the sections ask them.
    ("repeated-texts", {"limit": EVERY}),
    ("hashtag-lives", {"limit": TAGS}),
    ("clients-by-month", {"each": PROGRAMS}),
    ("tweets-per-day", {}),
    ("engagement", {}),
    ("campaign-size", {}),
    ("hours-by-weekday", {}),
    ("languages-by-month", {"each": LANGUAGES}),
    ("answered-by-many", {"least": LEAST_ANSWERS, "limit": EVERY}),
    ("most-replied-to", {"limit": MANY}),
    ("most-amplified-outsiders", {"limit": MANY}),
    ("retweets-inside", {}),
    ("top-domains", {"limit": EVERY}),
    ("followers", {}),
    ("creation-days", {"limit": EVERY}),
)
AHEAD_ACROSS: Sequence[tuple[str, Mapping[str, Any]]] = tuple(
    (name, {"limit": MANY}) for name in ("shared-texts", *(name for _, name in KINDS if name != "shared-texts"))
)
"""Only where several campaigns are loaded."""
AHEAD_MEDIA: Sequence[tuple[str, Mapping[str, Any]]] = (
    ("most-reused-pictures", {"limit": MANY}),
    ("first-to-show", {"limit": MANY}),
    ("pictures-and-clips", {}),
)
"""Only where pictures are loaded."""


def ground_of(graph: Graph, key: str, naming: Naming, run: str | None = None, of_all: Answers | None = None) -> Ground:
    """Return what the sections of one campaign stand on; raises `ReportFailure` when the graph does not hold it.

    Reports on several campaigns share `of_all`, the answers on the whole graph.
    """
    releases = {release.key: release for release in select_releases(graph, ())}
    if key not in releases:
        known = ", ".join(releases) or "none: load one with ioscope load FOLDER"
        raise ReportFailure(f"the graph holds no release named {key[:60]!r}", hint=f"loaded: {known}")
    return Ground(
        releases[key], Desk(graph, key, {} if of_all is None else of_all), Names(graph, naming), list(releases), run
    )


def report_on(ground: Ground) -> Report:
    """Return the report on a campaign."""
    release = ground.release
    run = newest_run(ground)
    ground.desk.ask_ahead(
        [
            *(AHEAD_ACROSS if len(ground.loaded) > 1 else ()),
            *AHEAD,
            *(AHEAD_MEDIA if ground.media else ()),
            *([("words-of-groups", {"run": run.key, "each": WORDS})] if run else ()),
        ],
        others=(lambda: ground.strongest_accounts, lambda: ground.strongest_tags),
    )
    sections = [made for one in SECTIONS if (made := one(ground)).figures or made.lead or made.numbers]
    parameters = {
        "report on": release.key,
        "names": "none (redacted)" if ground.names.naming.redact else ground.names.naming.mode,
        "run of detect": f"{run.key} ({run.command}, ioscope {run.version})" if run else "none",
    }
    who = clean(release.attributed_to)
    return Report(
        title=f"{release.key}: a made-up campaign"
        if release.synthetic
        else f"{clean(release.title)}: accounts attributed to {who}",
        kicker="Synthetic data"
        if release.synthetic
        else f"Twitter Information Operations archive, release of {month_name(clean(release.released_on))}",
        lead=opening(ground),
        synthetic=release.synthetic,
        sections=sections,
        blocks=reading(ground, parameters),
    )
