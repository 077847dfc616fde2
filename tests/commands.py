"""A command as a process of its own, forked from one that has imported what it needs: two seconds less than a start.

It has its own files, locks and threads and can be killed like any other; only `python -m ioscope` itself is not run.
"""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["ioscope", "loader.loading", "loader.unloading", "database.rollback", "analysis.run"])


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, or minus the number of the signal that killed it, and what it said."""

    code: int
    said: str


class Command:
    """A command of ioscope that runs."""

    def __init__(self, arguments: Sequence[str], **environment: str) -> None:
        self._output = Path(mkdtemp()) / "output"
        its = ([*arguments], {**os.environ, **environment}, str(self._output))
        self._process = SERVER.Process(target=_run, args=its)
        self._process.start()

    def kill(self) -> Ended:
        """End it with SIGKILL, if it still runs."""
        self._process.kill()
        return self.ended()

    def ended(self) -> Ended:
        """Wait for its end."""
        self._process.join()
        assert self._process.exitcode is not None
        said = self._output.read_text(encoding="utf-8", errors="replace") if self._output.exists() else ""
        rmtree(self._output.parent)
        return Ended(self._process.exitcode, said)


def _run(arguments: list[str], environment: dict[str, str], output: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with open(output, "wb", buffering=0) as file:  # noqa: PTH123
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    from ioscope import main

    sys.argv = ["ioscope", *arguments]
    main(arguments)
