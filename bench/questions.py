"""Every question of the library on a warm server: what the slowest one in twenty takes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bench.figures import Figure, Result, percentile_95, seconds_of
from bench.plans import plan_of, unjustified
from bench.subject import Subject
from database.connection import Graph
from explorer.answers import ask
from explorer.header import Question
from explorer.library import question_named, questions
from explorer.parameters import bind
from terminal import note

RUNS, RUNS_OF_A_SLOW_ONE = 20, 5
SLOW_SECONDS = 0.5
MOST_SECONDS = 1.0
SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """One question asked in one way: the seconds of each run, the rows of its answer, and what is wrong with it.

    `scans` are steps of its plan that the header gives no reason for, `remarks` the server's notifications.
    """

    name: str
    case: str
    seconds: list[float]
    rows: int
    scans: list[str]
    remarks: list[str]

    @property
    def p95(self) -> float:
        """The 95th percentile of its runs."""
        return percentile_95(self.seconds)


def measure(subject: Subject, runs: int | None) -> Result:
    """Ask every question in each of its cases of the release, analysed."""
    graph = subject.filled()
    subject.analyse()
    return result_of(asked_all(graph, runs), MOST_SECONDS)


def asked_all(graph: Graph, runs: int | None) -> list[Asked]:
    """Ask every question in each of its cases, once unmeasured and then `runs` times; the slowest first."""
    note(f"questions: {len(questions())}, {runs or RUNS} runs of each case ...")
    found = []
    for question in questions().values():
        for case, values in cases(graph, question):
            found.append(timed(graph, question, case, values, runs))
            if found[-1].p95 > SLOW_SECONDS:
                note(f"{question.name} ({case}): {found[-1].p95:.2f} s")
    return sorted(found, key=lambda one: -one.p95)


def result_of(found: list[Asked], most: float, *, of_any_data: bool = False) -> Result:
    """Return the figures of these answers, the slowest first; a question may take `most` seconds."""
    slowest: dict[str, Asked] = {}
    for one in found:
        slowest.setdefault(one.name, one)
    worst = list(slowest.values())
    named = [(f"slowest of {len(worst)} questions, p95", worst[0])]
    named += [(f"query {one.name} ({one.case})", one) for one in worst[:SHOWN]]
    named += [(f"query {one.name} ({one.case})", one) for one in worst[SHOWN:] if one.p95 > most]
    wrong = {
        "questions that scan without a reason in the header": {one.name for one in found if one.scans},
        "questions on which the server has a remark": {one.name for one in found if one.remarks},
    }
    return Result(
        figures=[
            *(Figure(name, one.p95, "s", one.seconds, most, of_any_data) for name, one in named),
            *(Figure(name, len(those), "", (), 0, of_any_data=True) for name, those in wrong.items()),
        ],
        detail={"asked": [asdict(one) | {"p95": one.p95} for one in found]},
    )


def timed(graph: Graph, question: Question, case: str, values: Mapping[str, Any], runs: int | None) -> Asked:
    """Ask a question once for its plan and the server's caches, then `runs` times; a slow one less often.

    The 95th percentile of few runs is the slowest of them.
    """
    answer = graph.read(question.statement, values)
    scans = unjustified(question, plan_of(graph, question, values))
    seconds = [seconds_of(lambda: ask(graph, question, values))]
    runs = runs or (RUNS if seconds[0] < SLOW_SECONDS else RUNS_OF_A_SLOW_ONE)
    seconds += [seconds_of(lambda: ask(graph, question, values)) for _ in range(runs - 1)]
    remarks = [remark.description for remark in answer.notifications]
    return Asked(question.name, case, seconds, len(answer.rows), scans, remarks)


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
