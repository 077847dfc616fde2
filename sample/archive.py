"""A whole sample on disk: planned, written beside its place, then moved there in one step."""

import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sample.failures import SampleFailure
from sample.mark import README_NAME, TRUTH_NAME, readme
from sample.release_files import release_files, write_file
from sample.truth import truth
from sample.world import World, world
from terminal import Stages, json_text

WORKERS = 2  # files made at once; numpy, Arrow and zlib leave the interpreter free meanwhile


def write_sample(
    folder: Path, *, tweets: int, seed: int, noise: bool, stages: Stages, pictures: int = 0
) -> dict[str, Any]:
    """Write a sample into `folder` (absent, empty, or holding an earlier sample); return its truth.

    With `pictures` it has media zips too, of about so many tweets' pictures and clips.
    Raises SampleFailure when the folder holds anything else, or cannot be written.
    """
    folder = folder.resolve()
    try:
        _check_free(folder)
    except OSError as error:
        raise SampleFailure(f"cannot read {folder}: {error.strerror}", hint="name a folder you own") from error
    with stages.stage("plan"):
        plan = world(seed, tweets, noise=noise)
        files = release_files(plan)
    with _beside(folder) as draft:
        with stages.stage("write", total=tweets, unit="tweets") as stage:
            progress = _counted(stage.advance)
            largest_first = sorted(files, key=lambda file: -file.rows(plan))
            with ThreadPoolExecutor(WORKERS) as workers:
                jobs = {file.path: workers.submit(write_file, plan, file, draft, progress) for file in largest_first}
                try:
                    books = {file.path: jobs[file.path].result().shown() for file in files}
                except BaseException:
                    workers.shutdown(wait=True, cancel_futures=True)
                    raise
        known = truth(plan, books)
        if pictures:
            _write_media(plan, pictures, draft, known, stages)
        (draft / README_NAME).write_text(readme(tweets, seed, noise), encoding="utf-8")
        (draft / TRUTH_NAME).write_text(json_text(known) + "\n", encoding="utf-8")
    return known


def _write_media(world: World, pictures: int, draft: Path, known: dict[str, Any], stages: Stages) -> None:
    """Write the media zips and add them to the truth; drawing is only needed here, so its libraries load here."""
    from sample.media_files import EMPTY, media_truth, write_empty_zip, write_media_zip
    from sample.media_plan import media_plan

    media = media_plan(world, pictures)
    with stages.stage("draw", total=media.entries, unit="pictures") as stage, ThreadPoolExecutor(WORKERS) as workers:
        progress = _counted(stage.advance)
        largest_first = sorted(media.zips, key=lambda path: -len(media.zips[path]))
        jobs = {
            path: workers.submit(write_media_zip, world.seed, media, path, draft, progress) for path in largest_first
        }
        try:
            known["files"] |= {path: jobs[path].result().shown() for path in media.zips}
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise
    known["files"][EMPTY] = write_empty_zip(draft).shown()
    known["media"] = media_truth(media)


def _check_free(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier sample."""
    if folder.exists() and not folder.is_dir():
        raise SampleFailure(f"{folder} is a file", hint="name a new folder")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    ours = _earlier_files(folder)
    others = [path for path in sorted(folder.rglob("*")) if path.is_file() and path not in ours]
    if not ours or others:
        named = f": {others[0].relative_to(folder)}" if others else ""
        raise SampleFailure(
            f"{folder} holds files that are not an earlier sample{named}", hint="name a new or an empty folder"
        )


def _earlier_files(folder: Path) -> set[Path]:
    """Return the files of the sample in `folder`, as its truth.json names them; none when it is not a sample."""
    try:
        known = json.loads((folder / TRUTH_NAME).read_text(encoding="utf-8"))
        if known["synthetic"] is not True:
            return set()
        return {folder / name for name in (*known["files"], README_NAME, TRUTH_NAME)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Yield a draft folder beside `folder`; put it in its place when all went well, else remove it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.partial-", dir=folder.parent))
    except OSError as error:
        raise SampleFailure(f"cannot write beside {folder}: {error.strerror}", hint="name a folder you own") from error
    try:
        yield draft
        draft.chmod(0o755)
        if folder.is_dir() and any(folder.iterdir()):
            old = draft.with_name(draft.name + "-old")
            folder.rename(old)
            draft.rename(folder)
            shutil.rmtree(old)
        else:
            draft.rename(folder)  # onto nothing, or onto an empty folder
    except OSError as error:
        hint = "free some space or name a folder on another disk"
        raise SampleFailure(f"cannot write the sample to {folder}: {error.strerror}", hint=hint) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _counted(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Return `advance` for use by several threads."""
    lock = threading.Lock()

    def count(rows: int) -> None:
        with lock:
            advance(rows)

    return count
