"""Every question of the library on a warm server: what the slowest one in twenty takes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bench.figures import Figure, Result, percentile_95, seconds_of
from bench.subject import Subject
from database.connection import Graph
from explorer.answers import ask
from explorer.header import Question
from explorer.library import question_named, questions
from explorer.parameters import bind
from terminal import note

RUNS = 20
MOST_SECONDS = 1.0
SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """One question asked in one way: the seconds of each run, and the rows of its answer."""

    name: str
    case: str
    seconds: list[float]
    rows: int

    @property
    def p95(self) -> float:
        """The 95th percentile of its runs."""
        return percentile_95(self.seconds)

    def figure(self, name: str) -> Figure:
        """Return its p95 as a figure of that name."""
        return Figure(name, self.p95, "s", self.seconds, MOST_SECONDS)


def measure(subject: Subject, runs: int | None) -> Result:
    """Ask every question in each of its cases, once unmeasured and then `runs` times."""
    graph = subject.filled()
    note(f"questions: {len(questions())}, {runs or RUNS} runs of each case ...")
    found = [
        timed(graph, question, case, values, runs or RUNS)
        for question in questions().values()
        for case, values in cases(graph, question)
    ]
    found.sort(key=lambda one: -one.p95)
    slowest: dict[str, Asked] = {}
    for one in found:
        slowest.setdefault(one.name, one)
    worst = list(slowest.values())
    return Result(
        figures=[
            worst[0].figure(f"slowest of {len(worst)} questions, p95"),
            *(one.figure(f"query {one.name} ({one.case})") for one in worst[:SHOWN]),
        ],
        detail={"asked": [asdict(one) | {"p95": one.p95} for one in found]},
    )


def timed(graph: Graph, question: Question, case: str, values: Mapping[str, Any], runs: int) -> Asked:
    """Ask a question once for its plan and the server's caches, then `runs` times."""
    rows = len(ask(graph, question, values).values)
    return Asked(question.name, case, [seconds_of(lambda: ask(graph, question, values)) for _ in range(runs)], rows)


def cases(graph: Graph, question: Question) -> list[tuple[str, dict[str, Any]]]:
    """Return the ways in which a question is asked: with its defaults, with what it requires, of one campaign."""
    defaults = {parameter.name: parameter.default for parameter in question.parameters}
    required = [parameter.name for parameter in question.parameters if parameter.required]
    found = [("defaults", defaults)]
    found += [(f"{name} of the graph", defaults | {name: _from_graph(graph, name)}) for name in required]
    if "campaign" in defaults:
        found.append(("one campaign", found[-1][1] | {"campaign": _first(graph, "campaign-size", "campaign")}))
    return found


def _from_graph(graph: Graph, parameter: str) -> Any:
    """Return a value for a required parameter: the account that posted most, the hashtag used most."""
    if parameter == "account":
        return _first(graph, "most-active-accounts", "user_id")
    # A search for the hashtag used most finds many tweets, and in the script of the release.
    return _first(graph, "top-hashtags", "hashtag")


def _first(graph: Graph, name: str, column: str) -> Any:
    question = question_named(name)
    rows = ask(graph, question, bind(question.parameters, {}))
    return rows.values[0][rows.columns.index(column)]
