"""From a release's files to its tables in the lake: one source at a time, then the manifest that commits them all."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from lake.durable import sync_folder
from lake.manifest import Manifest, SourceBooks, publish, read_manifests
from lake.workspace import Workspace
from loader import staging
from loader.archive import Release, variant_of
from loader.failures import ReleaseError
from loader.reading import Header, read_header, read_raw
from loader.sources import Source, digest, inflated
from loader.tables.staged import SCHEMAS
from loader.vocabulary import domain_kind, indexable, normal_tag, parse_list, registrable_domain
from schema.synthetic import PROFILE_URL_PREFIX
from terminal import Stages

STAGING = 1
"""Version of what staging makes of the same files; a new one stages everything again."""


@dataclass(frozen=True)
class Publication:
    """What publishing a release did: its manifest, and whether any file was read."""

    manifest: Manifest
    changed: bool


def publish_release(
    workspace: Workspace, engine: Backend, release: Release, stages: Stages, *, replace_edition: bool = False
) -> Publication:
    """Stage a release's new files and commit the campaign's manifest; files the lake has already are not read again.

    Raises ReleaseError when another edition of the same files is in the lake and `replace_edition` is not set;
    SourceError when a file cannot be read: then the lake is as before.
    """
    known = read_manifests(workspace)
    current = known.get(release.campaign)
    if current is not None and (replace_edition or current.staging != STAGING):
        current = None
    digests = {path: digest(path) for path in {source.path for source in release.sources}}
    _check_edition(release, current, digests)
    kept = {source.name: source for source in current.sources} if current else {}
    staged = dict(kept)
    for source in release.sources:
        if source.name not in kept:
            with stages.stage(f"read {source.path.name}"[:60]) as stage:
                staged[source.name] = _stage(workspace, engine, release.campaign, source, digests[source.path])
                stage.advance(staged[source.name].read)
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


def _stage(workspace: Workspace, engine: Backend, campaign: str, source: Source, sha256: str) -> SourceBooks:
    """Read one CSV into table files and return its books; what is loaded and doubled is settled for all together."""
    stem = hashlib.sha256(f"{sha256} {source.name} {STAGING}".encode()).hexdigest()[:24]
    with inflated(source, workspace.scratch) as plain:
        header = read_header(plain, source.name)
        read = read_raw(engine, plain, header)
    tables = _staged_tables(engine, header)
    files: dict[str, str] = {}
    for name, table in tables.items():
        marked = table.mutate(campaign=ibis.literal(campaign), file=ibis.literal(source.name))
        target = workspace.lake / campaign / name / f"{stem}.parquet"
        _write(engine, marked.select(*SCHEMAS[name].names).cast(SCHEMAS[name]), target, workspace.scratch)
        files[name] = target.name
    rejects = tables["rejects"]
    by_scope = dict(engine.execute(rejects.group_by("scope").agg(n=rejects.count())).itertuples(index=False, name=None))
    return SourceBooks(
        name=source.name,
        sha256=sha256,
        bytes=source.path.stat().st_size,
        kind=header.kind,
        read=read,
        loaded=0,
        duplicate=0,
        rejected=int(by_scope.get("row", 0)),
        cells_rejected=int(by_scope.get("cell", 0)),
        tables=files,
    )


def _staged_tables(engine: Backend, header: Header) -> dict[str, ir.Table]:
    """Return the staged tables of the raw rows that `engine` holds."""
    raw = engine.table("raw")
    typed = staging.typed(raw, header.kind)
    rows = engine.create_table("typed_rows", typed.rows, overwrite=True)
    row_rejects = [
        engine.table("raw_rejects").select("row", "reason", "value"),
        staging.row_rejects(raw, rows),
    ]
    cell_rejects = [staging.cell_rejects(typed.bad)]
    if header.kind == "users":
        tables = {"accounts": staging.accounts(rows)}
    else:
        odd = _parsed_lists(engine, rows)
        tweets = engine.create_table("staged_tweets", staging.tweets(rows, odd), overwrite=True)
        tables = {
            "tweets": tweets,
            "accounts": staging.tweet_authors(rows),
            "spellings": _spellings(engine, tweets),
            "addresses": _addresses(engine, tweets),
        }
        cell_rejects += staging.list_rejects(rows, odd, tweets, tables["spellings"], tables["addresses"])
    tables["rejects"] = engine.create_table(
        "staged_rejects", staging.rejects(row_rejects, cell_rejects), overwrite=True
    )
    return tables


def _parsed_lists(engine: Backend, rows: ir.Table) -> ir.Table:
    texts = _distinct(engine, staging.odd_lists(rows).text)
    parsed = [parse_list(text) for text in texts]
    columns: list[Sequence[Any]] = [
        texts,
        [items or None for items, _ in parsed],
        [well_formed for _, well_formed in parsed],
    ]
    kinds = (("text", pa.string()), ("items", pa.list_(pa.string())), ("well_formed", pa.bool_()))
    return _small_table(engine, "parsed_lists", kinds, columns)


def _spellings(engine: Backend, tweets: ir.Table) -> ir.Table:
    spellings = _distinct(engine, tweets.hashtags.unnest())
    kinds = (("spelling", pa.string()), ("tag", pa.string()))
    return _small_table(engine, "spellings", kinds, [spellings, [normal_tag(spelling) for spelling in spellings]])


def _addresses(engine: Backend, tweets: ir.Table) -> ir.Table:
    urls = _distinct(engine, tweets.urls.unnest())
    domains = [registrable_domain(url) if indexable(url) else None for url in urls]
    kinds = (("url", pa.string()), ("indexable", pa.bool_()), ("domain", pa.string()), ("kind", pa.string()))
    columns: list[Sequence[Any]] = [
        urls,
        [indexable(url) is not None for url in urls],
        domains,
        [domain_kind(domain) if domain else None for domain in domains],
    ]
    return _small_table(engine, "addresses", kinds, columns)


def _distinct(engine: Backend, values: ir.Column) -> list[str]:
    named = values.name("value").as_table().distinct().order_by("value")
    found: list[str | None] = engine.to_pyarrow(named)["value"].to_pylist()
    return [value for value in found if value is not None]


def _small_table(
    engine: Backend, name: str, kinds: Sequence[tuple[str, pa.DataType]], columns: Sequence[Sequence[Any]]
) -> ir.Table:
    arrays = [pa.array(values, kind) for values, (_, kind) in zip(columns, kinds, strict=True)]
    return engine.create_table(name, pa.table(arrays, schema=pa.schema(kinds)), overwrite=True)


def _write(engine: Backend, table: ir.Table, target: Path, scratch: Path) -> None:
    """Write one table file, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = scratch / f"{target.parent.name}-{target.name}"
    engine.to_parquet(table, temporary, compression="zstd")
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    # Scratch and lake are one file system, so this is a rename; the manifest decides whether the file counts.
    temporary.replace(target)
    sync_folder(target.parent)


def _with_books(workspace: Workspace, engine: Backend, manifest: Manifest) -> Manifest:
    """Return the manifest with `loaded` and `duplicate` of each source: the first row of a key is the loaded one."""
    order = {source.name: i for i, source in enumerate(manifest.sources)}
    loaded: dict[str, int] = {}
    for kind, table, key in (("tweets", "tweets", "tweet_id"), ("users", "accounts", "user_id")):
        its = [source for source in manifest.sources if source.kind == kind]
        if its:
            files = [workspace.lake / manifest.campaign / table / source.tables[table] for source in its]
            rows = engine.read_parquet([str(path) for path in files])
            place = ibis.cases(*((rows.file == name, number) for name, number in order.items()), else_=len(order))
            first = rows.group_by(key).agg(place=place.min())
            counted = engine.execute(first.group_by("place").agg(n=first.count()))
            names = [source.name for source in manifest.sources]
            loaded |= {names[int(number)]: int(n) for number, n in counted.itertuples(index=False, name=None)}
    sources = tuple(
        replace(
            source,
            loaded=loaded.get(source.name, 0),
            duplicate=source.read - source.rejected - loaded.get(source.name, 0),
        )
        for source in manifest.sources
    )
    return replace(manifest, sources=sources, synthetic=_is_synthetic(workspace, engine, manifest))


def _is_synthetic(workspace: Workspace, engine: Backend, manifest: Manifest) -> bool:
    files = manifest.table_files(workspace, "accounts")
    accounts = engine.read_parquet([str(path) for path in files])
    marked = accounts.profile_url.startswith(PROFILE_URL_PREFIX).fill_null(False)
    share = engine.execute(marked.cast("float64").mean())
    return bool(share is not None and share > 0.5)
