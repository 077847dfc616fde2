"""The groups of the lake's runs, as `communities --json` has them."""

import json
from typing import Any

from analysis.failures import ParameterError
from analysis.recording import COMMUNITY, IN_COMMUNITY
from lake.findings import Findings, read_findings
from lake.manifest import digests, read_manifests
from lake.workspace import Workspace


def listed_runs(workspace: Workspace, run: str | None = None) -> list[dict[str, Any]]:
    """Return every run with its groups (`run, command, stale, stability, groups`), or the one named.

    A group has `key, size`, its facts and `accounts`, the largest group first. Raises ParameterError for a run that
    is not there.
    """
    found = read_findings(workspace)
    if run is not None and run not in found:
        known = ", ".join(found) or "none"
        raise ParameterError(f"there is no run {run[:60]!r}", hint=f"runs of this workspace: {known}")
    now = digests(read_manifests(workspace).values())
    return [
        _listed(workspace, findings, stale=findings.is_stale(now))
        for key, findings in found.items()
        if run in {None, key}
    ]


def _listed(workspace: Workspace, findings: Findings, *, stale: bool) -> dict[str, Any]:
    accounts: dict[str, list[str]] = {}
    for batch in findings.rows(workspace, IN_COMMUNITY.type):
        for row in batch.to_pylist():
            accounts.setdefault(row["end"], []).append(row["start"])
    rows = [row for batch in findings.rows(workspace, COMMUNITY.label) for row in batch.to_pylist()]
    return {
        "run": findings.key,
        "command": findings.command,
        "stale": stale,
        "stability": rows[0]["stability"] if rows else 1.0,
        "groups": [
            {"key": row["key"], "size": row["size"], **json.loads(row["facts"]), "accounts": accounts[row["key"]]}
            for row in rows
        ],
    }
