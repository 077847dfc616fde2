"""How many nodes and relationships the graph of the lake has, kept with the digests of the manifests it was made of.

Whoever computes the graph's tables leaves this behind, so that a check of the graph need not compute them again. It
counts for nothing once a campaign's manifest is another.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from lake.durable import write_text_durably
from lake.workspace import Workspace

FILE = "graph_counts.json"


@dataclass(frozen=True)
class GraphCounts:
    """Nodes by label (one with two labels counts under both) and relationships by type, and the manifests' digests."""

    digests: Mapping[str, str]
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]


def keep_counts(workspace: Workspace, counts: GraphCounts) -> None:
    """Keep the counts in place of those of an earlier lake."""
    write_text_durably(workspace.lake / FILE, json.dumps(asdict(counts), indent=1, sort_keys=True) + "\n")


def kept_counts(workspace: Workspace, digests: Mapping[str, str]) -> GraphCounts | None:
    """Return the counts that were kept of the manifests with these digests (by campaign), None when there are none."""
    try:
        counts = GraphCounts(**json.loads((workspace.lake / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):  # counted again by the next load; nothing is lost
        return None
    return counts if counts.digests == dict(digests) else None
