"""The server's data on disk: one whole folder a generation, and which of them is live.

neo4j/g0001/        data, logs and import folder of one server (Neo4j's "home")
neo4j/CURRENT       the name of the live generation
neo4j/ROLLBACK      the generation that a rollback under way goes to
neo4j/conf/         neo4j.conf, written at every start
neo4j/run/          the process (server.json), the lock of start and stop
neo4j/ports.json    kept, so that an address that was written down stays right
neo4j/password      readable by the user only
"""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from database.failures import ServerFailure
from lake.durable import write_text_durably
from lake.failpoints import reach
from lake.workspace import Workspace

USERNAME = "neo4j"

BUILDING = "BUILDING"
"""A file in a generation that was never live: when it is cut, the next command that writes throws it away.

It stays until CURRENT names the generation, since one that is whole and never served is no graph to roll back to.
"""
REMOVED = ".removed"
"""The name of a generation whose files are being removed ends so: one that is half there must not look whole."""
NEW = ".new"
"""The name of a generation that does not hold BUILDING yet ends so."""


@dataclass(frozen=True)
class Layout:
    """The places below a workspace's `neo4j` folder."""

    workspace: Workspace

    @property
    def root(self) -> Path:
        """The folder of everything about the server."""
        return self.workspace.neo4j

    @property
    def conf(self) -> Path:
        """The live server's configuration folder."""
        return self.root / "conf"

    @property
    def run(self) -> Path:
        """What is true only while a server runs."""
        return self.root / "run"

    @property
    def ports_file(self) -> Path:
        """The ports that this workspace keeps."""
        return self.root / "ports.json"

    @property
    def password_file(self) -> Path:
        """The password of user `neo4j`, one line."""
        return self.root / "password"

    @property
    def rollback_file(self) -> Path:
        """Where a rollback under way goes to; there only until its server answers."""
        return self.root / "ROLLBACK"

    @property
    def console_log(self) -> Path:
        """What the server prints, and Java's last words."""
        return self.workspace.logs / "neo4j.log"

    @property
    def building_log(self) -> Path:
        """What the server prints that builds a generation."""
        return self.workspace.logs / "building.log"

    def home(self, generation: str) -> Path:
        """The data folder of one generation."""
        return self.root / generation

    def generations(self) -> list[str]:
        """The names of all generations, oldest first."""
        return sorted(folder.name for folder in self.root.glob("g[0-9][0-9][0-9][0-9]") if folder.is_dir())

    def current(self) -> str | None:
        """The live generation's name, None before the first start.

        Raises `ServerFailure` when the name on record has no folder: silently starting empty would look like data loss.
        """
        name = self.named_current()
        if name is None:
            return None
        if not self.home(name).is_dir() or name not in self.generations():
            raise ServerFailure(
                f"the live generation {name!r} has no folder in {self.root}",
                hint=f"put the folder back, or remove {self.root / 'CURRENT'} and run: ioscope load",
            )
        return name

    def named_current(self) -> str | None:
        """The name on record as the live generation's, whether it has a folder or not."""
        try:
            return (self.root / "CURRENT").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def make_current(self, name: str) -> None:
        """Make `name` the live generation, wholly or not at all."""
        write_text_durably(self.root / "CURRENT", f"{name}\n")

    def is_unfinished(self, name: str) -> bool:
        """Return whether this generation is, or was left, under construction."""
        return (self.home(name) / BUILDING).exists() and name != self.current()

    def begin(self, name: str) -> Path:
        """Make the folder of a generation under construction and return it."""
        new = self.root / f"{name}{NEW}"
        new.mkdir(exist_ok=True)
        write_text_durably(new / BUILDING, "")
        return new.rename(self.home(name))

    def discard(self, name: str) -> None:
        """Remove a generation; cut at any moment, none that is half there is left under its name."""
        self.clear_discarded()
        self.home(name).rename(self.root / f"{name}{REMOVED}")
        reach("generation-discarded")
        self.clear_discarded()

    def clear_discarded(self) -> None:
        """Remove the files of generations that have lost their names."""
        for folder in self.root.glob(f"g[0-9][0-9][0-9][0-9]{REMOVED}"):
            shutil.rmtree(folder)

    def next_name(self) -> str:
        """Return a name that no generation has."""
        last = max((int(name[1:]) for name in self.generations()), default=0)
        return f"g{last + 1:04d}"


def ensure_current(layout: Layout) -> str:
    """Return the live generation's name, making the first, empty one when there is none."""
    name = layout.current()
    if name is None:
        # A crash left a folder without data before CURRENT, or the user removed CURRENT on purpose: a new name is right
        # for both.
        name = layout.next_name()
        layout.begin(name)
        layout.make_current(name)
    (layout.home(name) / BUILDING).unlink(missing_ok=True)
    (layout.home(name) / "import").mkdir(exist_ok=True)
    return name


def has_users(home: Path) -> bool:
    """Return whether this generation's server has started once, so that its password is set for good."""
    return (home / "data" / "databases" / "system").is_dir()


def read_password(layout: Layout) -> str | None:
    """Return the workspace's password, None when there is none yet."""
    try:
        return layout.password_file.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def ensure_password(layout: Layout, home: Path) -> str:
    """Return the workspace's password, generating it before the first start.

    Raises `ServerFailure` when the file is gone and the server already has a password: nobody can read it back.
    """
    password = read_password(layout)
    if password is None:
        if has_users(home):
            raise ServerFailure(
                f"the password file {layout.password_file} is gone",
                hint="write the password into it again; if nobody knows it, remove "
                f"{layout.root / 'CURRENT'} and build the graph again with: ioscope load",
            )
        password = secrets.token_hex(16)  # letters and digits only: easy to paste, never taken for an option
        write_text_durably(layout.password_file, f"{password}\n", mode=0o600)
    return password
