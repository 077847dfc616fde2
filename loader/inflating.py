"""Inflating ahead: the next packed file is written out while the one before it, read already, is still being staged."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from loader.sources import Source, inflated

NextFile = Callable[[], AbstractContextManager[Path]]
"""Gives the path of the next source's plain CSV, as `loader.sources.inflated` does, and raises what that raises."""


@contextmanager
def inflated_in_turn(sources: Sequence[Source], scratch: Path) -> Iterator[NextFile]:
    """Give the plain CSVs of `sources` one after the other; at no moment are there two on the disk.

    When one has been read, the next is inflated in a thread of its own (isal lets others work meanwhile).
    """
    left = iter(sources)
    begun: list[Future[tuple[ExitStack, Path]]] = []

    def inflate(source: Source) -> tuple[ExitStack, Path]:
        with ExitStack() as opening:
            plain = opening.enter_context(inflated(source, scratch))
            return opening.pop_all(), plain

    with ThreadPoolExecutor(1) as thread, ExitStack() as ending:

        def begin() -> None:
            begun.extend(thread.submit(inflate, source) for source in (next(left, None),) if source is not None)

        @contextmanager
        def next_file() -> Iterator[Path]:
            opened, plain = begun.pop().result()
            with opened:
                yield plain
            begin()

        ending.callback(_throw_away, begun)
        begin()
        yield next_file


def _throw_away(begun: list[Future[tuple[ExitStack, Path]]]) -> None:
    for future in begun:
        if future.exception() is None:
            future.result()[0].close()
