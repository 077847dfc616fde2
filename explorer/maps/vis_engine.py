"""The drawing engine for small networks: pyvis builds nodes, lines and options, its vis-network draws them.

pyvis 0.3.2 renders its template without escaping and cannot pass it a model of our own (title, legend, table,
provenance), and every other template option loads something from a network. So pyvis stops at the data: we take its
nodes, lines and options, and the vis-network file inside its package, and our own page (`page.py`) carries them. The
page shell knows nothing of vis-network but the adapter `template/js/engine_vis.js`.

Assigning `nodes` and `edges` as lists is on purpose: `add_edge` is quadratic (30,000 lines take 23 s).
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from pyvis.network import Network as PyvisNetwork

from explorer.maps.engine import EngineParts
from explorer.maps.layout import Layout
from explorer.maps.network import Network

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"
SHAPES = {"archived": "dot", "outsider": "ring", "hashtag": "square", "domain": "diamond"}

OPTIONS: Mapping[str, Any] = {
    # Physics in the browser takes 240 s at 2,000 nodes; places come from Python.
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "interaction": {
        "dragNodes": True,
        "dragView": False,  # the shell does (view.js): 60 frames a second whatever drawing costs
        "hover": False,
        "selectable": True,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.7,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
}


def vis_engine(network: Network, layout: Layout) -> EngineParts:
    """Return the network as pyvis holds it, turned into columns (a fifth of the bytes of its list of objects)."""
    net = PyvisNetwork(directed=False, cdn_resources="in_line")
    net.nodes = [
        {"id": i, "x": x, "y": y, "size": size, "shape": SHAPES.get(kind, kind)}
        for i, (x, y, size, kind) in enumerate(
            zip(layout.x.tolist(), layout.y.tolist(), layout.size.tolist(), network.nodes.kinds, strict=True)
        )
    ]
    net.edges = [
        {"from": source, "to": target}
        for source, target in zip(network.edges.source.tolist(), network.edges.target.tolist(), strict=True)
    ]
    net.options = dict(OPTIONS)
    nodes, edges, _, _, _, options = net.get_network_data()
    data = {"nodes": _columns(nodes), "lines": len(edges), "options": json.loads(options)}
    return EngineParts("pyvis", (_vis_network(),), ("engine_vis",), data)


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


@cache
def _vis_network() -> str:
    """Return vis-network as the pyvis package brings it (Apache-2.0 or MIT; its licence stands in its first lines)."""
    return (resources.files("pyvis") / VIS_NETWORK).read_text(encoding="utf-8")
