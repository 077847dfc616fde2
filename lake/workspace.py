"""The workspace: one folder that holds everything ioscope keeps (lake, graph, maps, exports, logs)."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock
import platformdirs

from lake.durable import write_text_durably
from lake.failures import WorkspaceBusyError, WorkspaceError

FORMAT = 1
"""Version of the workspace's layout; a newer one is refused."""
MARKER = "workspace.json"


@dataclass(frozen=True)
class Workspace:
    """A workspace folder and the places in it."""

    root: Path

    @property
    def lake(self) -> Path:
        """Tables on disk, one folder a campaign."""
        return self.root / "lake"

    @property
    def neo4j(self) -> Path:
        """The embedded server: generations, configuration, run files."""
        return self.root / "neo4j"

    @property
    def maps(self) -> Path:
        """Network maps, unless the user names another file."""
        return self.root / "maps"

    @property
    def exports(self) -> Path:
        """Exported tables and networks."""
        return self.root / "exports"

    @property
    def logs(self) -> Path:
        """Log files of commands and of the server."""
        return self.root / "logs"

    @property
    def scratch(self) -> Path:
        """Temporary files of one command (inflated members, spilled sorts); emptied by the next writer."""
        return self.root / "scratch"

    @contextmanager
    def writing(self, command: str) -> Iterator[None]:
        """Hold the workspace's writer lock while `command` changes lake or graph.

        Raises `WorkspaceBusyError`, naming the command and process that hold it.
        """
        holder = self.root / "writer.json"
        lock = filelock.FileLock(self.root / "writer.lock", timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout:
            raise WorkspaceBusyError(self.root, _holder_text(holder)) from None
        try:
            holder.write_text(json.dumps({"command": command, "pid": os.getpid()}), encoding="utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()


def _holder_text(holder: Path) -> str:
    try:
        held = json.loads(holder.read_text(encoding="utf-8"))
        return f"`ioscope {held['command']}`, process {held['pid']}"
    except (OSError, ValueError, KeyError):
        return "another ioscope command"


def default_root() -> Path:
    """Return the workspace used when none is named: `$IOSCOPE_WORKSPACE`, else the platform's user data folder."""
    named = os.environ.get("IOSCOPE_WORKSPACE")
    return Path(named) if named else Path(platformdirs.user_data_dir("ioscope", appauthor=False))


def open_workspace(root: Path | None = None) -> Workspace:
    """Return the workspace at `root` (default: `default_root()`), made when it is not there yet.

    Raises `WorkspaceError` when the folder cannot be written, or was made by a newer ioscope.
    """
    workspace = find_workspace(root)
    folder = workspace.root
    try:
        if not (folder / MARKER).exists():
            folder.mkdir(parents=True, exist_ok=True)
            write_text_durably(folder / MARKER, json.dumps({"format": FORMAT}) + "\n")
        for place in ("lake", "neo4j", "maps", "exports", "logs", "scratch"):
            (folder / place).mkdir(exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error
    return workspace


def find_workspace(root: Path | None = None) -> Workspace:
    """Return the workspace at `root` as `open_workspace` does, but make nothing: it may not be there.

    Raises `WorkspaceError` when the folder cannot be read, or was made by a newer ioscope.
    """
    folder = (root or default_root()).expanduser().absolute()
    if ".." in folder.parts:  # Neo4j refuses such a home
        folder = folder.resolve()
    try:
        if (folder / MARKER).exists():
            found = json.loads((folder / MARKER).read_text(encoding="utf-8")).get("format")
            if not isinstance(found, int) or found > FORMAT:
                raise WorkspaceError(
                    f"the workspace {folder} has format {found}, this ioscope knows up to {FORMAT}",
                    hint="update ioscope, or choose another folder with --workspace",
                )
    except (OSError, ValueError) as error:
        raise _unusable(folder, error) from error
    return Workspace(folder)


def _unusable(folder: Path, error: Exception) -> WorkspaceError:
    return WorkspaceError(
        f"the workspace {folder} cannot be used: {error}",
        hint="choose a folder that you may write, with --workspace DIR or IOSCOPE_WORKSPACE",
    )
