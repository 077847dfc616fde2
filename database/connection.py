"""The way to the graph for every command: the user's own server when NEO4J_URI names one, else the embedded one."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from database import embedded
from database.graph import Answer, Graph, Notification
from database.target import Target, named_target, open_driver, verify
from lake.workspace import Workspace
from terminal import Stages

__all__ = ["Answer", "Graph", "Notification", "Target", "connect", "named_target", "open_graph"]


@contextmanager
def connect(
    workspace: Workspace,
    *,
    own_only: bool = False,
    announce: bool = True,
    stages: Stages | None = None,
    environ: Mapping[str, str] | None = None,
) -> Iterator[Graph]:
    """Yield the graph: of the server that NEO4J_URI names, else of the embedded one, which is started when it is down.

    `own_only` ignores NEO4J_URI and its companions (for what must never touch somebody's server: the demo, tests).
    Raises the failures of `database.failures`.
    """
    target = None if own_only else named_target(os.environ if environ is None else environ)
    if target is None:
        target = embedded.start(workspace, announce=announce, stages=stages)
    with open_graph(target) as graph:
        yield graph


@contextmanager
def open_graph(target: Target) -> Iterator[Graph]:
    """Yield the graph of a server that runs; its target names the database even when the user left that to the server.

    Raises `ServerUnreachable`, `WrongPassword`, `DatabaseMissing`, `ConnectionFailure`.
    """
    with open_driver(target) as driver:
        yield Graph(driver, replace(target, database=verify(driver, target)))
