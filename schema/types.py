"""The type table: one kind of value in neomodel, in the lake, in the importer's header and in Cypher.

| neomodel                      | lake (ibis)     | importer  | Cypher         |
|-------------------------------|-----------------|-----------|----------------|
| StringProperty                | string          | string    | STRING         |
| IntegerProperty               | int64           | long      | INTEGER        |
| FloatProperty                 | float64         | double    | FLOAT          |
| BooleanProperty               | boolean         | boolean   | BOOLEAN        |
| DateTimeNeo4jFormatProperty   | int64, ms UTC   | datetime  | ZONED DATETIME |
| NativeDateProperty            | date            | date      | DATE           |
| ArrayProperty(StringProperty) | array<string>   | string[]  | LIST<STRING>   |
| ArrayProperty(IntegerProperty)| array<int64>    | long[]    | LIST<INTEGER>  |
"""

from enum import Enum
from typing import Any

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    StringProperty,
)
from neomodel.properties import Property

from schema.properties import NativeDateProperty


class ValueType(Enum):
    """A kind of value, as (lake type, importer type, Cypher type)."""

    TEXT = ("string", "string", "STRING")
    INTEGER = ("int64", "long", "INTEGER")
    FLOAT = ("float64", "double", "FLOAT")
    BOOLEAN = ("boolean", "boolean", "BOOLEAN")
    # Times stay integers in the lake: engines differ in time zones and precision, milliseconds do not.
    DATETIME = ("int64", "datetime", "ZONED DATETIME")
    DATE = ("date", "date", "DATE")
    TEXT_LIST = ("array<string>", "string[]", "LIST<STRING>")
    INTEGER_LIST = ("array<int64>", "long[]", "LIST<INTEGER>")

    @property
    def lake(self) -> str:
        """The ibis type of a lake column."""
        return self.value[0]

    @property
    def importer(self) -> str:
        """The type in a `neo4j-admin import` header."""
        return self.value[1]

    @property
    def cypher(self) -> str:
        """The type's name in Cypher."""
        return self.value[2]


_SCALARS: dict[type[Property[Any]], ValueType] = {
    StringProperty: ValueType.TEXT,
    IntegerProperty: ValueType.INTEGER,
    FloatProperty: ValueType.FLOAT,
    BooleanProperty: ValueType.BOOLEAN,
    DateTimeNeo4jFormatProperty: ValueType.DATETIME,
    NativeDateProperty: ValueType.DATE,
}
_LISTS: dict[type[Property[Any]], ValueType] = {
    StringProperty: ValueType.TEXT_LIST,
    IntegerProperty: ValueType.INTEGER_LIST,
}


def value_type(declared: Property[Any]) -> ValueType:
    """Return the kind of value a neomodel property holds; raises KeyError for one the table does not know."""
    if isinstance(declared, ArrayProperty):
        item = declared.base_property
        if item is None:
            raise KeyError(declared)
        return _LISTS[type(item)]
    return _SCALARS[type(declared)]
