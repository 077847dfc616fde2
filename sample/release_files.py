"""The files of the sample: names and containers as releases have them; same plan, same bytes."""

import gzip
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

import numpy as np

from sample.campaigns import CAMPAIGNS, Campaign
from sample.columns import records
from sample.dialects import DIALECTS
from sample.mark import ZIP_COMMENT
from sample.oddities import BAD_USER_ID, RUINED_ID, spelled
from sample.world import World

CHUNK = 16_384  # tweets made at once: some ten megabytes
LEVEL = 1  # of deflate: a sample is made to be read soon
HUGE = 1 << 31  # bytes from which on a zip entry needs its 64-bit form
ROW_BYTES = 1_000  # more than a row takes on average
Progress = Callable[[int], None]


@dataclass
class Books:
    """What one file holds: `rows` records, repeated headers apart, of which `loaded` are neither bad nor doubled."""

    campaign: str
    kind: str
    rows: int = 0
    duplicate: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    repeated_headers: int = 0

    def shown(self) -> dict[str, Any]:
        """Return the books as truth.json has them."""
        loaded = self.rows - self.duplicate - sum(self.rejected.values())
        return {
            "campaign": self.campaign,
            "kind": self.kind,
            "rows": self.rows,
            "loaded": loaded,
            "duplicate": self.duplicate,
            "rejected": dict(sorted(self.rejected.items())),
            "repeated_headers": self.repeated_headers,
        }

    def reject(self, reason: str) -> None:
        """Count a bad row."""
        self.rows += 1
        self.rejected[reason] = self.rejected.get(reason, 0) + 1


@dataclass(frozen=True)
class ReleaseFile:
    """One file to write: its path in the sample, the CSVs in it and which part of the tweets each holds."""

    path: str
    campaign: Campaign
    kind: str
    members: tuple[tuple[str, int], ...]  # (name of the CSV, number of the piece)
    junk: bool = False

    def rows(self, world: World) -> int:
        """Return about how many rows the file gets: the largest files are started first."""
        if self.kind == "users":
            return len(world.accounts[self.campaign.key].people)
        pieces = world.pieces(self.campaign)
        return sum(pieces[number].rows for _, number in self.members)


def release_files(world: World) -> list[ReleaseFile]:
    """Return all files: each campaign has another of the layouts that real releases came in."""
    files = []
    for campaign in CAMPAIGNS:
        key = campaign.key
        parts = range(world.size.parts(campaign))
        users, tweets = f"{key}_users_csv_hashed", f"{key}_tweets_csv_hashed"
        files.append(ReleaseFile(f"{users}.zip", campaign, "users", ((f"{users}.csv", 0),)))
        match key:
            case "iran_201906_1":  # parts, all but the first in a folder of their own
                for n in parts:
                    folder = f"{key}/tweets/" if n else ""
                    member = (f"{tweets}_{n + 1}.csv", n)
                    files.append(ReleaseFile(f"{folder}{tweets}_{n + 1}.zip", campaign, "tweets", (member,)))
            case "iran_201906_2":
                files.append(ReleaseFile(f"{tweets}.csv.gz", campaign, "tweets", ((f"{tweets}.csv", 0),)))
            case "iran_201906_3":  # as a bucket console names downloads; several CSVs in one zip
                members = tuple((f"iranian_linked_tweets_csv_hashed_part{n + 1}.csv", n) for n in parts)
                files.append(ReleaseFile(f"hashed_2019_06_{key}_{tweets}.zip", campaign, "tweets", members))
            case "venezuela_201906_1":
                members = tuple((f"{tweets}.csv", n) for n in parts)
                files.append(ReleaseFile(f"{tweets}.csv", campaign, "tweets", members))
            case _:  # zips whose CSV has another name; one was made on a Mac
                name = "russian_linked_tweets_csv_hashed.csv" if campaign.hex_ids else f"{tweets}.csv"
                junk = not campaign.hex_ids
                members = tuple((name, n) for n in parts)
                files.append(ReleaseFile(f"{tweets}.zip", campaign, "tweets", members, junk=junk))
    return files


def write_file(world: World, file: ReleaseFile, folder: Path, progress: Progress) -> Books:
    """Write one file below `folder`; return its books."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    books = Books(file.campaign.key, file.kind)
    large = file.rows(world) * ROW_BYTES > HUGE
    with _container(path, large=large) as open_member:
        if file.junk:
            for name in ("__MACOSX/._" + file.members[0][0], ".DS_Store"):
                with open_member(name) as stream:
                    stream.write(b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ")
        names = list(dict.fromkeys(name for name, _ in file.members))
        for name in names:
            with open_member(name) as stream:
                if file.kind == "users":
                    _write_users(world, file.campaign, stream, books)
                    continue
                for place, (_, number) in enumerate(m for m in file.members if m[0] == name):
                    _write_tweets(world, file.campaign, number, stream, books, progress, header=place == 0)
    return books


@contextmanager
def _container(path: Path, *, large: bool) -> Iterator[Callable[[str], AbstractContextManager[IO[bytes]]]]:
    """Open a zip, gz or bare file by its name; yields how to open a member. Nothing in it depends on the clock."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            archive.comment = ZIP_COMMENT
            yield lambda name: archive.open(name, "w", force_zip64=large)
    elif path.suffix == ".gz":
        with path.open("wb") as raw:
            yield lambda _: cast("IO[bytes]", gzip.GzipFile("", "wb", LEVEL, raw, mtime=0))
    else:
        yield lambda _: path.open("wb")


def _write_users(world: World, campaign: Campaign, stream: IO[bytes], books: Books) -> None:
    """Write the users CSV; one has a row twice, one a row whose id is ruined."""
    dialect = DIALECTS[campaign.key]
    rows = [dialect.user_record(account.fields()) for account in world.accounts[campaign.key].listed]
    books.rows += len(rows)
    if campaign.key == "iran_201906_1":
        rows.insert(len(rows) // 2, rows[1])
        books.rows += 1
        books.duplicate += 1
    if campaign.key == "iran_201906_3":
        spoiled = (RUINED_ID, *world.accounts[campaign.key].people[1].fields()[1:])
        rows.insert(3, dialect.user_record(spoiled))
        books.reject(BAD_USER_ID)
    stream.write(dialect.user_record(dialect.user_columns))
    stream.write(b"".join(rows))


def _write_tweets(
    world: World,
    campaign: Campaign,
    number: int,
    stream: IO[bytes],
    books: Books,
    progress: Progress,
    *,
    header: bool,
) -> None:
    """Write one piece of a campaign's tweets, with what is inserted among them."""
    dialect = DIALECTS[campaign.key]
    plan = world.plan(campaign, world.pieces(campaign)[number])
    if header:
        stream.write((b"\xef\xbb\xbf" if dialect.bom else b"") + dialect.record(dialect.columns))
    inserts = _inserts(world, campaign, number, len(plan), books)
    progress(0 if number else len(world.oddities[campaign.key].tweets))
    words = world.vocabularies[campaign.key]
    first = b""
    for begin in range(0, len(plan), CHUNK):
        end = min(begin + CHUNK, len(plan))
        made = records(plan.at(np.arange(begin, end)), words, dialect)
        first = first or made[0].as_py().encode()
        at = begin
        for place in sorted(p for p in inserts if begin < p <= end):
            stream.write(_bytes_of(made, at - begin, place - begin))
            stream.write(b"".join(first if record is None else record for record in inserts[place]))
            at = place
        stream.write(_bytes_of(made, at - begin, end - begin))
        progress(end - begin)
    books.rows += len(plan)


def _inserts(world: World, campaign: Campaign, number: int, rows: int, books: Books) -> dict[int, list[bytes | None]]:
    """Return what comes after which row: odd and bad records, a header again, None for the first row once more."""
    inserts: dict[int, list[bytes | None]] = {}
    if number:
        return inserts
    dialect, odd = DIALECTS[campaign.key], world.oddities[campaign.key]
    tweets = [dialect.record(spelled(row, dialect)) for row in odd.tweets]
    # The last two are duplicates: of an everyday tweet and of an odd one.
    mixed = [*tweets, *(record for _, record in odd.bad), None, tweets[0]]
    for place, record in enumerate(mixed):
        after = max(1, rows * (place + 1) // (len(mixed) + 1))
        inserts.setdefault(after, []).append(record)
    books.rows += len(odd.tweets) + 2
    books.duplicate += 2
    for reason, _ in odd.bad:
        books.reject(reason)
    if dialect.repeated_header:
        inserts.setdefault(max(1, rows // 2), []).append(dialect.record(dialect.columns))
        books.repeated_headers += 1
    return inserts


def _bytes_of(made: Any, begin: int, end: int) -> memoryview:
    """Return the bytes of some records without copying: an Arrow string array holds them one after the other."""
    _, offsets, data = made.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32)
    return memoryview(data)[int(ends[begin]) : int(ends[end])] if end > begin else memoryview(b"")
