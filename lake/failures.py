"""What can go wrong with the tables on disk.

Failure
└── LakeError
    ├── WorkspaceError          the folder cannot be used
    │   └── WorkspaceBusyError  another command is writing
    ├── ManifestError           a campaign's manifest cannot be read
    └── DiskFullError           the workspace's disk is full
        └── DiskTooSmallError   it would be before the work is done
"""

from pathlib import Path

from terminal import Failure, size_text


class LakeError(Failure):
    """The lake cannot do what was asked."""


class WorkspaceError(LakeError):
    """The workspace folder cannot be used."""


class WorkspaceBusyError(WorkspaceError):
    """Another command holds the writer lock."""

    def __init__(self, root: Path, holder: str) -> None:
        super().__init__(
            f"the workspace {root} is being changed by {holder}",
            hint="wait for it to finish, or use another workspace with --workspace DIR",
        )


class ManifestError(LakeError):
    """A manifest is missing, damaged or of a newer format."""


class DiskFullError(LakeError):
    """The disk that holds the workspace is full; nothing half-written is kept."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"the disk that holds {place} is full",
            hint="free some space, or choose a workspace on another disk with --workspace DIR; then run it again",
        )


class DiskTooSmallError(DiskFullError):
    """What a command would need does not fit on the disk; nothing was begun."""

    def __init__(self, place: Path, needed: int, free: int, parts: str) -> None:
        LakeError.__init__(
            self,
            f"this needs about {size_text(needed)} of disk ({parts}), and {size_text(free)} are free at {place}",
            hint="free some space, choose a workspace on another disk with --workspace DIR, or load fewer campaigns",
        )
