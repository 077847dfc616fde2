"""Prepared tables: whoever has events of another kind, or checks us with another tool, brings his own.

The columns are CooRTweet's: `object_id, account_id, content_id, timestamp_share` (seconds since 1970, fractions
allowed), as CSV or Parquet. The action is called `table`.
"""

from pathlib import Path

import duckdb
from ibis.backends.duckdb import Backend

from analysis.actions import ActionEvents
from analysis.failures import ParameterError, TableFileError
from analysis.lake_tables import days_in_ms
from analysis.parameters import Parameters

COLUMNS = ("object_id", "account_id", "content_id", "timestamp_share")
ACTION = "table"
LATEST_S = 1 << 33
"""A later second (in the year 2242) is a time in milliseconds, or no time."""

_COMPLETE = " AND ".join(f"coalesce({name}, '') <> ''" for name in COLUMNS[:3])
_TYPED = (
    f"SELECT *, t IS NOT NULL AND {_COMPLETE} AS usable "
    f"FROM (SELECT *, CASE WHEN seconds >= 0 AND seconds < {LATEST_S} THEN CAST(round(seconds * 1000) AS BIGINT) END "
    "AS t FROM (SELECT *, TRY_CAST(timestamp_share AS DOUBLE) AS seconds FROM table_raw))"
)


def table_events(engine: Backend, path: Path, parameters: Parameters) -> ActionEvents:
    """Make `table_events` of a prepared table: the first share of each object, account and content is its event.

    Contents whose ids are no 64-bit integers are numbered: `table_contents` has `tweet, content_id`. Raises
    TableFileError when the file cannot be read or lacks a column, or none of its rows can be used.
    """
    if parameters.campaigns:
        raise ParameterError("a prepared table has no campaigns", hint="leave the campaign out, or filter the table")
    _read(engine, path)
    engine.con.execute(f"CREATE OR REPLACE TEMP TABLE table_rows AS {_TYPED}")
    [(read, usable, numbers)] = engine.con.execute(
        "SELECT count(*), count(*) FILTER (usable), bool_and(content_id = CAST(TRY_CAST(content_id AS BIGINT) AS TEXT) "
        "IS TRUE) FILTER (usable) FROM table_rows"
    ).fetchall()
    if read and not usable:
        raise TableFileError(
            f"no row of {path} can be used",
            hint="timestamp_share is in seconds since 1970, and no id may be empty",
        )
    code = "CAST(content_id AS BIGINT)" if numbers else "row_number() OVER (ORDER BY content_id)"
    engine.con.execute(
        f"CREATE OR REPLACE TABLE table_contents AS SELECT {code} AS tweet, content_id "
        "FROM (SELECT DISTINCT content_id FROM table_rows WHERE usable)"
    )
    since, until = days_in_ms(parameters.since, parameters.until)
    within = " AND ".join(
        ["usable", *([f"t >= {since}"] if since is not None else []), *([f"t < {until}"] if until is not None else [])]
    )
    engine.con.execute(
        "CREATE OR REPLACE TABLE table_events AS SELECT object_id AS object, account_id AS account, tweet, "
        f"min(t) AS t FROM table_rows JOIN table_contents USING (content_id) WHERE {within} GROUP BY ALL"
    )
    left_out = read - usable
    notes = (f"{left_out:,} rows of {path.name} were left out: an id is empty or the time is no time",)
    return ActionEvents(ACTION, notes=notes if left_out else ())


def _read(engine: Backend, path: Path) -> None:
    """Make `table_raw` of the file: the four columns as text."""
    if not path.is_file():
        raise TableFileError(f"there is no file {path}")
    place = str(path).replace("'", "''")
    reader = f"read_parquet('{place}')"
    if path.suffix.casefold() != ".parquet":
        reader = f"read_csv('{place}', header = true, all_varchar = true)"
    try:
        present = {row[0] for row in engine.con.execute(f"DESCRIBE SELECT * FROM {reader}").fetchall()}
        missing = [name for name in COLUMNS if name not in present]
        if missing:
            raise TableFileError(
                f"{path} has no column {missing[0]}", hint=f"a prepared table has the columns {', '.join(COLUMNS)}"
            )
        # A table of its own: DuckDB 2 moves a TRY_CAST of a CSV's column into the reader, where it fails as a CAST.
        texts = ", ".join(f"CAST({name} AS TEXT) AS {name}" for name in COLUMNS)
        engine.con.execute(f"CREATE OR REPLACE TEMP TABLE table_raw AS SELECT {texts} FROM {reader}")
    except duckdb.Error as error:
        raise TableFileError(f"{path} cannot be read as CSV or Parquet ({error})") from error
