"""What a person sees in a terminal: failures with hints, tables, progress, JSON for machines.

Data goes to stdout, everything else to stderr, so that a pipe never carries a progress line.
"""

from terminal.console import Session, json_text, note, print_json, warn
from terminal.failure import EXIT_WITH_REJECTS, Failure, UsageFailure, show_failure
from terminal.progress import Stages
from terminal.sizes import Size, parse_size, size_text
from terminal.tables import print_table

__all__ = [
    "EXIT_WITH_REJECTS",
    "Failure",
    "Session",
    "Size",
    "Stages",
    "UsageFailure",
    "json_text",
    "note",
    "parse_size",
    "print_json",
    "print_table",
    "show_failure",
    "size_text",
    "warn",
]
