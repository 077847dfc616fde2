"""Online loading: bring a running graph to the lake by upserts over Bolt.

Every step is idempotent and the campaigns are marked `loading` before the first and `complete` after the last, so a
load that was cut anywhere is run again and ends in the same graph.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from database import upsert
from database.contents import counts, indexes
from database.graph import Graph
from database.installing import drop_text_indexes, install_constraints, install_text_indexes
from database.markers import COMPLETE, LOADING, Marker, read_markers, write_campaign
from lake.engine import record_batches
from lake.failpoints import reach
from lake.graph_counts import keep_counts
from lake.manifest import Manifest, read_former
from lake.workspace import Workspace
from loader.difference import Change, Difference, difference
from loader.failures import GraphDriftError
from loader.neighbourhoods import by_owner, of_others, with_relationships
from loader.rows import lake_graph
from loader.table_counts import as_kept, count_tables
from schema.installation import expected_indexes
from schema.model import RelationshipModel, model_digest, nodes, relationships, writing_order, written_with
from schema.releases import releases
from terminal import Stages, note

CHUNK = 50_000
"""Rows taken from the engine at once."""


@dataclass(frozen=True)
class Drift:
    """How graph and lake differ: campaigns to load anew, to take out, and what the graph was whole with before."""

    outdated: tuple[str, ...]
    gone: tuple[str, ...]
    before: tuple[Manifest, ...]

    @property
    def none(self) -> bool:
        """Whether the graph is that of the lake."""
        return not self.outdated and not self.gone


def find_drift(workspace: Workspace, manifests: Mapping[str, Manifest], markers: Mapping[str, Marker]) -> Drift:
    """Return how a graph with these markers differs from the lake.

    Raises GraphDriftError when the graph holds a campaign that this workspace's lake never had: its rows cannot be
    weighed against the others'.
    """
    before = []
    for key, marker in sorted(markers.items()):
        if marker.digest is None:
            if key not in manifests:
                raise GraphDriftError(key)
            continue
        former = read_former(workspace, key, marker.digest)
        if former is None:
            raise GraphDriftError(key)
        before.append(former)
    complete = {key: (marker.digest, marker.model) for key, marker in markers.items() if marker.state == COMPLETE}
    return Drift(
        outdated=tuple(
            key for key, manifest in manifests.items() if complete.get(key) != (manifest.digest, model_digest())
        ),
        gone=tuple(key for key in sorted(markers) if key not in manifests),
        before=tuple(before),
    )


def bring_to_lake(
    workspace: Workspace,
    engine: Backend,
    graph: Graph,
    manifests: Mapping[str, Manifest],
    stages: Stages,
    *,
    repair: bool = False,
) -> bool:
    """Make the graph that of the lake and return whether anything had to be done; `repair` upserts every row again.

    So does a campaign that was loaded in another model: the graph was made by another version of ioscope.
    """
    markers = read_markers(graph)
    drift = find_drift(workspace, manifests, markers)
    wanted = {index.name for index in expected_indexes() if index.kind != "text"}
    present = {index["name"] for index in indexes(graph)}
    if not repair and any(marker.digest and marker.model != model_digest() for marker in markers.values()):
        note("the graph is of another version: every row is written again (of millions: load --mode bulk)")
        repair = True
    if drift.none and not repair:
        install_text_indexes(graph)  # a load may have been cut just before
        return False
    with stages.stage("tables for the graph"):
        new = lake_graph(workspace, engine, list(manifests.values()), "new", held=True)
        known = drift.before and not drift.none
        old = lake_graph(workspace, engine, drift.before, "old", held=True) if known else None
        changes = difference(old, new)
        keep_counts(workspace, as_kept(count_tables(engine, new, manifests), manifests))
    if repair and markers:
        changes = _everything(changes, difference(None, new))
    if not wanted <= present:
        with stages.stage("constraints"):
            install_constraints(graph)
        reach("constraints-installed")
    # Kept up to date row by row, the TEXT index takes longer than all else of a load; built at the end it is cheap.
    there = counts(graph).nodes
    labels = {index.label for index in expected_indexes() if index.kind == "text"}
    added = {label: rows for label in labels if (rows := changes.nodes[label].added) is not None}
    if all(label in added and _rows(engine, added[label]) >= there.get(label, 0) for label in labels):
        drop_text_indexes(graph)
    touched = tuple(manifests) if repair else drift.outdated
    for key in touched:
        marker = markers.get(key)
        before = (marker.digest, marker.model) if marker else (None, None)
        write_campaign(graph, key, campaign_properties(manifests[key], *before, LOADING))
        reach("campaign-loading")
    _apply(engine, graph, changes, stages)
    _remove_campaigns(graph, drift.gone)
    reach("rows-complete")
    for key in touched:
        done = (manifests[key].digest, model_digest())
        write_campaign(graph, key, campaign_properties(manifests[key], *done, COMPLETE))
        reach("campaign-complete")
    install_text_indexes(graph)
    return True


def _rows(engine: Backend, table: ir.Table) -> int:
    return int(engine.execute(table.count()))


def campaign_properties(manifest: Manifest, digest: str | None, model: str | None, state: str) -> dict[str, Any]:
    """Return the properties of a campaign's node but for its key."""
    release = releases().get(manifest.campaign)
    files = sorted({f"{source.sha256}  {source.name.split('/')[0]}" for source in manifest.sources})
    return {
        "title": release.title if release else manifest.campaign,
        "attributed_to": release.attributed_to if release else None,
        "released_on": release.released_on if release else None,
        "time_zone": release.time_zone if release else None,
        "expected_accounts": release.accounts if release else None,
        "expected_tweets": release.tweets if release else None,
        "synthetic": True if manifest.synthetic else None,
        "files": sorted(files, key=lambda line: line.split("  ", 1)[1]),
        "digest": digest,
        "model": model,
        "state": state,
    }


def _everything(changes: Difference, whole: Difference) -> Difference:
    """Return every row of `whole` as one to be written again, with the removals of `changes`."""
    return Difference(
        nodes={k: Change(None, c.added, changes.nodes[k].removed) for k, c in whole.nodes.items()},
        relationships={
            k: Change(None, c.added, changes.relationships[k].removed) for k, c in whole.relationships.items()
        },
        whole=True,
    )


def _apply(engine: Backend, graph: Graph, changes: Difference, stages: Stages) -> None:
    """Nodes before relationships, and what is gone last: at no moment does a relationship lack its ends.

    A relationship is written together with its owner where that is, too; the others follow type by type.
    """
    for label in [label for label in writing_order() if label in changes.nodes]:
        node = nodes()[label]
        with _counted(stages, label, engine, changes.nodes[label].written) as advance:
            for new, rows in changes.nodes[label].parts():
                types = [
                    (r, dict(changes.relationships[r.type].parts()))
                    for r in written_with(label)
                    if r.type in changes.relationships
                ]
                table = with_relationships(node, rows, [(r, parts[new]) for r, parts in types if new in parts])
                upsert.write_nodes(graph, node, _batches(engine, table, node.key.name), advance, new=new)
    for kind in changes.relationships:
        relationship = relationships()[kind]
        left = dict(_left(relationship, changes))
        with _counted(stages, kind, engine, list(left.values())) as advance:
            for new, rows in left.items():
                batches = _batches(engine, by_owner(relationship, rows), upsert.OWNER)
                upsert.write_relationships(graph, relationship, batches, advance, new=new)
    for kind, change in changes.relationships.items():
        if change.removed is not None:
            upsert.remove_relationships(
                graph, relationships()[kind], _batches(engine, change.removed, "end"), lambda _: None
            )
    for label, change in changes.nodes.items():
        if change.removed is not None:
            node = nodes()[label]
            upsert.remove_nodes(graph, node, _batches(engine, change.removed, node.key.name), lambda _: None)


def _left(relationship: RelationshipModel, changes: Difference) -> Iterator[tuple[bool, ir.Table]]:
    """Yield the rows of one type, new ones or not, that were not written together with their owners."""
    together = relationship in written_with(relationship.owner.label)
    if together and changes.whole:
        return
    owners = dict(changes.nodes[relationship.owner.label].parts()) if together else {}
    for new, rows in changes.relationships[relationship.type].parts():
        yield new, of_others(relationship, rows, owners[new]) if new in owners else rows


@contextmanager
def _counted(stages: Stages, name: str, engine: Backend, tables: Sequence[ir.Table]) -> Iterator[upsert.Advance]:
    rows = sum(_rows(engine, table) for table in tables)
    if not rows:
        yield lambda _: None
        return
    with stages.stage(name, total=rows) as stage:
        yield stage.advance


def _batches(engine: Backend, table: ir.Table, order: str) -> Iterator[pa.RecordBatch]:
    yield from record_batches(engine, table.order_by(order), CHUNK)


def _remove_campaigns(graph: Graph, keys: tuple[str, ...]) -> None:
    node = nodes()["Campaign"]
    batch = pa.record_batch({node.key.name: pa.array(keys, pa.string())})
    upsert.remove_nodes(graph, node, [batch], lambda _: None)
