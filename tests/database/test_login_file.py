"""A new generation's password: taken from a former one when it is the same, else set by Neo4j's own tool."""

import pytest

from database import configuration, embedded, login_file, ports, process
from database.connection import open_graph
from database.distribution import ensure_distribution
from database.generation import Layout
from lake.workspace import Workspace
from terminal import Stages

LOGIN = (
    "neo4j:SHA-256,eda71e2e8acd40d8b5aa1ec6e5a5cf8a7b8a8d5c4f5c9de43d0a6f22ee0d5b52,"
    "156d57bb2d66acc51b864c14540bce06af52cb7f578b995415dc888bbc8bd1fa,1024:"
)


@pytest.mark.parametrize(
    "text",
    ["", "neo4j", "neo4j:SHA-256,00,zz,1024:", "neo4j:SHA-256,00,00,many:", "neo4j:SHA-256,00:", LOGIN, "a:b:c"],
)
def test_anything_else_is_no_login_with_this_password(text: str) -> None:
    assert not login_file.is_login(text, "a password")


@pytest.mark.slow
def test_the_tool_runs_for_the_first_generation_only_and_the_second_has_the_same_password(
    fresh_workspace: Workspace,
) -> None:
    first = embedded.start(fresh_workspace, announce=False)
    embedded.stop(fresh_workspace)
    layout = Layout(fresh_workspace)
    made = (layout.home("g0001") / login_file.PLACE).read_text(encoding="utf-8")
    assert first.password is not None
    assert login_file.is_login(made, first.password)
    assert not login_file.is_login(made, first.password + "x")
    layout.begin("g0002")
    layout.make_current("g0002")
    second = embedded.start(fresh_workspace, announce=False)
    assert layout.current() == "g0002"
    copied = layout.home("g0002") / login_file.PLACE
    assert copied.read_text(encoding="utf-8") == made  # the tool would have taken another salt
    assert copied.stat().st_mode & 0o777 == 0o600
    with open_graph(second) as graph:
        assert graph.read("RETURN 1").value() == 1


def test_with_another_password_the_tool_makes_a_login_of_its_own(fresh_workspace: Workspace) -> None:
    layout = Layout(fresh_workspace)
    distribution = ensure_distribution(Stages(quiet=True))
    layout.conf.mkdir()
    text = configuration.configuration_text(next(ports.free_pairs()), configuration.Memory(512, 256))
    (layout.conf / "neo4j.conf").write_text(text, encoding="ascii")
    logins = []
    for name, password in (("g0001", "the-first-one"), ("g0002", "another-one"), ("g0003", "another-one")):
        home = layout.begin(name)
        process.set_initial_password(distribution, home=home, conf=layout.conf, run=layout.conf, password=password)
        logins.append((home / login_file.PLACE).read_text(encoding="utf-8"))
    assert login_file.is_login(logins[0], "the-first-one")
    assert login_file.is_login(logins[1], "another-one")
    assert logins[2] == logins[1]
