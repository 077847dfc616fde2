"""Maps inside the page: who interacted with whom, which hashtags went together, who acted alike, as still pictures."""

from collections.abc import Sequence

import numpy as np

from explorer.maps.communities import find_communities, recorded_groups, undirected
from explorer.maps.coordination import LEAST_SUPPORT, select_actions, select_coordination, select_groups
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.layout import lay_out
from explorer.maps.network import ARCHIVED, HASHTAG, Network
from explorer.maps.people import present
from explorer.maps.reduction import strongest
from explorer.maps.selection import Choice, add_account_facts
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import ACCOUNTS, Ground
from explorer.report.network_picture import LABELS, network_svg
from explorer.report.sections.coordination import newest_run
from explorer.report.wording import counted, number

SHOWN = 15


def maps(ground: Ground) -> Section:
    """Return the section with the maps."""
    made = [interactions(ground), hashtags(ground), coaction(ground)]
    return Section("maps", "Maps", figures=[one for one in made if one])


def interactions(ground: Ground) -> Figure | None:
    """Return the map of who retweeted, replied to, quoted or mentioned whom."""
    found = ground.strongest_accounts
    if found is None:
        return None
    network = found.network
    outside = sum(kind != ARCHIVED for kind in network.nodes.kinds)
    return Figure(
        key="map-interactions",
        title=f"Among the {number(len(network.nodes))} strongest accounts, {number(outside)} are outsiders",
        unit="Accounts that retweeted, replied to, quoted or mentioned each other; filled: listed, ring: outside",
        cases=f"n = {number(len(network.nodes))} of {counted(found.nodes, 'account')}, "
        f"{number(len(network.edges))} of {counted(found.ties, 'tie')}; the strongest kept",
        sentence=(
            f"Of the {number(len(network.nodes))} accounts with the most interactions around {ground.theirs}, "
            f"{number(outside)} are outside the releases."
        ),
        caveat="Colours are groups found by the ties alone; the place of a dot, and the distance between groups, mean "
        "little. Being on this map says nothing about an outside account: most were only answered or named.",
        cypher=f"ioscope map interactions --campaign {ground.release.key}",
        table=_table(network, ground),
        pictures=_pictures(network, ground, found_groups=None),
    )


def hashtags(ground: Ground) -> Figure | None:
    """Return the map of hashtags that stand on the same tweets."""
    found = ground.strongest_tags
    if found is None:
        return None
    network = found.network
    labels = _labels(network, ground)
    source, target, weight = _heaviest(network)
    pair = f"{labels[source]} and {labels[target]}"
    return Figure(
        key="map-hashtags",
        title=f"{pair} stand together most: on {counted(weight, 'tweet')}",
        unit="Hashtags on the same tweet: the larger a square, the more often it stands beside another of these",
        cases=f"n = {number(len(network.nodes))} of {counted(found.nodes, 'hashtag')}, "
        f"{counted(len(network.edges), 'pair')} of them; those on most tweets kept",
        sentence=(
            f"Of the {number(len(network.nodes))} hashtags on most tweets by {ground.theirs}, {pair} stand together "
            f"most often: on {counted(weight, 'tweet')}."
        ),
        caveat="Retweets count. Colours are groups found by the pairs alone; where a square stands means little.",
        cypher=f"ioscope map hashtags --campaign {ground.release.key}",
        table=_table(network, ground, "hashtag"),
        pictures=_pictures(network, ground, found_groups=None),
    )


def _heaviest(network: Network) -> tuple[int, int, int]:
    """Return the ends of the line with the largest weight, the first of equals, and that weight."""
    edges = network.edges
    at = int(np.argmax(edges.weight))
    return int(edges.source[at]), int(edges.target[at]), int(edges.weight[at])


def coaction(ground: Ground) -> Figure | None:
    """Return the map of who acted alike."""
    run = newest_run(ground)
    if run is None:
        return None
    choice = Choice((), (ground.release.key,), ACCOUNTS)
    try:
        choice = Choice(select_actions(ground.desk.graph, run, ()), (ground.release.key,), ACCOUNTS)
        whole = select_coordination(ground.desk.graph, run, choice, LEAST_SUPPORT)
    except EmptyNetworkError:
        return None
    network = add_account_facts(ground.desk.graph, strongest(whole, ACCOUNTS))
    return Figure(
        key="map-coordination",
        title=f"{number(len(network.nodes))} accounts acted alike, in separate groups",
        unit=f"Pairs of accounts that did the same within {run.window} more often than if {run.null}",
        cases=f"n = {number(len(network.nodes))} of {counted(len(whole.nodes), 'account')}, "
        f"{number(len(network.edges))} of {counted(len(whole.edges), 'pair')}",
        sentence=(
            f"{counted(len(whole.edges), 'pair')} of {ground.theirs} did the same within {run.window} more often than "
            f"if {run.null}; {counted(len(whole.nodes), 'account')} are in such a pair."
        ),
        caveat="Co-action, not intent. Grey accounts are in no group, or in a small one; distances mean little.",
        cypher=f"ioscope map coordination --run {run.key} --campaign {ground.release.key}",
        table=_table(network, ground),
        pictures=_pictures(network, ground, found_groups=select_groups(ground.desk.graph, run, network).keys),
    )


def _pictures(network: Network, ground: Ground, found_groups: Sequence[str | None] | None) -> dict[int, str]:
    graph = undirected(network)
    found = find_communities(graph) if found_groups is None else recorded_groups(graph, found_groups, None)
    layout = lay_out(graph, found.membership, network.strength(), room=1.0 if found_groups is None else 1.9)
    labels = _labels(network, ground)
    return {width: network_svg(network, layout, found, labels, width) for width in LABELS}


def _labels(network: Network, ground: Ground) -> list[str]:
    """Return the labels of the nodes as the page names accounts and hashtags elsewhere."""
    nodes = network.nodes
    if HASHTAG in nodes.kinds:
        return [ground.names.hashtag(text) for text in nodes.labels]
    return present(nodes, ground.names.naming).labels


def _table(network: Network, ground: Ground, what: str = "account") -> Table:
    labels = _labels(network, ground)
    strength, partners = network.strength().tolist(), network.partners().tolist()
    chosen = sorted(range(len(labels)), key=lambda i: (-strength[i], labels[i]))[:SHOWN]
    note = f"The {len(chosen)} strongest."
    if what != "account":
        return Table(
            (what, "sum of its ties", "partners"), [(labels[i], strength[i], partners[i]) for i in chosen], note
        )
    rows = [
        (labels[i], "listed" if network.nodes.kinds[i] == ARCHIVED else "outside", strength[i], partners[i])
        for i in chosen
    ]
    return Table((what, "", "sum of its ties", "partners"), rows, note)
