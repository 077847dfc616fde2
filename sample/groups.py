"""Planted groups: accounts that act together, for each kind of coordination, 40 times, 6 times and 3 times."""

from dataclasses import dataclass

import numpy as np

from sample.accounts import FIXED, Accounts
from sample.campaigns import Size
from sample.draws import Ints, below, generator, mix
from sample.plan import ORIGINAL, QUOTE, REPLY, RETWEET, Plan, blank, joined
from sample.scenes import GROUP_SITE, GROUP_SITES, GROUP_TAG, GROUP_TAGS, RESERVED, Scene
from sample.snowflake import PLANTED_SLOT, TARGET_SLOT, tweet_ids
from sample.timeline import HOUR
from sample.words import LANGUAGES

ACTIONS = {  # action: what the group does
    "retweet": "co-retweet",
    "tweet": "identical text",
    "similar": "near-identical text",
    "link": "same link",
    "domain": "same domain",
    "hashtag": "same hashtag",
    "quote": "same quoted tweet",
    "reply": "same reply target",
    "mention": "same mention target",
}
# Same text is near-identical too, and the same link is on the same domain.
IMPLIED = {"tweet": ["tweet", "similar"], "link": ["link", "domain"]}
MEMBERS = 15
WITHIN = 55_000  # ms; all members act inside this span, so every two of them within the default window
START = 0.35  # position from which groups act; their members are older
SHARE = 0.3  # of all tweets at most
# Where the groups of each action live: by how often they act. Two in one place: one group of accounts of both.
HOMES: dict[int, dict[str, tuple[str, ...]]] = {
    40: {
        "retweet": ("iran_201906_1", "iran_201906_3"),
        "tweet": ("iran_201906_1",),
        "similar": ("iran_201906_3",),
        "link": ("iran_201906_1",),
        "domain": ("iran_201906_3",),
        "hashtag": ("iran_201906_3",),
        "quote": ("iran_201906_1",),
        "reply": ("iran_201906_3",),
        "mention": ("iran_201906_1",),
    },
    6: {
        "retweet": ("catalonia_201906_1",),
        "tweet": ("iran_201906_3",),
        "similar": ("iran_201906_1",),
        "link": ("iran_201906_2",),
        "domain": ("iran_201906_1",),
        "hashtag": ("catalonia_201906_1",),
        "quote": ("iran_201906_3",),
        "reply": ("iran_201906_1",),
        "mention": ("iran_201906_3",),
    },
    3: {
        "retweet": ("iran_201906_3",),
        "tweet": ("catalonia_201906_1",),
        "similar": ("iran_201906_2",),
        "link": ("iran_201906_3",),
        "domain": ("iran_201906_2",),
        "hashtag": ("iran_201906_1",),
        "quote": ("iran_201906_3",),
        "reply": ("iran_201906_3",),
        "mention": ("iran_201906_1",),
    },
}


@dataclass(frozen=True)
class Group:
    """One planted group: its members by campaign, and its tweets as one plan a campaign."""

    number: int
    action: str
    times: int
    members: dict[str, Ints]
    plans: dict[str, Plan]
    objects: Ints  # tweet ids, tags, people, or the row of `plans` that holds a text or link


def planted(seed: int, size: Size, accounts: dict[str, Accounts], scenes: dict[str, Scene]) -> list[Group]:
    """Plan all groups; at small sizes fewer members, and first those that act 40 times are left out, then 6."""
    members = max(3, round(MEMBERS * size.scale))
    free = {key: _free(seed, of) for key, of in accounts.items()}
    groups: list[Group] = []
    serial = rows = 0
    for times in (3, 6, 40):
        rows += times * members * len(ACTIONS)
        if rows > SHARE * size.tweets:
            break
        for action in ACTIONS:
            homes = HOMES[times][action]
            chosen: dict[str, Ints] = {}
            for place, key in enumerate(homes):
                count = members // len(homes) + (place < members % len(homes))
                chosen[key], free[key] = _take(free[key], count)
            group = _group(seed, len(groups), serial, action, times, chosen, accounts, scenes[homes[0]])
            serial += times * members
            groups.append(group)
    return groups


def _free(seed: int, of: Accounts) -> Ints:
    """Return the accounts that may join groups, shuffled: active, and born before groups act."""
    able = np.flatnonzero((of.weights > 0) & (of.born < START) & (np.arange(len(of.people)) >= FIXED))
    return generator(seed, "members", of.campaign.key).permutation(able)


def _take(free: Ints, count: int) -> tuple[Ints, Ints]:
    """Take members off the front; where a small sample runs out, the first ones serve again."""
    return np.sort(free[:count]), np.concatenate([free[count:], free[:count]])


def _group(
    seed: int,
    number: int,
    serial: int,
    action: str,
    times: int,
    chosen: dict[str, Ints],
    accounts: dict[str, Accounts],
    scene: Scene,
) -> Group:
    draws = generator(seed, "group", number)
    begins = _begins(draws, scene, times)
    people = [(key, int(member)) for key, numbers in chosen.items() for member in numbers]
    whole = blank(times * len(people))
    episode = np.repeat(np.arange(times), len(people))
    whole.times = begins[episode] + draws.integers(0, WITHIN, len(whole))
    whole.ids = tweet_ids(whole.times, PLANTED_SLOT, serial + np.arange(len(whole)))
    whole.accounts = np.tile(np.array([member for _, member in people]), times)
    whole.seeds = mix(whole.ids, "text")
    whole.marked[:] = True
    homes = tuple(chosen)
    home = np.tile(np.array([homes.index(key) for key, _ in people]), times)
    for place, key in enumerate(homes):
        names = np.array([LANGUAGES.index(name) for name in accounts[key].campaign.languages])
        rows = home == place
        whole.languages[rows] = names[accounts[key].languages[whole.accounts[rows]]]
    objects = _act(whole, action, number, episode, begins, len(people), scene)
    plans = {key: whole.at(np.flatnonzero(home == place)) for place, key in enumerate(homes)}
    return Group(number, action, times, chosen, plans, objects)


def _begins(draws: np.random.Generator, scene: Scene, times: int) -> Ints:
    """Return when the group acts: in different hours, and never across the hour's end (an object counts by hour)."""
    hours: set[int] = set()
    while len(hours) < times:
        hours.add(int(scene.timeline.at(np.array([draws.uniform(START, 0.999)]))[0]) // HOUR)
    return np.array(sorted(hours), dtype=np.int64) * HOUR + draws.integers(0, HOUR - WITHIN, times)


def _act(plan: Plan, action: str, number: int, episode: Ints, begins: Ints, members: int, scene: Scene) -> Ints:
    """Fill in what the group acts upon; return the objects as numbers."""
    if action in ("retweet", "quote", "reply"):
        plan.kinds[:] = {"retweet": RETWEET, "quote": QUOTE, "reply": REPLY}[action]
        delays = 60_000 * (2 + below(begins + number, "delay", 180))
        targets = tweet_ids(begins - delays, TARGET_SLOT, number * 40 + np.arange(len(begins)))
        plan.targets = targets[episode]
        plan.authors = scene.authors(number * 3 + below(targets, "leader", 3))[episode]  # three favourites
        return targets
    plan.kinds[:] = ORIGINAL
    if action in ("tweet", "similar"):
        plan.seeds = mix(begins + number, "shared text")[episode]
        spoken = scene.languages[scene.languages < 6]  # near-identical in words, so a script with spaces
        plan.languages = spoken[below(begins, "shared language", len(spoken))][episode]
        if action == "similar":
            plan.endings = np.tile(np.arange(members), len(begins)) + 1
        return np.arange(len(begins)) * members
    if action == "hashtag":
        tags = GROUP_TAG + (number * 2 + np.arange(len(begins)) % 2) % GROUP_TAGS
        plan.tags[:, 0] = tags[episode]
        return np.unique(tags)
    if action == "mention":
        person = np.array([-1 - (scene.outsiders + number % RESERVED)])
        plan.mentions[:] = person
        return person
    plan.sites[:] = GROUP_SITE + number % GROUP_SITES
    alone = action == "domain"  # the same domain, another page each time
    plan.paths = 2 * 10**9 + number * 100_000 + (np.arange(len(plan)) if alone else episode)
    return np.arange(len(begins)) * members


def planted_rows(groups: list[Group], campaign: str) -> Plan:
    """Return all planted tweets of one campaign, ordered by id."""
    return joined([blank(0), *(group.plans[campaign] for group in groups if campaign in group.plans)])
