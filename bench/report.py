"""`ioscope report`, and `ioscope match` of 100,000 values: what a person waits for.

`python -m bench --only report` measures on a release; `python -m bench.report --place WORKSPACE` on what a workspace
holds already (2 million tweets: `bench.library` makes one), whose server and lake are only read.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import click
import psutil

from analysis.match import match
from analysis.match_file import read_list
from bench.figures import Figure, Result, median_figure, shown
from bench.subject import Subject
from database import embedded
from database.connection import Graph, connect
from explorer.answers import ask
from explorer.library import question_named
from explorer.maps.files import write_page
from explorer.maps.people import Naming
from explorer.parameters import bind
from explorer.report.document import ground_of, report_on
from explorer.report.page import render
from lake.workspace import Workspace, open_workspace
from terminal import note, print_table

RUNS = 3
MOST_SECONDS, MOST_MEGABYTES = 60.0, 3.0
VALUES, MATCH_SECONDS = 100_000, 30.0


def measure(subject: Subject, runs: int | None) -> Result:
    """Write the report on the largest campaign and match the list `runs` times, after `detect`."""
    graph = subject.filled()
    subject.analyse()
    assert subject.lake is not None, "filled from a lake"
    return measured(graph, subject.lake, subject.folder, [largest(graph)], runs or RUNS, subject.server_process)


def measured(
    graph: Graph, lake: Workspace, folder: Path, keys: list[str], runs: int, server: int | None = None
) -> Result:
    """Write a report on each campaign and match the list, `runs` times; pages and list lie in `folder` meanwhile.

    `server` is the process that answers, whose CPU seconds are told with ours.
    """
    listed = read_list(write_list(graph, folder / "values.txt"))
    figures = []
    for key in keys:
        seconds, work, size = [], [], 0
        for number in range(runs):
            note(f"report on {key}: run {number + 1} of {runs} ...")
            began, spent = perf_counter(), _cpu(server)
            size = write_page(folder / "report.html", render(report_on(ground_of(graph, key, Naming()))))
            seconds.append(perf_counter() - began)
            work.append(_cpu(server) - spent)
        figures += [
            median_figure(f"report on {key}, asked to written", seconds, "s", target=MOST_SECONDS),
            median_figure(f"report on {key}, CPU of server and ioscope", work, "s"),
            Figure(f"report on {key}, page", size / 1e6, "MB", target=MOST_MEGABYTES),
        ]
    seconds, work, found = [], [], 0
    for number in range(runs):
        note(f"match of {len(listed.values):,} values: run {number + 1} of {runs} ...")
        began, spent = perf_counter(), _cpu(None)
        found = len(match(lake, listed).rows)
        seconds.append(perf_counter() - began)
        work.append(_cpu(None) - spent)
    figures += [
        median_figure(f"match of {len(listed.values):,} values", seconds, "s", target=MATCH_SECONDS),
        median_figure(f"match of {len(listed.values):,} values, CPU", work, "s"),
    ]
    return Result(figures=figures, detail={"campaigns": keys, "rows_matched": found})


def largest(graph: Graph) -> str:
    """Return the key of the campaign with the most tweets."""
    return by_size(graph)[0]


def by_size(graph: Graph) -> list[str]:
    """Return the keys of the campaigns, the one with the most tweets first."""
    question = question_named("campaign-size")
    rows = ask(graph, question, bind(question.parameters, {}))
    place = rows.columns.index("tweets")
    return [str(row[0]) for row in sorted(rows.values, key=lambda row: (-row[place], row[0]))]


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


def _cpu(server: int | None) -> float:
    """Return the CPU seconds of this process, and of the server, so far."""
    processes = [psutil.Process(), *([psutil.Process(server)] if server is not None else [])]
    times = [process.cpu_times() for process in processes]
    return float(sum(one.user + one.system for one in times))


@click.command()
@click.option(
    "--place", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True, help="Workspace."
)
@click.option("--every", is_flag=True, help="Report on every campaign, not on the largest alone.")
@click.option("--runs", type=click.IntRange(min=1), default=1, show_default=True, help="Runs of each measurement.")
def main(*, place: Path, every: bool, runs: int) -> None:
    """Measure reports and match on a workspace that holds an archive already; it is only read."""
    workspace = open_workspace(place)
    with TemporaryDirectory(prefix="ioscope-bench-") as folder, connect(workspace, own_only=True) as graph:
        keys = by_size(graph) if every else [largest(graph)]
        found = measured(graph, workspace, Path(folder), keys, runs, embedded.state(workspace).pid)
    rows = [
        (one.name, shown(one.value, one.unit), "" if one.met is None else "yes" if one.met else "NO")
        for one in found.figures
    ]
    print_table(("figure", "value", "met"), rows)


if __name__ == "__main__":
    main()
