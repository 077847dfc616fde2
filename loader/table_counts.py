"""How many nodes and relationships the tables of the graph make."""

from collections.abc import Mapping
from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from lake.graph_counts import GraphCounts
from lake.manifest import Manifest, digests
from loader.tables.graph import GraphTables
from schema.model import nodes


@dataclass(frozen=True)
class TableCounts:
    """Rows of each table: nodes by label and second label (None where the label has no variants)."""

    nodes: dict[tuple[str, str | None], int]
    relationships: dict[str, int]

    @property
    def labels(self) -> dict[str, int]:
        """Nodes by label as the graph's store counts them: a node with two labels under both."""
        found: dict[str, int] = {}
        for (label, variant), count in self.nodes.items():
            for name in (label, variant):
                if name is not None:
                    found[name] = found.get(name, 0) + count
        return found


def count_tables(engine: Backend, tables: GraphTables, manifests: Mapping[str, Manifest]) -> TableCounts:
    """Count the rows of the graph's tables as `engine` holds them; Campaign nodes are made of the manifests."""
    found: dict[tuple[str, str | None], int] = {("Campaign", None): len(manifests)}
    for label, table in tables.coded.nodes.items():
        variants = nodes()[label].variants
        if not variants:
            found[label, None] = int(engine.execute(table.count()))
            continue
        counted = engine.execute(table.group_by("variant").agg(n=table.count()))
        by_variant = {str(name): int(n) for name, n in counted[["variant", "n"]].itertuples(index=False, name=None)}
        found |= {(label, variant): by_variant.get(variant, 0) for variant in variants}
    return TableCounts(
        nodes=found,
        relationships={kind: int(engine.execute(table.count())) for kind, table in tables.coded.relationships.items()},
    )


def as_kept(counts: TableCounts, manifests: Mapping[str, Manifest]) -> GraphCounts:
    """Return the counts as the lake keeps them."""
    return GraphCounts(digests(manifests.values()), counts.labels, counts.relationships)
