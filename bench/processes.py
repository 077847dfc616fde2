"""A command of ioscope with everything that it starts, watched: seconds, CPU seconds, memory of all processes."""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

from terminal import Failure

POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Watched:
    """How one command went: wall seconds, CPU seconds of all its processes, their greatest common memory in bytes."""

    seconds: float
    cpu: float
    memory: int
    output: str


def run_watched(arguments: list[str], *, codes: tuple[int, ...] = (0, 3)) -> Watched:
    """Run `ioscope` with `arguments`; raises Failure when it ends with another exit code."""
    return watched([str(Path(sys.executable).with_name("ioscope")), *arguments], codes=codes)


def watched(command: list[str], *, codes: tuple[int, ...] = (0,)) -> Watched:
    """Run a command; raises Failure when it ends with another exit code."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=errors)
        memory = 0
        cpu: dict[int, float] = {}
        while process.poll() is None:
            memory = max(memory, _look(psutil.Process(process.pid), cpu))
            time.sleep(POLL_SECONDS)
        seconds = perf_counter() - began
        output.seek(0)
        errors.seek(0)
        if process.returncode not in codes:
            raise Failure(f"{' '.join(command)}: {errors.read().decode()}", hint="see what it said")
        return Watched(seconds, sum(cpu.values()), memory, output.read().decode())


def _look(process: psutil.Process, cpu: dict[int, float]) -> int:
    """Return the memory of a process and all its children now; note the CPU seconds of each in `cpu`."""
    memory = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        try:
            times = member.cpu_times()
            cpu[member.pid] = times.user + times.system
            memory += member.memory_info().rss
        except psutil.Error:
            continue
    return memory
