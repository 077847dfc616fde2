"""A network as a still picture: the maps' selection, groups and layout, drawn as SVG circles and lines."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import numpy as np

from explorer.maps.communities import COLOURED, Communities
from explorer.maps.layout import Layout
from explorer.maps.network import ARCHIVED, HASHTAG, Floats, Network
from explorer.maps.text import shorten
from schema.colours import GROUPS, OTHERS

LABELS = {680: 14, 330: 6}
"""Names on the picture by its width, the strongest first: they must not overlap."""

WIDTHS = ("0.5", "0.9", "1.4", "2.2")
BETWEEN = 99
"""Stands for the colour of lines between groups."""

ISOLATES = "\u2068\u2069"
"""Around words of the release in sentences; a label stands by itself."""

TIE, TEXT, GROUND = "#8b96a3", "#1b2733", "#ffffff"


def network_svg(network: Network, layout: Layout, found: Communities, labels: Sequence[str], width: int) -> str:
    """Return the picture of a network, `width` pixels wide: circles are listed accounts, rings others, squares tags."""
    half = layout.size / 2
    left, right = float((layout.x - half).min()), float((layout.x + half).max())
    top, bottom = float((layout.y - half).min()), float((layout.y + half).max())
    scale = (width - 20) / max(right - left, 1.0)
    height = round((bottom - top) * scale + 20)
    place = np.stack([(layout.x - left) * scale + 10, (layout.y - top) * scale + 10], axis=1).round(1)
    radius = np.maximum(layout.size * min(scale, 1.0) / 2, 1.6).round(1)
    colours = [*GROUPS[:COLOURED], OTHERS]
    root = ET.Element("svg", {"viewBox": f"0 0 {width} {height}", "width": str(width), "height": str(height)})
    root.attrib |= {"class": "chart", "aria-hidden": "true", "focusable": "false"}
    _draw_lines(root, network, place, found)
    for i, (at, r, group) in enumerate(zip(place, radius, found.colours.tolist(), strict=True)):
        colour, kind = colours[group], network.nodes.kinds[i]
        ring = {"fill": GROUND, "stroke": colour, "stroke-width": "1.6"}
        full = {"fill": colour, "stroke": GROUND, "stroke-width": "0.8"}
        if kind == HASHTAG:
            x, y = at - r
            ET.SubElement(
                root, "rect", {"x": f"{x:g}", "y": f"{y:g}", "width": f"{2 * r:g}", "height": f"{2 * r:g}"} | full
            )
        else:
            circle = {"cx": str(at[0]), "cy": str(at[1]), "r": str(r)}
            ET.SubElement(root, "circle", circle | (full if kind == ARCHIVED else ring))
    _draw_labels(root, place, radius, labels, width, height)
    return ET.tostring(root, encoding="unicode")


def _draw_lines(root: "ET.Element[str]", network: Network, place: Floats, found: Communities) -> None:
    """Draw the lines, those of one colour and width as one path: a line by itself would take five times the bytes."""
    edges, group = network.edges, found.colours
    share = np.log1p(edges.weight) / max(float(np.log1p(edges.weight).max(initial=0.0)), 1e-9)
    step = np.minimum((share * len(WIDTHS)).astype(np.int64), len(WIDTHS) - 1)
    paths: dict[tuple[int, int], list[str]] = {}
    for source, target, width in zip(edges.source.tolist(), edges.target.tolist(), step.tolist(), strict=True):
        colour = int(group[source]) if group[source] == group[target] else BETWEEN
        (x1, y1), (x2, y2) = place[source].tolist(), place[target].tolist()
        paths.setdefault((colour, width), []).append(f"M{x1:g} {y1:g}L{x2:g} {y2:g}")
    colours = [*GROUPS[:COLOURED], TIE]
    for (colour, width), parts in sorted(paths.items(), reverse=True):
        between = colour == BETWEEN
        look = {"stroke": TIE if between else colours[colour], "stroke-opacity": "0.16" if between else "0.35"}
        ET.SubElement(root, "path", {"d": "".join(parts), "fill": "none", "stroke-width": WIDTHS[width], **look})


def _draw_labels(
    root: "ET.Element[str]",
    place: "np.ndarray",
    radius: "np.ndarray",
    labels: Sequence[str],
    width: int,
    height: int,
) -> None:
    boxes: list[tuple[float, float, float, float]] = []
    for i in np.argsort(-radius, kind="stable").tolist():
        if len(boxes) == LABELS.get(width, 10):
            break
        text = shorten(labels[i].strip(ISOLATES), 22)
        half = len(text) * 3.3
        x = float(min(max(place[i][0], half + 2), width - half - 2))
        y = float(place[i][1] + radius[i] + 12)
        box = (x - half, y - 12, x + half, y + 3)
        if y > height - 2 or any(b[0] < box[2] and box[0] < b[2] and b[1] < box[3] and box[1] < b[3] for b in boxes):
            continue
        boxes.append(box)
        halo = {"stroke": GROUND, "stroke-width": "3", "stroke-linejoin": "round"}
        at = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": "middle", "font-size": "11"}
        for look in ({**halo, "fill": GROUND}, {"fill": TEXT}):
            ET.SubElement(root, "text", {**at, **look}).text = text
