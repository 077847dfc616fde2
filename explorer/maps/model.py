"""The page's model: everything the page shows, as plain JSON values, whatever the drawing engine.

Node and line columns are in the same order as in `Network`. Ids of the archive are text. Places and diameters are the
engine's business and not in here.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from explorer.maps.coaction_model import FoundTogether, coaction_columns, slider
from explorer.maps.communities import COLOURED, Communities
from explorer.maps.facts import FACTS, KINDS
from explorer.maps.kinds import Kind
from explorer.maps.network import GROUP, NO_TIME, Ints, Network, Nodes, Step
from explorer.maps.people import Naming
from explorer.maps.provenance import Provenance, release_rows, versions
from explorer.maps.text import clean, shorten
from explorer.maps.thresholds import strengths
from explorer.maps.thumbnails import JPEG
from schema.colours import GROUPS, OTHERS

DAY_MS = 86_400_000
CLOSE = 0.05
"""Modularity this near to that of shuffled networks: the groups are weak."""

STABLE = 0.9
"""Agreement of the seeds below which one should trust the lines and not where a group ends."""

PARAMETER_CHARS = 1_000
"""Of a parameter: statements of `map cypher` are long."""


def page_model(
    network: Network,
    shown: Nodes,
    communities: Communities,
    *,
    kind: Kind,
    naming: Naming,
    origin: Provenance,
    engine: str,
    by: str | None = None,
    found: FoundTogether | None = None,
) -> dict[str, Any]:
    """Return the model of one page.

    `shown` are the network's nodes as `people.present` allows them, `found` what a coordination map adds.
    """
    colours = communities.colours
    first, last = _span(network)
    whole = next((step for step in network.steps if step.whole), Step("", len(network.nodes), len(network.edges)))
    nodes_total = whole.nodes or 0
    return {
        "title": kind.title,
        "lede": kind.lede.format(who=origin.attribution),
        "synthetic": origin.synthetic,
        "span": {"first": first, "last": last},
        "cut": _cut(network, kind, whole),
        "totals": {"nodes": nodes_total, "edges": whole.edges, "groups": communities.count},
        "strength": _strength_sentence(communities),
        "words": {
            "node": kind.node,
            "a_node": f"{'an' if kind.node[0] in 'aeiou' else 'a'} {kind.node}",
            "nodes": kind.nodes,
            "edge": kind.edge,
            "edges": kind.edges,
            "weight": kind.weight,
            "months": kind.months or kind.weight,
            "directed": kind.directed,
        },
        "groups": _groups(communities, shown),
        "kinds": [
            {"key": key, "name": name, "shape": shape, "count": shown.kinds.count(key)}
            for key, (name, shape) in KINDS.items()
            if key in shown.kinds
        ],
        "measures": [{"key": key, "name": name} for key, name in kind.measures.items()],
        "parts": [{"key": key, "one": one, "counted": many} for key, (one, many) in kind.parts.items()],
        "facts": [
            {"key": key, "name": name, "type": form} for key, (name, form) in FACTS.items() if key in shown.facts
        ],
        "nodes": {
            "label": shown.labels,
            "short": [shorten(label) for label in shown.labels],
            "kind": [list(KINDS).index(k) for k in shown.kinds],
            "group": colours.tolist(),
            "measures": {key: measure(network, key).tolist() for key in kind.measures},
            "facts": {key: [_fact(value) for value in shown.facts[key]] for key in FACTS if key in shown.facts},
        },
        "kind_keys": list(KINDS),
        "by": by,
        "by_action": kind.by_action,
        "edges": {
            "source": network.edges.source.tolist(),
            "target": network.edges.target.tolist(),
            "weight": network.edges.weight.tolist(),
            "parts": {key: network.edges.parts[key].tolist() for key in kind.parts} if len(kind.parts) > 1 else {},
            "first": _known(_days(network.edges.first_ms)),
            "last": _known(_days(network.edges.last_ms)),
            "strength": strengths(network.edges).tolist() if network.edges.coactions else None,
        },
        "slider": slider(network.edges, kind, found),
        "coactions": coaction_columns(network.edges),
        "evidence": found.evidence if found else None,
        "months": _months(network),
        "provenance": {
            "releases": release_rows(origin.releases),
            "parameters": [{"name": k, "value": clean(v, PARAMETER_CHARS)} for k, v in origin.parameters.items()],
            "steps": rules(network),
            "versions": [{"name": k, "value": v} for k, v in versions(engine).items()],
            "names": naming.rule,
        },
        "reading": [*kind.reading, naming.rule + "."],
    }


def rules(network: Network) -> list[dict[str, Any]]:
    """Return the steps from the graph to the picture, as the page and `map --json` list them."""
    return [{"rule": step.rule, "nodes": step.nodes, "edges": step.edges} for step in network.steps]


def measure(network: Network, key: str) -> Ints:
    """Return a measure of the nodes by its name: strength, sent, received, partners, or a numeric fact."""
    if key in {"strength", "sent", "received", "partners"}:
        values: Ints = getattr(network, key)()
        return values
    return np.array([value or 0 for value in network.nodes.facts[key]], dtype=np.int64)


def _fact(value: Any) -> Any:
    if isinstance(value, str):
        return value if JPEG.fullmatch(value) else clean(value, 280)
    if isinstance(value, list | tuple):
        return [clean(str(item)) for item in value]
    return value


def _groups(communities: Communities, shown: Nodes) -> list[dict[str, Any]]:
    """Return the legend: nodes are in order of strength, so that the first labels of a group are its strongest."""
    rows = []
    colours = communities.colours
    for group in range(COLOURED + 1):
        members = np.flatnonzero(colours == group)
        if not len(members):
            continue
        others = group == COLOURED
        around = [i for i in members.tolist() if shown.kinds[i] != GROUP]
        smaller = len({int(c) for c in communities.membership[members]})
        rows.append(
            {
                "id": group,
                "name": "Others" if others else f"Group {group + 1}",
                "note": _others_note(communities, smaller) if others else "",
                "leaders": [] if others else [shorten(shown.labels[i], 22) for i in around[:2]],
                "colour": OTHERS if others else GROUPS[group],
                "count": len(members),
            }
        )
    return rows


def _others_note(communities: Communities, smaller: int) -> str:
    if communities.recorded is not None:
        small = communities.recorded - COLOURED
        return f"in {small} smaller groups, or in none" if small > 0 else "in no group"
    return f"{smaller} smaller groups" if smaller > 1 else ""


def _strength_sentence(found: Communities) -> str:
    if found.said:
        return found.said
    if found.recorded is not None:
        return _stability_sentence(found)
    text = (
        f"Strength of the groups: modularity {found.modularity:.2f}; a shuffled network with as many ties for each "
        f"reaches {found.shuffled:.2f}"
    )
    return text + (": weak groups, a rough guide only" if found.modularity < found.shuffled + CLOSE else "")


def _stability_sentence(found: Communities) -> str:
    if not found.recorded or found.stability is None:
        return "The run found no group of three and more accounts among these"
    text = f"Groups as the run found them; its ten seeds agree to {found.stability:.2f} (adjusted Rand index)"
    return text + (": it is a matter of luck where one group ends" if found.stability < STABLE else "")


def _cut(network: Network, kind: Kind, whole: Step) -> str:
    """Return what is on the map, of how much, and by which rules: the sentence under the map."""
    nodes = _counted(whole.nodes or 0, kind.node, kind.nodes)
    edges = _counted(whole.edges, kind.edge, kind.edges)
    rules = [step.rule for step in network.steps[network.steps.index(whole) + 1 :]] if whole in network.steps else []
    if (len(network.nodes), len(network.edges)) == (whole.nodes, whole.edges):
        said = f"All {nodes} and {edges}" + "".join(f"; {rule}" for rule in rules)
    else:
        said = f"{len(network.nodes):,} of {nodes} and {len(network.edges):,} of {edges}: {'; '.join(rules)}"
    untied = (network.steps[0].nodes or 0) - (whole.nodes or 0) if network.steps else 0
    return f"{said}. Without such a {kind.edge}: {_counted(untied, kind.node, kind.nodes)}" if untied > 0 else said


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _days(times: Ints) -> list[int | None]:
    """Return times as days since 1970-01-01, None when unknown: a third of the bytes, and the page needs no more."""
    return [None if t == NO_TIME else int(t) // DAY_MS for t in times]


def _known(days: list[int | None]) -> list[int | None]:
    """Return the days, or nothing when none is known."""
    return days if any(day is not None for day in days) else []


def _span(network: Network) -> tuple[int | None, int | None]:
    first = [d for d in _days(network.edges.first_ms) if d is not None]
    last = [d for d in _days(network.edges.last_ms) if d is not None]
    return min(first, default=None), max(last, default=None)


def _months(network: Network) -> dict[str, Any] | None:
    """Return every month of the span with its total, and per line a flat list of month number, times, ..."""
    found = network.edges.months
    keys = sorted({month for months in found for month in months})
    if not keys:
        return None
    every = _months_between(keys[0], keys[-1])
    place = {key: i for i, key in enumerate(every)}
    total = [0] * len(every)
    for months in found:
        for key, times in months.items():
            total[place[key]] += times
    flat = [[n for key, times in months.items() for n in (place[key], times)] for months in found]
    return {"keys": every, "total": total, "edges": flat}


def _months_between(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    months = []
    while (key := f"{year:04d}-{month:02d}") <= last:
        months.append(key)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def summary(model: Mapping[str, Any]) -> dict[str, int]:
    """Return the counts of `map --json`."""
    return {
        "nodes": len(model["nodes"]["label"]),
        "edges": len(model["edges"]["source"]),
        "nodes_total": model["totals"]["nodes"],
        "edges_total": model["totals"]["edges"],
    }
