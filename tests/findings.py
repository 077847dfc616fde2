"""Findings made by hand: two actions, two groups, as a run of the analysis would keep them."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from analysis.amplification import RANKS
from analysis.communities import Groups
from analysis.recording import communities, coordinated
from lake.findings import Findings, FindingsWriter
from lake.manifest import digests, read_manifests
from lake.workspace import Workspace

Edge = tuple[str, str, str]
GROUPS = Groups((("1", "2", "3"),), 0.95)


def edge(action: str, u: str, v: str, *, support: int = 3) -> dict[str, Any]:
    return {
        "action": action,
        "window_s": 60.0,
        "user_u": u,
        "user_v": v,
        "support": support,
        "support_by_window": [1, support],
        "objects": support,
        "pairs": support + 1,
        "episodes": support,
        "median_delay_s": 1.5,
        "led_by_first": 0.75,
        "expected": 0.01,
        "p_value": 1e-9,
        "q_value": 1e-6,
        "q_hour": 1e-5,
        "q_author": None if action == "tweet" else 1e-4,
        "robust": True,
        "flagged": True,
        "tweets_u": support,
        "tweets_v": support,
        "months": ["2019-05", "2019-06"],
        "month_counts": [support, 1],
    }


def evidence_row(action: str, u: str, v: str, number: int = 1) -> dict[str, Any]:
    return {
        "action": action,
        "user_u": u,
        "user_v": v,
        "object_id": "1100000000000000077",
        "tweet_u": 1100000000000000000 + number,
        "tweet_v": 1100000000000000100 + number,
        "time_u": 1551117600123,
        "time_v": 1551117601623,
    }


def made_findings(
    place: Workspace,
    key: str,
    edges: Iterable[Edge],
    *,
    ranks: dict[str, tuple[float, int]] | None = None,
    groups: Groups = GROUPS,
    campaigns: tuple[str, ...] = (),
) -> Findings:
    """Publish a run with these edges (action, user, user) and return it."""
    now = digests(read_manifests(place).values())
    ordered = sorted(edges)
    batches = pa.Table.from_pylist([edge(*one) for one in ordered]).to_batches() if ordered else []
    ranked = [{"user_id": who, "pagerank": rank, "amplification": n} for who, (rank, n) in (ranks or {}).items()]
    tables = {
        "COORDINATED": coordinated(key, batches, [evidence_row(*one) for one in ordered]),
        **communities(key, groups, [{"size": len(members)} for members in groups.members]),
        "Account": (RANKS, pa.Table.from_pylist(ranked, schema=RANKS).to_batches()),
    }
    findings = Findings(
        key=key,
        command=f"ioscope detect # {key}",
        parameters={"window_s": 60.0, "windows_ms": [10_000, 60_000]},
        version="0",
        inputs={name: digest for name, digest in now.items() if not campaigns or name in campaigns},
        whole=not campaigns,
        lake=now,
        shares=tuple(
            {"campaign": name, "accounts": 3, "co_acting": 2, "co_flagged": 1}
            for name in now
            if not campaigns or name in campaigns
        ),
        chance=({"window_s": 60.0, "weight": 2, "found": 3, "expected": 0.5},),
    )
    writer = FindingsWriter(place, key)
    for name, (schema, rows) in tables.items():
        writer.write(name, schema, rows)
    return writer.publish(findings)
