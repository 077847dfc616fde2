"""What a report is made of: sections of figures, each a finding with its numbers, its caveat and its statement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spec = Mapping[str, Any]
Chart = Callable[[int], Spec]
"""A Vega-Lite specification for a width in pixels."""


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure: column names, and rows of texts and numbers."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    note: str = ""
    """What of the rows is not here."""


@dataclass(frozen=True)
class Image:
    """A small picture as a data URI, with the words under it and those for who does not see it."""

    uri: str
    caption: str
    words: str


@dataclass(frozen=True)
class Figure:
    """One finding.

    `title` says it, `unit` what is counted, `cases` of how many, `sentence` can be quoted as it stands, `caveat`
    belongs to it, `cypher` gives the same numbers. `pictures` are finished SVG texts by width, in place of a chart.
    """

    key: str
    title: str
    unit: str
    cases: str
    sentence: str
    caveat: str
    cypher: str
    table: Table
    chart: Chart | None = None
    pictures: Mapping[int, str] = field(default_factory=dict)
    images: Sequence[Image] = ()
    """Small pictures under the chart, in its order."""
    legend: Sequence[tuple[str, str]] = ()
    """(colour class, words) of what the picture's colours mean."""


@dataclass(frozen=True)
class Section:
    """A heading with figures; `lead` are paragraphs above them, `numbers` a few (value, words) to begin with."""

    key: str
    title: str
    lead: Sequence[str] = ()
    numbers: Sequence[tuple[str, str]] = ()
    figures: Sequence[Figure] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Block:
    """A block of the last section: a heading, paragraphs, and lines that are kept as they are (files, commands)."""

    title: str
    paragraphs: Sequence[str] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """A whole page."""

    title: str
    kicker: str
    lead: Sequence[str]
    synthetic: bool
    sections: Sequence[Section]
    blocks: Sequence[Block]
