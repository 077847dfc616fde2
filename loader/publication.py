"""From a release's files to its tables in the lake: one source at a time, then the manifest that commits them all."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ibis.backends.duckdb import Backend

from lake.durable import sync_folder
from lake.engine import sql_text
from lake.failpoints import reach
from lake.manifest import Manifest, SourceBooks, publish, read_manifests
from lake.workspace import Workspace
from loader.archive import Release, variant_of
from loader.distinct import make_addresses, make_parsed_lists, make_spellings
from loader.failures import ReleaseError
from loader.inflating import NextFile, inflated_in_turn
from loader.reading import read_raw
from loader.records import read_header
from loader.sources import Source, digest, unchanged
from loader.staging_plan import outcome_plan, tweets_plan, typing_plan
from loader.tables.staged import ORDERS, SCHEMAS
from schema.synthetic import PROFILE_URL_PREFIX
from terminal import Stages

STAGING = 1
"""Version of what staging makes of the same files; a new one stages everything again."""

USERS_TABLES = ("accounts", "rejects")


TWEETS_TABLES = ("tweets", "accounts", "spellings", "addresses", "rejects")

Staging = Callable[[Workspace, str, Sequence[tuple[Source, str]], Stages], Iterator[SourceBooks]]
"""How an engine stages a campaign's new sources, each with the SHA-256 of its file: it writes table files into the
lake and gives the books of each source, in any order."""


@dataclass(frozen=True)
class Publication:
    """What publishing a release did: its manifest, and whether any file was read."""

    manifest: Manifest
    changed: bool


def publish_release(
    workspace: Workspace,
    engine: Backend,
    release: Release,
    stages: Stages,
    *,
    replace_edition: bool = False,
    staging: Staging | None = None,
) -> Publication:
    """Stage a release's new files and commit the campaign's manifest; files the lake has already are not read again.

    `staging` is another engine's way of staging; without it `engine` (DuckDB) does it.
    Raises ReleaseError when another edition of the same files is in the lake and `replace_edition` is not set;
    SourceError when a file cannot be read or changes meanwhile: then the lake is as before.
    """
    known = read_manifests(workspace)
    current = known.get(release.campaign)
    if current is not None and (replace_edition or current.staging != STAGING):
        current = None
    paths = {source.path for source in release.sources}
    with unchanged(paths):
        digests = {path: digest(path) for path in paths}
        _check_edition(release, current, digests)
        kept = {source.name: source for source in current.sources} if current else {}
        staged = dict(kept)
        new = [(source, digests[source.path]) for source in release.sources if source.name not in kept]
        made = (staging or _staging(engine))(workspace, release.campaign, new, stages)
        staged |= {books.name: books for books in made}
    if current is not None and len(staged) == len(kept):
        return Publication(current, changed=False)
    manifest = _with_books(
        workspace,
        engine,
        Manifest(
            campaign=release.campaign,
            staging=STAGING,
            synthetic=False,
            variant=variant_of(source.name for source in release.sources),
            sources=tuple(staged[name] for name in sorted(staged)),
            media=tuple(sorted({*release.media, *(current.media if current else ())})),
        ),
    )
    _check_mixture(manifest, known)
    publish(workspace, manifest)
    return Publication(manifest, changed=True)


def _check_edition(release: Release, current: Manifest | None, digests: dict[Path, str]) -> None:
    if current is None:
        return
    variant = variant_of(source.name for source in release.sources)
    if variant and current.variant and variant != current.variant:
        raise ReleaseError(
            f"the workspace holds the {current.variant} files of {release.campaign}, these are the {variant} ones",
            hint="the two hide different ids and do not mix: --replace takes the new ones instead, "
            "or use another workspace",
        )
    former = {source.name: source.sha256 for source in current.sources}
    for source in release.sources:
        if former.get(source.name, digests[source.path]) != digests[source.path]:
            raise ReleaseError(
                f"the workspace holds another edition of {source.name} ({release.campaign})",
                hint="--replace takes the new one instead of everything loaded of this campaign",
            )


def _check_mixture(manifest: Manifest, known: dict[str, Manifest]) -> None:
    for other in known.values():
        if other.campaign != manifest.campaign and other.synthetic != manifest.synthetic:
            made_up, real = (manifest, other) if manifest.synthetic else (other, manifest)
            raise ReleaseError(
                f"{made_up.campaign} is synthetic and {real.campaign} is real: they do not mix in one workspace",
                hint="load it into a workspace of its own with --workspace DIR",
            )


def _staging(engine: Backend) -> Staging:
    """Return DuckDB's way of staging: one source after another."""

    def stage_all(
        workspace: Workspace, campaign: str, sources: Sequence[tuple[Source, str]], stages: Stages
    ) -> Iterator[SourceBooks]:
        with inflated_in_turn([source for source, _ in sources], workspace.scratch) as next_file:
            for source, sha256 in sources:
                with stages.stage(f"read {source.path.name}"[:60]) as stage:
                    books = _stage(workspace, engine, campaign, source, sha256, next_file)
                    stage.advance(books.read)
                yield books

    return stage_all


def _stage(
    workspace: Workspace, engine: Backend, campaign: str, source: Source, sha256: str, next_file: NextFile
) -> SourceBooks:
    """Read one CSV into table files and return its books; what is loaded and doubled is settled for all together."""
    with next_file() as plain:
        header = read_header(plain, source.name)
        read = read_raw(engine, plain, header)
    stage_tables(engine, header.kind)
    origin = {"campaign": campaign, "file": source.name}
    name = table_file(source, sha256)
    for table in table_names(header.kind):
        _write(engine, table, origin, workspace.lake / campaign / table / name, workspace.scratch)
    reach("source-staged")
    counted = engine.con.execute("SELECT scope, count(*) FROM rejects GROUP BY scope").fetchall()
    return source_books(source, sha256, header.kind, read, dict(counted))


def table_names(kind: str) -> tuple[str, ...]:
    """Return the tables that the lake has of a file of one kind."""
    return TWEETS_TABLES if kind == "tweets" else USERS_TABLES


def table_file(source: Source, sha256: str) -> str:
    """Return the name of a source's file in the folder of each table."""
    return hashlib.sha256(f"{sha256} {source.name} {STAGING}".encode()).hexdigest()[:24] + ".parquet"


def source_books(source: Source, sha256: str, kind: str, read: int, rejects: dict[str, int]) -> SourceBooks:
    """Return the books of one source as far as it knows them itself; `rejects` has the rejects of each scope."""
    return SourceBooks(
        name=source.name,
        sha256=sha256,
        bytes=source.path.stat().st_size,
        kind=kind,
        read=read,
        loaded=0,
        duplicate=0,
        rejected=rejects.get("row", 0),
        cells_rejected=rejects.get("cell", 0),
        tables=dict.fromkeys(table_names(kind), table_file(source, sha256)),
    )


def stage_tables(engine: Backend, kind: str) -> None:
    """Make the staged tables of the raw rows that `engine` holds, under their own names."""
    typing_plan(kind).run(engine)
    if kind == "tweets":
        make_parsed_lists(engine)
        tweets_plan().run(engine)
        make_spellings(engine)
        make_addresses(engine)
    outcome_plan(kind).run(engine)


def _write(engine: Backend, name: str, origin: dict[str, str], target: Path, scratch: Path) -> None:
    """Write one staged table with its origin, in the lake's columns, whole or not at all."""
    temporary = scratch / f"{name}-{target.name}"
    columns = ", ".join(f"${column} AS {column}" if column in origin else column for column in SCHEMAS[name].names)
    used = {column: value for column, value in origin.items() if column in SCHEMAS[name].names}
    order = f" ORDER BY {', '.join(ORDERS[name])}" if name in ORDERS else ""
    engine.con.execute(
        f"COPY (SELECT {columns} FROM {name}{order}) TO '{sql_text(temporary)}' (FORMAT parquet, COMPRESSION zstd)",
        used,
    )
    commit_file(temporary, target)
    reach("table-staged")


def commit_file(temporary: Path, target: Path) -> None:
    """Move a table file from scratch to its place in the lake, safe from power cuts."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    # Scratch and lake are one file system, so this is a rename; the manifest decides whether the file counts.
    temporary.replace(target)
    sync_folder(target.parent)


def _with_books(workspace: Workspace, engine: Backend, manifest: Manifest) -> Manifest:
    """Return the manifest with `loaded` and `duplicate` of each source: the first row of a key is the loaded one."""
    names = [source.name for source in manifest.sources]
    if not manifest.sources:
        return manifest
    loaded: dict[str, int] = {}
    for kind, table, key in (("tweets", "tweets", "tweet_id"), ("users", "accounts", "user_id")):
        its = [source for source in manifest.sources if source.kind == kind]
        if its:
            files = [str(workspace.lake / manifest.campaign / table / source.tables[table]) for source in its]
            first = f"SELECT min(list_position($names, file)) AS place FROM read_parquet($files) GROUP BY {key}"
            counted = f"SELECT $names[place], count(*) FROM ({first}) GROUP BY place"
            loaded |= dict(engine.con.execute(counted, {"names": names, "files": files}).fetchall())
    sources = tuple(
        source
        if source.kind == "media"  # its books are closed when its zip is read
        else replace(
            source,
            loaded=loaded.get(source.name, 0),
            duplicate=source.read - source.rejected - loaded.get(source.name, 0),
        )
        for source in manifest.sources
    )
    return replace(manifest, sources=sources, synthetic=_is_synthetic(workspace, engine, manifest))


def _is_synthetic(workspace: Workspace, engine: Backend, manifest: Manifest) -> bool:
    files = [str(path) for path in manifest.table_files(workspace, "accounts")]
    marked = "SELECT 2 * count(*) FILTER (starts_with(profile_url, $prefix)) > count(*) FROM read_parquet($files)"
    [(most,)] = engine.con.execute(marked, {"prefix": PROFILE_URL_PREFIX, "files": files}).fetchall()
    return bool(most)
