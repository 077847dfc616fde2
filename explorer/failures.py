"""What can go wrong while the graph is asked.

Failure
├── ExplorerFailure
│   ├── HeaderFailure        a file of the question library is not as it must be
│   └── OutputFailure        an answer cannot be written
└── UsageFailure
    ├── UnknownQuestion      the library holds no question of that name
    └── ParameterFailure     a parameter is missing, unknown or not of its type
"""

from terminal import Failure, UsageFailure


class ExplorerFailure(Failure):
    """The graph cannot be asked, or its answer cannot be shown."""


class HeaderFailure(ExplorerFailure):
    """A file of the question library breaks the library's form."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}", hint="the form is described in explorer/header.py")
        self.file = file
        self.line = line


class OutputFailure(ExplorerFailure):
    """An answer cannot be written where it was asked for."""


class UnknownQuestion(UsageFailure):
    """The library holds no question of that name."""


class ParameterFailure(UsageFailure):
    """A parameter is missing, unknown, or not of its type."""
