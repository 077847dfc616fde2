"""`python -m bench`: measure loading, questions, maps and pages; print the figures and write them as JSON."""

import importlib
import re
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from bench.figures import Comparison, Figure, Result, shown
from bench.machine import Moment, cores_of_others, facts, load_average
from bench.subject import OF_TARGETS, Subject, prepared
from terminal import Failure, json_text, note, print_table, show_failure, warn

BENCHMARKS = {
    # name: its module, whose `measure(subject, runs)` gives a Result
    "help": "bench.starting",
    "loading": "bench.loading",
    "questions": "bench.questions",
    "maps": "bench.maps",
    "page": "bench.page",
    "report": "bench.report",
    "engines": "bench.engines",
    "media": "bench.media",
}
OUTPUT = Path(__file__).resolve().parent.parent / "bench-output"
QUIET_CORES = 0.2
"""Cores that others may use before the figures are said to be disturbed."""


@click.command()
@click.option("--only", type=click.Choice(list(BENCHMARKS)), multiple=True, help="Only this; may be repeated.")
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of release files. Default: the Thailand release, else a synthetic sample.",
)
@click.option("--runs", type=click.IntRange(min=1), help="Runs of each measurement. Default: each benchmark's own.")
def main(only: tuple[str, ...], release: Path | None, runs: int | None) -> None:
    """Measure ioscope in a temporary workspace with a server of its own; figures go to bench-output/*.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the server is stopped on the way out
    try:
        failed = _measure_all(only, release, runs)
    except Failure as failure:
        show_failure(failure)
        failed = True
    raise SystemExit(1 if failed else 0)


def _measure_all(only: tuple[str, ...], release: Path | None, runs: int | None) -> bool:
    """Measure, print and write; return whether a benchmark failed."""
    names = only or tuple(BENCHMARKS)
    with prepared(release) as subject:
        report: dict[str, Any] = {
            "data": subject.name,
            "judged": subject.of_targets,
            "machine": facts(),
            "load_average_before": load_average(),
            "benchmarks": {},
        }
        results: dict[str, Result] = {}
        for name in names:
            found = _measured(name, subject, runs, report["benchmarks"])
            if found is not None:
                results[name] = found
        report["load_average_after"] = load_average()
        _print(subject, results, report)
        path = OUTPUT / f"{_file_stem(subject.name, only)}.json"
        OUTPUT.mkdir(exist_ok=True)
        path.write_text(json_text(report) + "\n", encoding="utf-8")
        note(f"written to {path.relative_to(OUTPUT.parent)}")
    return len(results) < len(names)


def _measured(name: str, subject: Subject, runs: int | None, entries: dict[str, Any]) -> Result | None:
    """Run one benchmark and enter it into the report; None when it failed, which is said."""
    before, start, began = load_average(), Moment.now(subject.server_process), perf_counter()
    try:
        result: Result = importlib.import_module(BENCHMARKS[name]).measure(subject, runs)
    except Failure as failure:
        show_failure(failure)
        entries[name] = {"failed": failure.what}
        return None
    entries[name] = {
        "seconds": perf_counter() - began,
        "load_average_before": before,
        "load_average_after": load_average(),
        "cores_of_others": cores_of_others(start, Moment.now(subject.server_process), result.children_cpu),
        "figures": [asdict(figure) | {"met": _met(figure, subject)} for figure in result.figures],
        "comparisons": [asdict(one) | {"ratio": one.ratio} for one in result.comparisons],
        "detail": dict(result.detail),
    }
    return result


def _met(figure: Figure, subject: Subject) -> bool | None:
    return figure.met if subject.of_targets or figure.of_any_data else None


def _print(subject: Subject, results: dict[str, Result], report: dict[str, Any]) -> None:
    rows = [_row(figure, subject) for result in results.values() for figure in result.figures]
    click.echo(f"measured on {subject.name}\n")
    print_table(("figure", "value", "lowest to highest", "target", "met"), rows)
    compared = [_comparison(one) for result in results.values() for one in result.comparisons]
    if compared:
        click.echo()
        print_table(("against a peer", "ours", "peer", "ours is better by", "remark"), compared)
    if not subject.of_targets:
        warn(f"the targets speak of {OF_TARGETS}; on {subject.name} only those of any data are judged")
    busy = {name: entry["cores_of_others"] for name, entry in report["benchmarks"].items() if "figures" in entry}
    disturbed = [f"{name} {cores:.1f}" for name, cores in busy.items() if cores > QUIET_CORES]
    cores = report["machine"]["cores"]
    if disturbed:
        warn(
            f"other programs kept some of the {cores} cores busy meanwhile ({', '.join(disturbed)}): a quiet machine "
            "is faster"
        )


def _row(figure: Figure, subject: Subject) -> tuple[str, str, str, str, str]:
    spread = (min(figure.samples), max(figure.samples)) if len(figure.samples) > 1 else None
    met = _met(figure, subject)
    return (
        figure.name,
        shown(figure.value, figure.unit),
        f"{shown(spread[0], '').strip()} to {shown(spread[1], '').strip()}" if spread else "",
        "" if figure.target is None else f"<= {figure.target:g} {figure.unit}",
        "" if met is None else "yes" if met else "NO",
    )


def _comparison(one: Comparison) -> tuple[str, str, str, str, str]:
    least = ">= " if one.at_least else ""
    return (
        one.name,
        shown(one.ours, one.unit),
        f"{least}{shown(one.peer, one.unit)}",
        f"{least}{one.ratio:,.1f} x",
        one.remark,
    )


def _file_stem(data: str, only: tuple[str, ...]) -> str:
    """Return a file name without date: the next run of the same measurement replaces this one."""
    return "-".join([re.sub(r"[^a-z0-9_]+", "-", data.lower()).strip("-")[:80], *only])


if __name__ == "__main__":
    main()
