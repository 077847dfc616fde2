"""Selection for `map links`: which accounts linked to which sites, and how often."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explorer.maps.cypher import ACCOUNT, SUMMED_BY_MONTH, TWEET, kind, label, of, variant
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.kinds import GROUPS_CAVEAT, Kind
from explorer.maps.network import ARCHIVED, DOMAIN, Network, Step, from_ties
from explorer.maps.selection import Choice, Reader, hint_for_nothing, in_campaigns, records, tie_of
from schema.cypher import quoted

OWN_SITE = "twitter.com"
"""Links to the platform itself are quotes and pictures: `map interactions` has the quotes."""

LINKS = Kind(
    name="links",
    title="Which sites accounts linked to",
    lede="A line means that an account (dot) linked to a site (diamond), in tweets by {who}.",
    node="account or site",
    nodes="accounts and sites",
    edge="tie",
    edges="ties",
    directed=False,
    weight="tweets",
    measures={"strength": "Tweets with a link", "partners": "Partners"},
    parts={"link": ("tweet", "tweets")},
    reading=(
        "Each dot is an account, each diamond a site (a registrable domain, as example.co.uk). A line joins an account "
        "to a site that its tweets link to; it is wider the more tweets do. A tweet counts once for each site.",
        "Retweets count: a retweet carries the links of the tweet it repeats.",
        f"Links to {OWN_SITE} are left out. Shorteners are shown as they are: they hide where they lead.",
        "A site that is linked to need not know of it. It says nothing about the site or its owners.",
        GROUPS_CAVEAT,
    ),
)


def link_rows(*, by_campaign: bool) -> str:
    """Return the statement for the tweets of each account with a link to each site, by month."""
    posted = of("t", TWEET, "posted_at")
    where = f" AND any(key IN {of('t', TWEET, 'campaigns')} WHERE key IN $campaigns)" if by_campaign else ""
    return (
        f"MATCH (a:{label(ACCOUNT)})-[:{kind('POSTED')}]->(t:{label(TWEET)}:{variant(TWEET, 'Archived')})"
        f"-[:{kind('LINKS_TO')}]->(:{label('Url')})-[:{kind('HOSTED_ON')}]->(d:{label('Domain')})\n"
        f"WHERE {of('d', 'Domain', 'name')} <> $own{where}\n"
        f"WITH {of('a', ACCOUNT, 'user_id')} AS source, {of('d', 'Domain', 'name')} AS target,\n"
        f"  left(toString({posted}), 7) AS month, count(DISTINCT t) AS n,\n"
        f"  min({posted}).epochMillis AS first, max({posted}).epochMillis AS last\n"
        f"{SUMMED_BY_MONTH}"
    )


def counts() -> str:
    """Return the statement that counts accounts and sites."""
    return (
        f"CALL () {{ MATCH (a:{label(ACCOUNT)}) RETURN count(a) AS accounts }}\n"
        f"CALL () {{ MATCH (d:{label('Domain')}) RETURN count(d) AS sites }}\nRETURN accounts, sites"
    )


def site_kinds() -> str:
    """Return the statement for the kind (site, platform, shortener) of each of `$names`."""
    return (
        f"UNWIND $names AS name\nMATCH (d:{label('Domain')} {{{quoted('name')}: name}})\n"
        f"RETURN name, {of('d', 'Domain', 'kind')} AS site"
    )


def select_links(graph: Reader, choice: Choice) -> Network:
    """Return accounts and the sites that their tweets link to; raises `EmptyNetworkError`."""
    accounts, sites = (int(n) for n in graph.read(counts()).rows[0])
    parameters: dict[str, Any] = {"own": OWN_SITE}
    if choice.campaigns:
        parameters["campaigns"] = list(choice.campaigns)
    rows = records(graph.read(link_rows(by_campaign=bool(choice.campaigns)), parameters))
    if not rows:
        raise EmptyNetworkError(
            f"there is nothing to draw: no account links to a site{in_campaigns(choice.campaigns)}",
            hint=hint_for_nothing(accounts, choice),
        )
    names = {row["target"] for row in rows}
    network = from_ties([tie_of(row, "link") for row in rows], ["link"])
    nodes = replace(network.nodes, kinds=[DOMAIN if key in names else ARCHIVED for key in network.nodes.keys])
    step = Step("accounts and sites in the graph, and pairs of them with a link", accounts + sites, len(rows))
    where = in_campaigns(choice.campaigns)
    rule = f"accounts that link to a site{where}, and those sites; links to {OWN_SITE} left out"
    return Network(nodes, network.edges, (step,)).noted(rule, whole=True)


def add_site_kinds(graph: Reader, network: Network) -> Network:
    """Return the network with the kind of each site."""
    nodes = network.nodes
    names = [key for key, of_kind in zip(nodes.keys, nodes.kinds, strict=True) if of_kind == DOMAIN]
    known: Mapping[str, str] = dict(graph.read(site_kinds(), {"names": names}).rows)
    return replace(network, nodes=replace(nodes, facts={**nodes.facts, "site": [known.get(key) for key in nodes.keys]}))
