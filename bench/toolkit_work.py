"""One step of the toolkit, run by its own Python; says as JSON how many seconds it took.

Nothing of ours is imported, and the toolkit only where it is used: ours reads the constants here.

load FOLDER             FOLDER/tweets.csv into FOLDER/toolkit.db
retweet ... FOLDER      one network, window=60 cores=2 similarity=0.7
write FOLDER            the networks as FOLDER/<action>.csv, without the edge that each account has with itself
"""

import csv
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SEPARATOR = "\x1f"
TABLES = {
    "retweet": "co_retweet_network",
    "tweet": "co_tweet_network",
    "link": "co_link_network",
    "reply": "co_reply_network",
    "similar": "co_similar_tweet_network",
}


def main(step: str, folder: Path, options: dict[str, float]) -> None:
    """Do one step."""
    database = str(folder / "toolkit.db")
    began = time.perf_counter()
    if step == "load":
        from coordination_network_toolkit import preprocess

        preprocess.preprocess_data(database, rows(folder / "tweets.csv"))
    elif step == "write":
        write(database, folder)
    else:
        detect(step, database, options)
    print(json.dumps({"step": step, "seconds": time.perf_counter() - began}))


def rows(path: Path) -> Iterator[tuple[object, ...]]:
    """Yield the messages as the toolkit's own reader of CSV does, but for this: no addresses are no address.

    Its reader takes an empty list for one address without characters, which all tweets without links would share.
    """
    with path.open(encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        for row in reader:
            yield (*row[:-1], row[-1].split(SEPARATOR) if row[-1] else [])


def detect(action: str, database: str, options: dict[str, float]) -> None:
    """Compute one network."""
    from coordination_network_toolkit import compute_networks, similarity

    window, cores = options["window"], int(options["cores"])
    match action:
        case "retweet":
            compute_networks.compute_co_retweet_parallel(database, window, n_threads=cores)
        case "tweet":
            compute_networks.compute_co_tweet_network(database, window, n_threads=cores)
        case "link":
            compute_networks.compute_co_link_network(database, window, n_threads=cores)
        case "reply":
            compute_networks.compute_co_reply_network(database, window, n_threads=cores)
        case "similar":
            compute_networks.compute_co_similar_tweet(
                database,
                window,
                n_threads=cores,
                similarity_threshold=options["similarity"],
                # Without a least number of words two texts of mentions alone are divided by zero.
                similarity_function=similarity.MinDocSizeSimilarity(1),
            )
        case _:
            raise ValueError(action)


def write(database: str, folder: Path) -> None:
    """Write every network that was computed."""
    connection = sqlite3.connect(database)
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for action, table in TABLES.items():
        if table not in there:
            continue
        edges = connection.execute(f"SELECT user_1, user_2, weight FROM {table} WHERE user_1 <> user_2")
        with (folder / f"{action}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(edges)
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), {k: float(v) for k, v in (word.split("=") for word in sys.argv[3:])})
