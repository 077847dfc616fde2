"""Selection: what a map of one kind shows, asked from the graph as columns.

Two questions a map: first the ties, from which the cut is made, then the facts of the nodes that stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from explorer.maps import cypher
from explorer.maps.failures import EmptyNetworkError, UnknownCampaignError
from explorer.maps.kinds import ACTIONS
from explorer.maps.network import ARCHIVED, HASHTAG, NO_TIME, OUTSIDER, Network, Nodes, Step, Tie, from_ties
from explorer.maps.provenance import Release
from explorer.maps.reduction import Cut

TOP_TAGS = 4_000
"""Hashtags whose pairs are counted: pairs of rarer ones cannot reach the map, and there are millions of them."""


class Rows(Protocol):
    """What a read returns: `database.graph.Answer` is one."""

    @property
    def columns(self) -> list[str]:
        """Column names."""

    @property
    def rows(self) -> list[list[Any]]:
        """Rows in the order of the columns."""


class Reader(Protocol):
    """What selection needs of a graph: `database.graph.Graph` is one."""

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run one statement in a read transaction."""


@dataclass(frozen=True)
class Choice:
    """What the user chose to see, and how; no campaigns means all."""

    actions: tuple[str, ...]
    campaigns: tuple[str, ...] = ()
    limit: int = 2_000
    cut: Cut = field(default_factory=Cut)
    engine: str = "auto"
    by: str | None = None
    """What small multiples show apart: `action`, or nothing."""


def records(found: Rows) -> list[dict[str, Any]]:
    """Return rows as mappings."""
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def select_releases(graph: Reader, campaigns: Sequence[str]) -> tuple[Release, ...]:
    """Return the releases of these keys (all when there are none), by key.

    Raises `UnknownCampaignError` for a key that the graph does not hold.
    """
    known = {row["key"]: row for row in records(graph.read(cypher.campaigns()))}
    missing = set(campaigns) - set(known)
    if missing:
        raise UnknownCampaignError(missing, known)
    return tuple(_release(row) for key, row in known.items() if not campaigns or key in campaigns)


def _release(row: Mapping[str, Any]) -> Release:
    return Release(
        key=row["key"],
        title=row["title"] or row["key"],
        attributed_to=row["attributed_to"] or "an operation that its release does not name",
        released_on=row["released_on"] or "month unknown",
        synthetic=bool(row["synthetic"]),
        files=tuple(row["files"] or ()),
        digest=row["digest"] or "",
    )


def select_interactions(graph: Reader, choice: Choice) -> Network:
    """Return the ties between accounts, one line for each ordered pair; raises `EmptyNetworkError`."""
    accounts, in_graph = (int(count) for count in graph.read(cypher.interaction_count()).rows[0])
    parameters = {"campaigns": list(choice.campaigns)} if choice.campaigns else {}
    found = graph.read(cypher.interaction_rows(choice.actions, by_campaign=bool(choice.campaigns)), parameters)
    action_of = {ACTIONS[action][0]: action for action in choice.actions}
    ties = [tie_of(row, action_of[row["type"]]) for row in records(found)]
    network = from_ties(ties, choice.actions)
    if not len(network.edges):
        what = "interactions between accounts" if len(choice.actions) > 1 else f"{ACTIONS[choice.actions[0]][3]}"
        raise EmptyNetworkError(
            f"there is nothing to draw: the graph holds no {what}{in_campaigns(choice.campaigns)}",
            hint=hint_for_nothing(in_graph, choice),
        )
    steps = [Step("accounts in the graph, and ties of any action between them", accounts, in_graph)]
    if len(choice.actions) < len(ACTIONS) or choice.campaigns:
        steps.append(Step(f"of these {', '.join(choice.actions)}{in_campaigns(choice.campaigns)}", None, len(ties)))
    rule = "actions of one account towards another put together, accounts that acted on themselves left out"
    return Network(network.nodes, network.edges, tuple(steps)).noted(rule, whole=True)


def tie_of(row: Mapping[str, Any], action: str) -> Tie:
    """Return the tie of one row: source, target, times, first_ms, last_ms, months, month_times."""
    return Tie(
        source=row["source"],
        target=row["target"],
        action=action,
        times=int(row["times"] or 0),
        first_ms=NO_TIME if row["first_ms"] is None else int(row["first_ms"]),
        last_ms=NO_TIME if row["last_ms"] is None else int(row["last_ms"]),
        months=dict(zip(row.get("months") or [], row.get("month_times") or [], strict=False)),
    )


def add_account_facts(graph: Reader, network: Network) -> Network:
    """Return the network with kind and profile of each account; nodes of other kinds stay as they are."""
    old = network.nodes
    places = [i for i, kind in enumerate(old.kinds) if kind in {ARCHIVED, OUTSIDER}]
    accounts = account_nodes(graph, [old.keys[i] for i in places])
    kinds, labels = list(old.kinds), list(old.labels)
    facts: dict[str, list[Any]] = {**old.facts, **{name: [None] * len(old) for name in accounts.facts}}
    for place, i in enumerate(places):
        kinds[i], labels[i] = accounts.kinds[place], accounts.labels[place]
        for name, column in accounts.facts.items():
            facts[name][i] = column[place]
    return Network(Nodes(old.keys, kinds, labels, facts), network.edges, network.steps)


def account_nodes(graph: Reader, ids: Sequence[str]) -> Nodes:
    """Return the accounts of these ids with kind and profile, and how many archived accounts touched each."""
    profiles = {row["id"]: row for row in records(graph.read(cypher.account_facts(), {"ids": list(ids)}))}
    touched = dict(graph.read(cypher.touched_by(), {"ids": list(ids)}).rows)
    facts: dict[str, list[Any]] = {
        name: [_plain(profiles.get(key, {}).get(name)) for key in ids] for name in (*cypher.ACCOUNT_FACTS, "releases")
    }
    facts["touched_by"] = [int(touched.get(key, 0)) for key in ids]
    kinds = [ARCHIVED if profiles.get(key, {}).get("archived") else OUTSIDER for key in ids]
    return Nodes(list(ids), kinds, list(ids), facts)


def select_hashtags(graph: Reader, choice: Choice) -> Network:
    """Return the hashtags used most and the pairs of them on the same tweet; raises `EmptyNetworkError`."""
    by_campaign = bool(choice.campaigns)
    parameters = {"campaigns": list(choice.campaigns)} if by_campaign else {}
    total, uses = graph.read(cypher.hashtag_count(by_campaign=by_campaign), parameters).rows[0]
    most = max(TOP_TAGS, choice.limit)
    top = records(graph.read(cypher.top_hashtags(by_campaign=by_campaign), {**parameters, "limit": most}))
    rows = graph.read(
        cypher.hashtag_pairs(by_campaign=by_campaign), {**parameters, "tags": [row["tag"] for row in top]}
    )
    network = from_ties([tie_of(row, "tweet") for row in records(rows)], ["tweet"], HASHTAG)
    if not len(network.edges):
        raise EmptyNetworkError(
            f"there is nothing to draw: no two hashtags stand on one tweet{in_campaigns(choice.campaigns)}",
            hint=hint_for_nothing(int(uses), choice),
        )
    steps = [Step("hashtags on archived tweets in the graph, and their uses", int(total), int(uses))]
    if int(total) > most:
        steps.append(Step(f"only the {most:,} hashtags on most tweets looked at", None, int(uses)))
    names = {row["tag"]: row for row in top}
    tags = network.nodes.keys
    labels = [names[tag]["name"] or tag for tag in tags]
    facts = {"tweets": [int(names[tag]["tweets"]) for tag in tags]}
    labelled = Nodes(tags, network.nodes.kinds, labels, facts)
    return Network(labelled, network.edges, tuple(steps)).noted("hashtags that share a tweet with another", whole=True)


def add_hashtag_facts(graph: Reader, network: Network, choice: Choice) -> Network:
    """Return the network with the number of accounts and the first and last day of each hashtag."""
    by_campaign = bool(choice.campaigns)
    parameters: dict[str, Any] = {"tags": network.nodes.keys}
    if by_campaign:
        parameters["campaigns"] = list(choice.campaigns)
    rows = {
        row["tag"]: row for row in records(graph.read(cypher.hashtag_accounts(by_campaign=by_campaign), parameters))
    }
    extra = {
        name: [rows.get(tag, {}).get(name) for tag in network.nodes.keys]
        for name in ("accounts", "first_on", "last_on")
    }
    old = network.nodes
    nodes = Nodes(old.keys, old.kinds, old.labels, {**old.facts, **extra})
    return Network(nodes, network.edges, network.steps)


def _plain(value: Any) -> Any:
    """Return dates as ISO text; all else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def in_campaigns(campaigns: Sequence[str]) -> str:
    """Return the releases in words, nothing when all count."""
    return f" in {', '.join(campaigns)}" if campaigns else ""


def hint_for_nothing(in_graph: int, choice: Choice) -> str:
    """Return what to try when a choice leaves nothing to draw; `in_graph` is what there is without the choice."""
    if not in_graph:
        return "load a release first: ioscope load FOLDER (what is loaded: ioscope campaigns)"
    if choice.campaigns:
        return "leave --campaign out, or name another release (ioscope campaigns lists them)"
    return "try --action all"
