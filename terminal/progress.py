"""Progress on stderr: one line a stage with rows, rate and time left."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

REDRAW_SECONDS = 0.2
LINE_SECONDS = 10.0  # without a terminal a long stage still says something now and then


class Stage:
    """One stage under way; `advance` counts rows (or any named unit) done."""

    def __init__(self, name: str, total: int | None, unit: str, *, live: bool, quiet: bool) -> None:
        self.name, self.total, self.unit, self.live, self.quiet = name, total, unit, live, quiet
        self.done = 0
        self.started = time.monotonic()
        self._drawn = self.started

    def advance(self, count: int) -> None:
        """Add `count` finished units and redraw the line when it is due."""
        self.done += count
        now = time.monotonic()
        if now - self._drawn >= (REDRAW_SECONDS if self.live else LINE_SECONDS):
            self._drawn = now
            self._draw(now, final=False)

    def finish(self) -> None:
        """Draw the stage's last line."""
        self._draw(time.monotonic(), final=True)

    def _draw(self, now: float, *, final: bool) -> None:
        if self.quiet:
            return
        elapsed = max(now - self.started, 1e-9)
        parts = [f"{self.name:<28}"]
        if self.done:
            of = f" of {self.total:,}" if self.total and not final else ""
            parts.append(f"{self.done:,}{of} {self.unit}")
            parts.append(f"{self.done / elapsed:,.0f}/s")
        if self.total and self.done and not final:
            parts.append(f"{max(self.total - self.done, 0) * elapsed / self.done:,.0f} s left")
        else:
            parts.append(f"{elapsed:.1f} s")
        line = "  ".join(parts)
        if self.live:
            click.echo(f"\r\x1b[2K{line}", nl=final, err=True)
        else:
            click.echo(line, err=True)


class Stages:
    """The stages of one command; remembers how long each took, in seconds, for `--json`."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.seconds: dict[str, float] = {}
        self._quiet = quiet
        self._live = sys.stderr.isatty()

    @contextmanager
    def stage(self, name: str, *, total: int | None = None, unit: str = "rows") -> Iterator[Stage]:
        """Time a stage and show its progress; a stage of the same name adds to its time."""
        stage = Stage(name, total, unit, live=self._live, quiet=self._quiet)
        try:
            yield stage
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0.0) + time.monotonic() - stage.started, 3)
        stage.finish()
