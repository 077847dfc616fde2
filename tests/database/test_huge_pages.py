"""Huge pages are asked for where Linux gives them to who asks, and nowhere else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from database import huge_pages
from database.huge_pages import OFF_HEAP, heap_options, off_heap_environment, to_be_asked_for

HELD = """
import ctypes
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
size = 64 << 20
ctypes.memset(libc.malloc(ctypes.c_size_t(size)), 1, size)
lines = open("/proc/self/smaps_rollup").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("AnonHugePages")))
"""


@pytest.mark.parametrize(
    ("content", "asked"),
    [("always [madvise] never\n", True), ("[always] madvise never\n", False), ("always madvise [never]\n", False)],
)
def test_only_where_programs_ask_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, asked: bool
) -> None:
    setting = tmp_path / "enabled"
    setting.write_text(content)
    assert to_be_asked_for(setting) is asked
    assert not to_be_asked_for(tmp_path / "none")
    monkeypatch.setattr(huge_pages, "to_be_asked_for", lambda: asked)
    assert bool(heap_options()) is asked
    assert off_heap_environment(None) == ({"GLIBC_TUNABLES": OFF_HEAP} if asked else {})


def test_tunables_that_are_set_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huge_pages, "to_be_asked_for", lambda: True)
    assert off_heap_environment("glibc.malloc.check=1") == {"GLIBC_TUNABLES": f"glibc.malloc.check=1:{OFF_HEAP}"}
    assert off_heap_environment("glibc.malloc.hugetlb=0") == {}


def test_the_variable_gives_a_process_huge_pages_where_they_are_to_be_asked_for() -> None:
    asked = off_heap_environment(None)
    held = subprocess.run(
        [sys.executable, "-c", HELD], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert (int(held.stdout) >= 32 << 10) or not asked
