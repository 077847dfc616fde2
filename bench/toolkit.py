"""The peer of `detect`: coordination-network-toolkit (QUT), in an environment of its own below bench-output."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.processes import Watched, watched
from terminal import Failure, note

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "toolkit.lock"
PLACE = ROOT / "bench-output" / "toolkit"
WORK = Path(__file__).with_name("toolkit_work.py")


def toolkit_python() -> Path:
    """Return the Python of an environment that holds the toolkit, made where it is missing or the lock has changed.

    Raises Failure when the packages cannot be had.
    """
    python, mark = PLACE / "bin" / "python", PLACE / "ready"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="utf-8") == wanted:
        return python
    note("setting up the toolkit's own environment ...")
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(PLACE)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failure(f"the toolkit cannot be set up: {done.stderr.strip()}", hint="it needs the package index")
    mark.write_text(wanted, encoding="utf-8")
    return python


def toolkit_step(step: str, folder: Path, **options: str | float) -> tuple[dict[str, Any], Watched]:
    """Run one step of `toolkit_work.py` in a process of its own; return what it says and how it went."""
    given = [f"{name}={value}" for name, value in options.items()]
    went = watched([str(toolkit_python()), str(WORK), step, str(folder), *given])
    return json.loads(went.output.splitlines()[-1]), went
