"""How things are, as `ioscope status` reports them: server, graph, campaigns, what differs from the lake."""

from typing import Any

from database import contents, embedded
from database.connection import Graph, open_graph
from database.failures import ServerUnreachable
from database.findings import run_states
from database.generation import Layout
from database.target import Target
from lake.manifest import digests, read_manifests
from lake.workspace import Workspace


def status_report(workspace: Workspace, named: Target | None) -> dict[str, Any]:
    """Return the report of `status --json`: of the server that the user named, else of the embedded one.

    Starts nothing: without a running server `graph`, `campaigns` and `indexes` are empty and `drift` is what the lake
    holds. Raises `ServerUnreachable`, `WrongPassword`.
    """
    if named is not None:
        with open_graph(named) as graph:
            return _report(workspace, {"state": "running", "uri": named.uri, "user": named.username}, graph)
    layout = Layout(workspace)
    server = embedded.state(workspace)
    about: dict[str, Any] = {
        "state": server.state,
        "uri": None,
        "version": None,
        "edition": None,
        "generation": server.generation,
    }
    if server.state == "running" and server.ports is not None:
        target = embedded.target_of(layout, server.ports)
        about |= {
            "uri": target.uri,
            "browser": f"http://127.0.0.1:{server.ports.http}/browser/",
            "user": target.username,
            "password_file": str(layout.password_file),
            "pid": server.pid,
        }
        try:
            with open_graph(target) as graph:
                return _report(workspace, about, graph)
        except ServerUnreachable:
            about["state"] = "starting"
    return _report(workspace, about, None)


def _report(workspace: Workspace, about: dict[str, Any], graph: Graph | None) -> dict[str, Any]:
    counts = contents.counts(graph) if graph else contents.Counts({}, {})
    campaigns = contents.campaigns(graph) if graph else []
    if graph:
        version, edition = graph.read(
            "CALL dbms.components() YIELD versions, edition RETURN versions[0], edition"
        ).rows[0]
        about = {"generation": None, **about, "database": graph.target.database, "version": version, "edition": edition}
    return {
        "workspace": str(workspace.root),
        "server": about,
        "graph": {"nodes": counts.nodes, "relationships": counts.relationships},
        "campaigns": with_tweets(campaigns, workspace),
        "drift": contents.drift(campaigns, digests(read_manifests(workspace).values())),
        "findings": [vars(state) for state in run_states(workspace, graph)],
        "indexes": contents.indexes(graph) if graph else [],
    }


def with_tweets(campaigns: list[dict[str, Any]], workspace: Workspace) -> list[dict[str, Any]]:
    """Add `tweets` to each campaign: how many the lake's books say were loaded, None when this lake has none of it.

    Counting them in the graph would walk every tweet: half a minute for 30 million.
    """
    manifests = read_manifests(workspace)
    return [
        {
            **campaign,
            "tweets": manifests[key].books("tweets")["loaded"] if (key := campaign["key"]) in manifests else None,
        }
        for campaign in campaigns
    ]
