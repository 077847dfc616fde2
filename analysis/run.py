"""A run: every action looked at, its edges kept in the lake, groups and amplification made of them, one commit."""

import importlib.metadata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis import amplification, events, group_facts
from analysis.communities import Groups, find_groups
from analysis.failures import AnalysisError
from analysis.lake_tables import LakeTables, kept, lake_tables
from analysis.looking import CHUNK, STRENGTH, Looked, look_at, rows_of
from analysis.recording import ACCOUNT, COORDINATED, communities, coordinated
from analysis.request import ALL, Request
from analysis.shares import COUNTED, shares
from analysis.tweets import STAGED
from lake.engine import open_engine, record_batches
from lake.findings import Findings, FindingsWriter, read_findings
from lake.manifest import Manifest, digests, read_manifests
from lake.workspace import Workspace
from terminal import Stages

EDGE = ["action", "user_u", "user_v"]
"""What tells two edges of a run apart."""

SECONDS = "seconds"
"""The one thing in a summary that no second run repeats: it is shown and not kept."""


@dataclass(frozen=True)
class Done:
    """What a run found: as the lake keeps it, its groups, and how long each action took, in seconds."""

    findings: Findings
    groups: Groups
    seconds: dict[str, float]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The summary of each action as `detect --json` has it."""
        return [{**row, SECONDS: self.seconds[row["action"]]} for row in self.findings.summary]


def perform(workspace: Workspace, request: Request, stages: Stages) -> Done:
    """Look at every action of a request and keep what was found in the lake, in place of the same run's former results.

    Call it while holding the writer lock. Raises AnalysisError when the lake is empty, ParameterError,
    TableFileError; then the lake is as before.
    """
    manifests = read_manifests(workspace)
    if not manifests and request.table is None:
        raise AnalysisError("the lake holds no campaign", hint="load one first: ioscope load FOLDER")
    writer = FindingsWriter(workspace, request.key)
    with open_engine(workspace) as engine:
        lake = lake_tables(workspace, engine, manifests, request.parameters) if manifests else None
        found = [look_at(engine, lake, writer, request, action, stages) for action in request.actions]
        with stages.stage("groups"):
            groups = _groups(workspace, engine, writer, manifests, request)
        with stages.stage("amplification"):
            _write_ranks(workspace, engine, writer, lake, manifests)
        acting = _shares(engine, lake, request) if lake else []
    findings = writer.publish(_findings(workspace, request, manifests, found, acting, writer.tables))
    return Done(findings, groups, {each.summary.action: each.summary.seconds for each in found})


def _groups(
    workspace: Workspace,
    engine: Backend,
    writer: FindingsWriter,
    manifests: Mapping[str, Manifest],
    request: Request,
) -> Groups:
    """Find the groups and write what the graph takes of the run: relationships, groups, members."""
    flagged, edges, evidence, supports = (
        ibis.union(*(engine.table(f"run_{name}_{action}") for action in request.actions))
        for name in ("flagged", "edges", "evidence", "supports")
    )
    pairs = flagged.select("user_u", "user_v").distinct()
    groups = find_groups((row["user_u"], row["user_v"]) for row in rows_of(engine, pairs))
    taken = kept(engine, "run_taken", edges) if request.keep == ALL else flagged
    with_supports = taken.left_join(supports, EDGE).select(*taken.columns, "support_by_window")
    schema, rows = coordinated(
        request.key,
        record_batches(engine, with_supports.order_by(*EDGE), CHUNK),
        rows_of(engine, evidence.order_by(*EDGE, *STRENGTH)),
    )
    writer.write(COORDINATED.type, schema, rows)
    facts = _facts(workspace, engine, manifests, flagged, evidence, groups)
    for name, (schema, rows) in communities(request.key, groups, facts).items():
        writer.write(name, schema, rows)
    return groups


def _facts(
    workspace: Workspace,
    engine: Backend,
    manifests: Mapping[str, Manifest],
    flagged: ir.Table,
    evidence: ir.Table,
    groups: Groups,
) -> list[dict[str, Any]]:
    rows = [{"group": number, "user_id": user} for number, one in enumerate(groups.members) for user in one]
    members = engine.create_table(
        "run_members", pa.Table.from_pylist(rows, schema=group_facts.MEMBERS.to_pyarrow()), overwrite=True
    )
    files = [str(path) for manifest in manifests.values() for path in manifest.table_files(workspace, "accounts")]
    if files:
        profiles = engine.read_parquet(files).select(*group_facts.ACCOUNTS)
        accounts = kept(engine, "run_accounts", profiles.semi_join(members, "user_id"))
    else:  # a prepared table beside an empty lake
        accounts = engine.create_table("run_accounts", schema=group_facts.ACCOUNTS, overwrite=True)
    edges_inside = kept(engine, "run_edges_inside", group_facts.inside(flagged, members))
    shown_inside = kept(engine, "run_evidence_inside", group_facts.inside(evidence.semi_join(flagged, EDGE), members))
    tables = group_facts.fact_tables(edges_inside, shown_inside, members, accounts)
    return group_facts.facts(
        len(groups.members), {name: list(rows_of(engine, table)) for name, table in tables.items()}
    )


def _write_ranks(
    workspace: Workspace,
    engine: Backend,
    writer: FindingsWriter,
    lake: LakeTables | None,
    manifests: Mapping[str, Manifest],
) -> None:
    """Write PageRank and amplification of every account of the lake, whatever the run was restricted to.

    Another run of the same lake has them already.
    """
    now = digests(manifests.values())
    same = (one for one in read_findings(workspace).values() if one.lake == now and ACCOUNT.label in one.tables)
    known = next(same, None)
    if known is not None:
        rows: Iterator[pa.RecordBatch] = known.rows(workspace, ACCOUNT.label)
    elif lake is None:
        rows = iter(())
    else:
        retweets = events.retweets(lake.every)
        authors = kept(engine, "run_authors", events.target_authors(lake.every, retweets))
        ties = engine.con.sql(engine.compile(amplification.retweet_ties(retweets, authors))).to_arrow_table()
        rows = iter(amplification.ranks(ties).to_batches())
    writer.write(ACCOUNT.label, amplification.RANKS, rows)


def _shares(engine: Backend, lake: LakeTables, request: Request) -> list[dict[str, Any]]:
    """Return how many accounts of each campaign co-acted; nothing when the run has none of the actions that count."""
    counted = [engine.table(f"run_edges_{action}") for action in request.actions if action in COUNTED]
    if not counted:
        return []
    table = shares(ibis.table(STAGED["tweets"], name="lake_tweets"), lake.chosen, ibis.union(*counted))
    chosen = request.parameters.campaigns
    rows = engine.con.sql(engine.compile(table)).to_arrow_table().to_pylist()
    return [row for row in rows if not chosen or row["campaign"] in chosen]


def _findings(
    workspace: Workspace,
    request: Request,
    manifests: Mapping[str, Manifest],
    found: list[Looked],
    acting: list[dict[str, Any]],
    tables: Mapping[str, str],
) -> Findings:
    now = digests(manifests.values())
    chosen = request.parameters.campaigns
    windows = list(request.parameters.windows_ms)
    chance = tuple(row for each in found for row in each.chance)
    former = read_findings(workspace).get(request.key)
    if not request.check and former is not None and former.tables == tables:
        chance = former.chance  # shuffled before, for the same edges
    return Findings(
        key=request.key,
        command=request.command,
        parameters={**request.asked, "keep": request.keep, "check": request.check, "windows_ms": windows},
        version=importlib.metadata.version("ioscope"),
        inputs={} if request.table else {key: digest for key, digest in now.items() if not chosen or key in chosen},
        whole=request.table is None and not chosen,
        lake=now,
        summary=tuple({k: v for k, v in asdict(each.summary).items() if k != SECONDS} for each in found),
        notes=tuple(note for each in found for note in each.notes),
        chance=chance,
        shares=tuple(acting),
    )
