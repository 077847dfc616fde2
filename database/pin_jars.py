"""Write `jars.txt` anew: `python -m database.pin_jars` (for maintainers, after changing `jars.ROOTS`; a minute)."""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from database.fetching import PARALLEL, Repository
from database.jars import LIST, NEO4J_VERSION, ROOTS, Jar, file_sha256, repository_path
from terminal import note

HEADER = f"""\
# Neo4j Community {NEO4J_VERSION}, Neo4j Browser and what the Parquet importer needs.
# group:artifact:version[:classifier] sha256 bytes; written by `python -m database.pin_jars`
"""


def list_text(jars: Iterable[Jar]) -> str:
    """Return the text of `jars.txt`, sorted by coordinate.

    Raises `ValueError` when two jars would have the same file name in the cache.
    """
    ordered = sorted(jars, key=lambda jar: jar.coordinate)
    names = [jar.file_name for jar in ordered]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"two jars of the same name: {sorted(twice)}")
    return HEADER + "".join(f"{jar.coordinate} {jar.sha256} {jar.size}\n" for jar in ordered)


def main() -> None:
    """Resolve the roots, fetch every jar once and write the list."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Path(folder))
        coordinates = repository.resolve(ROOTS)
        note(f"{len(coordinates)} jars")

        def pin(coordinate: str) -> Jar:
            path = repository.fetch(repository_path(coordinate))
            return Jar(coordinate, file_sha256(path), path.stat().st_size)

        with ThreadPoolExecutor(PARALLEL) as pool:
            text = list_text(pool.map(pin, coordinates))
    LIST.write_text(text, encoding="ascii")
    note(f"written: {LIST}")


if __name__ == "__main__":
    main()
