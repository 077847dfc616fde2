"""Accounts that acted together, as a network and its evidence, and pages of them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from explorer.maps.coaction import ClosePair, Coaction, Run
from explorer.maps.coaction_model import FoundTogether
from explorer.maps.communities import recorded_groups, undirected
from explorer.maps.coordination import Evidence
from explorer.maps.drawing import draw
from explorer.maps.evidence import BUDGET, evidence_block
from explorer.maps.kind_coordination import coordination
from explorer.maps.network import ARCHIVED, OUTSIDER, Network, Nodes, Tie, from_ties
from explorer.maps.people import Naming
from explorer.maps.provenance import Provenance, Release
from tests.explorer.maps.networks import SYNTHETIC, key, with_profiles

ACTIONS = ("retweet", "tweet", "hashtag", "mention", "link")
GROUP = 6
WINDOWS = (5_000, 10_000, 60_000)
CHANCE = [
    {"action": "retweet", "window": 5.0, "weight": 2, "found": 61, "expected": 9.75},
    {"action": "retweet", "window": 10.0, "weight": 2, "found": 160, "expected": 82.5},
    {"action": "retweet", "window": 10.0, "weight": 4, "found": 44, "expected": 0.5},
    {"action": "tweet", "window": 10.0, "weight": 2, "found": 20, "expected": 0.25},
    {"action": "retweet", "window": 60.0, "weight": 2, "found": 700, "expected": 512.4},
    {"action": "retweet", "window": 60.0, "weight": 5, "found": 90, "expected": 3.25},
    {"action": "tweet", "window": 60.0, "weight": 2, "found": 50, "expected": 1.5},
]
RUN = Run(
    key="b8afe0948fb85e69",
    command="ioscope detect --check 5",
    version="0.1.0",
    parameters={"window_s": 60.0, "null": "day"},
    chance=CHANCE,
    windows_ms=WINDOWS,
)


def together(groups: int = 3) -> Network:
    """Return groups of six accounts, all of a group tied to each other, each group stronger than the next.

    A third of the pairs of a group acted within five seconds, a third half of the times within ten.
    """
    found: dict[tuple[str, str], list[Coaction]] = {}
    ties = []
    for group in range(groups):
        members = [key(group * GROUP + i) for i in range(GROUP)]
        for i, u in enumerate(members):
            for j, v in enumerate(members[i + 1 :]):
                acted = ("retweet", "tweet") if group == 0 else (ACTIONS[group % len(ACTIONS)],)
                for n, action in enumerate(acted):
                    support = max(2, 12 - 4 * group) - n
                    near = ((support, support), (0, support // 2), (0, 0))[(i + j) % 3]
                    one = Coaction(
                        action, support, support + 1, support, 0.25, 1e-9, 4.5, 0.75, True, 2, (*near, support)
                    )
                    found.setdefault((u, v), []).append(one)
                    ties.append(Tie(u, v, action, support, months={"2017-01": 1, f"2017-{3 + group:02d}": support}))
    network = from_ties(ties, ACTIONS)
    keys = network.nodes.keys
    ends = zip(network.edges.source.tolist(), network.edges.target.tolist(), strict=True)
    network = replace(
        network, edges=replace(network.edges, coactions=[tuple(found[keys[s], keys[t]]) for s, t in ends])
    )
    network = with_profiles(network, [ARCHIVED] * len(keys))
    network.nodes.facts["amplification"] = list(range(len(keys)))
    network.nodes.facts["hashtags"] = [["#news (3)"]] * len(keys)
    return network


def evidence(network: Network, words: Sequence[str] = ("RT @famous: hello @bystander",), each: int = 3) -> Evidence:
    """Return `each` close pairs of every action of every line, strongest first; `words` are texts and objects."""
    keys, edges = network.nodes.keys, network.edges
    lines = []
    texts: dict[str, str] = {}
    authors: dict[str, str] = {"900": "famous", "901": "bystander"}
    number = 0
    for e in sorted(range(len(edges)), key=lambda e: (-int(edges.weight[e]), e)):
        pairs = []
        for one in edges.coactions[e]:
            for n in range(each):
                number += 1
                u, v = f"{10**18 + 2 * number}", f"{10**18 + 2 * number + 1}"
                authors |= {u: keys[int(edges.source[e])], v: keys[int(edges.target[e])]}
                texts |= {u: words[number % len(words)], v: words[(number + n) % len(words)]}
                thing = {"retweet": "900", "mention": "bystander"}.get(one.action, words[number % len(words)])
                times = ("2017-03-04T05:06:07.000Z", f"2017-03-04T05:06:{10 + n}.500Z")
                pairs.append(ClosePair(one.action, u, v, *times, 3.5 + n, thing))
        lines.append((e, pairs))
    facts: dict[str, list[Any]] = {
        "screen_name": ["famous", "bystander"],
        "alias": ["account-f", "account-b"],
        "touched_by": [9, 1],
    }
    return Evidence(
        lines, texts, authors, Nodes(["famous", "bystander"], [OUTSIDER] * 2, ["famous", "bystander"], facts)
    )


def html_together(
    network: Network | None = None,
    *,
    shown: Evidence | None = None,
    naming: Naming | None = None,
    run: Run = RUN,
    releases: tuple[Release, ...] = (SYNTHETIC,),
    budget: int = BUDGET,
    ceiling: int | None = None,
    engine: str = "auto",
) -> str:
    """Return the page; with a `ceiling` the evidence takes what is left of it."""
    network = network or together()
    naming = naming or Naming()
    gather = partial(evidence_block, shown or evidence(network), network.nodes, naming, ACTIONS)
    found = FoundTogether(run, gather=gather) if ceiling else FoundTogether(run, gather(budget))
    groups = recorded_groups(undirected(network), [f"g{int(k[1:]) // GROUP}" for k in network.nodes.keys], 0.97)
    origin = Provenance(releases, {"run": run.key, "found by": run.command})
    kind = coordination(run, ACTIONS)
    network = network.noted("flagged", whole=True)
    return draw(network, kind, naming, origin, groups=groups, together=found, ceiling=ceiling or 0, engine=engine).html
