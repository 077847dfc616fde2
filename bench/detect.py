"""`python -m bench.detect`: `detect` beside coordination-network-toolkit on the same synthetic tweets, in one run.

Compared is what both define: accounts that retweeted, wrote, linked or replied to the same thing at most 60 s apart.
The toolkit has a directed edge each way, whose weight is the distinct tweets of the first account in close pairs: our
`tweets_u` and `tweets_v`. It also joins each account with itself, which costs it time. Both sides
leave retweets out of all but `retweet`, compare the text of `tweet` as the toolkit normalises it, and take the same
addresses. Near-identical text is defined differently (words by Unicode's rules there; 5-grams where a script has no
spaces, and a least length, here): so many edges are shared is said, and not asked for.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from bench.detect_work import EXACT
from bench.figures import shown
from bench.machine import facts, load_average
from bench.processes import Watched, watched
from bench.same_edges import Sameness, compared
from bench.toolkit import ROOT, toolkit_python, toolkit_step
from sample.archive import write_sample
from sample.commands import SEED
from terminal import Failure, Stages, json_text, note, print_table, show_failure

OUTPUT = ROOT / "bench-output"
MILLION = 1_000_000
MOST_MEMORY = 4 * (1 << 30)
SIMILARITY = 0.7


@dataclass(frozen=True)
class Took:
    """What some steps took in all: wall seconds inside, CPU seconds and most memory (bytes) of their processes."""

    seconds: float
    cpu: float
    memory: int

    def __add__(self, other: "Took") -> "Took":
        return Took(self.seconds + other.seconds, self.cpu + other.cpu, max(self.memory, other.memory))


@dataclass(frozen=True)
class Race:
    """The same work by both; `least` is how many times faster ours has to be."""

    name: str
    ours: Took
    peer: Took
    least: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is by the clock."""
        return self.peer.seconds / self.ours.seconds

    @property
    def cpu_ratio(self) -> float:
        """How many times less processor time ours takes."""
        return self.peer.cpu / self.ours.cpu


@click.command()
@click.option("--tweets", type=click.IntRange(min=500), default=2 * MILLION, show_default=True, help="Tweets.")
@click.option(
    "--archive", type=click.Path(path_type=Path, exists=True, file_okay=False), help="An archive that is there."
)
@click.option("--window", type=float, default=60, show_default=True, help="Seconds.")
@click.option("--similar/--no-similar", default=True, help="Whether to compare near-identical texts, too.")
@click.option("--folder", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where to work (disk!).")
def main(tweets: int, archive: Path | None, window: float, similar: bool, folder: Path | None) -> None:
    """Race the toolkit on a synthetic archive; figures go to bench-output/detect-*.json."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        toolkit_python()
        with TemporaryDirectory(prefix="ioscope-bench-", dir=folder) as root:
            _race(Path(root), tweets, archive, window, similar=similar)
    except Failure as failure:
        show_failure(failure)
        raise SystemExit(1) from failure


def _race(root: Path, tweets: int, archive: Path | None, window: float, *, similar: bool) -> None:
    before = load_average()
    if archive is None:
        archive = root / "archive"
        note(f"writing {tweets:,} tweets ...")
        write_sample(archive, tweets=tweets, seed=SEED, noise=False, stages=Stages(quiet=True))
    work = root / "work"
    work.mkdir()
    said: dict[str, Any] = {}
    ours = {"load": _ours("load", root, archive, window, said)}
    _ours("csv", root, work, window, said)
    peer: dict[str, Took] = {}
    for step in ("load", *EXACT):
        peer[step] = _theirs(step, work, window)
    for step in ("weights", "levels"):
        ours[step] = _ours(step, root, work, window, said)
    exact = sum((peer[action] for action in EXACT), Took(0, 0, 0))
    races = [
        Race("weights alone", ours["weights"], exact, 12),
        Race("every column and chance level", ours["levels"], exact, 5),
        Race("the same, with loading", ours["load"] + ours["levels"], peer["load"] + exact, 4),
    ]
    if similar:
        peer["similar"] = _theirs("similar", work, window)
        ours["similar"] = _ours("similar", root, work, window, said)
        races.append(Race("near-identical text", ours["similar"], peer["similar"], 4))
    toolkit_step("write", work)
    found = {action: compared(work / f"weights-{action}.parquet", work / f"{action}.csv", root) for action in EXACT}
    if similar:
        found["similar"] = compared(work / "similar-similar.parquet", work / "similar.csv", root)
    _show(races, found, peer, said)
    _write(said["csv"]["tweets"], window, races, found, ours, peer, said, before)
    if not all(found[action].same for action in EXACT):
        raise Failure("the edges differ", hint="see the table: definitions or versions are not what they were")


def _ours(step: str, root: Path, folder: Path, window: float, said: dict[str, Any]) -> Took:
    note(f"ours: {step} ...")
    command = [sys.executable, "-m", "bench.detect_work", step, str(root / "workspace"), str(folder)]
    went = watched([*command, "--window", str(window)])
    said[step] = json.loads(went.output.splitlines()[-1])
    return _took(said[step]["seconds"], went)


def _theirs(step: str, work: Path, window: float) -> Took:
    note(f"the toolkit: {step} ...")
    said, went = toolkit_step(step, work, window=window, cores=os.cpu_count() or 1, similarity=SIMILARITY)
    return _took(said["seconds"], went)


def _took(seconds: float, went: Watched) -> Took:
    return Took(seconds, went.cpu, went.memory)


def _show(
    races: Sequence[Race], found: Mapping[str, Sameness], peer: Mapping[str, Took], said: Mapping[str, Any]
) -> None:
    weights = {one["action"]: one["seconds"] for step in ("weights", "similar") for one in _actions(said, step)}
    levels = {one["action"]: one["seconds"] for one in _actions(said, "levels")}
    rows = []
    for action, one in found.items():
        times = (weights[action], levels.get(action), peer[action].seconds)
        seconds = ("" if value is None else shown(value, "s") for value in times)
        rows.append((action, one.ours, one.theirs, one.both, one.equal, *seconds))
    print_table(
        ("action", "ours", "toolkit's", "both", "same weight", "weights", "every column", "the toolkit"),
        rows,
    )
    click.echo("(edges each way; the toolkit's with itself left out)\n")
    print_table(
        ("", "ours", "the toolkit", "times faster", "wanted", "met", "CPU", "its CPU", "times less"),
        [
            (
                race.name,
                shown(race.ours.seconds, "s"),
                shown(race.peer.seconds, "s"),
                f"{race.ratio:.1f}",
                f"{race.least:g}",
                str(race.ratio >= race.least),
                shown(race.ours.cpu, "s"),
                shown(race.peer.cpu, "s"),
                f"{race.cpu_ratio:.1f}",
            )
            for race in races
        ],
    )
    memory = max(race.ours.memory for race in races)
    theirs = max(race.peer.memory for race in races)
    click.echo(
        f"\nmemory: {memory / (1 << 30):.2f} GiB (at most 4: {memory <= MOST_MEMORY}); "
        f"the toolkit {theirs / (1 << 30):.2f} GiB"
    )


def _actions(said: Mapping[str, Any], step: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = said.get(step, {}).get("actions", [])
    return found


def _write(
    tweets: int,
    window: float,
    races: Sequence[Race],
    found: Mapping[str, Sameness],
    ours: Mapping[str, Took],
    peer: Mapping[str, Took],
    said: Mapping[str, Any],
    before: list[float],
) -> None:
    OUTPUT.mkdir(exist_ok=True)
    path = OUTPUT / f"detect-{tweets}.json"
    content = {
        "tweets": tweets,
        "window_s": window,
        "machine": facts(),
        "load_average_before": before,
        "load_average_after": load_average(),
        "races": [
            {"name": race.name, "ratio": race.ratio, "cpu_ratio": race.cpu_ratio, "least": race.least} for race in races
        ],
        "edges": {action: {**vars(one), "same": one.same} for action, one in found.items()},
        "ours": {step: vars(took) for step, took in ours.items()},
        "toolkit": {step: vars(took) for step, took in peer.items()},
        "said": dict(said),
    }
    path.write_text(json_text(content) + "\n", encoding="utf-8")
    note(f"written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
