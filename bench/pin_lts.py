"""Write `lts_jars.txt` anew: `python -m bench.pin_lts` (for maintainers, after a change of `lts_server.ROOTS`)."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.lts_server import LIST, ROOTS, VERSION
from database.fetching import PARALLEL, Repository
from database.jars import Jar, file_sha256, repository_path
from terminal import note

HEADER = f"""\
# Neo4j Community {VERSION}, the long-term release, on which `python -m bench.lts` asks the library.
# group:artifact:version[:classifier] sha256 bytes; written by `python -m bench.pin_lts`
"""


def main() -> None:
    """Resolve the roots, fetch every jar once and write the list."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(Path(folder))

        def pin(coordinate: str) -> Jar:
            path = repository.fetch(repository_path(coordinate))
            return Jar(coordinate, file_sha256(path), path.stat().st_size)

        with ThreadPoolExecutor(PARALLEL) as pool:
            jars = sorted(pool.map(pin, repository.resolve(ROOTS)), key=lambda jar: jar.coordinate)
    lines = [f"{jar.coordinate} {jar.sha256} {jar.size}\n" for jar in jars]
    LIST.write_text(HEADER + "".join(lines), encoding="ascii")
    note(f"{len(jars)} jars written: {LIST}")


if __name__ == "__main__":
    main()
