"""A drawn network for other programs: GEXF and GraphML with places and colours, tables of nodes and lines.

GEXF 1.2 (https://gexf.net/1.2): the months in which a line was active are its spells, for Gephi's timeline.
"""

import calendar
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import igraph
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.maps.communities import COLOURED, Communities
from explorer.maps.kinds import Kind
from explorer.maps.layout import Layout
from explorer.maps.network import NO_TIME, Network, Nodes
from schema.colours import GROUPS, OTHERS
from terminal.spreadsheet import csv_lines

GEXF, VIZ = "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.2draft/viz"
FORMATS = ("gexf", "graphml", "csv", "parquet")


@dataclass(frozen=True)
class Plan:
    """All that a drawing is made of; `shown` are the nodes as the naming allows them."""

    network: Network
    shown: Nodes
    communities: Communities
    layout: Layout
    kind: Kind


def written(plan: Plan, form: str) -> dict[str, bytes]:
    """Return the files of a format by the ending of their names."""
    makers: Mapping[str, Callable[[], dict[str, bytes]]] = {
        "gexf": lambda: {".gexf": gexf(plan)},
        "graphml": lambda: {".graphml": graphml(plan)},
        "csv": lambda: {"-nodes.csv": csv_table(node_rows(plan)), "-edges.csv": csv_table(line_rows(plan))},
        "parquet": lambda: {"-nodes.parquet": parquet(node_rows(plan)), "-edges.parquet": parquet(line_rows(plan))},
    }
    return makers[form]()


def node_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return one row a node: id, label, kind, group, place, colour, strength and facts; lists as text."""
    layout, shown = plan.layout, plan.shown
    groups, strength = plan.communities.colours.tolist(), plan.network.strength().tolist()
    rows = []
    for i, label in enumerate(shown.labels):
        facts = {name: _plain(column[i]) for name, column in shown.facts.items()}
        rows.append(
            {
                "id": i,
                "label": label,
                "kind": shown.kinds[i],
                "group": "Others" if groups[i] == COLOURED else f"Group {groups[i] + 1}",
                "x": float(layout.x[i]),
                "y": float(layout.y[i]),
                "size": float(layout.size[i]),
                "color": OTHERS if groups[i] == COLOURED else GROUPS[groups[i]],
                "strength": strength[i],
                **facts,
            }
        )
    return rows


def line_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return one row a line: ends by id and label, weight, its parts by action, first and last day, months."""
    edges, labels = plan.network.edges, plan.shown.labels
    rows = []
    for e, (source, target) in enumerate(zip(edges.source.tolist(), edges.target.tolist(), strict=True)):
        months = edges.months[e] if edges.months else {}
        rows.append(
            {
                "source": source,
                "target": target,
                "source_label": labels[source],
                "target_label": labels[target],
                "weight": int(edges.weight[e]),
                **{f"by_{action}": int(column[e]) for action, column in edges.parts.items()},
                "first_day": _day(int(edges.first_ms[e])),
                "last_day": _day(int(edges.last_ms[e])),
                "months": " ".join(f"{month}:{times}" for month, times in months.items()) or None,
            }
        )
    return rows


def gexf(plan: Plan) -> bytes:
    """Return the network as GEXF with places, sizes, colours, and the months of each line as spells."""
    ET.register_namespace("", GEXF)
    ET.register_namespace("viz", VIZ)
    nodes, lines = node_rows(plan), line_rows(plan)
    months = plan.network.edges.months
    root = ET.Element(f"{{{GEXF}}}gexf", {"version": "1.2"})
    meta = _child(root, "meta")
    _child(meta, "creator").text = "ioscope"
    _child(meta, "description").text = "; ".join([plan.kind.title, *(step.rule for step in plan.network.steps)])
    mode = {"mode": "dynamic", "timeformat": "date"} if months else {"mode": "static"}
    direction = "directed" if plan.kind.directed else "undirected"
    graph = _child(root, "graph", {"defaultedgetype": direction, **mode})
    own = {
        "id",
        "label",
        "x",
        "y",
        "size",
        "color",
        "source",
        "target",
        "source_label",
        "target_label",
        "weight",
        "months",
    }
    columns = {what: _columns(rows, own) for what, rows in (("node", nodes), ("edge", lines))}
    for what, names in columns.items():
        declared = _child(graph, "attributes", {"class": what, "mode": "static"})
        for name, form in names.items():
            _child(declared, "attribute", {"id": name, "title": name, "type": form})
    listed = _child(graph, "nodes")
    for row in nodes:
        node = _child(listed, "node", {"id": str(row["id"]), "label": row["label"]})
        _values(node, row, columns["node"])
        red, green, blue = (str(int(row["color"][at : at + 2], 16)) for at in (1, 3, 5))
        ET.SubElement(node, f"{{{VIZ}}}size", {"value": str(row["size"])})
        ET.SubElement(node, f"{{{VIZ}}}position", {"x": str(row["x"]), "y": str(-row["y"]), "z": "0"})
        ET.SubElement(node, f"{{{VIZ}}}color", {"r": red, "g": green, "b": blue})
    listed = _child(graph, "edges")
    for e, row in enumerate(lines):
        ends = {"id": str(e), "source": str(row["source"]), "target": str(row["target"]), "weight": str(row["weight"])}
        edge = _child(listed, "edge", ends)
        _values(edge, row, columns["edge"])
        if months and months[e]:
            spells = _child(edge, "spells")
            for month in months[e]:
                last = calendar.monthrange(int(month[:4]), int(month[5:7]))[1]
                _child(spells, "spell", {"start": f"{month}-01", "end": f"{month}-{last}"})
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def graphml(plan: Plan) -> bytes:
    """Return the network as GraphML, by igraph; what is absent is an empty text or not a number."""
    nodes, lines = node_rows(plan), line_rows(plan)
    graph = igraph.Graph(
        n=len(nodes), edges=[(row["source"], row["target"]) for row in lines], directed=plan.kind.directed
    )
    for name, form in _columns(nodes, {"id"}).items():
        graph.vs[name] = [_known(row[name], form) for row in nodes]
    for name, form in _columns(lines, {"source", "target", "source_label", "target_label"}).items():
        graph.es[name] = [_known(row[name], form) for row in lines]
    with TemporaryDirectory() as folder:  # igraph writes to files of the system alone
        file = Path(folder) / "network.graphml"
        graph.write_graphml(str(file))
        return file.read_bytes()


def csv_table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as RFC 4180 CSV; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    return csv_lines([list(rows[0]), *cells]).encode()


def parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as Parquet."""
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), target)
    return target.getvalue()


def _columns(rows: Sequence[Mapping[str, Any]], without: set[str]) -> dict[str, str]:
    """Return the columns that hold anything, each with its type in GEXF's words."""
    found = {}
    for name in rows[0]:
        values = [row[name] for row in rows if row[name] is not None]
        if name not in without and values:
            found[name] = "double" if all(isinstance(value, int | float) for value in values) else "string"
    return found


def _values(parent: ET.Element, row: Mapping[str, Any], columns: Mapping[str, str]) -> None:
    listed = _child(parent, "attvalues")
    for name in columns:
        if row[name] is not None:
            _child(listed, "attvalue", {"for": name, "value": str(row[name])})


def _child(parent: ET.Element, name: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    return ET.SubElement(parent, f"{{{GEXF}}}{name}", dict(attributes or {}))


def _known(value: Any, form: str) -> Any:
    if form == "double":
        return float("nan") if value is None else float(value)
    return "" if value is None else str(value)


def _plain(value: Any) -> Any:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else value


def _day(ms: int) -> str | None:
    return None if ms == NO_TIME else dt.datetime.fromtimestamp(ms / 1000, dt.UTC).date().isoformat()
