"""What a drawing engine is to the page, and which one draws a network."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ENGINES = ("auto", "pyvis", "sigma")

SIGMA_FROM = 2_000
"""Nodes above which `auto` takes sigma: up to here vis-network draws sooner, and both move alike (decision 19)."""


@dataclass(frozen=True)
class EngineParts:
    """What an engine adds to the page: name, libraries as JavaScript text, files of its adapter, its own data."""

    name: str
    libraries: tuple[str, ...]
    adapter: tuple[str, ...]
    data: Mapping[str, Any]


def engine_for(asked: str, nodes: int) -> str:
    """Return the engine that draws so many nodes: the one asked for, or for `auto` the one that moves better."""
    if asked != "auto":
        return asked
    return "sigma" if nodes > SIGMA_FROM else "pyvis"
