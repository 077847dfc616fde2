"""`ioscope load --media`: media zips of the releases among the paths, after their tweets."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from ibis.backends.duckdb import Backend

from lake.engine import open_engine
from lake.manifest import DISTANCE, Manifest, publish, read_manifests
from lake.rejects import MIB, Limits
from lake.workspace import Workspace
from loader.archive import Release
from loader.failures import SourceError
from loader.media.fingerprint import SkipList
from loader.media.publication import Examiner, examining, is_known, publish_media, workers_for
from loader.rows import show_staged
from terminal import Failure, Stages, note

if TYPE_CHECKING:
    from loader.loading import Choices, Loaded

ENGINE = 512 * MIB
"""What DuckDB gets: it only sorts the rows of one zip, and works while the decoders wait."""


def load_media(
    workspace: Workspace, releases: Mapping[str, Release], loaded: "Loaded", choices: "Choices", stages: Stages
) -> None:
    """Publish every media zip that the lake does not have; one that fails leaves its campaign as it was."""
    skip = read_skip_list(choices.skip_hashes) if choices.skip_hashes else SkipList()
    memory = choices.shares.total - ENGINE
    examiner = Examiner(workers_for(memory), Limits(), skip, thumbnails=choices.thumbnails)
    todo, known = [], 0
    for key, release in releases.items():
        for name, path in zip(release.media, release.zips, strict=True):
            try:
                if choices.replace_edition or not is_known(workspace, key, path, name):
                    todo.append((key, path, name))
                else:
                    known += 1
            except Failure as failure:
                loaded.failures.append(failure)
    if known and (choices.thumbnails or choices.skip_hashes):
        note(
            f"media zips that are in the lake already: {known:,}; --thumbnails and --skip-hashes count for those "
            "that are looked into now; with --replace all are"
        )
    if todo:
        with examining(examiner) as pool, open_engine(workspace, memory=ENGINE) as engine:
            for key, path, name in todo:
                try:
                    publish_media(
                        workspace,
                        engine,
                        key,
                        path,
                        name,
                        pool,
                        examiner,
                        stages,
                        replace_edition=choices.replace_edition,
                    )
                except Failure as failure:
                    loaded.failures.append(failure)
    _set_distance(workspace, choices.distance)
    for key, manifest in read_manifests(workspace).items():
        if key in releases:
            loaded.manifests[key] = manifest
    with open_engine(workspace, memory=ENGINE) as engine:
        manifests = read_manifests(workspace)
        loaded.checked = {key: check(workspace, engine, manifests, key) for key in releases if key in manifests}


def _set_distance(workspace: Workspace, distance: int | None) -> None:
    """Set the distance of all campaigns with media: two would make one graph of two minds."""
    manifests = [manifest for manifest in read_manifests(workspace).values() if manifest.has_media]
    wanted = (
        distance
        if distance is not None
        else min((m.distance for m in manifests if m.distance != DISTANCE), default=DISTANCE)
    )
    for manifest in manifests:
        if manifest.distance != wanted:
            publish(workspace, replace(manifest, distance=wanted))


def check(workspace: Workspace, engine: Backend, manifests: Mapping[str, Manifest], campaign: str) -> dict[str, int]:
    """Return how many entries of a campaign name a tweet or an account that no release in the lake has."""
    if not manifests[campaign].has_media:
        return {}
    media = [str(path) for path in manifests[campaign].table_files(workspace, "media")]
    for table in ("tweets", "accounts"):
        show_staged(workspace, engine, list(manifests.values()), table, f"{table}_of_lake")
    [counted] = engine.con.execute(
        """
        WITH media AS (FROM read_parquet($media)),
        authors AS (SELECT tweet_id, min(user_id) AS author FROM tweets_of_lake GROUP BY tweet_id),
        known AS (SELECT DISTINCT user_id AS account FROM accounts_of_lake)
        SELECT count(*) FILTER (role IS NULL AND author IS NULL),
               count(*) FILTER (role IS NOT NULL AND account IS NULL),
               count(*) FILTER (role IS NULL AND author != user_id)
        FROM media LEFT JOIN authors USING (tweet_id) LEFT JOIN known ON account = user_id
        """,
        {"media": media},
    ).fetchall()
    return dict(zip(("without_tweet", "without_account", "under_another_account"), counted, strict=True))


_LINE = re.compile(r"(?:(sha256|pdq):)?\s*([0-9a-f]{64})\b.*", re.IGNORECASE)


def read_skip_list(path: Path) -> SkipList:
    """Return the hashes of a file, one a line: `sha256:` or `pdq:` and 64 hex digits, or these alone for either.

    Lines that are empty or begin with # are passed over. Raises SourceError for any other.
    """
    files, pictures = set(), set()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{path} cannot be read ({error})", hint="give a text file with one hash a line") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise SourceError(
                f"{path.name}, line {number} is no hash: {line[:80]!r}",
                hint="one a line: 64 hex digits, with sha256: or pdq: in front where it matters",
            )
        kind, code = (found[1] or "").casefold(), found[2].casefold()
        if kind != "pdq":
            files.add(code)
        if kind != "sha256":
            pictures.add(code)
    rows = np.frombuffer(bytes.fromhex("".join(sorted(pictures))), np.uint8).reshape(-1, 32)
    return SkipList(frozenset(files), rows)
