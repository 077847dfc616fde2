"""What can go wrong while a report is made.

ExplorerFailure
└── ReportFailure       the report cannot be made, or not with these choices
"""

from explorer.failures import ExplorerFailure


class ReportFailure(ExplorerFailure):
    """A report cannot be made."""
