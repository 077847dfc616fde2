"""What a load takes of disk and time, estimated from the bytes of its files: the formulas and what they rest on.

Disk: measured with 214,000 tweets made of the Thailand release (13 MB of CSV for 21,385 tweets). Time: measured on two
cores that other work shared, with 2 million synthetic tweets (docs/decisions/012). Of the right size, not exact.
"""

from dataclasses import dataclass

from loader.mode import BULK, ONLINE

MILLION = 1_000_000

TWEET_BYTES = 617
"""Bytes of CSV a tweet."""
LAKE_SHARE = 0.15
"""Bytes of the lake a byte of CSV (0.12 measured; texts without repetition pack less well)."""
STAGING_BYTES = 400
"""What DuckDB keeps while one source is staged, bytes a tweet of it: on disk where memory does not hold it."""
TABLES_BYTES = 500
"""What DuckDB keeps of every table of the graph, bytes a tweet of the lake: on disk where memory does not hold it."""
IMPORT_FILE_BYTES = 170
"""Parquet for the importer, bytes a tweet of the lake."""
GRAPH_BYTES = 760 + 150 + 160
"""Store, range indexes and TEXT index, bytes a tweet."""
EMPTY_STORE = 140_000_000
"""A new store's files grow by 32 MiB each, so a small one is mostly air."""
LOG_BYTES = 2_300
"""Transaction logs of an online load, bytes a tweet ..."""
LOG_MOST = 2_300_000_000
"""... of which Neo4j keeps at most so much."""


@dataclass(frozen=True)
class Amounts:
    """How much there is to do: rows of tweets files in the lake afterwards and of those the graph lacks, bytes of CSV.

    `csv_bytes` are those of all files to read, `biggest_csv` those of the biggest and `unpacked_csv` those of the
    biggest that is packed. `before` says whether the graph holds a campaign already, `elsewhere` whether it lies on
    a server of the user's own, whose disk we do not know. `media_bytes` are what fingerprints add to the lake.
    """

    total_tweets: int
    graph_tweets: int
    csv_bytes: int = 0
    biggest_csv: int = 0
    unpacked_csv: int = 0
    before: bool = False
    elsewhere: bool = False
    media_bytes: int = 0


@dataclass(frozen=True)
class Disk:
    """Bytes on disk: the lake's growth, and beside it what each part of the load needs while it lasts."""

    lake: int
    reading: int
    tables: int
    graph: int

    @property
    def needed(self) -> int:
        """What must be free before the load begins: the parts follow each other."""
        return self.lake + max(self.reading, self.tables, self.graph)


def tweets_of(csv_bytes: int) -> int:
    """Return about how many rows a tweets file of so many bytes has."""
    return round(csv_bytes / TWEET_BYTES)


def disk_need(amounts: Amounts, mode: str) -> Disk:
    """Return the disk space that a load takes; bulk builds a whole graph beside the old one, online adds to that."""
    reading = amounts.unpacked_csv + tweets_of(amounts.biggest_csv) * STAGING_BYTES
    tables = amounts.total_tweets * TABLES_BYTES
    files = amounts.total_tweets * IMPORT_FILE_BYTES
    graph = 0
    if mode == BULK:
        # DuckDB's tables are gone before the importer begins.
        graph = files + EMPTY_STORE + amounts.total_tweets * GRAPH_BYTES
    elif mode == ONLINE:
        # The difference needs the graph's tables as they are and as they will be, until the last row is written.
        tables, files = tables * (2 if amounts.before else 1), 0
        if amounts.graph_tweets:
            logs = min(amounts.graph_tweets * LOG_BYTES, LOG_MOST)
            graph = tables + (0 if amounts.elsewhere else amounts.graph_tweets * GRAPH_BYTES + logs)
        else:
            tables = 0
    lake = round(LAKE_SHARE * amounts.csv_bytes) + amounts.media_bytes
    return Disk(lake=lake, reading=reading, tables=tables + files, graph=graph)


@dataclass(frozen=True)
class Pace:
    """Seconds of one stage: so many however little there is, and so many for each million tweets."""

    fixed: float
    per_million: float

    def seconds(self, tweets: int) -> float:
        """Return the seconds that so many tweets take."""
        return self.fixed + self.per_million * tweets / MILLION


CHECKSUM_RATE = 500_000_000
"""Bytes a second of SHA-256 over the files as they lie on disk."""
READING = Pace(2, 15)
TABLES = Pace(1, 5)
IMPORT_FILES = Pace(0.5, 2)
IMPORT = Pace(6, 24)
SERVERS_AND_INDEXES = Pace(15, 6)
WRITING = Pace(10, 143)


def time_need(amounts: Amounts, mode: str, packed_bytes: int) -> dict[str, int]:
    """Return about how many seconds each part of a load takes; `packed_bytes` are those of its files on disk."""
    reading, total = tweets_of(amounts.csv_bytes), amounts.total_tweets
    seconds = {"read": packed_bytes / CHECKSUM_RATE + (READING.seconds(reading) if reading else 0)}
    if mode == ONLINE:
        if amounts.graph_tweets:
            seconds["tables"] = TABLES.seconds(total) * (2 if amounts.before else 1)
            seconds["graph"] = WRITING.seconds(amounts.graph_tweets)
    else:
        seconds["tables"] = TABLES.seconds(total) + IMPORT_FILES.seconds(total)
        if mode == BULK:
            seconds["graph"] = IMPORT.seconds(total) + SERVERS_AND_INDEXES.seconds(total)
    return {part: round(value) for part, value in seconds.items()}
