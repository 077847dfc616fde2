"""truth.json: what is known about a sample because it was made so; ids as text."""

from typing import Any
from urllib.parse import urlsplit

from sample.accounts import SHARED, UNLISTED
from sample.campaigns import CAMPAIGNS
from sample.columns import links
from sample.groups import ACTIONS, IMPLIED, Group
from sample.oddities import in_two_releases
from sample.texts import bodies
from sample.world import World


def truth(world: World, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the truth of a sample whose files' books are given by path."""
    twins = [
        {"account": world.accounts[key].people[number].user_id, "campaigns": sorted([key, other])}
        for key, number, other, _ in SHARED
    ]
    return {
        "synthetic": True,
        "seed": world.seed,
        "tweets": world.size.tweets,
        "noise": world.noise,
        "campaigns": {
            c.key: {
                "accounts": len(world.accounts[c.key].listed),
                "tweets": world.size.rows(c),
                "not_listed": [a.user_id for a in world.accounts[c.key].people if (c.key, a.number) == UNLISTED],
            }
            for c in CAMPAIGNS
        },
        "files": files,
        "groups": [_group(world, group) for group in world.groups],
        "in_two_campaigns": twins,
        "in_two_releases": in_two_releases(world.oddities),
    }


def _group(world: World, group: Group) -> dict[str, Any]:
    accounts = [world.accounts[key].people[n].user_id for key, numbers in group.members.items() for n in numbers]
    return {
        "kind": ACTIONS[group.action],
        "action": group.action,
        "implies": IMPLIED.get(group.action, [group.action]),
        "campaign": next(iter(group.members)),
        "campaigns": sorted(group.members),
        "times": group.times,
        "accounts": sorted(accounts),
        "objects": _objects(world, group),
    }


def _objects(world: World, group: Group) -> list[str]:
    """Return what the group acted upon, as the files have it: tweet ids, user ids, tags, links, domains, texts."""
    key, plan = next(iter(group.plans.items()))
    words = world.vocabularies[key]
    match group.action:
        case "hashtag":
            return [str(words.tags[int(tag)]) for tag in group.objects]
        case "mention":
            return [str(words.people.ids[int(place)]) for place in words.people.places(group.objects)]
        case "domain":
            return [str(urlsplit(str(words.sites[int(plan.sites[0])])).hostname)]
        case "link":
            return [str(link) for link in links(plan.at(group.objects), words)]
        case "tweet" | "similar":
            chosen = plan.at(group.objects)
            return [str(text) for text in bodies(chosen.seeds, chosen.languages, chosen.endings * 0 - 1)]
        case _:
            return [str(target) for target in group.objects.tolist()]
