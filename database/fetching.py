"""Fetching jars from where jgo would: its resolver, its repositories, into a folder that we verify before use."""

import time
from collections.abc import Iterable
from pathlib import Path

import requests
from jgo.config import GlobalSettings
from jgo.maven import MavenContext, PythonResolver

from database.failures import DownloadFailed

PARALLEL = 16
"""Downloads at once: most jars are small, so a fetch is mostly waiting for the other side."""

TIMEOUT = 60
"""Seconds without a byte until a request counts as failed (jgo's own default of 10 s cuts slow lines)."""

ATTEMPTS = 3


class Repository:
    """Where jars come from; what is fetched lies below `folder` in Maven's layout, not yet verified."""

    def __init__(self, folder: Path) -> None:
        self._context = MavenContext(resolver=PythonResolver(), repo_cache=folder, timeout=TIMEOUT)
        # Somebody behind a mirror says so once, in jgo.conf.
        self._context.remote_repos.update(GlobalSettings.load().repositories)
        # jgo's own downloader opens two connections a jar, the second for a checksum weaker than the pinned one:
        # 43 s for the 246 jars where connections that are kept take 2 s.
        self._web = requests.Session()
        self._web.mount("https://", requests.adapters.HTTPAdapter(pool_maxsize=PARALLEL))

    def resolve(self, roots: Iterable[str]) -> list[str]:
        """Return the coordinates of `roots` and of everything they need at run time, sorted."""
        wanted = [self._context.create_dependency(root) for root in roots]
        inputs, transitive = self._context.resolver.resolve(wanted)
        found = set()
        for dependency in [*inputs, *transitive]:
            artifact = dependency.artifact
            parts = [artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier]
            found.add(":".join(part for part in parts if part))
        return sorted(found)

    def fetch(self, place: Path) -> Path:
        """Download the file at `place` in the repository and return where it lies.

        Raises `DownloadFailed` when no repository gave it in three attempts.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._download(place)
            except requests.RequestException as error:
                if attempt == ATTEMPTS:
                    raise DownloadFailed(place.name, error) from error
                time.sleep(attempt)
        raise AssertionError

    def _download(self, place: Path) -> Path:
        target: Path = self._context.repo_cache / place
        target.parent.mkdir(parents=True, exist_ok=True)
        refusal = requests.RequestException("no repository is configured")
        for address in self._context.remote_repos.values():
            url = f"{address.rstrip('/')}/{place.as_posix()}"
            with self._web.get(url, stream=True, timeout=TIMEOUT) as response:
                if response.ok:
                    with target.open("wb") as file:
                        for chunk in response.iter_content(1 << 18):
                            file.write(chunk)
                    return target
                refusal = requests.HTTPError(f"the repository answered {response.status_code}", response=response)
        raise refusal
