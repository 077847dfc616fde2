"""The graph as plain values, read off the neomodel classes: what every generator works from."""

import hashlib
import inspect
import json
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from neomodel import StructuredNode, StructuredRel
from neomodel.properties import Property

from schema.graph import NODES
from schema.types import ValueType, value_type


@dataclass(frozen=True)
class PropertyModel:
    """One property; `index` is unique, range, text or None; `derived_by` names the package that fills it later."""

    name: str
    type: ValueType
    help: str
    index: str | None = None
    derived_by: str | None = None


@dataclass(frozen=True)
class NodeModel:
    """One label with its key property, the others, and the second labels that tell its variants apart."""

    label: str
    key: PropertyModel
    properties: tuple[PropertyModel, ...]
    variants: tuple[str, ...]
    help: str

    @property
    def loaded(self) -> tuple[PropertyModel, ...]:
        """Properties other than the key that the loader fills."""
        return tuple(p for p in self.properties if p is not self.key and p.derived_by is None)

    @property
    def derived(self) -> tuple[PropertyModel, ...]:
        """Properties that another package fills later, on nodes that the loader made."""
        return tuple(p for p in self.properties if p.derived_by is not None)


@dataclass(frozen=True)
class RelationshipModel:
    """One type between two labels; `identity` are the properties that tell two of the same pair apart."""

    type: str
    start: NodeModel
    end: NodeModel
    properties: tuple[PropertyModel, ...]
    identity: tuple[str, ...]
    help: str

    @property
    def pattern(self) -> str:
        """The type drawn as in Cypher."""
        return f"(:{self.start.label})-[:{self.type}]->(:{self.end.label})"

    @property
    def hub_side(self) -> str:
        """`start` or `end`: the side with the fewer nodes, each in more relationships. Tweets outnumber all else."""
        return "start" if self.end.label == "Tweet" != self.start.label else "end"

    @property
    def owner_side(self) -> str:
        """`start` or `end`: the side opposite the hubs, whose nodes are written together with their relationships."""
        return "end" if self.hub_side == "start" else "start"

    @property
    def owner(self) -> NodeModel:
        """The label on the owner's side."""
        return self.end if self.owner_side == "end" else self.start

    @property
    def other(self) -> NodeModel:
        """The label on the other side."""
        return self.start if self.owner_side == "end" else self.end


DIGITS = 16
"""Hex digits of a model's digest."""


@cache
def model_digest() -> str:
    """Return a digest of labels and types, their properties (of nodes the loaded ones) and identities.

    A graph that was loaded with another one lacks something, or has something that nobody reads any more.
    """
    of_nodes = [
        [node.label, node.variants, [[p.name, p.type.cypher] for p in (node.key, *node.loaded)]]
        for node in nodes().values()
    ]
    of_types = [
        [one.pattern, one.identity, [[p.name, p.type.cypher] for p in one.properties]]
        for one in relationships().values()
    ]
    return hashlib.sha256(json.dumps([of_nodes, of_types]).encode()).hexdigest()[:DIGITS]


def _properties(cls: type[StructuredNode] | type[StructuredRel]) -> tuple[PropertyModel, ...]:
    defined: dict[str, Property[Any]] = cls.defined_properties(aliases=False, rels=False)
    return tuple(_property(name, declared) for name, declared in defined.items())


def _property(name: str, declared: Property[Any]) -> PropertyModel:
    index = None
    if declared.unique_index:
        index = "unique"
    elif declared.index:
        index = "range"
    elif getattr(declared, "text_index", False):
        index = "text"
    return PropertyModel(
        name=name,
        type=value_type(declared),
        help=declared.help_text or "",
        index=index,
        derived_by=getattr(declared, "derived_by", None),
    )


def _help(cls: type) -> str:
    return " ".join((inspect.getdoc(cls) or "").split())


@cache
def nodes() -> dict[str, NodeModel]:
    """Return every label of the graph, in loading order."""
    found: dict[str, NodeModel] = {}
    for cls in NODES:
        properties = _properties(cls)
        key = next(p for p in properties if p.index == "unique")
        variants = tuple(getattr(cls, "__optional_labels__", ()))
        found[cls.__label__] = NodeModel(cls.__label__, key, properties, variants, _help(cls))
    return found


@cache
def relationships() -> dict[str, RelationshipModel]:
    """Return every relationship type of the graph, in loading order."""
    found: dict[str, RelationshipModel] = {}
    by_label = nodes()
    for cls in NODES:
        for definition in cls.defined_properties(aliases=False, properties=False).values():
            model: type[StructuredRel] = definition.definition["model"]
            kind: str = definition.definition["relation_type"]
            found[kind] = RelationshipModel(
                type=kind,
                start=by_label[cls.__label__],
                end=by_label[str(definition._raw_class)],  # neomodel resolves it only on an instance
                properties=_properties(model),
                identity=tuple(getattr(model, "identity", ())),
                help=_help(model),
            )
    return found


@cache
def written_with(label: str) -> tuple[RelationshipModel, ...]:
    """Return the types whose relationships are written together with their owners, the nodes of this label.

    The other ends are of other labels, which `writing_order` has before: a node of the same label may not be there yet.
    """
    return tuple(r for r in relationships().values() if r.owner.label == label != r.other.label)


@cache
def writing_order() -> tuple[str, ...]:
    """Return every label, after all labels that its nodes are written together with relationships to."""
    return tuple(
        TopologicalSorter({label: [r.other.label for r in written_with(label)] for label in nodes()}).static_order()
    )
