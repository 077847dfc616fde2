"""Positions: each group by itself, then the groups packed around the centre by who is tied to whom.

One layout of the whole network was tried first. On the Thailand release (1,695 accounts, 852 of them with a single
tie) UMAP puts those accounts on an arc far from their partners and leaves more than half of the page empty; a
force-directed layout gives one disc with all groups mixed. Packing the communities keeps them apart, fills the page and
takes a third of the time. The price is said on the page: distances between groups mean little.

Units: world pixels, one screen pixel at zoom 1. Deterministic: seeds are fixed, results rounded to 0.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import igraph
import numpy as np

from explorer.maps.communities import seed_igraph
from explorer.maps.network import Floats, Ints
from explorer.maps.packing import fill_gaps, gather, spread

SMALLEST, LARGEST = 4.0, 24.0
"""Diameter of nodes in pixels."""

NODE_GAP = 1.6
GROUP_GAP, LOOSE_GAP = 10.0, 4.0
"""Free border around a group that is tied to others, and around one that is not."""

CORE = 0.985
"""Share of a group that its circle holds; the few further out may lie between neighbours."""

EVENNESS = 0.55
"""How far the crowded middle of a group is spread out: 0 not at all, 1 to the same density everywhere."""

UMAP_FROM = 5_000
"""Groups above this size: the force-directed layout would take minutes."""

STEPS, FEWEST_STEPS = 500, 50
STEPS_BY_NODES = 300_000
"""Steps of the force-directed layout, and their product with the size of a group at most: a step costs its square."""

PICTURE = 34.0
"""Diameter at least of a node that shows a small picture, ..."""
CORNERS = 1.5
"""... and how many times that it is given: pictures are square, and what covers a dot's edge covers a part of them."""

LARGE = 20_000
"""Nodes of a map above which groups get fewer steps in proportion."""


@dataclass(frozen=True)
class Layout:
    """Places and diameters in world pixels."""

    x: Floats
    y: Floats
    size: Floats


def sizes_of(measure: Ints) -> Floats:
    """Return diameters that grow with the square root of `measure`, SMALLEST to LARGEST."""
    root = np.sqrt(np.maximum(measure, 0).astype(np.float64))
    top = float(root.max(initial=0.0))
    return np.round(SMALLEST + (LARGEST - SMALLEST) * root / top, 2) if top else np.full(len(root), SMALLEST)


def lay_out(
    graph: igraph.Graph, groups: Ints, measure: Ints, *, room: float = 1.0, pictures: Sequence[int] = ()
) -> Layout:
    """Return the layout of an undirected graph with edge attribute `tie`, grouped by `groups` (0..k-1).

    `room` widens each group: where all are tied to all, the lines need to be seen between the dots. `pictures` are the
    nodes that show one.
    """
    size = sizes_of(measure)
    which = np.asarray(pictures, dtype=np.int64)
    size[which] = np.maximum(size[which], PICTURE)
    claim = size.copy()
    claim[which] *= CORNERS
    count = int(groups.max(initial=-1)) + 1
    members = [np.flatnonzero(groups == g) for g in range(count)]
    effort = STEPS_BY_NODES * min(1.0, LARGE / max(graph.vcount(), 1))
    local = [_group_places(graph.induced_subgraph(m.tolist()), claim[m] / 2, room, effort) for m in members]
    reach = np.array(
        [np.quantile(np.hypot(*p.T) + claim[m] / 2, CORE) for p, m in zip(local, members, strict=True)],
        dtype=np.float64,
    )
    centres = _group_centres(graph, groups, reach)
    places = np.zeros((graph.vcount(), 2))
    wanted = _outward(graph, groups, centres)
    for group, which in enumerate(members):
        places[which] = centres[group] + _turned(local[group], wanted[which])
    places = spread(places, claim / 2 + NODE_GAP / 2, rounds=30)
    places = np.round(places - (places.max(axis=0) + places.min(axis=0)) / 2, 1) + 0.0  # no minus zero in the file
    return Layout(places[:, 0], places[:, 1], size)


def _group_places(group: igraph.Graph, radii: Floats, room: float, effort: float) -> Floats:
    """Return the places of one group's nodes around its own centre."""
    count = group.vcount()
    if count == 1:
        return np.zeros((1, 2))
    seed_igraph()
    if count > UMAP_FROM:
        raw = np.array(group.layout_umap(min_dist=1.0, epochs=200).coords)
    else:
        start = group.layout_circle().coords
        steps = int(min(STEPS, max(FEWEST_STEPS, effort / count)))
        drawn = group.layout_fruchterman_reingold(niter=steps, seed=start, weights="tie", grid="nogrid")
        raw = np.array(drawn.coords)
    raw -= np.average(raw, axis=0, weights=radii)
    distance = np.hypot(raw[:, 0], raw[:, 1])
    target = room * 1.18 * np.sqrt(float(np.sum((radii + NODE_GAP) ** 2)))
    rank = np.empty(count)
    rank[np.argsort(distance, kind="stable")] = np.arange(count)
    even = np.sqrt((rank + 0.5) / count)
    plain = distance / max(float(distance.max()), 1e-9)
    scaled = target * (EVENNESS * even + (1 - EVENNESS) * plain)
    return spread(raw / np.maximum(distance, 1e-9)[:, None] * scaled[:, None], radii + NODE_GAP / 2)


def _group_centres(graph: igraph.Graph, groups: Ints, reach: Floats) -> Floats:
    """Return the centres of the groups: tied groups beside each other, groups without outside ties in the gaps."""
    between = graph.copy()
    between.contract_vertices(groups.tolist(), combine_attrs="ignore")
    between.simplify(combine_edges="sum")
    tied = np.array(between.degree()) > 0
    centres = np.zeros((len(reach), 2))
    linked = np.flatnonzero(tied)
    reach = reach + np.where(tied, GROUP_GAP, LOOSE_GAP)
    if len(linked):
        quotient = between.induced_subgraph(linked.tolist())
        seed_igraph()
        raw = np.array(quotient.layout_fruchterman_reingold(niter=1000, weights="tie", grid="nogrid").coords)
        raw -= np.average(raw, axis=0, weights=reach[linked] ** 2)
        extent = max(float(np.hypot(*raw.T).max()), 1e-9)
        centres[linked] = gather(raw / extent * float(reach[linked].sum()), reach[linked])
        centres[linked] -= np.average(centres[linked], axis=0, weights=reach[linked] ** 2)
    loose = np.flatnonzero(~tied)
    loose = loose[np.argsort(-reach[loose], kind="stable")]
    centres[loose] = fill_gaps(centres[linked], reach[linked], reach[loose])
    return centres


def _outward(graph: igraph.Graph, groups: Ints, centres: Floats) -> Floats:
    """Return for each node the summed directions to the groups that it is tied to."""
    wanted = np.zeros((graph.vcount(), 2))
    ends = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    away = centres[groups[ends[:, 1]]] - centres[groups[ends[:, 0]]]
    away /= np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)[:, None]
    np.add.at(wanted, ends[:, 0], away)
    np.add.at(wanted, ends[:, 1], -away)
    return wanted


def _turned(places: Floats, wanted: Floats) -> Floats:
    """Return a group turned so that its nodes look where they are tied to.

    The angle that maximises the sum of turned(place) . wanted has a closed form (Procrustes in the plane).
    """
    cross = float(np.sum(places[:, 0] * wanted[:, 1] - places[:, 1] * wanted[:, 0]))
    dot = float(np.sum(places * wanted))
    if cross == 0.0 and dot == 0.0:
        return places
    angle = np.arctan2(cross, dot)
    cos, sin = np.cos(angle), np.sin(angle)
    turned: Floats = places @ np.array([[cos, sin], [-sin, cos]])
    return turned
