"""Networks with a structure that is known, and pages of them."""

import random
from typing import Any

from explorer.maps.drawing import draw
from explorer.maps.kinds import HASHTAGS, Kind, interactions
from explorer.maps.network import ARCHIVED, HASHTAG, OUTSIDER, Network, Nodes, Step, Tie, from_ties
from explorer.maps.people import Naming
from explorer.maps.provenance import Provenance, Release
from explorer.maps.reduction import strongest

ACTIONS = ("retweet", "reply", "quote", "mention")
SYNTHETIC = Release("iran_201906_1", "Iran (set 1), June 2019", "Iran", "2019-06", True, ("ab" * 32 + "  a.zip",), "d1")
REAL = Release(
    "thailand_092020", "Thailand, October 2020", "Thailand", "2020-10", False, ("cd" * 32 + "  t.zip",), "d2"
)


def planted(count: int = 60, groups: int = 4, *, seed: int = 5, per_node: int = 3) -> Network:
    """Return accounts in groups of equal size, nine of ten ties inside; every third account is an outsider."""
    rng = random.Random(seed)
    size = count // groups
    ties = []
    for node in range(count):
        for _ in range(per_node):
            home = (node // size) * size
            partner = home + int(size * rng.random() ** 2) if rng.random() < 0.9 else rng.randrange(count)
            month = f"2017-{rng.randint(1, 12):02d}"
            times = 1 + int(rng.paretovariate(1.3))
            action = rng.choice(ACTIONS)
            first = 1_483_228_800_000 + rng.randrange(200) * 86_400_000
            tie = Tie(key(node), key(partner), action, times, first, first + 86_400_000 * 20, {month: times})
            ties.append(tie)
    network = from_ties(ties, ACTIONS)
    return with_profiles(network, [OUTSIDER if int(k[1:]) % 3 == 0 else ARCHIVED for k in network.nodes.keys])


def key(number: int) -> str:
    return f"u{number:05d}"


def with_profiles(network: Network, kinds: list[str], names: list[str] | None = None) -> Network:
    keys = network.nodes.keys
    named = names or [f"wire_{k}" for k in keys]
    facts: dict[str, list[Any]] = {
        "screen_name": named,
        "display_name": [f"Display of {name}" for name in named],
        "alias": [f"account-{k[::-1]}" for k in keys],
        "touched_by": [9 if i % 2 else 1 for i in range(len(keys))],
        "followers": [i * 37 for i in range(len(keys))],
        "following": list(range(len(keys))),
        "created_on": ["2014-05-06"] * len(keys),
        "language": ["fa"] * len(keys),
        "location": [f"Place of {name}" for name in named],
        "description": [f"Biography of {name}, friend of @secret_friend" for name in named],
        "releases": [["iran_201906_1"] if kind == ARCHIVED else [] for kind in kinds],
    }
    steps = (Step("ties in the graph", None, len(network.edges)),)
    return Network(Nodes(keys, kinds, list(keys), facts), network.edges, steps).noted("pairs", whole=True)


def tags(names: list[str]) -> Network:
    """Return a ring of hashtags with these names."""
    count = len(names)
    keys = [f"t{i:04d}" for i in range(count)]
    ties = [Tie(keys[i], keys[(i + 1) % count], "tweet", 1 + i % 5) for i in range(count)]
    network = from_ties(ties, ["tweet"], HASHTAG)
    facts: dict[str, list[Any]] = {
        "tweets": list(range(1, count + 1)),
        "accounts": [2] * count,
        "first_on": ["2017-01-01"] * count,
    }
    return Network(Nodes(keys, [HASHTAG] * count, names, facts), network.edges).noted("hashtags", whole=True)


def html_of(
    network: Network,
    *,
    kind: Kind | None = None,
    naming: Naming | None = None,
    releases: tuple[Release, ...] = (SYNTHETIC,),
    limit: int = 2_000,
    engine: str = "auto",
) -> str:
    chosen = kind or (HASHTAGS if HASHTAG in network.nodes.kinds else interactions("all"))
    origin = Provenance(releases, {"limit": f"{limit:,}"})
    return draw(strongest(network, limit), chosen, naming or Naming(), origin, engine=engine).html
