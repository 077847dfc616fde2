"""What a load would do, without doing it: files new and known, the way of loading and why, disk and time.

Nothing is written and no server is started. Files are known by name and size (a load compares their SHA-256), rows
are estimated from bytes.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from database import embedded
from database.connection import named_target, open_graph
from database.generation import Layout
from database.markers import COMPLETE, Marker, read_markers
from database.own_notes import find_own_notes
from database.target import Target
from lake.manifest import Manifest, read_manifests
from lake.workspace import Workspace
from loader.archive import Found, Release, find_releases
from loader.estimate import Amounts, Disk, disk_need, time_need, tweets_of
from loader.loading import Choices
from loader.media.forecast import ComingMedia, coming_media
from loader.media.publication import workers_for
from loader.mode import PREPARE, Mode, check_asked, mode_for, spare_notes
from loader.online import find_drift
from loader.publication import STAGING
from loader.source_size import csv_size, is_packed
from loader.sources import Source
from loader.space import free_bytes
from schema.model import model_digest


@dataclass(frozen=True)
class Coming:
    """The files of one campaign: those to read, those the lake has, those of which it has another edition.

    `media` are its media zips, when they are asked for.
    """

    campaign: str
    new: tuple[str, ...]
    known: tuple[str, ...]
    other_edition: tuple[str, ...]
    packed_bytes: int
    csv_bytes: int
    tweets: int
    media: ComingMedia | None


@dataclass(frozen=True)
class Forecast:
    """What a load would do; `tweets` are estimated from bytes, `free` are bytes."""

    target: str
    mode: Mode
    campaigns: tuple[Coming, ...]
    left_out: tuple[str, ...]
    graph_asked: bool
    amounts: Amounts
    free: int
    seconds: dict[str, int]

    @property
    def disk(self) -> Disk:
        """What the load needs on disk."""
        return disk_need(self.amounts, self.mode.name)

    def report(self) -> dict[str, Any]:
        """Return the JSON shape of `load --dry-run --json`."""
        return {
            "target": self.target,
            "mode": self.mode.name,
            "why": self.mode.why,
            "campaigns": [asdict(coming) for coming in self.campaigns],
            "left_out": list(self.left_out),
            "graph_asked": self.graph_asked,
            "disk": {**asdict(self.disk), "needed": self.disk.needed, "free": self.free},
            "seconds": {**self.seconds, "all": sum(self.seconds.values())},
        }


def forecast(
    workspace: Workspace, paths: Sequence[Path], choices: Choices, *, prepare: bool = False, ask_graph: bool = True
) -> Forecast:
    """Return what a load of `paths` would do; a graph whose server does not run is taken to be that of the lake.

    `prepare`: files for an administrator instead of a graph. `ask_graph` False: do not ask a server that runs either.
    Raises what `find_releases` raises, UsageFailure for a way of loading that would be refused, and the failures of
    `database.failures` of a server of the user's own.
    """
    foreign = named_target(os.environ)
    check_asked(choices.mode, foreign=foreign is not None)
    manifests = read_manifests(workspace)
    found = find_releases(paths, choices.campaign, media_alone=choices.media) if paths else Found()
    target = (foreign or _running(workspace)) if ask_graph and not prepare else None
    markers, notes = _asked(target, choices) if target else (_assumed(workspace, manifests), "")
    behind = set(find_drift(workspace, manifests, markers).outdated)
    coming, amounts = _work(found.releases, manifests, behind, choices)
    amounts = replace(amounts, before=bool(markers), elsewhere=foreign is not None)
    new, total = amounts.graph_tweets, amounts.total_tweets
    mode = mode_for(choices.mode, foreign=foreign is not None, repair=choices.repair, new=new, total=total)
    mode = Mode(PREPARE, "no server is touched") if prepare else spare_notes(mode, choices.mode, notes)
    packed = {source.path for release in found.releases.values() for source in release.sources}
    return Forecast(
        target="no server" if prepare else foreign.name if foreign else f"the embedded Neo4j of {workspace.root}",
        mode=mode,
        campaigns=tuple(coming),
        left_out=tuple(found.left_out),
        graph_asked=target is not None,
        amounts=amounts,
        free=free_bytes(workspace.root),
        seconds={
            **time_need(amounts, mode.name, sum(path.stat().st_size for path in packed)),
            **_media_seconds(coming, choices),
        },
    )


def _media_seconds(coming: Iterable[Coming], choices: Choices) -> dict[str, int]:
    if not choices.media:
        return {}
    workers = workers_for(choices.shares.total)
    return {"media": round(sum(one.media.seconds(workers) for one in coming if one.media))}


def _work(
    releases: Mapping[str, Release], manifests: Mapping[str, Manifest], behind: set[str], choices: Choices
) -> tuple[list[Coming], Amounts]:
    """Return the files of each campaign, and how much there is to do; `behind` are campaigns that the graph lacks."""
    kept = {
        key: manifest
        for key, manifest in manifests.items()
        if key not in releases or (manifest.staging == STAGING and not choices.replace_edition)
    }
    sizes = {source: csv_size(source) for release in releases.values() for source in release.sources}
    coming = [_coming(release, kept.get(key), sizes, media=choices.media) for key, release in releases.items()]
    tweets = {key: manifest.books("tweets")["loaded"] for key, manifest in kept.items()}
    for one in coming:
        tweets[one.campaign] = tweets.get(one.campaign, 0) + one.tweets
    reading = [source for one in coming for source in releases[one.campaign].sources if source.name in one.new]
    return coming, Amounts(
        total_tweets=sum(tweets.values()),
        graph_tweets=sum(
            tweets[key] for key in behind | {one.campaign for one in coming if one.new or (one.media and one.media.new)}
        ),
        csv_bytes=sum(sizes[source] for source in reading),
        biggest_csv=max((sizes[source] for source in reading), default=0),
        unpacked_csv=max((sizes[source] for source in reading if is_packed(source)), default=0),
        media_bytes=sum(one.media.lake_bytes(thumbnails=choices.thumbnails) for one in coming if one.media),
    )


def _coming(release: Release, current: Manifest | None, sizes: Mapping[Source, int], *, media: bool) -> Coming:
    booked = {source.name: source.bytes for source in current.sources} if current else {}
    new, known, other = [], [], []
    for source in release.sources:
        if source.name not in booked:
            new.append(source)
        elif booked[source.name] == source.path.stat().st_size:
            known.append(source)
        else:
            other.append(source)
    return Coming(
        campaign=release.campaign,
        new=_names(new),
        known=_names(known),
        other_edition=_names(other),
        packed_bytes=sum(path.stat().st_size for path in {source.path for source in new}),
        csv_bytes=sum(sizes[source] for source in new),
        tweets=sum(tweets_of(sizes[source]) for source in new if not _lists_users(source)),
        media=coming_media(dict(zip(release.media, release.zips, strict=True)), booked) if media else None,
    )


def _names(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(source.name for source in sources)


def _lists_users(source: Source) -> bool:
    """Guess from the name that a file lists accounts; the header, which does not lie, would have to be unpacked."""
    name = source.name.casefold()
    return "users" in name and "tweets" not in name


def _running(workspace: Workspace) -> Target | None:
    server = embedded.state(workspace)
    if server.state != "running" or server.ports is None:
        return None
    return embedded.target_of(Layout(workspace), server.ports)


def _asked(target: Target, choices: Choices) -> tuple[dict[str, Marker], str]:
    """Return what a graph says of its campaigns, and a user's own notes in it."""
    with open_graph(target) as graph:
        spared = target.embedded and not choices.discard_own
        return read_markers(graph), find_own_notes(graph).text if spared else ""


def _assumed(workspace: Workspace, manifests: Mapping[str, Manifest]) -> dict[str, Marker]:
    """Return what a graph says that is that of the lake; nothing when there has never been a graph."""
    if named_target(os.environ) is None and Layout(workspace).current() is None:
        return {}
    return {key: Marker(manifest.digest, COMPLETE, model_digest()) for key, manifest in manifests.items()}
