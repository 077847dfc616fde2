"""Neo4j's files on this machine: every pinned jar in the user's cache, verified, and Neo4j Browser unpacked.

<cache>/jars/<file name>            only verified files: a download gets its name after its checksum was right
<cache>/partial/                    downloads under way
<cache>/browser-<version>/          Neo4j Browser as a folder, so that pages of ours can lie beside it
<cache>/verified-<digest of list>   says that all jars of this list were once verified
<cache>/java-...                    Java's class archive (`class_archive`), where it could be made
"""

import os
import shutil
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import platformdirs

from database import class_archive
from database.failures import ChecksumDiffers, DistributionFailure
from database.jars import BROWSER, LAST, Jar, file_sha256, list_digest, pinned_jars
from terminal import Stages, note

if TYPE_CHECKING:
    from database.fetching import Repository  # the downloader is slow to import and needed once

LOCK_SECONDS = 600
"""How long to wait for another process that is downloading the same files."""


@dataclass(frozen=True)
class Distribution:
    """Where Neo4j lies: the jars in class path order, without Browser's, and the folder Browser is unpacked to.

    `archive` is Java's class archive of these jars, None where there is none.
    """

    jars: tuple[Path, ...]
    browser_dir: Path
    archive: Path | None = None

    @property
    def class_path(self) -> str:
        """The class path of the server and of its tools."""
        return os.pathsep.join(str(path) for path in (*self.jars, self.browser_dir))

    @property
    def java_options(self) -> list[str]:
        """The options of Java with which it starts faster on these jars."""
        return class_archive.java_options(self.archive)


def cache_folder() -> Path:
    """Return the folder for files that can be fetched again."""
    return Path(platformdirs.user_cache_dir("ioscope", appauthor=False))


def ensure_distribution(
    stages: Stages | None = None, *, cache: Path | None = None, jars: list[Jar] | None = None
) -> Distribution:
    """Return Neo4j's files, fetching what is missing (about 200 MB the first time) with progress on stderr.

    `cache` and `jars` default to the user's cache folder and the pinned list.

    Raises `DownloadFailed` (what was fetched is kept), `ChecksumDiffers`, `DistributionFailure` when the cache cannot
    be written.
    """
    folder = cache or cache_folder()
    jars = pinned_jars() if jars is None else jars
    served = next(jar for jar in jars if jar.coordinate == BROWSER)
    stamp = folder / f"verified-{list_digest(jars)}"
    browser_dir = folder / f"browser-{BROWSER.split(':')[2]}"
    if not (stamp.exists() and browser_dir.is_dir() and not missing_jars(jars, folder)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(folder / "cache.lock", timeout=LOCK_SECONDS):
                _complete(jars, folder, stages or Stages(), verify_present=not stamp.exists())
                _unpack_browser(folder / "jars" / served.file_name, browser_dir)
                stamp.touch()
        except filelock.Timeout:
            raise DistributionFailure(
                f"another ioscope has been fetching Neo4j into {folder} for {LOCK_SECONDS} s",
                hint="wait for it, or end it, and try again",
            ) from None
        except OSError as error:
            raise DistributionFailure(
                f"Neo4j's files cannot be kept in {folder}: {error}",
                hint="make room or give permission there, or choose another cache with XDG_CACHE_HOME",
            ) from error
    placed = tuple(folder / "jars" / jar.file_name for jar in _class_path_order(jars) if jar != served)
    return Distribution(placed, browser_dir, _archive(folder, list_digest(jars), placed, stages or Stages()))


def _class_path_order(jars: list[Jar]) -> list[Jar]:
    return sorted(jars, key=lambda jar: jar.coordinate == LAST)


def _archive(folder: Path, digest: str, jars: tuple[Path, ...], stages: Stages) -> Path | None:
    """Return Java's class archive of these jars, made now when it is not there; None when it cannot be made here."""
    if not class_archive.covers(digest):
        return None
    archive = class_archive.archive_path(folder, digest, jars)
    # A cache that cannot be written (shared, read only, full), or a Java that cannot: it works without, only slower.
    with suppress(OSError, filelock.Timeout):
        if class_archive.wanted(archive):
            with filelock.FileLock(folder / "cache.lock", timeout=LOCK_SECONDS):
                if class_archive.wanted(archive):
                    class_archive.make(archive, digest, jars, stages)
    return archive if archive.exists() else None


def missing_jars(jars: list[Jar], folder: Path) -> list[Jar]:
    """Return the jars that are not in the cache in their full size."""
    return [jar for jar in jars if not _has_size(folder / "jars" / jar.file_name, jar.size)]


def damaged_jars(jars: list[Jar], folder: Path) -> list[Jar]:
    """Return the jars that are in the cache and whose checksum is wrong (hashes about 200 MB, a second)."""
    present = [jar for jar in jars if (folder / "jars" / jar.file_name).exists()]
    return [jar for jar in present if file_sha256(folder / "jars" / jar.file_name) != jar.sha256]


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _complete(jars: list[Jar], folder: Path, stages: Stages, *, verify_present: bool) -> None:
    wanted = missing_jars(jars, folder)
    if verify_present:
        wanted += [jar for jar in damaged_jars(jars, folder) if jar not in wanted]
    (folder / "jars").mkdir(exist_ok=True)
    if not wanted:
        return
    from database.fetching import PARALLEL, Repository

    size = sum(jar.size for jar in wanted)
    note(f"fetching Neo4j: {len(wanted)} files, {size / 1e6:,.0f} MB, kept in {folder}")
    repository = Repository(folder / "partial")
    local = Path(os.environ.get("M2_REPO") or Path.home() / ".m2" / "repository")
    with stages.stage("fetching Neo4j", total=size // 1000, unit="kB") as stage:
        pool = ThreadPoolExecutor(PARALLEL)
        try:
            # The biggest first, so that none of them is left alone at the end.
            ordered = sorted(wanted, key=lambda jar: -jar.size)
            running = {pool.submit(_place, jar, folder, repository, local): jar for jar in ordered}
            for done in as_completed(running):
                done.result()
                stage.advance(running[done].size // 1000)
        finally:
            pool.shutdown(cancel_futures=True)
    shutil.rmtree(folder / "partial", ignore_errors=True)


def _place(jar: Jar, folder: Path, repository: "Repository", local: Path) -> None:
    """Put one verified jar into the cache: from the user's own Maven repository when it has it, else from afar."""
    target = folder / "jars" / jar.file_name
    own = local / jar.repository_path
    if _has_size(own, jar.size) and file_sha256(own) == jar.sha256:
        copy = target.with_suffix(".copy")
        shutil.copyfile(own, copy)
        copy.replace(target)
        return
    fetched = repository.fetch(jar.repository_path)
    if file_sha256(fetched) != jar.sha256:
        fetched.unlink()
        raise ChecksumDiffers(jar.coordinate)
    fetched.replace(target)


def _unpack_browser(jar: Path, browser_dir: Path) -> None:
    if browser_dir.is_dir():
        return
    temporary = Path(tempfile.mkdtemp(prefix="browser-", dir=browser_dir.parent))
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(temporary)
    temporary.chmod(0o755)
    temporary.rename(browser_dir)
