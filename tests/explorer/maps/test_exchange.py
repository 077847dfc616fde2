"""Networks written for other programs, read back by networkx, igraph, csv and Arrow."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from database.graph import Graph
from explorer.maps.drawing import draw
from explorer.maps.exchange import FORMATS, GEXF, Plan, written
from explorer.maps.kinds import interactions
from explorer.maps.network import Network
from explorer.maps.people import Naming
from explorer.maps.provenance import Provenance
from explorer.maps.reduction import strongest
from ioscope import main
from lake.workspace import Workspace
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.networks import SYNTHETIC, planted


def plan_of(network: Network) -> Plan:
    return draw(strongest(network, 2_000), interactions("all"), Naming("all"), Provenance((SYNTHETIC,), {})).plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(planted())


def saved(plan: Plan, form: str, folder: Path) -> list[Path]:
    files = []
    for ending, data in written(plan, form).items():
        files.append(folder / f"net{ending}")
        files[-1].write_bytes(data)
    return files


def test_gexf_has_places_colours_weights_and_the_months_of_each_line(plan: Plan, tmp_path: Path) -> None:
    (file,) = saved(plan, "gexf", tmp_path)
    graph = nx.read_gexf(file)
    assert graph.is_directed()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (60, len(plan.network.edges))
    node = graph.nodes["0"]
    assert node["label"] == plan.shown.labels[0]
    assert node["viz"]["position"]["x"] == plan.layout.x[0]
    assert node["viz"]["position"]["y"] == -plan.layout.y[0]
    assert set(node["viz"]["color"]) >= {"r", "g", "b"}
    assert node["strength"] == plan.network.strength()[0]
    assert sum(data["weight"] for _, _, data in graph.edges(data=True)) == plan.network.edges.weight.sum()
    root = ET.parse(file).getroot()  # noqa: S314
    assert root.find(f"{{{GEXF}}}graph").get("mode") == "dynamic"  # type: ignore[union-attr]
    spells = root.findall(f".//{{{GEXF}}}edge/{{{GEXF}}}spells/{{{GEXF}}}spell")
    assert len(spells) == sum(len(months) for months in plan.network.edges.months)
    assert {spell.get("end", "")[-2:] for spell in spells} <= {"28", "30", "31"}


def test_graphml_is_read_by_igraph_and_networkx_alike(plan: Plan, tmp_path: Path) -> None:
    (file,) = saved(plan, "graphml", tmp_path)
    one, other = igraph.Graph.Read_GraphML(str(file)), nx.read_graphml(file)
    assert one.vcount() == other.number_of_nodes() == 60
    assert (
        sum(one.es["weight"])
        == sum(d["weight"] for _, _, d in other.edges(data=True))
        == plan.network.edges.weight.sum()
    )
    assert one.vs["label"] == plan.shown.labels
    assert one.vs["x"] == pytest.approx(plan.layout.x.tolist())
    assert one.vs[0]["color"].startswith("#")


def test_tables_hold_every_node_and_line(plan: Plan, tmp_path: Path) -> None:
    nodes, edges = saved(plan, "parquet", tmp_path)
    table, lines = pq.read_table(nodes), pq.read_table(edges)
    assert table.column("label").to_pylist() == plan.shown.labels
    assert sum(lines.column("weight").to_pylist()) == plan.network.edges.weight.sum()
    nodes, edges = saved(plan, "csv", tmp_path)
    rows = list(csv.DictReader(io.StringIO(edges.read_text(encoding="utf-8"), newline="")))
    assert [int(row["weight"]) for row in rows] == plan.network.edges.weight.tolist()
    assert rows[0]["months"].startswith("2017-")
    assert len(nodes.read_text(encoding="utf-8").splitlines()) == 61


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_names_come_back_as_they_are_and_no_cell_is_a_formula(form: str, tmp_path: Path) -> None:
    network = planted(120, 4)
    network.nodes.facts["screen_name"] = [HOSTILE[i % len(HOSTILE)] for i in range(120)]
    network.nodes.facts["location"] = ["=1+1", "@SUM(A1)", "'=x", "a,b", 'q"q'] * 24
    plan = plan_of(network)
    file = saved(plan, form, tmp_path)[0]
    if form == "gexf":
        graph = nx.read_gexf(file)
        found = [graph.nodes[str(i)]["label"] for i in range(120)]
    elif form == "graphml":
        found = igraph.Graph.Read_GraphML(str(file)).vs["label"]
    elif form == "parquet":
        found = pq.read_table(file).column("label").to_pylist()
    else:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
        found = [row["label"].removeprefix("'") for row in rows]
        assert found == [label.removeprefix("'") for label in plan.shown.labels]
        return
    assert found == plan.shown.labels


@pytest.mark.parametrize("form", FORMATS)
def test_same_network_same_bytes(plan: Plan, form: str) -> None:
    assert written(plan, form) == written(plan_of(planted()), form)


def test_the_command_writes_the_files_and_says_that_they_are_working_data(
    graph: Graph, workspace: Workspace, tmp_path: Path
) -> None:
    graph.write(
        "UNWIND [['a', 'b'], ['b', 'c']] AS e MERGE (a:Account:Outsider {user_id: e[0], screen_name: 'name_' + e[0]}) "
        "MERGE (b:Account:Outsider {user_id: e[1], screen_name: 'name_' + e[1]}) "
        "CREATE (a)-[:QUOTED {times: 2, months: ['2017-01'], month_times: [2], campaigns: ['one']}]->(b)"
    )
    asked = ["--workspace", str(workspace.root), "export", "network", "interactions", "--json"]
    result = CliRunner().invoke(main, [*asked, "--format", "csv", "-o", str(tmp_path / "out.csv")])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert [Path(file).name for file in report["files"]] == ["out-nodes.csv", "out-edges.csv"]
    assert "name_a" in Path(report["files"][0]).read_text(encoding="utf-8")
    assert (report["nodes"], report["edges"]) == (3, 2)
    assert "not to be published" in result.stderr
    result = CliRunner().invoke(main, asked)
    assert Path(json.loads(result.stdout)["files"][0]).parent == workspace.exports
