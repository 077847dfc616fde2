"""The way from a selected network to its page: cut, facts, communities, layout, names, model, HTML."""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.maps.communities import find_communities, undirected
from explorer.maps.kinds import HASHTAGS, Kind, interactions
from explorer.maps.layout import lay_out
from explorer.maps.model import measure, page_model, summary
from explorer.maps.network import Network
from explorer.maps.page import render
from explorer.maps.people import Naming, present
from explorer.maps.provenance import Provenance
from explorer.maps.reduction import strongest
from explorer.maps.selection import (
    Choice,
    Reader,
    add_account_facts,
    add_hashtag_facts,
    select_hashtags,
    select_interactions,
    select_releases,
)
from explorer.maps.vis_engine import vis_engine


@dataclass(frozen=True)
class Drawing:
    """A finished page: its HTML, the engine that draws it, and its counts as `map --json` gives them."""

    html: str
    engine: str
    counts: Mapping[str, int]


def draw_interactions(graph: Reader, action: str, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of who retweeted, replied to, quoted or mentioned whom."""
    releases = select_releases(graph, choice.campaigns)
    network = add_account_facts(graph, strongest(select_interactions(graph, choice), choice.limit))
    parameters = {"map": "interactions", "action": action, **_parameters(choice, naming)}
    return draw(network, interactions(action), naming, Provenance(releases, parameters))


def draw_hashtags(graph: Reader, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of hashtags used together."""
    releases = select_releases(graph, choice.campaigns)
    network = strongest(select_hashtags(graph, choice), choice.limit)
    network = add_hashtag_facts(graph, network, choice)
    return draw(network, HASHTAGS, naming, Provenance(releases, {"map": "hashtags", **_parameters(choice, naming)}))


def draw(network: Network, kind: Kind, naming: Naming, origin: Provenance) -> Drawing:
    """Return the page of a network that is cut and has its facts."""
    graph = undirected(network)
    found = find_communities(graph)
    layout = lay_out(graph, found.membership, measure(network, next(iter(kind.measures))))
    engine = vis_engine(network, layout)
    model = page_model(network, present(network.nodes, naming), found, kind=kind, naming=naming, origin=origin)
    return Drawing(render(model, engine), engine.name, summary(model))


def _parameters(choice: Choice, naming: Naming) -> dict[str, str]:
    return {
        "campaigns": ", ".join(choice.campaigns) or "all in the graph",
        "limit": f"{choice.limit:,}",
        "names": "none (redacted)" if naming.redact else naming.mode,
    }
