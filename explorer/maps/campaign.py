"""Selection for `map campaign`: the structure of one release in one picture.

Its accounts are gathered into the communities that their interactions make, one node each; around them stand the
hashtags they used, the sites they linked to, and the accounts outside that they retweeted, answered, quoted or named.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.maps import cypher
from explorer.maps.communities import Communities, find_communities, undirected
from explorer.maps.cypher import ACCOUNT, HASHTAG, TWEET, kind, label, of, variant
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.kinds import ACTIONS
from explorer.maps.links import OWN_SITE, link_rows
from explorer.maps.network import DOMAIN, GROUP, NO_TIME, OUTSIDER, Network, Nodes, Step, Tie, from_ties
from explorer.maps.network import HASHTAG as TAG
from explorer.maps.people import Naming, present
from explorer.maps.selection import Reader, account_nodes, records, tie_of
from schema.cypher import quoted

MOST_GROUPS, SMALLEST_GROUP = 12, 3
"""Communities that get a node of their own: the largest, of so many accounts at least."""

MOST_TAGS, MOST_SITES, MOST_TARGETS = 30, 25, 40
"""Hashtags, sites and outside accounts around them: those with most tweets."""

LEADERS = 5
REST = "others"  # sorts after every group
ACTIONS_HERE = (*ACTIONS, "hashtag", "link")


def members() -> str:
    """Return the statement for the accounts of the release `$key`."""
    return (
        f"MATCH (a:{label(ACCOUNT)})-[:{kind('MEMBER_OF')}]->(:{label('Campaign')} {{{quoted('key')}: $key}})\n"
        f"RETURN {of('a', ACCOUNT, 'user_id')} AS user_id ORDER BY user_id"
    )


def group_hashtags() -> str:
    """Return the statement for the tweets of each of `$groups` ({group, ids}) with each hashtag, by month."""
    posted = of("t", TWEET, "posted_at")
    return (
        f"UNWIND $groups AS one\nUNWIND one.ids AS id\n"
        f"MATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})-[:{kind('POSTED')}]->"
        f"(t:{label(TWEET)}:{variant(TWEET, 'Archived')})-[:{kind('TAGGED')}]->(h:{label(HASHTAG)})\n"
        f"WHERE $key IN {of('t', TWEET, 'campaigns')}\n"
        f"WITH one.group AS source, h, left(toString({posted}), 7) AS month, count(t) AS n\n"
        "WITH source, h, sum(n) AS times, collect(CASE WHEN month IS NOT NULL THEN [month, n] END) AS by_month\n"
        f"RETURN source, {of('h', HASHTAG, 'tag')} AS target,\n"
        f"  coalesce({of('h', HASHTAG, 'name')}, {of('h', HASHTAG, 'tag')}) AS name, times, null AS first_ms,\n"
        "  null AS last_ms, [m IN by_month | m[0]] AS months, [m IN by_month | m[1]] AS month_times"
    )


def select_campaign(graph: Reader, key: str, naming: Naming) -> Network:
    """Return the structure of the release `key`; raises `EmptyNetworkError`.

    Labels of a group's strongest accounts are as `naming` allows.
    """
    ids = [row[0] for row in graph.read(members(), {"key": key}).rows]
    rows = records(graph.read(cypher.interaction_rows(tuple(ACTIONS), by_campaign=True), {"campaigns": [key]}))
    action_of = {names[0]: action for action, names in ACTIONS.items()}
    ties = [tie_of(row, action_of[row["type"]]) for row in rows]
    inside = set(ids)
    group_of = _groups_of(ids, [tie for tie in ties if tie.source in inside and tie.target in inside])
    parts: dict[str, list[str]] = {}
    for user_id in ids:
        parts.setdefault(group_of[user_id], []).append(user_id)
    asked = {"key": key, "groups": [{"group": group, "ids": part} for group, part in parts.items()]}
    tags = records(graph.read(group_hashtags(), asked))
    links = records(graph.read(link_rows(by_campaign=True), {"own": OWN_SITE, "campaigns": [key]}))
    between = [
        _moved(tie, group_of[tie.source], group_of[tie.target])
        for tie in ties
        if tie.target in group_of and tie.source in group_of
    ]
    outward = [
        _moved(tie, group_of[tie.source], tie.target)
        for tie in ties
        if tie.source in group_of and tie.target not in group_of
    ]
    tagged = [replace(tie_of(row, "hashtag"), target=f"#{row['target']}") for row in tags]
    linked = [
        _moved(tie_of(row, "link"), group_of[row["source"]], f"site {row['target']}")
        for row in links
        if row["source"] in group_of
    ]
    kept = [
        *between,
        *_strongest(outward, MOST_TARGETS),
        *_strongest(tagged, MOST_TAGS),
        *_strongest(linked, MOST_SITES),
    ]
    network = from_ties(_summed(kept), ACTIONS_HERE)
    if not len(network.edges):
        raise EmptyNetworkError(
            f"there is nothing to draw: the graph holds no interaction, hashtag or link of {key}",
            hint="ioscope status says whether the release is loaded whole",
        )
    names = {f"#{row['target']}": row["name"] for row in tags}
    network = replace(network, nodes=_nodes(graph, network.nodes.keys, parts, _strength_of(ties), names, naming))
    found = {
        what: len({tie.target for tie in some})
        for what, some in (("targets", outward), ("tags", tagged), ("sites", linked))
    }
    steps = (
        Step(f"ties of the {len(ids):,} accounts of {key} to any account", None, len(ties)),
        Step(_rule(parts, found), len(network.nodes), len(network.edges), whole=True),
    )
    return replace(network, steps=steps)


def _groups_of(ids: Sequence[str], ties: Sequence[Tie]) -> dict[str, str]:
    """Return the group of each account: one of the largest communities of their ties, else REST."""
    network = from_ties(ties, tuple(ACTIONS))
    group_of = dict.fromkeys(ids, REST)
    if len(network.edges):
        found = find_communities(undirected(network))
        for account, community in zip(network.nodes.keys, found.membership.tolist(), strict=True):
            if community < MOST_GROUPS and found.sizes[community] >= SMALLEST_GROUP:
                group_of[account] = f"group {community + 1:02d}"
    return group_of


def _moved(tie: Tie, source: str, target: str) -> Tie:
    return replace(tie, source=source, target=target)


def _strength_of(ties: Iterable[Tie]) -> Counter[str]:
    strength: Counter[str] = Counter()
    for tie in ties:
        strength[tie.source] += tie.times
        strength[tie.target] += tie.times
    return strength


def _strongest(ties: Sequence[Tie], most: int) -> list[Tie]:
    """Return the ties to the `most` targets with most tweets."""
    total: Counter[str] = Counter()
    for tie in ties:
        total[tie.target] += tie.times
    kept = {target for target, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:most]}
    return [tie for tie in ties if tie.target in kept]


def _summed(ties: Iterable[Tie]) -> list[Tie]:
    """Return one tie for each source, target and action."""
    found: dict[tuple[str, str, str], Tie] = {}
    for tie in ties:
        place = (tie.source, tie.target, tie.action)
        one = found.get(place)
        if one is None:
            found[place] = replace(tie, months=dict(tie.months))
            continue
        months = dict(one.months)
        for month, times in tie.months.items():
            months[month] = months.get(month, 0) + times
        starts = [t for t in (one.first_ms, tie.first_ms) if t != NO_TIME]
        found[place] = replace(
            one,
            times=one.times + tie.times,
            first_ms=min(starts, default=NO_TIME),
            last_ms=max(one.last_ms, tie.last_ms),
            months=months,
        )
    return list(found.values())


def _nodes(
    graph: Reader,
    keys: list[str],
    parts: Mapping[str, Sequence[str]],
    strength: Counter[str],
    names: Mapping[str, str],
    naming: Naming,
) -> Nodes:
    """Return the nodes of these keys: groups with their strongest accounts, hashtags, sites, outside accounts."""
    leading = {group: sorted(part, key=lambda one: (-strength[one], one))[:LEADERS] for group, part in parts.items()}
    leaders = account_nodes(graph, sorted({one for some in leading.values() for one in some}))
    said = dict(zip(leaders.keys, present(leaders, naming).labels, strict=True))
    kinds, labels = [], []
    facts: dict[str, list[Any]] = {"members": [], "leaders": [], "label": []}
    for key in keys:
        part = parts.get(key)
        if part is not None:
            kinds.append(GROUP)
            name = "Others" if key == REST else f"Group {int(key[-2:])}"
            labels.append(f"{name}: {len(part):,} {'account' if len(part) == 1 else 'accounts'}")
        elif key in names:
            kinds.append(TAG)
            labels.append(names[key])
        elif key.startswith("site "):
            kinds.append(DOMAIN)
            labels.append(key.removeprefix("site "))
        else:
            kinds.append(OUTSIDER)
            labels.append(key)
        facts["members"].append(len(part) if part is not None else None)
        facts["leaders"].append([said[one] for one in leading[key]] if part is not None else None)
        facts["label"].append("Group" if part is not None else "Hashtag" if key in names else None)
    return Nodes(keys, kinds, labels, facts)


def _rule(parts: Mapping[str, Sequence[str]], found: Mapping[str, int]) -> str:
    own = len(set(parts) - {REST})
    rest = f", {len(parts[REST]):,} accounts outside of them together" if REST in parts else ""
    cut = [
        f"{min(most, found[what]):,} of {found[what]:,} {words}"
        for what, most, words in (
            ("tags", MOST_TAGS, "hashtags"),
            ("sites", MOST_SITES, "sites"),
            ("targets", MOST_TARGETS, "outside accounts"),
        )
    ]
    return f"gathered into the {own} largest communities{rest}; with {', '.join(cut)}, those with most tweets"


def gathered_around(network: Network) -> Communities:
    """Return each group with all that has more tweets of it than of any other, in the order of the groups' keys."""
    keys, edges = network.nodes.keys, network.edges
    is_group = [one == GROUP for one in network.nodes.kinds]
    best: dict[int, tuple[int, str]] = {}
    for source, target, weight in zip(edges.source.tolist(), edges.target.tolist(), edges.weight.tolist(), strict=True):
        if not is_group[target]:
            best[target] = min(best.get(target, (0, "")), (-weight, keys[source]))
    owner = [key if is_group[i] else best[i][1] for i, key in enumerate(keys)]
    sizes = Counter(owner)
    order = {one: place for place, one in enumerate(sorted(sizes))}
    membership = np.array([order[one] for one in owner], dtype=np.int64)
    said = "Colours follow the groups; a hashtag, site or outside account has that of the group with most tweets to it"
    return Communities(membership, [sizes[one] for one in sorted(sizes)], said=said)
