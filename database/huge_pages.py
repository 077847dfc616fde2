"""Huge pages for Neo4j's memory, where Linux gives them to programs that ask (`madvise`) and not to all.

The page cache is read at random; with pages of 4 kB the processor spends up to a third of such a question on finding
them (docs/decisions/026). glibc below 2.35 and other C libraries pass the tunable over.
"""

from pathlib import Path

SETTING = Path("/sys/kernel/mm/transparent_hugepage/enabled")
ASKED_FOR = "[madvise]"
HEAP_OPTION = "-XX:+UseTransparentHugePages"
TUNABLES = "GLIBC_TUNABLES"
OFF_HEAP = "glibc.malloc.hugetlb=1"


def to_be_asked_for(setting: Path = SETTING) -> bool:
    """Say whether huge pages are there for who asks: not where all have them, none can, or it cannot be read."""
    try:
        return ASKED_FOR in setting.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return False


def heap_options() -> list[str]:
    """Return Java's options for a heap in huge pages."""
    return [HEAP_OPTION] if to_be_asked_for() else []


def off_heap_environment(tunables: str | None) -> dict[str, str]:
    """Return the variable that has C's memory in huge pages, beside the `tunables` that are set already."""
    if not to_be_asked_for() or "glibc.malloc.hugetlb" in (tunables or ""):
        return {}
    return {TUNABLES: f"{tunables}:{OFF_HEAP}" if tunables else OFF_HEAP}
