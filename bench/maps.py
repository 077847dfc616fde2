"""`map interactions` in this process: from the question to the graph until the page is on disk."""

from time import perf_counter

from bench.figures import Figure, Result, median_figure
from bench.subject import Subject
from database.connection import Graph
from explorer.maps.drawing import Drawing, draw_interactions
from explorer.maps.files import write_page
from explorer.maps.kinds import ACTIONS
from explorer.maps.people import Naming
from explorer.maps.selection import Choice
from terminal import note

RUNS = 3
MOST_SECONDS = 10.0
MOST_MEGABYTES = 2.0

CHOICE = Choice(tuple(ACTIONS))
"""What `ioscope map interactions` shows without any option."""


def drawn(graph: Graph) -> Drawing:
    """Return the map that `ioscope map interactions` makes."""
    return draw_interactions(graph, "all", CHOICE, Naming("hubs", redact=False))


def measure(subject: Subject, runs: int | None) -> Result:
    """Draw the map `runs` times."""
    graph = subject.filled()
    path = subject.folder / "interactions.html"
    seconds, size, counts = [], 0, {}
    for number in range(runs or RUNS):
        note(f"maps: run {number + 1} of {runs or RUNS} ...")
        began = perf_counter()
        drawing = drawn(graph)
        size = write_page(path, drawing.html)
        seconds.append(perf_counter() - began)
        counts = dict(drawing.counts)
    return Result(
        figures=[
            median_figure("map interactions, asked to written", seconds, "s", target=MOST_SECONDS),
            Figure("map interactions, page", size / 1e6, "MB", target=MOST_MEGABYTES),
        ],
        detail={"counts": counts},
    )
