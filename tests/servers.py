"""Servers that this process launched and a command ended."""

from database import process


def reap() -> None:
    """Take notice of every one of them that ended; else Python warns of each at its own end."""
    for launched in process._children.values():
        launched.poll()
