"""The data model as one small SVG: labels as discs in their colours, types as lines between them."""

import math
from html import escape

from schema.colours import LABELS, OTHERS
from schema.model import nodes, relationships
from schema.style import TEXT, text_on

WIDTH, HEIGHT, RADIUS = 1080, 520, 38
PLACES: dict[str, tuple[int, int]] = {
    # label: where its disc stands; the account and the tweet are what the rest is about
    "Account": (340, 250),
    "Tweet": (680, 250),
    "Campaign": (90, 90),
    "Community": (90, 250),
    "Run": (90, 430),
    "Hashtag": (990, 60),
    "Client": (990, 185),
    "Url": (860, 430),
    "Domain": (1010, 430),
    "Media": (520, 450),
}


def model_svg() -> str:
    """Return the picture; every label and every type of the schema is in it."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for one in relationships().values():
        pairs.setdefault((one.start.label, one.end.label), []).append(one.type)
    lines = [_line(start, end, types) for (start, end), types in pairs.items() if start != end]
    loops = [_loop(start, types) for (start, end), types in pairs.items() if start == end]
    discs = [_disc(label) for label in nodes()]
    marker = (
        '<defs><marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{OTHERS}"/></marker></defs>'
    )
    font = "font-family=\"system-ui, 'Noto Sans', sans-serif\""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" {font}>'
        f"{marker}{''.join(lines)}{''.join(loops)}{''.join(discs)}</svg>"
    )


def _line(start: str, end: str, types: list[str]) -> str:
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (x2 - x1) / length * (RADIUS + 3), (y2 - y1) / length * (RADIUS + 3)
    # The labels of the two lines between account and tweet would meet in the middle.
    bend = -60 if (start, end) == ("Account", "Tweet") else 60 if (start, end) == ("Tweet", "Account") else 0
    middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2 + bend
    path = f"M{x1 + dx:.0f} {y1 + dy:.0f}Q{middle_x:.0f} {middle_y:.0f} {x2 - dx:.0f} {y2 - dy:.0f}"
    return _path(path) + _words(middle_x, middle_y - bend / 2 - 4, types)


def _loop(label: str, types: list[str]) -> str:
    x, y = PLACES[label]
    path = f"M{x - 20} {y - RADIUS + 2}C{x - 70} {y - 125} {x + 70} {y - 125} {x + 20} {y - RADIUS + 2}"
    return _path(path) + _words(x, y - 112 - 14 * (len(types) - 1), types)


def _path(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{OTHERS}" stroke-width="1.5" marker-end="url(#to)"/>'


def _words(x: float, y: float, types: list[str]) -> str:
    rows = "".join(
        f'<tspan x="{x:.0f}" dy="{14 if number else 0}">{escape(t)}</tspan>' for number, t in enumerate(types)
    )
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" font-size="11" fill="{TEXT}" stroke="#ffffff" '
        f'stroke-width="4" paint-order="stroke">{rows}</text>'
    )


def _disc(label: str) -> str:
    x, y = PLACES[label]
    return (
        f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{LABELS[label]}"/>'
        f'<text x="{x}" y="{y + 4}" text-anchor="middle" font-size="13" fill="{text_on(LABELS[label])}">'
        f"{escape(label)}</text>"
    )
