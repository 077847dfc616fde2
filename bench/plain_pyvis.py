"""The peer of our page: the same network by plain pyvis, as its documentation shows it.

Only its libraries are put into the page (`in_line`): by default it takes them from a network, which is off here.
"""

from pathlib import Path

from pyvis.network import Network as PyvisNetwork

from explorer.maps.network import Network

SETTLED = """() => {
  const bar = document.getElementById('loadingBar');
  return bar ? bar.style.opacity === '0' : typeof network !== 'undefined';
}"""
"""True once the page hides its progress bar: the dots have found their places and are shown."""


def write_plain_page(network: Network, path: Path) -> None:
    """Write pyvis's own page of the network: nodes and edges added one by one, physics in the browser."""
    net = PyvisNetwork(directed=True, cdn_resources="in_line")
    for number, label in enumerate(network.nodes.labels):
        net.add_node(number, label=label)
    edges = network.edges
    for source, target, weight in zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True):
        net.add_edge(source, target, value=weight)
    path.write_text(net.generate_html(), encoding="utf-8")
