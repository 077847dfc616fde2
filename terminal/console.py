"""Lines to a person (stderr) and JSON to a machine (stdout)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True)
class Session:
    """The options given before the command: `ioscope [--workspace DIR] [-v] COMMAND`."""

    workspace: Path | None = None
    verbose: bool = False


def note(line: str) -> None:
    """Say something to the person at the terminal, on stderr."""
    click.echo(line, err=True)


def warn(line: str, *, hint: str | None = None) -> None:
    """Say that something is not as expected though the command goes on, on stderr."""
    click.echo(f"warning: {line}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)


def json_text(value: Any) -> str:
    """Return `value` as indented JSON; datetimes and dates become ISO text."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def print_json(value: Any) -> None:
    """Print `value` as JSON on stdout."""
    click.echo(json_text(value))
