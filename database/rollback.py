"""Going back to the graph before the last bulk load, once, however often the command is cut and run again."""

from database import embedded
from database.building import former_generation
from database.generation import Layout
from lake.durable import write_text_durably
from lake.failpoints import reach
from lake.workspace import Workspace


def roll_back(workspace: Workspace) -> str:
    """Make the generation before the live one live, or the one that a cut rollback was on its way to; return its name.

    Raises `NoFormerGeneration` when there is none before the live one.
    """
    layout = Layout(workspace)
    name = _under_way(layout)
    if name is None:
        name = former_generation(workspace)
        # Once CURRENT has changed, "the one before the live one" is another: where this goes is settled here.
        write_text_durably(layout.rollback_file, f"{name}\n")
        reach("rollback-noted")
    if layout.current() == name:  # cut after the switch
        embedded.start(workspace)
    else:
        embedded.switch_to(workspace, name)
    layout.rollback_file.unlink()
    return name


def forget_rollback(workspace: Workspace) -> None:
    """Drop a rollback that was cut: whoever loads after it wants the lake's graph and no longer the former one."""
    Layout(workspace).rollback_file.unlink(missing_ok=True)


def _under_way(layout: Layout) -> str | None:
    try:
        name = layout.rollback_file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return name if name in layout.generations() else None
