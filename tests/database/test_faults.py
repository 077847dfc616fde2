"""Faults of the embedded server: crash, race, lost record, changed password, unusable data; a server for each."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from neo4j.exceptions import ServiceUnavailable

import ioscope
from database import embedded, failures
from database.connection import connect
from database.doctor import doctor_checks
from database.generation import Layout
from lake.workspace import Workspace

pytestmark = pytest.mark.slow


def pid_of(workspace: Workspace) -> int:
    pid = embedded.state(workspace).pid
    assert pid is not None
    return pid


def run_ioscope(workspace: Workspace, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, str(ioscope.__file__), "--workspace", str(workspace.root), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_killed_server_blocks_nothing_and_loses_nothing(fresh_workspace: Workspace) -> None:
    with connect(fresh_workspace, own_only=True, announce=False) as graph:
        graph.write("CREATE (:Kept {value: 1})")
        first = pid_of(fresh_workspace)
        os.kill(first, signal.SIGKILL)
    assert (Layout(fresh_workspace).run / "server.json").exists()
    with connect(fresh_workspace, own_only=True, announce=False) as graph:
        assert graph.read("MATCH (n:Kept) RETURN n.value").rows == [[1]]
    assert pid_of(fresh_workspace) != first


def test_server_that_is_not_on_record_is_found_and_stopped_while_a_client_is_connected(
    fresh_workspace: Workspace,
) -> None:
    with connect(fresh_workspace, own_only=True, announce=False) as graph:
        first = pid_of(fresh_workspace)
        (Layout(fresh_workspace).run / "server.json").unlink()
        assert pid_of(fresh_workspace) == first
        with graph.driver.session() as session:
            transaction = session.begin_transaction()
            transaction.run("CREATE (:Unfinished)").consume()
            stopped = embedded.stop(fresh_workspace)
            assert stopped is not None
            assert stopped.pid == first
            with pytest.raises(ServiceUnavailable):
                graph.driver.verify_connectivity()
    assert not psutil.pid_exists(first)


def test_two_commands_at_once_start_one_server_that_outlives_them(fresh_workspace: Workspace) -> None:
    commands = [run_ioscope(fresh_workspace, "up", "--json") for _ in range(2)]
    said = [command.communicate(timeout=200) for command in commands]
    assert [command.returncode for command in commands] == [0, 0], said
    addresses = [json.loads(out)["uri"] for out, _ in said]
    assert addresses[0] == addresses[1]
    assert sum("starting Neo4j" in err for _, err in said) == 1
    assert psutil.Process(pid_of(fresh_workspace)).is_running()
    ended = run_ioscope(fresh_workspace, "down", "--json")
    out, err = ended.communicate(timeout=60)
    assert json.loads(out)["stopped"] is True, err
    assert embedded.state(fresh_workspace).state == "stopped"


def test_password_changed_in_browser_is_explained_and_can_be_written_back(fresh_workspace: Workspace) -> None:
    with connect(fresh_workspace, own_only=True, announce=False) as graph:
        change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
        graph.driver.execute_query(change, {"old": graph.target.password, "new": "changed by hand"}, database_="system")
    with pytest.raises(failures.WrongPassword) as refused:
        embedded.start(fresh_workspace)
    assert "Browser" in (refused.value.hint or "")
    (password,) = [check for check in doctor_checks(fresh_workspace) if check.name == "password"]
    assert not password.ok
    assert "Browser" in (password.hint or "")
    time.sleep(5.5)  # the server takes no password for 5 s after three wrong ones
    Layout(fresh_workspace).password_file.write_text("changed by hand\n", encoding="utf-8")
    with connect(fresh_workspace, own_only=True) as graph:
        assert graph.read("RETURN 1").value() == 1


def test_start_that_fails_shows_the_log_and_a_hint_and_leaves_no_process(fresh_workspace: Workspace) -> None:
    layout = Layout(fresh_workspace)
    home = layout.home("g0001")
    (home / "data").mkdir(parents=True)
    (home / "data" / "databases").write_text("a file where the folder of the databases belongs", encoding="utf-8")
    layout.make_current("g0001")
    with pytest.raises(failures.StartFailed) as failed:
        embedded.start(fresh_workspace, announce=False)
    assert "Neo4j did not start" in failed.value.what
    assert len(failed.value.what.splitlines()) > 2
    assert failed.value.hint
    assert embedded.state(fresh_workspace).state == "stopped"
