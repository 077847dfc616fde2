"""The desk: questions of the library, asked once each, with the statement that gives the same rows in Browser."""

import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from database.connection import Graph
from explorer.answers import ask
from explorer.header import Question
from explorer.library import question_named
from explorer.parameters import literal_text

AT_ONCE = 3
"""Questions that are asked at the same time: each is one transaction, which the server runs on one core."""

EVERY = 1_000_000
"""For questions that are asked for all of their rows."""


MANY = 5_000
"""For questions whose rows can be a million outsiders or hashtags: beyond it the page says `at least`."""


@dataclass(frozen=True)
class Answer:
    """The rows of a question as plain values by column, and what it was asked with."""

    question: Question
    values: Mapping[str, Any]
    rows: list[dict[str, Any]]

    @property
    def cypher(self) -> str:
        """The statement with its values in the text, as Neo4j Browser runs it."""
        literals = {name: literal_text(value) for name, value in self.values.items()}
        text = re.sub(r"[$]([a-z][a-z0-9_]*)", lambda found: literals[found[1]], self.question.statement)
        return f"// {self.question.title}\n{text}"

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the question's header warns of."""
        return self.question.caveats

    @property
    def at_least(self) -> str:
        """`at least ` when the limit of the question was met, so that sums of its rows are lower bounds."""
        return "at least " if self.rows and len(self.rows) == self.values.get("limit") else ""

    @property
    def one(self) -> dict[str, Any]:
        """The first row, empty when there is none."""
        return self.rows[0] if self.rows else {}


Answers = dict[tuple[str, str], Answer]
Wanted = tuple[str, Mapping[str, Any]]
"""A question with the values that are given."""


@dataclass
class Desk:
    """Asks the graph about one campaign; the same question with the same values is asked once.

    `of_all` are answers on the whole graph, which the desks of several campaigns share.
    """

    graph: Graph
    campaign: str
    of_all: Answers = field(default_factory=dict)
    timeout: float | None = None
    _asked: Answers = field(default_factory=dict)

    @property
    def asked(self) -> list[tuple[str, str]]:
        """What was asked so far: names of questions, and the values that were given."""
        return [*self._asked, *self.of_all]

    def ask_ahead(self, wanted: Iterable[Wanted], others: Iterable[Callable[[], object]] = ()) -> None:
        """Ask questions side by side, so that the server uses its cores; `ask` then has their answers.

        `others` are functions that ask something else and keep it; they come first.
        """
        with ThreadPoolExecutor(AT_ONCE) as workers:
            waiting: list[Future[object]] = [workers.submit(other) for other in others]
            waiting += [workers.submit(self.ask, name, **given) for name, given in wanted]
            for asked in waiting:
                asked.result()

    def ask(self, name: str, **given: Any) -> Answer:
        """Return the answer to a question about the campaign, where it takes one; other values as given or default."""
        question = question_named(name)
        values = {parameter.name: parameter.default for parameter in question.parameters}
        if "campaign" in values:
            values["campaign"] = self.campaign
        values |= given
        key = name, repr(sorted(given.items()))
        known = self._asked if "campaign" in values else self.of_all
        if key not in known:
            found = ask(self.graph, question, values, timeout=self.timeout)
            rows = [dict(zip(found.columns, row, strict=True)) for row in found.plain()]
            known[key] = Answer(question, values, rows)
        return known[key]
