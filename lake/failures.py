"""What can go wrong with the tables on disk.

Failure
└── LakeError
    ├── WorkspaceError          the folder cannot be used
    │   └── WorkspaceBusyError  another command is writing
    ├── ManifestError           a campaign's manifest cannot be read
    └── DiskFullError            the workspace's disk is full
"""

from pathlib import Path

from terminal import Failure


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
