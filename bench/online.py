"""Online loading at speed: a sample into an empty, warm server, and the same rows once more."""

from pathlib import Path
from time import perf_counter

from database import embedded
from database.connection import open_graph
from lake.workspace import open_workspace
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake
from sample.archive import write_sample
from sample.commands import SEED
from terminal import Stages, note

WARM_TWEETS = 20_000


def online_twice(root: Path, tweets: int) -> tuple[float, float]:
    """Return the tweets per second, zips to graph, of a first load and of writing every row once more."""
    quiet = Stages(quiet=True)
    place = open_workspace(root / "online")
    for name, number in (("warm", WARM_TWEETS), ("timed", tweets)):
        write_sample(root / name, tweets=number, seed=SEED, noise=False, stages=quiet)
    with open_graph(embedded.start(place, announce=False)) as graph:
        try:
            note("online: warming the server ...")
            load_into_lake(place, [root / "warm"], Choices(), quiet)
            load_into_graph(place, graph, Loaded(), Choices(), quiet)
            graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
            note(f"online: {tweets:,} tweets ...")
            began = perf_counter()
            load_into_lake(place, [root / "timed"], Choices(replace_edition=True), quiet)
            load_into_graph(place, graph, Loaded(), Choices(), quiet)
            between = perf_counter()
            note("online: every row once more ...")
            load_into_graph(place, graph, Loaded(), Choices(repair=True), quiet)
            ended = perf_counter()
        finally:
            embedded.stop(place)
    return tweets / (between - began), tweets / (ended - between)
