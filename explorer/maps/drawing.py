"""The way from a selected network to its page: cut, facts, communities, layout, names, model, HTML."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from explorer.maps.campaign import gathered_around, select_campaign
from explorer.maps.coaction_model import FoundTogether
from explorer.maps.communities import Communities, find_communities, recorded_groups, undirected
from explorer.maps.coordination import (
    LEAST_SUPPORT,
    add_coordination_facts,
    select_actions,
    select_coordination,
    select_evidence,
    select_groups,
    select_run,
)
from explorer.maps.ego import around, select_account, select_ego
from explorer.maps.engine import engine_for
from explorer.maps.evidence import BUDGET, evidence_block, held
from explorer.maps.exchange import Plan
from explorer.maps.kind_campaign import structure
from explorer.maps.kind_coordination import coordination
from explorer.maps.kinds import HASHTAGS, Kind, interactions
from explorer.maps.layout import lay_out
from explorer.maps.links import LINKS, add_site_kinds, select_links
from explorer.maps.media import MEDIA_MAP, add_picture_facts, select_media
from explorer.maps.model import measure, page_model, rules, summary
from explorer.maps.network import Network
from explorer.maps.page import render
from explorer.maps.people import Naming, present
from explorer.maps.provenance import Provenance
from explorer.maps.query import answered, select_query
from explorer.maps.reduction import reduced, strongest, with_fewer_texts
from explorer.maps.selection import (
    Choice,
    Reader,
    add_account_facts,
    add_hashtag_facts,
    select_hashtags,
    select_interactions,
    select_releases,
)
from explorer.maps.sigma_engine import sigma_engine
from explorer.maps.vis_engine import vis_engine

PAGE_BYTES = 2_000_000
"""Of a page with evidence: it is sent by mail and opened on phones."""

SENTENCES = 2_000
"""Bytes that saying how much evidence there is may take."""


@dataclass(frozen=True)
class CoordinationChoice:
    """The run to draw (the newest when None) and the least support of a line."""

    run: str | None = None
    min_weight: int = LEAST_SUPPORT


@dataclass(frozen=True)
class Drawing:
    """A finished page: its HTML, the engine that draws it, and its counts as `map --json` gives them."""

    html: str
    engine: str
    counts: Mapping[str, int]
    nodes: str
    """What a node is called, several of them."""
    plan: Plan
    """What the page was made of."""
    steps: Sequence[Mapping[str, object]] = ()
    """From the graph to the picture: rule, and what it left, as `map --json` gives them."""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Asked:
    """What only some kinds of map take: action, run, least support, account, statement."""

    action: str = "all"
    run: str | None = None
    min_weight: int | None = None
    account: str | None = None
    campaign: str | None = None
    statement: str | None = None
    thumbnails: bool = False
    blur: bool = True


def drawing_of(kind: str, graph: Reader, asked: Asked, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of a kind (`explorer.maps.commands.KINDS`)."""
    drawers: dict[str, Callable[[], Drawing]] = {
        "interactions": lambda: draw_interactions(graph, asked.action, choice, naming),
        "hashtags": lambda: draw_hashtags(graph, choice, naming),
        "links": lambda: draw_links(graph, choice, naming),
        "coordination": lambda: draw_coordination(
            graph, CoordinationChoice(asked.run, asked.min_weight or LEAST_SUPPORT), choice, naming
        ),
        "media": lambda: draw_media(graph, asked, choice, naming),
        "campaign": lambda: draw_campaign(graph, asked.campaign or "", choice, naming),
        "ego": lambda: draw_ego(graph, asked.account or "", asked.action, choice, naming),
        "cypher": lambda: draw_query(graph, asked.statement or "", choice, naming),
    }
    return drawers[kind]()


def draw_interactions(graph: Reader, action: str, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of who retweeted, replied to, quoted or mentioned whom."""
    releases = select_releases(graph, choice.campaigns)
    network = add_account_facts(graph, reduced(select_interactions(graph, choice), choice.cut, choice.limit))
    parameters = {"map": "interactions", "action": action, **_parameters(choice, naming)}
    return draw(
        network, interactions(action), naming, Provenance(releases, parameters), engine=choice.engine, by=choice.by
    )


def draw_hashtags(graph: Reader, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of hashtags used together."""
    releases = select_releases(graph, choice.campaigns)
    network = reduced(select_hashtags(graph, choice), choice.cut, choice.limit)
    network = add_hashtag_facts(graph, network, choice)
    return draw(
        network,
        HASHTAGS,
        naming,
        Provenance(releases, {"map": "hashtags", **_parameters(choice, naming)}),
        engine=choice.engine,
        by=choice.by,
    )


def draw_coordination(graph: Reader, asked: CoordinationChoice, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of who acted together, as one run of `ioscope detect` found it."""
    releases = select_releases(graph, choice.campaigns)
    run = select_run(graph, asked.run)
    choice = replace(choice, actions=select_actions(graph, run, choice.actions))
    network = reduced(select_coordination(graph, run, choice, asked.min_weight), choice.cut, choice.limit)
    network = add_coordination_facts(graph, add_account_facts(graph, network))
    groups = select_groups(graph, run, network)
    evidence = select_evidence(graph, run, network)
    gather = partial(evidence_block, evidence, network.nodes, naming, choice.actions)
    parameters = {
        "map": "coordination",
        "actions": ", ".join(choice.actions),
        "run": run.key + (" (stale: releases changed since)" if run.stale else ""),
        "found by": f"{run.command} (ioscope {run.version})",
        "null": f"{run.parameters.get('null', 'day')}: as if {run.null}",
        "least support": str(asked.min_weight),
        **_parameters(choice, naming),
    }
    kind = coordination(run, choice.actions)
    found = recorded_groups(undirected(network), groups.keys, groups.stability)
    together = FoundTogether(run, gather=gather)
    return draw(
        network,
        kind,
        naming,
        Provenance(releases, parameters),
        groups=found,
        together=together,
        engine=choice.engine,
        by=choice.by,
    )


def draw_links(graph: Reader, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of which accounts linked to which sites."""
    releases = select_releases(graph, choice.campaigns)
    network = reduced(select_links(graph, choice), choice.cut, choice.limit)
    network = add_site_kinds(graph, add_account_facts(graph, network))
    return draw(
        network,
        LINKS,
        naming,
        Provenance(releases, {"map": "links", **_parameters(choice, naming)}),
        engine=choice.engine,
        by=choice.by,
    )


def draw_media(graph: Reader, asked: Asked, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of which pictures accounts passed around."""
    releases = select_releases(graph, choice.campaigns)
    network = add_account_facts(graph, reduced(select_media(graph, choice), choice.cut, choice.limit))
    thumbnails = asked.thumbnails and not naming.redact
    network = add_picture_facts(graph, network, thumbnails=thumbnails, blur=asked.blur)
    origin = Provenance(releases, {"map": "media", **_parameters(choice, naming)})
    return draw(network, MEDIA_MAP, naming, origin, engine=choice.engine, by=choice.by)


def draw_campaign(graph: Reader, key: str, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of the structure of one release."""
    releases = select_releases(graph, [key])
    network = strongest(select_campaign(graph, key, naming), choice.limit)
    network = add_site_kinds(graph, add_account_facts(graph, network))
    parameters = {"map": "campaign", **_parameters(replace(choice, campaigns=(key,)), naming)}
    origin = Provenance(releases, parameters)
    return draw(
        network, structure(key), naming, origin, groups=gathered_around(network), engine=choice.engine, by=choice.by
    )


def draw_ego(graph: Reader, asked: str, action: str, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of one account and those it interacted with most."""
    releases = select_releases(graph, choice.campaigns)
    user_id = select_account(graph, asked)
    network = add_account_facts(graph, reduced(select_ego(graph, user_id, choice), choice.cut, choice.limit))
    name = present(network.nodes, naming).labels[network.nodes.keys.index(user_id)]
    parameters = {"map": "ego", "account": name, "action": action, **_parameters(choice, naming)}
    return draw(
        network, around(name, action), naming, Provenance(releases, parameters), engine=choice.engine, by=choice.by
    )


def draw_query(graph: Reader, statement: str, choice: Choice, naming: Naming) -> Drawing:
    """Return the map of the nodes, relationships and paths that a read-only statement returns."""
    releases = select_releases(graph, ())
    network = add_account_facts(graph, reduced(select_query(graph, statement), choice.cut, choice.limit))
    told = "left out, since it may name somebody" if naming.redact or naming.mode == "none" else statement
    parameters = {"map": "cypher", "statement": told, **_parameters(choice, naming)}
    return draw(
        network,
        answered(list(network.edges.parts)),
        naming,
        Provenance(releases, parameters),
        engine=choice.engine,
        by=choice.by,
    )


def draw(
    network: Network,
    kind: Kind,
    naming: Naming,
    origin: Provenance,
    *,
    groups: Communities | None = None,
    together: FoundTogether | None = None,
    ceiling: int = PAGE_BYTES,
    engine: str = "auto",
    by: str | None = None,
) -> Drawing:
    """Return the page of a network that is cut and has its facts; its groups are found here unless they are given.

    Evidence takes what is left of `ceiling` bytes, at most BUDGET.
    """
    graph = undirected(network)
    found = groups or find_communities(graph)
    pictures = [i for i, small in enumerate(network.nodes.facts.get("thumbnail", ())) if small]
    strength = measure(network, next(iter(kind.measures)))
    layout = lay_out(graph, found.membership, strength, room=kind.room, pictures=pictures)
    name = engine_for(engine, len(network.nodes))
    parts = sigma_engine(layout) if name == "sigma" else vis_engine(network, layout)
    network = with_fewer_texts(network)
    shown = present(network.nodes, naming)
    model_of = partial(
        page_model, shown=shown, communities=found, kind=kind, naming=naming, origin=origin, engine=name, by=by
    )
    model = model_of(network, found=together)
    if together and together.gather:
        room = ceiling - len(render(model, parts).encode()) - SENTENCES
        together = replace(together, evidence=together.gather(max(0, min(BUDGET, room))))
        network = network.noted(held(together.evidence or {}, len(network.edges)))
        model = model_of(network, found=together)
    plan = Plan(network, shown, found, layout, kind)
    notes = [f"run {together.run.key}: {together.run.command}"] if together else []
    if together and together.run.others:
        notes.append(f"{together.run.others:,} other runs are in the graph; --run KEY draws one: ioscope communities")
    return Drawing(render(model, parts), name, summary(model), kind.nodes, plan, tuple(rules(network)), tuple(notes))


def _parameters(choice: Choice, naming: Naming) -> dict[str, str]:
    return {
        "campaigns": ", ".join(choice.campaigns) or "all in the graph",
        **choice.cut.words,
        "limit": f"{choice.limit:,}",
        "names": "none (redacted)" if naming.redact else naming.mode,
    }
