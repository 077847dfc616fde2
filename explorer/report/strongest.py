"""The strongest nodes of a campaign's networks and the ties between them, summed by the server.

A picture shows 150 of what can be a million nodes: the sums are made where the ties are, and only ties between nodes
that the picture keeps are fetched. The nodes are those that `explorer.maps.reduction.strongest` keeps of the whole.
"""

from dataclasses import dataclass, replace

from explorer.maps import cypher
from explorer.maps.cypher import ACCOUNT, ALL_TYPES, HASHTAG, TWEET, kind, label, of
from explorer.maps.kinds import ACTIONS
from explorer.maps.network import HASHTAG as TAG
from explorer.maps.network import Network, Nodes, from_ties
from explorer.maps.reduction import strongest
from explorer.maps.selection import Reader, add_account_facts, records, tie_of


@dataclass(frozen=True)
class Strongest:
    """The network of the strongest nodes, and how many nodes and ties (one an ordered pair) the whole has."""

    network: Network
    nodes: int
    ties: int


def _acts() -> str:
    """Return the beginning of a statement: the acts `r` of accounts `a` towards others, `b`, in a campaign."""
    types = "|".join(kind(name) for name in ALL_TYPES)
    return (
        f"MATCH (a:{label(ACCOUNT)})-[r:{types}]->(b:{label(ACCOUNT)})\n"
        f"WHERE $campaign IN {of('r', ALL_TYPES[0], 'campaigns')} AND a <> b\n"
    )


def strongest_accounts() -> str:
    """Return the statement for the `$limit` accounts with the largest sum of acts in `$campaign`, and for how many.

    One row: ids, accounts with a tie to another, ordered pairs with a tie.
    """
    return (
        f"{_acts()}WITH a, b, sum({of('r', ALL_TYPES[0], 'times')}) AS times\nUNWIND [a, b] AS one\n"
        f"WITH one, sum(times) AS strength, count(*) AS ends\nORDER BY strength DESC, {of('one', ACCOUNT, 'user_id')}\n"
        f"RETURN collect({of('one', ACCOUNT, 'user_id')})[..$limit] AS ids, count(*) AS accounts, "
        "coalesce(sum(ends), 0) / 2 AS ties"
    )


def strongest_interactions(graph: Reader, campaign: str, limit: int) -> Strongest | None:
    """Return the accounts with the most interactions in a campaign, as maps cut them; None when there is none."""
    ids, accounts, ties = graph.read(strongest_accounts(), {"campaign": campaign, "limit": limit}).rows[0]
    if not ties:
        return None
    statement = cypher.interaction_rows(tuple(ACTIONS), by_campaign=True, among=True)
    rows = records(graph.read(statement, {"ids": ids, "campaigns": [campaign]}))
    action = {ACTIONS[name][0]: name for name in ACTIONS}
    network = from_ties([tie_of(row, action[row["type"]]) for row in rows], tuple(ACTIONS))
    place = {key: i for i, key in enumerate(network.nodes.keys)}
    network = network.keep([place[key] for key in ids if key in place])
    return Strongest(add_account_facts(graph, network), int(accounts), int(ties))


def top_hashtags() -> str:
    """Return the statement for the `$limit` hashtags on most tweets of `$campaign`, and for how many there are.

    One row: [tag, name, tweets] of each, and the number of hashtags.
    """
    tag = of("h", HASHTAG, "tag")
    return (
        f"MATCH (h:{label(HASHTAG)})<-[:{kind('TAGGED')}]-(t:{label(TWEET)})\n"
        f"WHERE $campaign IN {of('t', TWEET, 'campaigns')}\n"
        f"WITH h, count(t) AS tweets ORDER BY tweets DESC, {tag}\n"
        f"RETURN collect([{tag}, {of('h', HASHTAG, 'name')}, tweets])[..$limit] AS top, count(*) AS hashtags"
    )


def strongest_hashtags(graph: Reader, campaign: str, limit: int) -> Strongest | None:
    """Return the hashtags on most tweets of a campaign and the pairs of them on one tweet; None without a pair.

    Of the whole only the hashtags are counted; `ties` are those between the hashtags that were looked at.
    """
    top, total = graph.read(top_hashtags(), {"campaign": campaign, "limit": limit}).rows[0]
    asked = {"campaigns": [campaign], "tags": [tag for tag, _, _ in top]}
    rows = graph.read(cypher.hashtag_pairs(by_campaign=True), asked)
    network = from_ties([tie_of(row, "tweet") for row in records(rows)], ["tweet"], TAG)
    if not len(network.edges):
        return None
    named = {tag: (name or tag, int(tweets)) for tag, name, tweets in top}
    keys = network.nodes.keys
    facts = {"tweets": [named[key][1] for key in keys]}
    nodes = Nodes(keys, network.nodes.kinds, [named[key][0] for key in keys], facts)
    return Strongest(strongest(replace(network, nodes=nodes), limit), int(total), len(network.edges))
