"""Failpoints: every name is a place in the code, and one that is none is an error."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lake.failpoints import POINTS, VARIABLE

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGES = ("lake", "database", "loader", "analysis", "explorer", "schema", "sample", "terminal")


def reached_in_code() -> list[str]:
    """Return the name in every call of `reach`, which has to be written out."""
    files = [REPOSITORY / "ioscope.py", *(path for name in PACKAGES for path in (REPOSITORY / name).rglob("*.py"))]
    calls = [
        node
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "reach"
    ]
    return [ast.literal_eval(call.args[0]) for call in calls]


def reaching(*names: str, environment: str | None) -> "subprocess.CompletedProcess[str]":
    code = "from lake.failpoints import reach\n" + "".join(f"reach({name!r})\nprint({name!r})\n" for name in names)
    variables = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUNBUFFERED": "1"}
    if environment is not None:
        variables[VARIABLE] = environment
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def test_the_points_and_the_places_in_the_code_are_the_same_and_each_is_one_place() -> None:
    assert sorted(reached_in_code()) == sorted(POINTS)


def test_without_the_variable_every_point_is_passed() -> None:
    done = reaching(*POINTS, environment=None)
    assert (done.returncode, done.stdout.split()) == (0, list(POINTS))


def test_the_process_ends_at_the_named_point_and_at_no_other() -> None:
    done = reaching("source-inflated", "table-staged", "source-staged", environment="table-staged")
    assert (done.returncode, done.stdout.split()) == (-signal.SIGKILL, ["source-inflated"])


def test_a_number_says_at_which_time() -> None:
    done = reaching("table-staged", "nodes-written", "table-staged", environment="table-staged:2")
    assert (done.returncode, done.stdout.split()) == (-signal.SIGKILL, ["table-staged", "nodes-written"])


@pytest.mark.parametrize("named", ["table-stagd", "", "table-staged:0", "table-staged:x", "table-staged:-1"])
def test_a_name_that_is_no_points_is_wrong_usage_in_every_command(named: str) -> None:
    command = [sys.executable, "-m", "ioscope", "releases", "--json"]
    done = subprocess.run(command, env={**os.environ, VARIABLE: named}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert VARIABLE in done.stderr
    assert "hint: " in done.stderr
