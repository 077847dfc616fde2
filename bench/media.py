"""Media: pictures a second from a zip to the lake, beside reading the zip alone, and the memory of all processes."""

import os
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil

from bench.figures import Comparison, Figure, Result
from bench.media_zips import many_pictures, sparse_clips
from bench.subject import Subject
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from sample.archive import write_sample
from terminal import Stages

ENTRIES = int(os.environ.get("PICTURES", "20000"))
CAMPAIGN = "catalonia_201906_1"
MOST_MEMORY = 1.5
SPARSE = (6, 900)
"""Clips, and MiB of each."""


def measure(_: Subject | None, _runs: int | None) -> Result:
    """Load a zip of `ENTRIES` pictures of 1200 x 800, and one of 5 GB of clips; the release at hand is not used."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        workspace = open_workspace(place / "workspace")
        write_sample(place / "archive", tweets=300, seed=1, noise=True, stages=Stages(quiet=True))
        load_into_lake(workspace, [place / "archive"], Choices(), Stages(quiet=True))
        pictures = place / f"{CAMPAIGN}_tweet_media_hashed_1.zip"
        size = many_pictures(pictures, ENTRIES)
        reading = _read_alone(pictures)
        with _peak() as peak:
            seconds, cpu = _loaded(workspace, pictures, ENTRIES)
        clips = place / f"{CAMPAIGN}_tweet_media_hashed_2.zip"
        sparse_clips(clips, *SPARSE)
        with _peak() as with_clips:
            _loaded(workspace, clips, SPARSE[0])
    rate = ENTRIES / seconds
    figures = (
        Figure("seconds for 500 pictures, zip to lake", 500 / rate, "s", target=1.0, of_any_data=True),
        Figure("pictures a second", rate, "1/s"),
        Figure("MB a second", size / seconds / 1e6, "MB/s"),
        # Two cores that do nothing else give 500 a second at 4 ms each: this is true on a busy machine, too.
        Figure("CPU seconds for 1,000 pictures", cpu / ENTRIES * 1000, "s", target=4.0, of_any_data=True),
        Figure("memory of all processes, pictures", peak[0], "GB", target=MOST_MEMORY, of_any_data=True),
        Figure("memory of all processes, 5 GB of clips", with_clips[0], "GB", target=MOST_MEMORY, of_any_data=True),
    )
    alone = Comparison(
        "zip to lake against reading the zip", seconds, reading, "s", remark="the peer only inflates and checks CRCs"
    )
    return Result(figures=figures, comparisons=(alone,))


def _loaded(workspace: Workspace, path: Path, entries: int) -> tuple[float, float]:
    """Load a media zip; return seconds and CPU seconds of all processes."""
    before, began = _cpu(), perf_counter()
    loaded = load_into_lake(workspace, [path], Choices(media=True), Stages())
    seconds = perf_counter() - began
    assert not loaded.failures, loaded.failures
    [books] = [source for source in loaded.manifests[CAMPAIGN].sources if source.name == path.name]
    assert books.read == entries
    return seconds, _cpu() - before


def _cpu() -> float:
    return sum(os.times()[:4])


def _read_alone(path: Path) -> float:
    began = perf_counter()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            archive.read(info)
    return perf_counter() - began


@contextmanager
def _peak() -> Iterator[list[float]]:
    """Give a list that gets the most memory (GB, resident) that this process and its children held together."""
    found, stop = [0.0], threading.Event()

    def watch() -> None:
        own = psutil.Process()
        while not stop.wait(0.1):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.Error:
                    continue
            found[0] = max(found[0], total / 1e9)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield found
    finally:
        stop.set()
        watcher.join()


if __name__ == "__main__":
    made = measure(None, None)
    for figure in made.figures:
        print(f"{figure.name:<45} {figure.value:10.3f} {figure.unit}  {'' if figure.met is None else figure.met}")
    for one in made.comparisons:
        print(f"{one.name:<45} {one.ours:10.3f} {one.peer:.3f} {one.unit}  ratio {one.ratio:.3f}")
