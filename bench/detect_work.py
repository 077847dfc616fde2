"""`python -m bench.detect_work STEP WORKSPACE FOLDER`: one step of ours in a process of its own, timed inside.

load (FOLDER is the archive), csv (what the toolkit reads), weights, levels (every column and chance level), similar.
Edges are written as Parquet: FOLDER/<step>-<action>.parquet.
"""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from ibis.backends.duckdb import Backend

from analysis.actions import lake_events
from analysis.detection import Summary, detect
from analysis.lake_tables import LakeTables, lake_tables
from analysis.parameters import Parameters
from analysis.similar_detection import detect_similar
from bench.toolkit_events import toolkit_texts, write_csv
from lake.engine import open_engine, sql_text
from lake.manifest import read_manifests
from lake.workspace import open_workspace
from loader.loading import Choices, load_into_lake
from terminal import Failure, Stages

EXACT = ("retweet", "tweet", "link", "reply")
WEIGHTS = "user_u, user_v, tweets_u, tweets_v"


@click.command()
@click.argument("step", type=click.Choice(["load", "csv", "weights", "levels", "similar"]))
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--window", type=float, default=60)
def main(step: str, workspace: Path, folder: Path, window: float) -> None:
    """Do one step and print as JSON what it took and found."""
    place = open_workspace(workspace)
    began = perf_counter()
    said: dict[str, Any] = {}
    if step == "load":
        loaded = load_into_lake(place, [folder], Choices(), Stages(quiet=True))
        if loaded.failures:
            raise Failure(f"not every campaign could be loaded: {loaded.failures}", hint="see what was said above")
    else:
        with open_engine(place) as engine:
            parameters = Parameters(window_s=window, chance=step == "levels")
            lake = lake_tables(place, engine, read_manifests(place), parameters)
            if step == "csv":
                said["tweets"] = write_csv(engine, lake, folder / "tweets.csv")
            else:
                actions = ("similar",) if step == "similar" else EXACT
                said["actions"] = [_detected(engine, lake, action, parameters, step, folder) for action in actions]
    click.echo(json.dumps({"step": step, "seconds": perf_counter() - began, **said}))


def _detected(
    engine: Backend, lake: LakeTables, action: str, parameters: Parameters, step: str, folder: Path
) -> dict[str, Any]:
    began = perf_counter()
    summary = _summary(engine, lake, action, parameters)
    path = sql_text(folder / f"{step}-{action}.parquet")
    columns = "*" if step == "levels" else WEIGHTS
    query = engine.compile(engine.table(f"{action}_edges"))
    engine.con.execute(f"COPY (SELECT {columns} FROM ({query})) TO '{path}' (FORMAT parquet)")
    tables = "SELECT table_name, table_type FROM information_schema.tables WHERE starts_with(table_name, ?)"
    for name, kind in engine.con.execute(tables, [f"{action}_"]).fetchall():
        engine.con.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} "{name}"')
    return {**vars(summary), "seconds": perf_counter() - began}


def _summary(engine: Backend, lake: LakeTables, action: str, parameters: Parameters) -> Summary:
    if action == "similar":
        return detect_similar(engine, lake, parameters).summary
    events = toolkit_texts(engine, lake) if action == "tweet" else lake_events(engine, lake, action, parameters)
    return detect(engine, events, parameters).summary


if __name__ == "__main__":
    main()
