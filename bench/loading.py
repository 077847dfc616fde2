"""Online loading into an empty, warm server, and a loader with a statement for each tweet beside it."""

from bench.figures import Comparison, Figure, Result, median_figure, seconds_of
from bench.naive_loader import load_naively, slice_of
from bench.subject import Subject
from schema.installation import install_constraints
from terminal import note

RUNS = 3
MOST_SECONDS = 15.0
PEER_TWEETS = 500


def measure(subject: Subject, runs: int | None) -> Result:
    """Load once to warm the server, then wipe and load `runs` times; the peer in between."""
    note("loading: once to warm up ...")
    cold = subject.load()
    peer_rate = _naive_rate(subject)
    warm = []
    for number in range(runs or RUNS):
        note(f"loading: run {number + 1} of {runs or RUNS} ...")
        subject.wipe()
        warm.append(subject.load())
    index_seconds = seconds_of(subject.await_indexes)
    rate = median_figure("load: tweets a second", [load.tweets / load.total for load in warm], "tweets/s")
    return Result(
        figures=[
            median_figure(
                "online load into an empty, warm server", [load.total for load in warm], "s", target=MOST_SECONDS
            ),
            median_figure("load: zips -> lake", [load.lake for load in warm], "s"),
            median_figure("load: lake -> graph, with constraints", [load.graph for load in warm], "s"),
            median_figure("load: processor time, server's included", [load.cpu for load in warm], "s"),
            Figure("load: text index, afterwards", index_seconds, "s"),
            Figure("online load, server just started", cold.total, "s"),
            rate,
        ],
        comparisons=[
            Comparison(
                "naive loader",
                rate.value,
                peer_rate,
                "tweets/s",
                higher_is_better=True,
                remark=f"one statement a tweet, {PEER_TWEETS} tweets",
            )
        ],
        detail={"tweets": cold.tweets, "stages_cold": cold.stages, "stages_warm": [load.stages for load in warm]},
    )


def _naive_rate(subject: Subject) -> float:
    """Return the tweets per second of the peer, which runs twice: the first time warms its plan."""
    note(f"loading: the peer, {PEER_TWEETS} tweets ...")
    assert subject.lake is not None
    rows = slice_of(subject.lake, PEER_TWEETS)
    graph = subject.graph
    seconds = 0.0
    for _ in range(2):
        subject.wipe()
        install_constraints(graph.driver, graph.target.database)
        seconds = seconds_of(lambda: load_naively(graph, rows))
    return len(rows) / seconds
