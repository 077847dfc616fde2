"""Maps inside the page: who interacted with whom, and who acted alike, as still pictures."""

from collections.abc import Sequence

from explorer.maps.communities import find_communities, recorded_groups, undirected
from explorer.maps.coordination import LEAST_SUPPORT, select_actions, select_coordination, select_groups
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.kinds import ACTIONS
from explorer.maps.layout import lay_out
from explorer.maps.network import ARCHIVED, Network
from explorer.maps.people import present
from explorer.maps.reduction import strongest
from explorer.maps.selection import Choice, add_account_facts, select_interactions
from explorer.report.figure import Figure, Section, Table
from explorer.report.ground import Ground
from explorer.report.network_picture import LABELS, network_svg
from explorer.report.sections.coordination import newest_run
from explorer.report.wording import counted, number

NODES = 150
SHOWN = 15


def maps(ground: Ground) -> Section:
    """Return the section with the maps."""
    made = [interactions(ground), coaction(ground)]
    return Section("maps", "Maps", figures=[one for one in made if one])


def interactions(ground: Ground) -> Figure | None:
    """Return the map of who retweeted, replied to, quoted or mentioned whom."""
    choice = Choice(tuple(ACTIONS), (ground.release.key,), NODES)
    try:
        whole = select_interactions(ground.desk.graph, choice)
    except EmptyNetworkError:
        return None
    network = add_account_facts(ground.desk.graph, strongest(whole, NODES))
    outside = sum(kind != ARCHIVED for kind in network.nodes.kinds)
    return Figure(
        key="map-interactions",
        title=f"Among the {number(len(network.nodes))} strongest accounts, {number(outside)} are outsiders",
        unit="Accounts that retweeted, replied to, quoted or mentioned each other; filled: listed, ring: outside",
        cases=f"n = {number(len(network.nodes))} of {counted(len(whole.nodes), 'account')}, "
        f"{number(len(network.edges))} of {counted(len(whole.edges), 'tie')}; the strongest kept",
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


def coaction(ground: Ground) -> Figure | None:
    """Return the map of who acted alike."""
    run = newest_run(ground)
    if run is None:
        return None
    choice = Choice((), (ground.release.key,), NODES)
    try:
        choice = Choice(select_actions(ground.desk.graph, run, ()), (ground.release.key,), NODES)
        whole = select_coordination(ground.desk.graph, run, choice, LEAST_SUPPORT)
    except EmptyNetworkError:
        return None
    network = add_account_facts(ground.desk.graph, strongest(whole, NODES))
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
    labels = present(network.nodes, ground.names.naming).labels
    return {width: network_svg(network, layout, found, labels, width) for width in LABELS}


def _table(network: Network, ground: Ground) -> Table:
    labels = present(network.nodes, ground.names.naming).labels
    strength, partners = network.strength().tolist(), network.partners().tolist()
    rows = [
        (labels[i], "listed" if network.nodes.kinds[i] == ARCHIVED else "outside", strength[i], partners[i])
        for i in sorted(range(len(labels)), key=lambda i: (-strength[i], labels[i]))[:SHOWN]
    ]
    return Table(("account", "", "sum of its ties", "partners"), rows, f"The {len(rows)} strongest.")
