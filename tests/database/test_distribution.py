"""Neo4j's files: pinned, verified, fetched once; a download that is cut goes on where it was."""

import gzip
import hashlib
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from database import failures, jars
from database.distribution import damaged_jars, ensure_distribution
from database.jars import BROWSER, ROOTS, Jar, pinned_jars, repository_path
from terminal import Stages

COORDINATES = [BROWSER, "org.example:one:1.0", "org.example:two:2.0:linux-x86_64"]


class Repository:
    """A real Maven repository on the loopback that remembers what it was asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.asked: list[str] = []

    def put(self, coordinate: str, content: bytes) -> Jar:
        place = self.root / repository_path(coordinate)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return Jar(coordinate, hashlib.sha256(content).hexdigest(), len(content))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    root = tmp_path / "repository"
    root.mkdir()
    made = Repository(root)

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            made.asked.append(Path(self.path).name)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    conf = tmp_path / "jgo.conf"
    conf.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n", encoding="utf-8")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(conf))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def published(repository: Repository) -> list[Jar]:
    browser = io.BytesIO()
    with zipfile.ZipFile(browser, "w") as archive:
        archive.writestr("browser/index.html", "<title>Browser</title>")
    contents = [browser.getvalue(), b"one" * 1000, b"two" * 2000]
    return [repository.put(coordinate, content) for coordinate, content in zip(COORDINATES, contents, strict=True)]


def quiet() -> Stages:
    return Stages(quiet=True)


def test_every_jar_is_fetched_once_and_browser_is_a_folder(
    repository: Repository, published: list[Jar], tmp_path: Path
) -> None:
    first = ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published)
    assert [jar.name for jar in first.jars] == ["one-1.0.jar", "two-2.0-linux-x86_64.jar"]
    assert (first.browser_dir / "browser" / "index.html").is_file()
    assert str(first.browser_dir) in first.class_path
    assert len(repository.asked) == 3
    assert ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published) == first
    assert len(repository.asked) == 3


def test_download_that_was_cut_fetches_only_what_is_missing(
    repository: Repository, published: list[Jar], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("database.fetching.ATTEMPTS", 1)
    away = repository.root / published[1].repository_path
    content = away.read_bytes()
    away.unlink()
    with pytest.raises(failures.DownloadFailed, match=r"one-1\.0") as cut:
        ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published)
    assert "kept" in (cut.value.hint or "")
    away.write_bytes(content)
    kept = {path.name for path in (tmp_path / "cache" / "jars").iterdir()}
    repository.asked.clear()
    ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published)
    assert set(repository.asked) == {jar.file_name for jar in published} - kept


def test_jar_with_another_checksum_is_refused_and_not_kept(
    repository: Repository, published: list[Jar], tmp_path: Path
) -> None:
    (repository.root / published[2].repository_path).write_bytes(b"three" * 1200)
    with pytest.raises(failures.ChecksumDiffers, match=r"org\.example:two"):
        ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published)
    assert not (tmp_path / "cache" / "jars" / published[2].file_name).exists()


def test_jar_cut_short_on_disk_is_fetched_again_and_a_changed_byte_is_found(
    repository: Repository, published: list[Jar], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    ensure_distribution(quiet(), cache=cache, jars=published)
    victim = cache / "jars" / published[1].file_name
    victim.write_bytes(b"short")
    ensure_distribution(quiet(), cache=cache, jars=published)
    assert victim.stat().st_size == published[1].size
    victim.write_bytes(b"x" * published[1].size)
    assert damaged_jars(published, cache) == [published[1]]


def test_jar_in_the_users_own_maven_repository_is_not_downloaded(
    repository: Repository, published: list[Jar], tmp_path: Path
) -> None:
    own = tmp_path / "m2" / published[1].repository_path
    own.parent.mkdir(parents=True)
    own.write_bytes((repository.root / published[1].repository_path).read_bytes())
    ensure_distribution(quiet(), cache=tmp_path / "cache", jars=published)
    assert published[1].file_name not in repository.asked


def test_pinned_list_holds_every_root_and_no_name_twice() -> None:
    pinned = pinned_jars()
    assert {jar.coordinate for jar in pinned} >= set(ROOTS)
    assert len({jar.file_name for jar in pinned}) == len(pinned)
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in pinned)


def test_no_file_of_the_package_names_a_host_other_than_the_loopback() -> None:
    for path in jars.LIST.parent.glob("*.*"):
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        addresses = re.findall(r"https?://([^/\s\"'{]+)", content.decode())
        assert [host for host in addresses if not host.startswith("127.0.0.1")] == [], path
