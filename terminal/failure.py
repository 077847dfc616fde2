"""The one kind of error a person is shown.

    Failure                     what went wrong, where, and what to try; exit code 1
    └── UsageFailure            the command line itself is wrong; exit code 2

Every package derives its own base class from `Failure`; anything else that reaches the command line is a defect and
shows its traceback.
"""

import click

EXIT_WITH_REJECTS = 3
"""Exit code of a command that did all it should, though some rows or cells were refused."""


class Failure(Exception):  # noqa: N818  (it is what happened, and reads so in every `raise`)
    """What went wrong, in one sentence without a period; `hint` says what to try next."""

    exit_code = 1

    def __init__(self, what: str, *, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class UsageFailure(Failure):
    """The command was called wrongly: unknown name, missing or malformed parameter."""

    exit_code = 2


def show_failure(failure: Failure) -> None:
    """Print a failure and its hint to stderr."""
    click.echo(f"error: {failure.what}", err=True)
    if failure.hint:
        click.echo(f"hint: {failure.hint}", err=True)
