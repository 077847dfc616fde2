"""The data-model page and the model as JSON, generated from the classes."""

from typing import Any

from schema.colours import LABELS
from schema.installation import expected_indexes
from schema.model import NodeModel, PropertyModel, RelationshipModel, nodes, relationships

INDEX_WORDS = {"unique": "key", "range": "indexed", "text": "indexed for CONTAINS", None: ""}


def markdown() -> str:
    """Return `docs/data-model.md`."""
    parts = [
        "# Data model",
        "",
        "This page is generated from `schema/graph.py`: `make generated` writes it, `make check` compares it.",
        "",
        _picture(),
        "",
        "Tweet ids are integers of up to 19 digits: take them as text in spreadsheets and JavaScript. An empty text or",
        "list is stored as no property at all. Times are UTC.",
        "",
        "## Nodes",
        "",
        *(line for node in nodes().values() for line in _node_section(node)),
        "## Relationships",
        "",
        *(line for relationship in relationships().values() for line in _relationship_section(relationship)),
        "## Constraints and indexes",
        "",
        "| name | kind | label | property |",
        "|---|---|---|---|",
        *(f"| `{i.name}` | {i.kind} | `{i.label}` | `{i.property}` |" for i in expected_indexes()),
        "",
    ]
    return "\n".join(parts)


def _picture() -> str:
    lines = ["```mermaid", "graph LR"]
    lines += [f"  {label}(({label}))" for label in nodes()]
    lines += [f"  {r.start.label} -- {r.type} --> {r.end.label}" for r in relationships().values()]
    lines += [f"  style {label} fill:{colour},stroke:#ffffff,color:#ffffff" for label, colour in LABELS.items()]
    return "\n".join([*lines, "```"])


def _node_section(node: NodeModel) -> list[str]:
    variants = f" Second label: {' or '.join(f'`{v}`' for v in node.variants)}." if node.variants else ""
    return [f"### {node.label}", "", node.help + variants, "", *_property_table(node.properties)]


def _relationship_section(relationship: RelationshipModel) -> list[str]:
    lines = [f"### {relationship.type}", "", f"`{relationship.pattern}`", "", relationship.help, ""]
    return lines + (_property_table(relationship.properties) if relationship.properties else [])


def _property_table(properties: tuple[PropertyModel, ...]) -> list[str]:
    rows = [f"| `{p.name}` | {p.type.cypher} | {INDEX_WORDS[p.index]} | {p.help} |" for p in properties]
    return ["| property | type | | meaning |", "|---|---|---|---|", *rows, ""]


def as_json() -> dict[str, Any]:
    """Return the model as plain values: {nodes: {label: {...}}, relationships: {type: {...}}, indexes: [...]}."""
    return {
        "nodes": {
            node.label: {
                "help": node.help,
                "key": node.key.name,
                "variants": list(node.variants),
                "properties": _property_json(node.properties),
            }
            for node in nodes().values()
        },
        "relationships": {
            r.type: {
                "help": r.help,
                "start": r.start.label,
                "end": r.end.label,
                "properties": _property_json(r.properties),
            }
            for r in relationships().values()
        },
        "indexes": [vars(index) for index in expected_indexes()],
    }


def _property_json(properties: tuple[PropertyModel, ...]) -> dict[str, Any]:
    return {p.name: {"type": p.type.cypher, "index": p.index, "help": p.help} for p in properties}
