"""The books counted anew: source files against the books, the lake's tables against the books, the graph against them.

Nothing here believes what a load wrote down: records are counted by Python's csv module (docs/decisions/002), tables
row by row, the graph by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from database.contents import campaigns, counts, drift, variant_counts
from database.graph import Graph
from lake.manifest import Manifest, SourceBooks, digests
from lake.workspace import Workspace
from loader.failures import SourceError
from loader.records import read_header, records
from loader.sources import Source, digest, inflated
from loader.table_counts import TableCounts
from terminal import Stages

SHOWN_DIGITS = 16
"""Hex digits of a digest that are enough to tell two apart."""

STAGED = {"tweets": ("tweets", "tweet_id"), "users": ("accounts", "user_id"), "media": ("media", None)}
"""The table that has a row for each row of a file of a kind, and its key; every entry of a media zip counts."""

Seen = int | str | None


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same everywhere: how source files, books, tables of the lake and graph have it.

    None where it was not looked at; `campaign` is None for what belongs to all of them.
    """

    campaign: str | None
    what: str
    archive: Seen = None
    books: Seen = None
    tables: Seen = None
    graph: Seen = None


def recount_sources(
    manifest: Manifest, sources: Sequence[Source], scratch: Path, stages: Stages
) -> Iterator[Difference]:
    """Yield where a campaign's source files are not those that were loaded; each is read to its end."""
    booked = {source.name: source for source in manifest.sources}
    digests_of: dict[Path, str] = {}
    for source in sources:
        books = booked.get(source.name)
        if books is None:
            yield Difference(manifest.campaign, source.name, archive="there", books="never loaded")
            continue
        with stages.stage(f"count {source.path.name}"[:60]) as stage:
            try:
                if source.path not in digests_of:
                    digests_of[source.path] = digest(source.path)
                kind, rows = _records_of(source, scratch)
            except SourceError as failure:
                yield Difference(manifest.campaign, source.name, archive=failure.what, books=f"{books.read:,} rows")
                continue
            stage.advance(rows)
        sha256 = digests_of[source.path]
        for what, found, known in (
            ("SHA-256", sha256[:SHOWN_DIGITS], books.sha256[:SHOWN_DIGITS]),
            ("kind", kind, books.kind),
            ("rows", rows, books.read),
        ):
            if found != known:
                yield Difference(manifest.campaign, f"{source.name}: {what}", archive=found, books=known)


def _records_of(source: Source, scratch: Path) -> tuple[str, int]:
    with inflated(source, scratch) as plain:
        return read_header(plain, source.name).kind, sum(1 for _ in records(plain))


def recount_tables(workspace: Workspace, engine: Backend, manifest: Manifest) -> Iterator[Difference]:
    """Yield where a campaign's books do not close, or its table files do not hold what the books say."""
    whole = True
    for source in manifest.sources:
        for difference in _source_differences(workspace, engine, manifest.campaign, source):
            whole = False
            yield difference
    for kind, (table, key) in STAGED.items() if whole else ():
        its = [source for source in manifest.sources if source.kind == kind]
        if its and key is not None:
            files = [workspace.lake / manifest.campaign / table / source.tables[table] for source in its]
            rows = engine.read_parquet([str(path) for path in files])
            distinct, loaded = int(engine.execute(rows[key].nunique())), sum(source.loaded for source in its)
            if distinct != loaded:
                yield Difference(manifest.campaign, f"{kind} files: rows loaded", books=loaded, tables=distinct)


def _source_differences(
    workspace: Workspace, engine: Backend, campaign: str, source: SourceBooks
) -> Iterator[Difference]:
    accounted = source.loaded + source.duplicate + source.rejected
    if source.read != accounted or min(source.loaded, source.duplicate, source.rejected) < 0:
        sums = f"{source.read:,} = {source.loaded:,} + {source.duplicate:,} + {source.rejected:,}"
        yield Difference(campaign, f"{source.name}: read = loaded + duplicate + rejected", books=sums)
    tables: dict[str, ir.Table] = {}
    for name, file in source.tables.items():
        path = workspace.lake / campaign / name / file
        if not path.exists():
            yield Difference(campaign, f"{source.name}: table {name}", books=file, tables="gone")
            continue
        try:
            tables[name] = engine.read_parquet(str(path))
        except duckdb.Error as error:
            yield Difference(campaign, f"{source.name}: table {name}", books=file, tables=unreadable(error))
    if len(tables) == len(source.tables):
        for what, booked, rows in _promises(source, tables):
            found = int(engine.execute(rows.count()))
            if found != booked:
                yield Difference(campaign, f"{source.name}: {what}", books=booked, tables=found)


def _promises(source: SourceBooks, tables: Mapping[str, ir.Table]) -> Iterator[tuple[str, int, ir.Table]]:
    """Yield what the books promise of a source's tables: what, how many rows, and the rows that should be so many."""
    rejects, staged = tables["rejects"], tables[STAGED[source.kind][0]]
    yield "rejected rows", source.rejected, rejects.filter(rejects.scope == "row")
    yield "rejected cells", source.cells_rejected, rejects.filter(rejects.scope == "cell")
    yield "rows not rejected", source.read - source.rejected, staged
    yield "rows of another file", 0, staged.filter(staged.file != source.name)


def unreadable(error: duckdb.Error) -> str:
    """Return what is wrong with a table file; raises what is the machine's fault and not the file's."""
    if isinstance(error, duckdb.OutOfMemoryException) or "No space left" in str(error):
        raise error
    return f"cannot be read: {str(error).splitlines()[0]}"


def recount_graph(graph: Graph, expected: TableCounts, manifests: Mapping[str, Manifest]) -> Iterator[Difference]:
    """Yield where the graph is not what the lake's tables make: campaigns, nodes by label, relationships by type."""
    in_lake, in_graph = digests(manifests.values()), campaigns(graph)
    marked = {campaign["key"]: campaign for campaign in in_graph}
    for one in drift(in_graph, in_lake):
        key = one["campaign"]
        marker = marked.get(key, {})
        said = f"{(marker.get('digest') or '')[:SHOWN_DIGITS]} {marker.get('state') or ''}".strip()
        yield Difference(key, one["difference"], books=in_lake.get(key, "")[:SHOWN_DIGITS] or None, graph=said or None)
    live = counts(graph)
    labels = {label: expected.labels[label] for label, _ in expected.nodes}
    compared = [(f"nodes {name}", promised, live.nodes.get(name, 0)) for name, promised in labels.items()]
    of_variants = variant_counts(graph)
    compared += [
        (f"nodes {label}:{variant}", promised, of_variants[label, variant])
        for (label, variant), promised in expected.nodes.items()
        if variant is not None
    ]
    compared += [
        (f"relationships {kind}", promised, live.relationships.get(kind, 0))
        for kind, promised in expected.relationships.items()
    ]
    for what, promised, found in compared:
        if found != promised:
            yield Difference(None, what, tables=promised, graph=found)
