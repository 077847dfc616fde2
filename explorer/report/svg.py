"""From a Vega-Lite specification to SVG that can stand inside a page.

vl-convert compiles without a browser and without a network. What it returns is read as XML and only known elements
and attributes are kept: no style, no script, no reference to anything, whatever a label says. Colours stay presentation
attributes, so that the page's style sheet can turn the neutral ones for dark pages.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert

from explorer.report.figure import Spec

VERSION = "6.4"
"""Of Vega-Lite; vl-convert carries several."""

ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "clipPath", "defs"})
ATTRIBUTES = frozenset(
    {
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "dx",
        "dy",
        "width",
        "height",
        "viewBox",
        "transform",
        "id",
    }
    | {"fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "clip-path"}
    | {"stroke-linecap", "font-size", "font-weight", "text-anchor"}
)
NAMESPACE = "{http://www.w3.org/2000/svg}"
_DECIMALS = re.compile(r"-?[0-9]+\.[0-9]{3,}")


def drawn(spec: Spec, *, key: str) -> str:
    """Return the SVG of a specification; `key` makes its ids unique on the page."""
    text = vl_convert.vegalite_to_svg(dict(spec), vl_version=VERSION, allowed_base_urls=[])
    return cleaned(text, key=key)


def cleaned(text: str, *, key: str) -> str:
    """Return SVG with known elements and attributes alone, hidden from readers of the screen: the table serves them."""
    root = ET.fromstring(text)  # noqa: S314  (made by vl-convert in this process)
    made = _kept(root, key)
    made.set("class", "chart")
    made.set("aria-hidden", "true")
    made.set("focusable", "false")
    return ET.tostring(made, encoding="unicode")


def _kept(node: "ET.Element[str]", key: str) -> "ET.Element[str]":
    made = ET.Element(node.tag.removeprefix(NAMESPACE), _attributes(node.attrib, key))
    made.text = node.text
    for child in node:
        if child.tag.removeprefix(NAMESPACE) in ELEMENTS and not _invisible(child):
            made.append(_kept(child, key))
    return made


def _invisible(node: "ET.Element[str]") -> bool:
    # Vega writes an empty background into every group.
    return node.get("class") == "background" and node.get("fill") is None and node.get("stroke") is None


def _attributes(given: Mapping[str, Any], key: str) -> dict[str, str]:
    return {name: _value(name, str(value), key) for name, value in given.items() if name in ATTRIBUTES}


def _value(name: str, value: str, key: str) -> str:
    if name == "id":
        return f"{key}-{value}"
    if name == "clip-path":
        return re.sub(r"url\(#([A-Za-z0-9_-]+)\)", rf"url(#{key}-\1)", value)
    if name in {"d", "transform", "x", "y"}:
        return _DECIMALS.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)
    return value
