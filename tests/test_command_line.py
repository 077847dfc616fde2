"""The command line: every command has help with an example; the list of commands is cheap and true."""

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ioscope import COMMANDS, main

ROOT = Path(__file__).resolve().parent.parent


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"ioscope {name}" in result.stdout or f"ioscope --workspace DIR {name}" in result.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_says_of_a_command_what_its_help_says(name: str) -> None:
    assert command(name).get_short_help_str(200) == COMMANDS[name][1]


def test_the_list_of_commands_imports_neither_engine_nor_driver() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from ioscope import main; "
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0; "
        "print(sorted({'duckdb', 'neo4j', 'ibis', 'neomodel', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_package_is_the_repositorys_own() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert {"schema", "loader", "explorer"} <= set(packages)
    for name in packages:
        module = importlib.import_module(name.removesuffix(".py"))
        assert Path(str(module.__file__)).resolve().is_relative_to(ROOT), name


def test_an_unknown_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["lod"]).exit_code == 2


def test_lock_files_name_no_address_and_every_package_has_hashes() -> None:
    for path in (ROOT / "requirements").glob("*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        for block in text.replace("\\\n", " ").splitlines():
            assert not block or block.startswith((" ", "#")) or "--hash=sha256:" in block, block


def test_modules_are_short() -> None:
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    long = {
        name: lines
        for name in listed.stdout.split()
        if not name.startswith("tests/")
        and (lines := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
