"""Findings in the graph: what the lake keeps of each run of the analysis, written by upserts, on any server.

A run's node gets its digest last, so one that was cut is written again by whatever brings the graph to the lake next
(`load`, `detect`). Loads never take a run out of the graph: only `remove_run` does.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from database import upsert
from database.graph import Graph
from database.markers import COMPLETE, read_markers
from lake.failpoints import reach
from lake.findings import Findings, has_folder, read_findings, withdraw_findings
from lake.manifest import digests, read_manifests
from lake.workspace import Workspace
from schema import cypher
from schema.cypher import quoted
from schema.model import nodes, relationships
from terminal import Stages

ACCOUNT, COMMUNITY, RUN = (nodes()[label] for label in ("Account", "Community", "Run"))
COORDINATED, IN_COMMUNITY = (relationships()[kind] for kind in ("COORDINATED", "IN_COMMUNITY"))
SHARES = ("accounts", "co_acting", "co_flagged")
"""Properties of a run that are lists parallel to `campaigns`, under their names in `Findings.shares`."""

BATCH = 5_000
"""Rows read from the lake at once: evidence makes them heavy."""


@dataclass(frozen=True)
class RunState:
    """How a run stands: `difference` between lake and graph (None: there is none), and whether its inputs changed."""

    key: str
    command: str | None
    difference: str | None
    stale: bool


def run_states(workspace: Workspace, graph: Graph | None) -> list[RunState]:
    """Return the state of every run that lake or graph has, by key; without a graph the lake's alone."""
    found, now = read_findings(workspace), digests(read_manifests(workspace).values())
    in_graph = {} if graph is None else _recorded(graph)
    loaded = {} if graph is None else _loaded(graph)
    states = []
    for key in sorted({*found, *in_graph}):
        findings = found.get(key)
        if findings is None:
            difference: str | None = "only in the graph"
        elif graph is None or in_graph.get(key) == _mark(findings, loaded, now):
            difference = None
        else:
            difference = "not wholly in the graph" if key in in_graph else "only in the lake"
        stale = findings is not None and findings.is_stale(now)
        states.append(RunState(key, findings.command if findings else None, difference, stale))
    return states


def bring_findings(workspace: Workspace, graph: Graph, stages: Stages) -> list[str]:
    """Write every run of the lake that the graph does not hold as it is, and return their keys.

    Relationships of accounts that are not in the graph are passed over; runs that the lake does not know stay.
    """
    found = read_findings(workspace)
    if not found:
        return []
    now, recorded, loaded = digests(read_manifests(workspace).values()), _recorded(graph), _loaded(graph)
    marks = {key: _mark(findings, loaded, now) for key, findings in found.items()}
    due = [found[key] for key, mark in marks.items() if recorded.get(key) != mark]
    for findings in due:
        with stages.stage(f"findings {findings.key}") as stage:
            known = findings.key in recorded
            _write(workspace, graph, findings, stage.advance, stale=findings.is_stale(now), new=not known)
            if known:
                _remove_gone(workspace, graph, findings)
    if due:
        _write_accounts(workspace, graph, found, now)
        reach("findings-recorded")
    for findings in due:
        _write_run(graph, findings, stale=findings.is_stale(now), mark=marks[findings.key])
    return [findings.key for findings in due]


def coordinated_count(graph: Graph, key: str) -> int:
    """Return how many relationships of a run the graph holds."""
    counted = f"MATCH ()-[r:{quoted(COORDINATED.type)}]->() WHERE r.run = $run RETURN count(r)"
    return int(graph.read(counted, {"run": key}).value())


def remove_run(workspace: Workspace, graph: Graph, key: str) -> bool:
    """Take a run out of graph and lake and return whether either had it; cut in between, it is run again."""
    kept = has_folder(workspace, key)
    there = kept or key in _recorded(graph)
    run = {"run": key}
    kind, member = quoted(COORDINATED.type), quoted(COMMUNITY.label)
    graph.schema_write(
        f"MATCH ()-[r:{kind}]->() WHERE r.run = $run CALL (r) {{ DELETE r }} IN TRANSACTIONS OF 20000 ROWS", run
    )
    graph.schema_write(
        f"MATCH (c:{member}) WHERE c.run = $run CALL (c) {{ DETACH DELETE c }} IN TRANSACTIONS OF 1000 ROWS", run
    )
    graph.write(cypher.remove_nodes(RUN), {"rows": [[key]]})
    reach("findings-removed")
    if kept:
        withdraw_findings(workspace, key)
        left = read_findings(workspace)
        _write_accounts(workspace, graph, left, digests(read_manifests(workspace).values()))
    return there


def _recorded(graph: Graph) -> dict[str, str | None]:
    """Return the digest of every run in the graph, by key; None of one that was cut."""
    return dict(graph.read(cypher.read_nodes(RUN, ("digest",))).rows)


def _loaded(graph: Graph) -> dict[str, str | None]:
    """Return the manifest's digest of every campaign that is whole in the graph."""
    return {key: marker.digest for key, marker in read_markers(graph).items() if marker.state == COMPLETE}


def _mark(findings: Findings, loaded: Mapping[str, str | None], now: Mapping[str, str]) -> str:
    """Return what a run's node carries once it is whole: another graph below it, and it is written again."""
    text = json.dumps([findings.digest, dict(loaded), findings.is_stale(now)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(
    workspace: Workspace, graph: Graph, findings: Findings, advance: upsert.Advance, *, stale: bool, new: bool
) -> None:
    _write_run(graph, findings, stale=stale, mark=None)
    upsert.write_nodes(graph, COMMUNITY, findings.rows(workspace, COMMUNITY.label, BATCH), advance, new=new)
    for relationship in (COORDINATED, IN_COMMUNITY):
        rows = (upsert.listed(relationship, batch) for batch in findings.rows(workspace, relationship.type, BATCH))
        upsert.write_relationships(graph, relationship, rows, advance, new=new)


def _write_run(graph: Graph, findings: Findings, *, stale: bool, mark: str | None) -> None:
    campaigns = sorted(findings.inputs)
    shares = {row["campaign"]: row for row in findings.shares}
    lists = {name: [shares.get(key, {}).get(name, 0) for key in campaigns] for name in SHARES if shares}
    properties: dict[str, Any] = {
        "command": findings.command,
        "parameters": _json(findings.parameters),
        "version": findings.version,
        "windows_ms": findings.parameters.get("windows_ms"),
        "chance": _json(findings.chance) if findings.chance else None,
        "campaigns": campaigns or None,
        **{name: lists.get(name) or None for name in SHARES},
        "stale": stale,
        "digest": mark,
    }
    graph.write(cypher.upsert_nodes(RUN), {"rows": [[findings.key, *(properties[p.name] for p in RUN.loaded)]]})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _remove_gone(workspace: Workspace, graph: Graph, findings: Findings) -> None:
    """Remove what an earlier result of the same run left in the graph."""
    one, other, key = quoted(ACCOUNT.label), quoted(COMMUNITY.label), quoted(ACCOUNT.key.name)
    pairs = (
        f"MATCH (a:{one})-[r:{quoted(COORDINATED.type)}]->(b:{one}) WHERE r.run = $run "
        f"RETURN a.{key} AS start, b.{key} AS `end`, r.action AS action, r.run AS run"
    )
    members = (
        f"MATCH (a:{one})-[:{quoted(IN_COMMUNITY.type)}]->(c:{other}) WHERE c.run = $run "
        f"RETURN a.{key} AS start, c.{quoted(COMMUNITY.key.name)} AS `end`"
    )
    groups = f"MATCH (c:{other}) WHERE c.run = $run RETURN c.{quoted(COMMUNITY.key.name)} AS key"
    for relationship, statement in ((COORDINATED, pairs), (IN_COMMUNITY, members)):
        gone = _gone(workspace, graph, findings, relationship.type, statement)
        upsert.remove_relationships(graph, relationship, gone, lambda _: None)
    upsert.remove_nodes(graph, COMMUNITY, _gone(workspace, graph, findings, COMMUNITY.label, groups), lambda _: None)


def _gone(
    workspace: Workspace, graph: Graph, findings: Findings, table: str, statement: str
) -> Iterable[pa.RecordBatch]:
    """Return the rows of `statement` that the run's table does not have."""
    with graph.stream(statement, {"run": findings.key}) as stream:
        columns: list[list[Any]] = [list(column) for column in zip(*stream.rows, strict=True)]
        names = stream.columns
    if not columns:
        return []
    there = pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})
    kept = [batch.select(names) for batch in findings.rows(workspace, table)]
    if kept:
        there = there.join(pa.Table.from_batches(kept), names, join_type="left anti")
    batches: list[pa.RecordBatch] = there.to_batches(BATCH)
    return batches


def _write_accounts(workspace: Workspace, graph: Graph, found: Mapping[str, Findings], now: Mapping[str, str]) -> None:
    """Set what the analysis knows of each account, which is the lake's and no run's: taken from the newest lake."""
    graph.schema_write(cypher.clear_derived(ACCOUNT))
    best = min(found.values(), key=lambda one: (one.lake != now, one.is_stale(now), one.key), default=None)
    if best is not None:
        upsert.set_derived(graph, ACCOUNT, best.rows(workspace, ACCOUNT.label), lambda _: None)
