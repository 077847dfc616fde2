"""What can go wrong while coordination is looked for.

Failure
├── AnalysisError
│   └── TableFileError      a prepared table cannot be read as events
└── UsageFailure
    └── ParameterError      what was asked for contradicts itself or is out of range
"""

from terminal import Failure, UsageFailure


class AnalysisError(Failure):
    """The analysis cannot be done."""


class TableFileError(AnalysisError):
    """A prepared table cannot be read, or lacks a column."""


class ParameterError(UsageFailure):
    """A parameter is unknown, out of range or contradicts another."""
