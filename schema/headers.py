"""Column headers for `neo4j-admin database import`, with dense ids as actual node ids.

The natural key is an ordinary property: the importer is two to three times faster when it need not look keys up.
A time has no type in its header: then the importer takes the file's own. A declared one it writes as text and reads
that again, which costs a fifth of the whole import.
"""

from schema.model import NodeModel, PropertyModel, RelationshipModel
from schema.types import ValueType


def node_header(node: NodeModel) -> tuple[str, ...]:
    """Return the header of one label's file: `:ID`, the key, the properties, and `:LABEL` where variants differ."""
    columns = [":ID", property_header(node.key), *(property_header(p) for p in node.properties if p is not node.key)]
    return (*columns, ":LABEL") if node.variants else tuple(columns)


def relationship_header(relationship: RelationshipModel) -> tuple[str, ...]:
    """Return the header of one type's file: both ends by dense id, then the properties."""
    return (":START_ID", ":END_ID", *(property_header(p) for p in relationship.properties))


def property_header(declared: PropertyModel) -> str:
    """Return the header of one property's column."""
    return declared.name if declared.type is ValueType.DATETIME else f"{declared.name}:{declared.type.importer}"
