"""The style of Neo4j Browser as a GraSS text: the colours of `schema.colours`, and which property names a node."""

from schema.colours import GROUPS, LABELS, OTHERS
from schema.model import nodes, relationships

TEXT, GROUND = "#1B2733", "#FFFFFF"
CAPTIONS: dict[str, tuple[str, ...]] = {
    # label: the properties that are written into a node; the key where none is named
    "Account": ("screen_name", "alias"),
    "Tweet": ("text",),
    "Hashtag": ("name",),
    "Community": ("size",),
    "Run": ("command",),
}
DIAMETERS = {"Campaign": 80, "Account": 50, "Tweet": 40, "Community": 65}
OTHER_DIAMETER = 45
HOLLOW = "Outsider"
"""Drawn as a ring: an account that no release lists."""


def grass() -> str:
    """Return the style sheet as GraSS; every label has the colour that it has in maps and reports."""
    return "\n".join(
        "\n".join([f"{selector} {{", *(f"  {name}: {_value(name, value)};" for name, value in rule.items()), "}", ""])
        for selector, rule in rules().items()
    )


def rules() -> dict[str, dict[str, str]]:
    """Return the style as Neo4j Browser keeps it: properties by selector."""
    found = {
        "node": _node(OTHERS, OTHERS, OTHER_DIAMETER),
        "relationship": {
            "color": OTHERS,
            "shaft-width": "1px",
            "font-size": "8px",
            "padding": "3px",
            "text-color-external": TEXT,
            "text-color-internal": GROUND,
            "caption": "<type>",
        },
    }
    for node in nodes().values():
        names = CAPTIONS.get(node.label, (node.key.name,))
        caption = {"caption": " ".join(f"{{{name}}}" for name in names)}
        colour, diameter = LABELS[node.label], DIAMETERS.get(node.label, OTHER_DIAMETER)
        found[f"node.{node.label}"] = _node(colour, colour, diameter) | caption
        if HOLLOW in node.variants:
            found[f"node.{HOLLOW}"] = _node(GROUND, colour, diameter) | caption
            found[f"node.{node.label}.{HOLLOW}"] = _node(GROUND, colour, diameter) | caption
    tie = relationships()["COORDINATED"].type
    found[f"relationship.{tie}"] = {"color": GROUPS[1], "shaft-width": "3px"}
    return found


def _value(name: str, value: str) -> str:
    return f'"{value}"' if name == "caption" else value


def _node(colour: str, border: str, diameter: int) -> dict[str, str]:
    return {
        "color": colour,
        "border-color": border,
        "border-width": "3px",
        "text-color-internal": text_on(colour),
        "diameter": f"{diameter}px",
        "font-size": "10px",
    }


def text_on(colour: str) -> str:
    """Return black or white text, whichever has the higher contrast (relative luminance, WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return TEXT if luminance > 0.35 else GROUND
