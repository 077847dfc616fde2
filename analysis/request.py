"""What was asked of a run: the values that decide its results, its key, and the command that repeats it."""

import shlex
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from analysis.chance import AUTHOR
from analysis.failures import ParameterError
from analysis.parameters import ACTIONS, DEFAULT_ACTIONS, WITH_AUTHORS, Parameters
from lake.findings import run_key

FLAGGED, ALL = "flagged", "all"
TABLE = "table"

OPTIONS = {
    "window_s": "--window",
    "weight": "--weight",
    "min_weight": "--min-weight",
    "min_participation": "--min-participation",
    "min_length": "--min-length",
    "min_similarity": "--min-similarity",
    "campaigns": "--campaign",
    "since": "--since",
    "until": "--until",
    "null": "--null",
}
"""The option of each value that a user can choose; the others are limits, the same in every run."""


@dataclass(frozen=True)
class Request:
    """One run: the actions in the order of ACTIONS, their parameters, and what becomes of the results.

    `keep` says which edges the graph gets (the lake gets all), `check` how often labels are shuffled for the
    Monte-Carlo rows. Neither changes what is found, so neither is part of the key.
    """

    actions: tuple[str, ...]
    parameters: Parameters
    keep: str = FLAGGED
    check: int = 0
    table: Path | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """The values that decide the results, as JSON has them."""
        values = {name: getattr(self.parameters, name) for name in OPTIONS}
        return {
            "actions": list(self.actions),
            **values,
            "window_s": float(values["window_s"]),
            "campaigns": sorted(values["campaigns"]),
            "since": values["since"].isoformat() if values["since"] else None,
            "until": values["until"].isoformat() if values["until"] else None,
            "table": str(self.table) if self.table else None,
        }

    @property
    def key(self) -> str:
        """The run's key: the same question has the same key in every workspace."""
        return run_key("detect", self.asked)

    @property
    def command(self) -> str:
        """The command that repeats the run, with nothing in it that goes without saying."""
        words = ["ioscope", "detect"]
        if self.actions != DEFAULT_ACTIONS:
            words += [action for action in self.actions if action != TABLE]
        usual = {field.name: field.default for field in fields(Parameters)}
        for name, option in OPTIONS.items():
            value = getattr(self.parameters, name)
            if value == usual[name]:
                continue
            for one in sorted(value) if name == "campaigns" else [value]:
                words += [option, f"{one:g}" if isinstance(one, float) else str(one)]
        if self.table:
            words += ["--table", str(self.table)]
        if self.keep != FLAGGED:
            words += ["--keep", self.keep]
        if self.check:
            words += ["--check", str(self.check)]
        return shlex.join(words)


def chosen_actions(named: tuple[str, ...], parameters: Parameters, table: Path | None) -> tuple[str, ...]:
    """Return the actions of a run in their own order: those named, else every usual one to which the null applies.

    Raises ParameterError when a table is given together with actions of the lake.
    """
    if table is not None:
        if named:
            raise ParameterError(
                "--table brings events of its own, and actions of the lake were named too",
                hint="leave one of them out",
            )
        return (TABLE,)
    if named:
        return tuple(action for action in ACTIONS if action in named)
    return tuple(one for one in DEFAULT_ACTIONS if parameters.null != AUTHOR or one in WITH_AUTHORS)
