"""`python -m bench.bulk`: the whole way of a big archive, from zips to a counted graph, beside Neo4j's importer alone.

The peer gets its files for nothing and does only the import, of the very same graph, keyed by its natural ids: what one
runs who brings Parquet to `neo4j-admin`. Ours is the command that a user types, in a workspace of its own.
"""

import json
import signal
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bench.figures import Comparison, Figure, seconds_of, shown
from bench.machine import facts, load_average
from bench.natural_import import import_by_natural_ids
from bench.online import online_twice
from bench.processes import Watched, run_watched
from database import embedded
from lake.workspace import Workspace, open_workspace
from sample.archive import write_sample
from sample.commands import SEED
from terminal import Failure, Stages, json_text, note, print_table, show_failure

OUTPUT = Path(__file__).resolve().parent.parent / "bench-output"
MILLION = 1_000_000
SAMPLE_RATE = 100_000
LOAD_RATE = 33_000
MOST_MEMORY = 6 * (1 << 30)
ONLINE_TWEETS = 200_000
ONLINE_RATE, AGAIN_RATE = 6_500, 11_000


@click.command()
@click.option(
    "--tweets", type=click.IntRange(min=500), default=2 * MILLION, help="Tweets of the archive.", show_default=True
)
@click.option(
    "--archive", type=click.Path(path_type=Path, exists=True, file_okay=False), help="An archive that is there."
)
@click.option("--online/--no-online", default=True, help="Whether to load 200,000 tweets online, too.")
@click.option("--peer/--no-peer", default=True, help="Whether to run the importer alone, too.")
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where to work (disk!).")
def main(tweets: int, archive: Path | None, online: bool, peer: bool, folder: Path | None) -> None:
    """Load a synthetic archive in bulk and compare; figures go to bench-output/bulk-*.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with TemporaryDirectory(prefix="ioscope-bench-", dir=folder) as root:
            _measure(Path(root), tweets, archive, online=online, peer=peer)
    except Failure as failure:
        show_failure(failure)
        raise SystemExit(1) from failure


def _measure(root: Path, tweets: int, archive: Path | None, *, online: bool, peer: bool) -> None:
    figures: list[Figure] = []
    comparisons: list[Comparison] = []
    before = load_average()
    if archive is None:
        archive = root / "archive"
        note(f"writing {tweets:,} tweets ...")
        took = seconds_of(
            lambda: write_sample(archive, tweets=tweets, seed=SEED, noise=False, stages=Stages(quiet=True))
        )
        figures.append(Figure("sample: tweets a second (at least 100,000)", tweets / took, "tweets/s"))
    place = open_workspace(root / "workspace")
    note("loading in bulk ...")
    load = run_watched(["--workspace", str(place.root), "load", str(archive), "--mode", "bulk", "--json"])
    with closing(_Stopped(place)):
        report = json.loads(load.output)
        loaded = sum(campaign["tweets"]["loaded"] for campaign in report["campaigns"])
        figures += _of_load(load, loaded)
    if peer:
        note("importing the same graph by its natural ids ...")
        alone = import_by_natural_ids(place, root / "natural")
        comparisons.append(
            Comparison(
                "whole way against the importer alone",
                load.seconds,
                alone,
                "s",
                remark="same graph, natural ids, importer only",
            )
        )
    if online:
        first, again = online_twice(root, ONLINE_TWEETS)
        figures.append(Figure(f"online, {ONLINE_TWEETS:,} tweets: a second (at least 6,500)", first, "tweets/s"))
        figures.append(Figure("online again, nothing new written twice (at least 11,000)", again, "tweets/s"))
    _show(figures, comparisons, report, loaded, before)


def _of_load(load: Watched, loaded: int) -> list[Figure]:
    return [
        Figure("zips -> counted graph", load.seconds, "s"),
        Figure("tweets a second (at least 33,000)", loaded / load.seconds, "tweets/s"),
        Figure("memory of all processes", load.memory / (1 << 30), "GiB", target=MOST_MEMORY / (1 << 30)),
        Figure("processor time", load.cpu, "s"),
    ]


class _Stopped:
    """Stops a workspace's server at the end."""

    def __init__(self, place: Workspace) -> None:
        self._place = place

    def close(self) -> None:
        embedded.stop(self._place)


def _show(
    figures: list[Figure], comparisons: list[Comparison], report: dict[str, Any], loaded: int, before: list[float]
) -> None:
    print_table(("figure", "value"), [(figure.name, shown(figure.value, figure.unit)) for figure in figures])
    for one in comparisons:
        click.echo(f"\n{one.name}: {shown(one.ours, one.unit)} to {shown(one.peer, one.unit)}, {one.ratio:.2f} x")
    OUTPUT.mkdir(exist_ok=True)
    path = OUTPUT / f"bulk-{loaded}.json"
    content = {
        "tweets": loaded,
        "machine": facts(),
        "load_average_before": before,
        "load_average_after": load_average(),
        "figures": [vars(figure) for figure in figures],
        "comparisons": [vars(one) | {"ratio": one.ratio} for one in comparisons],
        "load": report,
    }
    path.write_text(json_text(content) + "\n", encoding="utf-8")
    note(f"written to {path.relative_to(OUTPUT.parent)}")


if __name__ == "__main__":
    main()
