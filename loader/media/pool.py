"""Several decoding processes at work on one zip; one that ends costs the entry it was at, and is replaced."""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lake.rejects import Limits
from loader.media import worker
from loader.media.directory import Entry
from loader.media.fingerprint import SkipList, refused

BATCH = 16
"""Entries that are sent at once: a worker never waits for the next one."""
PATIENCE = 10
"""Times of its seconds of computing that an entry may take by the clock, on a slow disk or a busy machine."""


class _Worker:
    """One process, the connection to it, and the entries it has not answered yet, the one under way first."""

    def __init__(self, limits: Limits, skip: SkipList, *, thumbnails: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, far = context.Pipe()
        self.process = context.Process(target=worker.serve, args=(far, limits, skip, thumbnails), daemon=True)
        self.process.start()
        far.close()
        self.waiting: deque[Entry] = deque()
        self.since = time.monotonic()

    def give(self, path: Path, entries: list[Entry]) -> None:
        if not self.waiting:
            self.since = time.monotonic()
        self.waiting.extend(entries)
        self.connection.send((path, entries))

    def end(self) -> int | None:
        """End the process, if it has not ended, and return how it ended."""
        self.connection.close()
        self.process.join(1)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        return self.process.exitcode


class Pool:
    """So many decoding processes; use it as a context."""

    def __init__(self, workers: int, limits: Limits, skip: SkipList, *, thumbnails: bool = False) -> None:
        self._limits, self._skip, self._thumbnails = limits, skip, thumbnails
        self._wanted = workers
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        self._workers = [self._started() for _ in range(self._wanted)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._workers:
            if kind is not None:
                one.process.kill()
            one.end()

    def examined(self, path: Path, entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
        """Yield the row of every entry, as they are done: not in their order."""
        left = iter(entries)
        pending: deque[Entry] = deque()  # of workers that ended
        exhausted = False
        while True:
            for number, one in enumerate(self._workers):
                while len(one.waiting) < BATCH and not (exhausted and not pending):
                    batch = [pending.popleft() for _ in range(min(BATCH, len(pending)))]
                    batch += _taken(left, BATCH - len(batch))
                    if not batch:
                        exhausted = True
                        break
                    try:
                        one.give(path, batch)
                    except (BrokenPipeError, ConnectionResetError):
                        break  # it is found to have ended below
                self._workers[number] = one
            busy = [one for one in self._workers if one.waiting]
            if not busy:
                return
            yield from self._answers(busy, pending)

    def _answers(self, busy: list[_Worker], pending: deque[Entry]) -> Iterator[dict[str, Any]]:
        by_connection: dict[Any, _Worker] = {one.connection: one for one in busy}
        for ready in wait(list(by_connection), timeout=1.0):
            one = by_connection[ready]
            try:
                row = one.connection.recv()
            except (EOFError, ConnectionResetError):
                yield self._replaced(one, pending, None)
                continue
            one.waiting.popleft()
            one.since = time.monotonic()
            yield row
        for one in busy:
            if one in self._workers and one.waiting and time.monotonic() - one.since > PATIENCE * self._limits.seconds:
                one.process.kill()
                yield self._replaced(one, pending, "took too long")

    def _started(self) -> _Worker:
        return _Worker(self._limits, self._skip, thumbnails=self._thumbnails)

    def _replaced(self, one: _Worker, pending: deque[Entry], why: str | None) -> dict[str, Any]:
        """Put a new process in the place of one that ended; return the row of the entry that ended it."""
        code = one.end()
        entry = one.waiting.popleft()
        pending.extend(one.waiting)
        self._workers[self._workers.index(one)] = self._started()
        if why is None:
            why = "took too long" if code == -signal.SIGPROF else "ended its decoder"
        limit = f"{self._limits.seconds:g} s of computing"
        return refused(entry, why, limit if why == "took too long" else f"exit code {code}")


def _taken(entries: Iterator[Entry], count: int) -> list[Entry]:
    found: list[Entry] = []
    for entry in entries:
        found.append(entry)
        if len(found) == count:
            break
    return found
