"""`ioscope report` on the largest campaign, and `ioscope match` of 100,000 values: what a person waits for."""

import random
from pathlib import Path
from time import perf_counter

from analysis.match import match
from analysis.match_file import read_list
from bench.figures import Figure, Result, median_figure
from bench.subject import Subject
from database.connection import Graph
from explorer.answers import ask
from explorer.library import question_named
from explorer.maps.files import write_page
from explorer.maps.people import Naming
from explorer.parameters import bind
from explorer.report.document import ground_of, report_on
from explorer.report.page import render
from terminal import note

RUNS = 3
MOST_SECONDS, MOST_MEGABYTES = 60.0, 3.0
VALUES, MATCH_SECONDS = 100_000, 30.0


def measure(subject: Subject, runs: int | None) -> Result:
    """Write the report and match the list `runs` times."""
    graph = subject.filled()
    lake = subject.lake
    assert lake is not None, "filled from a lake"
    key, path = largest(graph), subject.folder / "report.html"
    listed = read_list(write_list(graph, subject.folder / "values.txt"))
    reports, matches, size, found = [], [], 0, 0
    for number in range(runs or RUNS):
        note(f"report and match: run {number + 1} of {runs or RUNS} ...")
        began = perf_counter()
        size = write_page(path, render(report_on(ground_of(graph, key, Naming()))))
        reports.append(perf_counter() - began)
        began = perf_counter()
        found = len(match(lake, listed).rows)
        matches.append(perf_counter() - began)
    return Result(
        figures=[
            median_figure("report, asked to written", reports, "s", target=MOST_SECONDS),
            Figure("report, page", size / 1e6, "MB", target=MOST_MEGABYTES),
            median_figure(f"match of {len(listed.values):,} values", matches, "s", target=MATCH_SECONDS),
        ],
        detail={"campaign": key, "rows_matched": found},
    )


def largest(graph: Graph) -> str:
    """Return the key of the campaign with the most tweets."""
    question = question_named("campaign-size")
    rows = ask(graph, question, bind(question.parameters, {}))
    place = rows.columns.index("tweets")
    return str(max(rows.values, key=lambda row: row[place])[0])


def write_list(graph: Graph, path: Path) -> Path:
    """Write a list of which about a tenth occurs: hashtags and sites of the graph, and names that do not exist."""
    draw = random.Random(7)  # noqa: S311  (the same list in every run)
    known = [f"#{row[0]}" for row in graph.read("MATCH (h:Hashtag) RETURN h.tag ORDER BY h.tag LIMIT 5000").rows]
    known += [str(row[0]) for row in graph.read("MATCH (u:Url) RETURN u.url ORDER BY u.url LIMIT 5000").rows]
    while len(known) < VALUES:
        number = draw.randrange(10**18, 10**19 // 2)
        known.append(
            draw.choice((f"site{number}.example.org", f"@u{number % 10**9}", str(number), f"no text {number}"))
        )
    path.write_text("\n".join(known), encoding="utf-8")
    return path
