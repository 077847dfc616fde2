"""The embedded server: found again, safe on the loopback, and nothing that a crash leaves blocks the next start."""

import http.client
import json
import os
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from database import embedded, failures, process
from database.connection import Target, open_graph
from database.doctor import doctor_checks
from database.generation import Layout
from database.graph import Graph
from database.process import ServerProcess
from lake.workspace import Workspace
from terminal import UsageFailure

NOBODY = 65534


def pid_of(workspace: Workspace) -> int:
    pid = embedded.state(workspace).pid
    assert pid is not None
    return pid


def http_port(workspace: Workspace) -> int:
    ports = embedded.state(workspace).ports
    assert ports is not None
    return ports.http


# --- one server, started once for the run ---------------------------------------------------------------------------


def test_second_start_uses_the_server_that_runs(server: Target, workspace: Workspace) -> None:
    before = pid_of(workspace)
    assert embedded.start(workspace, announce=False) == server
    assert pid_of(workspace) == before


def test_server_listens_on_the_loopback_only_and_calls_nobody(server: Target, workspace: Workspace) -> None:
    connections = psutil.Process(pid_of(workspace)).net_connections("inet")
    listening = [c for c in connections if c.status == psutil.CONN_LISTEN]
    assert len(listening) == 2
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} == {"127.0.0.1"}
    assert {c.raddr.ip.removeprefix("::ffff:") for c in connections if c.raddr} <= {"127.0.0.1"}
    assert [c for c in connections if c.type == socket.SOCK_DGRAM] == []


def ask(workspace: Workspace, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the server's HTTP answer."""
    connection = http.client.HTTPConnection("127.0.0.1", http_port(workspace), timeout=10)
    try:
        body = json.dumps({"statements": [{"statement": "RETURN 1"}]}) if method == "POST" else None
        connection.request(method, path, body=body, headers={"Content-Type": "application/json", **headers})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


def test_cypher_over_http_needs_the_password(server: Target, workspace: Workspace) -> None:
    login = b64encode(f"{server.username}:{server.password}".encode()).decode()
    assert ask(workspace, "POST", "/db/neo4j/tx/commit")[0] == 401
    assert ask(workspace, "POST", "/db/neo4j/tx/commit", Authorization=f"Basic {login}")[0] == 200


def test_page_from_elsewhere_may_not_read_answers(server: Target, workspace: Workspace) -> None:
    _, headers, _ = ask(workspace, "GET", "/", Origin="http://elsewhere.example")
    own = f"http://127.0.0.1:{http_port(workspace)}"
    assert headers.get("Access-Control-Allow-Origin", own) == own


def test_neo4j_browser_is_served(server: Target, workspace: Workspace) -> None:
    assert b"<html" in ask(workspace, "GET", "/browser/")[2]


def test_only_the_user_can_read_the_password_and_it_is_nowhere_else(server: Target, workspace: Workspace) -> None:
    file = Layout(workspace).password_file
    assert file.stat().st_mode & 0o777 == 0o600
    password = file.read_text(encoding="utf-8").strip()
    assert password == server.password
    assert len(password) >= 32
    running = psutil.Process(pid_of(workspace))
    assert password not in " ".join(running.cmdline())
    assert password not in str(running.environ())
    others = [p for p in workspace.root.rglob("*") if p.is_file() and p != file and p.stat().st_size < 10_000_000]
    assert [p for p in others if password.encode() in p.read_bytes()] == []


def test_new_ports_for_a_server_that_runs_are_a_wrong_use(server: Target, workspace: Workspace) -> None:
    with pytest.raises(UsageFailure) as wrong:
        embedded.start(workspace, bolt_port=20001)
    assert "ioscope down" in (wrong.value.hint or "")


def test_doctor_finds_everything_well(graph: Graph, workspace: Workspace) -> None:
    assert [check for check in doctor_checks(workspace) if not check.ok] == []


def test_conf_and_data_of_a_workspace_lie_inside_it(server: Target, workspace: Workspace) -> None:
    with open_graph(server) as graph:
        rows = graph.read(
            "SHOW SETTINGS YIELD name, value WHERE name STARTS WITH 'server.directories' RETURN value"
        ).rows
    folders = [Path(value) for (value,) in rows if value]
    assert all(folder.is_relative_to(workspace.root) for folder in folders)


# --- no server needed -----------------------------------------------------------------------------------------------


def test_port_in_use_is_reported_with_program_and_process(fresh_workspace: Workspace) -> None:
    with socket.socket() as other, socket.socket() as free:
        other.bind(("127.0.0.1", 0))
        other.listen()
        free.bind(("127.0.0.1", 0))
        taken, unused = other.getsockname()[1], free.getsockname()[1]
        free.close()
        with pytest.raises(failures.PortTaken) as refused:
            embedded.start(fresh_workspace, bolt_port=taken, http_port=unused)
    assert str(taken) in refused.value.what
    assert f"process {os.getpid()}" in refused.value.what
    assert psutil.Process().name() in refused.value.what
    assert "--bolt-port" in (refused.value.hint or "")
    assert embedded.state(fresh_workspace).state == "stopped"


def test_record_of_a_process_that_is_gone_or_not_ours_counts_as_stopped(fresh_workspace: Workspace) -> None:
    layout = Layout(fresh_workspace)
    layout.run.mkdir()
    home = str(layout.home("g0001"))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        started = psutil.Process(bystander.pid).create_time() - psutil.boot_time()
        for recorded in (
            ServerProcess(gone.pid, 0.0, home, 7687, 7474),
            ServerProcess(bystander.pid, started, home, 7687, 7474),  # our record, another program: the id was reused
        ):
            process.record(layout.run / "server.json", recorded)
            assert embedded.state(fresh_workspace).state == "stopped"
            recorded.end()
            assert embedded.stop(fresh_workspace) is None
            assert not (layout.run / "server.json").exists()
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_damaged_record_counts_as_none(fresh_workspace: Workspace) -> None:
    layout = Layout(fresh_workspace)
    layout.run.mkdir()
    (layout.run / "server.json").write_text('{"pid": 1', encoding="utf-8")
    assert embedded.state(fresh_workspace).state == "stopped"


@contextmanager
def without_permission(folder: Path) -> Iterator[None]:
    """Be somebody who may not write in `folder`: another user for root, whom no mode stops, else by its mode."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
    else:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)


def test_folder_without_permission_is_a_failure_with_a_hint(fresh_workspace: Workspace) -> None:
    with without_permission(fresh_workspace.neo4j), pytest.raises(failures.ServerFailure) as refused:
        embedded.start(fresh_workspace)
    assert "--workspace" in (refused.value.hint or "")


def test_lost_password_is_explained(fresh_workspace: Workspace) -> None:
    layout = Layout(fresh_workspace)
    (layout.home("g0001") / "data" / "databases" / "system").mkdir(parents=True)
    layout.make_current("g0001")
    with pytest.raises(failures.ServerFailure, match="password file") as lost:
        embedded.start(fresh_workspace, announce=False)
    assert lost.value.hint


def test_missing_live_generation_is_not_replaced_by_an_empty_one(fresh_workspace: Workspace) -> None:
    Layout(fresh_workspace).make_current("g0007")
    with pytest.raises(failures.ServerFailure, match="g0007"):
        embedded.start(fresh_workspace, announce=False)
