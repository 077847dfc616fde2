"""`python -m bench.library`: every question on a big archive, loaded in bulk and analysed: its p95 and its plan."""

import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench.figures import Figure, Result, shown
from bench.machine import facts, load_average
from bench.processes import run_watched
from bench.questions import MOST_SECONDS, asked_all, result_of
from database import embedded
from database.connection import connect
from explorer.answers import ask
from explorer.library import question_named
from explorer.parameters import bind
from lake.workspace import open_workspace
from sample.archive import write_sample
from sample.commands import SEED
from terminal import Failure, Stages, json_text, note, print_table, show_failure

OUTPUT = Path(__file__).resolve().parent.parent / "bench-output"
MILLION = 1_000_000
SMALL = 100_000
MOST_SECONDS_OF_A_BIG_ONE = 5.0
"""From `SMALL` archived tweets on, up to 2 million; below it holds what holds for the Thailand release."""


@click.command()
@click.option("--tweets", type=click.IntRange(min=500), default=2 * MILLION, show_default=True, help="Of the sample.")
@click.option(
    "--archive",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An archive in place of the sample.",
)
@click.option(
    "--place",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A workspace in place of an archive: its graph is asked as it is.",
)
@click.option("--runs", type=click.IntRange(min=1), help="Runs of each case. Default: 20, of a slow one 5.")
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where to work (disk!).")
def main(tweets: int, archive: Path | None, place: Path | None, runs: int | None, folder: Path | None) -> None:
    """Ask every question of the library; figures go to bench-output/questions-*.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with TemporaryDirectory(prefix="ioscope-bench-", dir=folder) as root, ExitStack() as ending:
            met = _measure(place or _loaded(Path(root), tweets, archive, ending), runs)
    except Failure as failure:
        show_failure(failure)
        raise SystemExit(1) from failure
    raise SystemExit(0 if met else 1)


def _loaded(root: Path, tweets: int, archive: Path | None, ending: ExitStack) -> Path:
    """Load an archive in bulk, run `detect`, and return the workspace; its server is stopped at the end."""
    if archive is None:
        archive = root / "archive"
        note(f"writing {tweets:,} tweets ...")
        write_sample(archive, tweets=tweets, seed=SEED, noise=False, stages=Stages(quiet=True))
    place = root / "workspace"
    ending.callback(lambda: embedded.stop(open_workspace(place)))
    for words in (["load", str(archive), "--mode", "bulk", "--json"], ["detect", "--json"]):
        note(f"ioscope {words[0]} ...")
        done = run_watched(["--workspace", str(place), *words])
        note(f"ioscope {words[0]} took {done.seconds:.0f} s")
    return place


def _measure(place: Path, runs: int | None) -> bool:
    """Ask, print and write; return whether every target was met."""
    before = load_average()
    with connect(open_workspace(place), own_only=True) as graph:
        graph.read("CALL db.awaitIndexes(300)")
        size = question_named("campaign-size")
        counted = ask(graph, size, bind(size.parameters, {}))
        tweets = sum(row[counted.columns.index("tweets")] for row in counted.values)
        most = MOST_SECONDS if tweets < SMALL else MOST_SECONDS_OF_A_BIG_ONE
        result = result_of(asked_all(graph, runs), most, of_any_data=True)
    _show(result.figures)
    _write(result, tweets, before)
    return all(figure.met for figure in result.figures)


def _show(figures: Sequence[Figure]) -> None:
    rows = [
        (figure.name, shown(figure.value, figure.unit), f"<= {figure.target:g}", "yes" if figure.met else "NO")
        for figure in figures
    ]
    print_table(("figure", "value", "target", "met"), rows)


def _write(result: Result, tweets: int, before: list[float]) -> None:
    OUTPUT.mkdir(exist_ok=True)
    path = OUTPUT / f"questions-{tweets}.json"
    content = {
        "tweets": tweets,
        "machine": facts(),
        "load_average_before": before,
        "load_average_after": load_average(),
        "figures": [asdict(figure) | {"met": figure.met} for figure in result.figures],
        **result.detail,
    }
    path.write_text(json_text(content) + "\n", encoding="utf-8")
    note(f"written to {path.relative_to(OUTPUT.parent)}")


if __name__ == "__main__":
    main()
