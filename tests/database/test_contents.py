"""What is in the graph, whose it is, and where it differs from the lake; and the commands that say so."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import ioscope
from database import contents, failures
from database.connection import Graph
from database.markers import write_campaign
from lake.workspace import Workspace
from schema.installation import expected_indexes
from schema.model import model_digest, nodes

OURS = ("up", "down", "status", "campaigns")


def campaign(graph: Graph, key: str, **given: Any) -> None:
    empty = {declared.name: None for declared in nodes()["Campaign"].loaded}
    write_campaign(graph, key, {**empty, **given})


def run(workspace: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(ioscope.main, ["--workspace", str(workspace.root), *arguments], catch_exceptions=False)


def test_counts_name_every_label_and_type_that_has_members(graph: Graph) -> None:
    graph.write("CREATE (:Account:Archived)-[:POSTED]->(:Tweet)<-[:POSTED]-(:Account:Outsider), (:`My own`)")
    found = contents.counts(graph)
    assert found.nodes == {"Account": 2, "Archived": 1, "My own": 1, "Outsider": 1, "Tweet": 1}
    assert found.relationships == {"POSTED": 2}


def test_empty_graph_has_no_counts_and_no_campaigns(graph: Graph) -> None:
    assert contents.counts(graph) == contents.Counts({}, {})
    assert contents.campaigns(graph) == []
    assert not contents.is_ours(graph)


def test_campaigns_come_in_order_of_publication_with_their_members(graph: Graph) -> None:
    campaign(graph, "later", released_on="2020-06", state="complete")
    campaign(graph, "earlier", released_on="2019-06", state="complete")
    graph.write("MATCH (c:Campaign {key: 'later'}) CREATE (:Account)-[:MEMBER_OF]->(c)<-[:MEMBER_OF]-(:Account)")
    assert [(one["key"], one["accounts"]) for one in contents.campaigns(graph)] == [("earlier", 0), ("later", 2)]


def test_every_index_of_the_schema_is_there_and_online(graph: Graph) -> None:
    found = {index["name"]: index for index in contents.indexes(graph)}
    assert set(found) >= {index.name for index in expected_indexes()}
    assert {index["state"] for index in found.values()} == {"ONLINE"}


def test_somebody_elses_graph_is_refused_unless_it_is_meant(graph: Graph) -> None:
    foreign = Graph(graph.driver, replace(graph.target, embedded=False))
    contents.check_ours(foreign, into_existing=False)  # empty: nothing to spoil
    graph.write("CREATE (:Customer)")
    with pytest.raises(failures.NotOurs, match="1 nodes") as refused:
        contents.check_ours(foreign, into_existing=False)
    assert "--into-existing" in (refused.value.hint or "")
    contents.check_ours(foreign, into_existing=True)
    contents.check_ours(graph, into_existing=False)  # the embedded one is ours whatever it holds
    campaign(graph, "iran_201906_1")
    contents.check_ours(foreign, into_existing=False)


def test_drift_names_each_way_in_which_graph_and_lake_differ() -> None:
    def loaded(key: str, digest: str, state: str = "complete") -> dict[str, str]:
        return {"key": key, "digest": digest, "state": state, "model": model_digest()}

    in_graph = [loaded("same", "a"), loaded("older", "a"), loaded("cut", "a", "loading"), loaded("gone", "a")]
    in_graph += [loaded("former", "a") | {"model": "0123"}, {"key": "first", "digest": "a", "state": "complete"}]
    in_lake = {"same": "a", "older": "b", "cut": "a", "new": "c", "former": "a", "first": "a"}
    found = contents.drift(in_graph, in_lake)
    assert [(one["campaign"], one["difference"]) for one in found] == [
        ("cut", "load not finished"),
        ("first", "loaded by another version"),
        ("former", "loaded by another version"),
        ("gone", "only in the graph"),
        ("new", "only in the lake"),
        ("older", "other files in the lake"),
    ]


def test_status_has_the_shape_that_scripts_rely_on(graph: Graph, workspace: Workspace) -> None:
    campaign(graph, "iran_201906_1", state="complete", digest="a")
    report = json.loads(run(workspace, "status", "--json").stdout)
    assert {"state", "uri", "version", "edition", "generation"} <= set(report["server"])
    assert report["server"]["state"] == "running"
    assert report["server"]["uri"] == graph.target.uri
    assert report["server"]["edition"] == "community"
    assert report["graph"] == {"nodes": {"Campaign": 1}, "relationships": {}}
    assert [one["key"] for one in report["campaigns"]] == ["iran_201906_1"]
    assert report["drift"] == [{"campaign": "iran_201906_1", "difference": "only in the graph"}]
    assert {"name", "state", "percent"} == set(report["indexes"][0])


def test_status_names_the_file_of_the_password_and_not_the_password(graph: Graph, workspace: Workspace) -> None:
    said = run(workspace, "status")
    assert str(workspace.neo4j / "password") in said.stdout
    assert graph.target.password
    assert graph.target.password not in said.output


def test_status_and_down_start_nothing(fresh_workspace: Workspace) -> None:
    assert json.loads(run(fresh_workspace, "status", "--json").stdout)["server"]["state"] == "stopped"
    assert "ioscope up" in run(fresh_workspace, "status").stderr
    assert "not running" in run(fresh_workspace, "down").stderr
    assert not (fresh_workspace.neo4j / "password").exists()


def test_campaigns_of_an_empty_graph_says_how_to_load(graph: Graph, workspace: Workspace) -> None:
    said = run(workspace, "campaigns")
    assert said.stdout == ""
    assert "ioscope load" in said.stderr
    campaign(graph, "iran_201906_1", state="complete", synthetic=True)
    assert "iran_201906_1 (synthetic)" in run(workspace, "campaigns").stdout
    assert json.loads(run(workspace, "campaigns", "--json").stdout)[0]["key"] == "iran_201906_1"


def test_up_with_neo4j_uri_starts_nothing(
    graph: Graph, fresh_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", graph.target.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", graph.target.password or "")
    said = run(fresh_workspace, "up", "--json")
    assert json.loads(said.stdout)["uri"] == graph.target.uri
    assert not (fresh_workspace.neo4j / "password").exists()


@pytest.mark.parametrize("name", OURS)
def test_help_of_each_command_has_its_line_and_an_example(name: str) -> None:
    said = CliRunner().invoke(ioscope.main, [name, "--help"]).stdout
    assert f"Example: ioscope {name}" in said
    command = ioscope.main.get_command(click.Context(ioscope.main), name)
    assert command is not None
    assert command.get_short_help_str(limit=200) == ioscope.COMMANDS[name][1]


def test_counts_are_read_off_the_store_and_walk_no_graph(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.write("CREATE (:Account {user_id: '1'})-[:POSTED]->(:Tweet {tweet_id: 1})")
    asked: list[tuple[str, Any]] = []
    read = Graph.read

    def noting(self: Graph, cypher: str, parameters: Any = None, **more: Any) -> Any:
        asked.append((cypher, parameters))
        return read(self, cypher, parameters, **more)

    monkeypatch.setattr(Graph, "read", noting)
    contents.counts(graph)
    counting = [one for one in asked if "count(n)" in one[0]]
    assert len(counting) == 2
    for cypher, parameters in counting:
        plan = graph.driver.execute_query(f"EXPLAIN {cypher}", parameters).summary.plan
        assert plan is not None
        leaves = list(leaves_of(plan))
        assert leaves
        assert all("CountFromCountStore" in leaf for leaf in leaves), leaves


def leaves_of(plan: dict[str, Any]) -> Iterator[str]:
    children = plan.get("children") or []
    if not children:
        yield plan["operatorType"]
    for child in children:
        yield from leaves_of(child)
