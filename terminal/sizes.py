"""Amounts of bytes as people write and read them: 512MB, 2GiB, 1.5 GB."""

import math
import re
from typing import Any

import click

from terminal.failure import UsageFailure

DECIMAL: dict[str, int] = {unit: int(1000**power) for power, unit in enumerate(("B", "kB", "MB", "GB", "TB"))}
BINARY: dict[str, int] = {unit: int(1024**power) for power, unit in enumerate(("KiB", "MiB", "GiB", "TiB"), start=1)}
UNITS = {unit.casefold(): factor for unit, factor in (DECIMAL | BINARY).items()}
WRITTEN = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([a-z]+)")


def parse_size(text: str) -> int:
    """Return the bytes that a text such as `4GB`, `2GiB` or `1.5 GB` means; raises UsageFailure when it is none."""
    found = WRITTEN.fullmatch(text.strip().casefold())
    if found is None or found[2] not in UNITS:
        raise UsageFailure(f"{text!r} is no amount of bytes", hint="write it like 4GB, 2GiB or 512MB")
    return math.floor(float(found[1]) * UNITS[found[2]])


def size_text(size: float) -> str:
    """Return an amount of bytes for people, in decimal units: 940 B, 3.4 MB, 27 GB, 180.4 GB."""
    unit, factor = next((pair for pair in reversed(DECIMAL.items()) if abs(size) >= pair[1]), ("B", 1))
    return f"{size / factor:,.1f}".removesuffix(".0") + f" {unit}"


class Size(click.ParamType[int]):
    """An option's amount of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002
        """Return the bytes; raises UsageFailure, whose message names the option."""
        if isinstance(value, int):
            return value
        try:
            return parse_size(value)
        except UsageFailure as failure:
            option = f"{param.opts[0]} " if param else ""
            raise UsageFailure(option + failure.what, hint=failure.hint) from failure
