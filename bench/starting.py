"""What a person waits for before anything happens: `ioscope --help`."""

import subprocess
import sys
from pathlib import Path

from bench.figures import Result, median_figure, seconds_of
from bench.subject import Subject
from terminal import note

RUNS = 5
MOST_SECONDS = 0.3


def measure(_: Subject, runs: int | None) -> Result:
    """Run the installed command `runs` times, after once to have its files in memory."""
    note("help: `ioscope --help` ...")
    command = [str(Path(sys.executable).with_name("ioscope")), "--help"]

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()
    seconds = [seconds_of(run) for _ in range(runs or RUNS)]
    return Result([median_figure("ioscope --help", seconds, "s", target=MOST_SECONDS, of_any_data=True)])
