"""Which server is meant, and one clear message for each way in which it cannot be reached."""

import socket

import pytest

from database import embedded, failures
from database.connection import Graph, Target, connect
from database.generation import Layout
from lake.workspace import Workspace


def environment(target: Target, **more: str) -> dict[str, str]:
    return {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password or "",
        **more,
    }


def test_server_that_neo4j_uri_names_is_used_and_nothing_is_started(
    graph: Graph, server: Target, fresh_workspace: Workspace
) -> None:
    graph.write("CREATE (:Kept)")
    with connect(fresh_workspace, environ=environment(server)) as own:
        assert own.read("MATCH (n:Kept) RETURN count(n)").value() == 1
        assert own.target.database == "neo4j"
        assert not own.target.embedded
    assert embedded.state(fresh_workspace).state == "stopped"
    assert not Layout(fresh_workspace).password_file.exists()


def test_server_that_does_not_answer_is_named_with_a_hint(fresh_workspace: Workspace) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{free.getsockname()[1]}"
    nobody = Target(uri, "neo4j", "irrelevant", None, embedded=False)
    with (
        pytest.raises(failures.ServerUnreachable, match=uri) as refused,
        connect(fresh_workspace, environ=environment(nobody)),
    ):
        pass
    assert "NEO4J_URI" in (refused.value.hint or "")
    assert not Layout(fresh_workspace).password_file.exists()


def test_wrong_password_is_one_message_without_the_password(server: Target, fresh_workspace: Workspace) -> None:
    with (
        pytest.raises(failures.WrongPassword) as refused,
        connect(fresh_workspace, environ=environment(server, NEO4J_PASSWORD="not this one")),
    ):
        pass
    assert "NEO4J_PASSWORD" in (refused.value.hint or "")
    assert "not this one" not in refused.value.what + (refused.value.hint or "")


def test_missing_database_and_malformed_address_are_told_apart(server: Target, fresh_workspace: Workspace) -> None:
    with (
        pytest.raises(failures.DatabaseMissing, match="nosuchdatabase"),
        connect(fresh_workspace, environ=environment(server, NEO4J_DATABASE="nosuchdatabase")),
    ):
        pass
    with (
        pytest.raises(failures.ConnectionFailure, match="NEO4J_URI") as refused,
        connect(fresh_workspace, environ={"NEO4J_URI": "localhost:7687"}),
    ):
        pass
    assert "bolt://" in (refused.value.hint or "")
