"""Column headers for `neo4j-admin database import`, with dense ids as actual node ids.

The natural key is an ordinary property: the importer is two to three times faster when it need not look keys up.
"""

from schema.model import NodeModel, RelationshipModel


def node_header(node: NodeModel) -> tuple[str, ...]:
    """Return the header of one label's file: `:ID`, the key, the properties, and `:LABEL` where variants differ."""
    columns = [":ID", f"{node.key.name}:{node.key.type.importer}"]
    columns += [f"{p.name}:{p.type.importer}" for p in node.properties if p is not node.key]
    return (*columns, ":LABEL") if node.variants else tuple(columns)


def relationship_header(relationship: RelationshipModel) -> tuple[str, ...]:
    """Return the header of one type's file: both ends by dense id, then the properties."""
    return (":START_ID", ":END_ID", *(f"{p.name}:{p.type.importer}" for p in relationship.properties))
