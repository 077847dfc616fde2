"""Everything that is generated from the schema, as text: what the golden files hold."""

import json
from collections.abc import Callable

from schema import cypher
from schema.headers import node_header, relationship_header
from schema.installation import expected_indexes, text_index_statements
from schema.model import nodes, relationships, written_with
from schema.page import as_json, markdown


def products() -> dict[str, str]:
    """Return each product by the name of its golden file."""
    return {
        "creations.cypher": _statements(_writing(cypher.create_nodes, cypher.create_relationships)),
        "upserts.cypher": _statements(_writing(cypher.upsert_nodes, cypher.upsert_relationships)),
        "removals.cypher": _statements(
            [
                *((node.label, cypher.remove_nodes(node)) for node in nodes().values()),
                *((r.type, cypher.remove_relationships(r)) for r in relationships().values()),
            ]
        ),
        "indexes.txt": "".join(f"{i.kind:7} {i.label}.{i.property}  {i.name}\n" for i in expected_indexes())
        + "".join(f"{statement}\n" for statement in text_index_statements()),
        "headers.txt": "".join(
            [
                *(f"{node.label}: {','.join(node_header(node))}\n" for node in nodes().values()),
                *(f"{r.type}: {','.join(relationship_header(r))}\n" for r in relationships().values()),
            ]
        ),
        "model.json": json.dumps(as_json(), indent=1, ensure_ascii=False) + "\n",
        "types.txt": "".join(
            f"{owner}.{p.name}: {p.type.lake} | {p.type.importer} | {p.type.cypher}\n"
            for owner, properties in [
                *((n.label, n.properties) for n in nodes().values()),
                *((r.type, r.properties) for r in relationships().values()),
            ]
            for p in properties
        ),
        "data-model.md": markdown(),
    }


def _writing(of_nodes: Callable[..., str], of_relationships: Callable[..., str]) -> list[tuple[str, str]]:
    return [
        *(
            (f"{node.label} {variant or ''}".strip(), of_nodes(node, variant, written_with(node.label)))
            for node in nodes().values()
            for variant in node.variants or (None,)
        ),
        *((r.type, of_relationships(r)) for r in relationships().values()),
    ]


def _statements(named: list[tuple[str, str]]) -> str:
    return "\n".join(f"// {name}\n{statement};\n" for name, statement in named)
