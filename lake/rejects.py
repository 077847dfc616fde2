"""What an entry can be refused for, and the limits that decide it."""

from dataclasses import dataclass

MIB = 1 << 20


class Reject(Exception):  # noqa: N818  (an outcome, not an error: the run goes on)
    """An entry is refused; `reason` is one of few sentences, `detail` what is particular to this one."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Limits:
    """What one entry may take. Twitter took pictures to 4096 x 4096 and 15 MB, clips to 512 MB."""

    picture_bytes: int = 64 * MIB
    clip_bytes: int = 1024 * MIB
    pixels: int = 50_000_000
    frames: int = 5_000
    seconds: float = 30.0
    memory: int = 448 * MIB
    """Bytes of address space beyond those of a worker that has decoded nothing."""


SKIPPED = "on the list of --skip-hashes"
