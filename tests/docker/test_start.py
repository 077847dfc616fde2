"""The container's start script gives ioscope the password of the secret file, and every argument as it is."""

import os
import subprocess
from pathlib import Path

import pytest

START = Path(__file__).parents[2] / "docker" / "start.sh"


@pytest.mark.parametrize(
    ("secret", "password"),
    [
        ("neo4j/simple\n", "simple"),
        ("neo4j/no line end", "no line end"),
        ("neo4j/a/b \\$c'\"\nmore\n", "a/b \\$c'\""),
        (None, ""),
    ],
)
def test_ioscope_gets_the_password_and_the_arguments(secret: str | None, password: str, tmp_path: Path) -> None:
    said = tmp_path / "python"
    said.write_text('#!/bin/sh\nprintf "%s\\n" "${NEO4J_PASSWORD:-}" "$@"\n')
    said.chmod(0o755)
    if secret is not None:
        (tmp_path / "auth").write_text(secret)
    environment = {"PATH": os.environ["PATH"], "AUTH_FILE": str(tmp_path / "auth"), "PYTHON": str(said)}
    done = subprocess.run(
        ["sh", str(START), "load", "/releases/a b", "*"],  # noqa: S607  (the POSIX shell, wherever it is)
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [password, "-m", "ioscope", "load", "/releases/a b", "*"]
