"""`python -m bench.lts`: the whole library once on Neo4j's long-term release, its answers beside those of ours.

The same lake is loaded into both servers, its findings too; every question is asked in each of its cases, every picture
as Browser runs it, and both answers must be the same rows.
"""

import signal
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bench.lts_server import VERSION, running
from bench.machine import facts
from bench.questions import cases
from bench.subject import Subject, prepared
from database.connection import Graph, open_graph
from database.failures import DatabaseFailure
from explorer.answers import Rows
from explorer.library import questions
from loader.loading import Choices, Loaded, load_into_graph
from sample.archive import write_sample
from sample.commands import SEED
from terminal import Failure, Stages, json_text, note, print_table, show_failure

OUTPUT = Path(__file__).resolve().parent.parent / "bench-output"
SHOWN = 20


@dataclass(frozen=True)
class Beside:
    """One statement asked on both servers: rows on ours, and what differs on the other; `trouble` None is alike."""

    name: str
    case: str
    rows: int
    trouble: str | None


@click.command()
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of release files. Default: the Thailand release, else a synthetic sample.",
)
@click.option("--tweets", type=click.IntRange(min=500), help="A synthetic sample of so many tweets instead.")
def main(release: Path | None, tweets: int | None) -> None:
    """Compare the library's answers on both servers; they go to bench-output/lts.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with TemporaryDirectory(prefix="ioscope-bench-") as root:
            if tweets:
                release = Path(root) / "sample"
                write_sample(release, tweets=tweets, seed=SEED, noise=False, stages=Stages(quiet=True))
            with prepared(release) as subject, running(Path(root) / "lts") as target, open_graph(target) as other:
                found = _compared(subject, other)
    except Failure as failure:
        show_failure(failure)
        raise SystemExit(1) from failure
    raise SystemExit(1 if any(one.trouble for one in found) else 0)


def _compared(subject: Subject, other: Graph) -> list[Beside]:
    graph = subject.filled()
    subject.analyse()
    assert subject.lake is not None
    note(f"loading the same into Neo4j {VERSION} ...")
    load_into_graph(subject.lake, other, Loaded(), Choices(), Stages(quiet=True))
    other.read("CALL db.awaitIndexes(300)")
    found = [
        beside(graph, other, name, case, statement, values) for name, case, statement, values in every_statement(graph)
    ]
    differing = [one for one in found if one.trouble]
    print_table(("question", "case", "what differs"), [(o.name, o.case, o.trouble or "") for o in differing[:SHOWN]])
    note(f"{len(found)} statements of {len(questions())} questions on {subject.name}: {len(differing)} differ")
    OUTPUT.mkdir(exist_ok=True)
    path = OUTPUT / "lts.json"
    report = {"data": subject.name, "other": VERSION, "machine": facts(), "asked": [asdict(one) for one in found]}
    path.write_text(json_text(report) + "\n", encoding="utf-8")
    note(f"written to {path.relative_to(OUTPUT.parent)}")
    return found


def every_statement(graph: Graph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return the name, case, statement and values of every question in each of its cases, and of every picture."""
    found = []
    for question in questions().values():
        found += [(question.name, case, question.statement, values) for case, values in cases(graph, question)]
        found.append((question.name, "as Browser runs it", question.browser_text, {}))
        if question.picture_text:
            found.append((question.name, "picture", question.picture_text, {}))
    return found


def beside(graph: Graph, other: Graph, name: str, case: str, statement: str, values: dict[str, Any]) -> Beside:
    """Ask both servers the same and say how the other's answer differs."""
    ours = graph.read(statement, values)
    rows = Rows(ours.columns, ours.rows).plain()
    try:
        theirs = other.read(statement, values)
    except DatabaseFailure as failure:
        return Beside(name, case, len(rows), f"fails: {failure.what}")
    their_rows = Rows(theirs.columns, theirs.rows).plain()
    return Beside(
        name, case, len(rows), difference(ours.columns, rows, theirs.columns, their_rows, theirs.notifications)
    )


def difference(
    columns: list[str], rows: list[list[Any]], their_columns: list[str], their_rows: list[list[Any]], remarks: list[Any]
) -> str | None:
    """Return the first thing in which the other's answer differs, None when it is the same without a remark."""
    if columns != their_columns:
        return f"columns {their_columns}"
    if len(rows) != len(their_rows):
        return f"{len(their_rows)} rows, not {len(rows)}"
    for number, (row, their_row) in enumerate(zip(rows, their_rows, strict=True), start=1):
        for column, cell, their_cell in zip(columns, row, their_row, strict=True):
            if cell != their_cell:
                return f"row {number}, {column}: {str(their_cell)[:80]}, not {str(cell)[:80]}"
    return f"remark: {remarks[0].description}" if remarks else None


if __name__ == "__main__":
    main()
