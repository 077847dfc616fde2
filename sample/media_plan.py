"""Which pictures and clips the sample's tweets and profiles carry, and what is reused: a plan, nothing is drawn yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sample.campaigns import CAMPAIGNS, Campaign
from sample.drawings import CHANGES, EXACT, RECOMPRESSED
from sample.draws import Ints, generator, mix, unit
from sample.plan import RETWEET
from sample.timeline import HOUR
from sample.world import World

REUSED = 0.35  # share of entries that show a picture which another entry shows too
CLIPS = 0.03  # share of entries that are clips
PROFILES = 5  # one picture of a profile for so many of tweets
SHARING = 4  # accounts that have one profile picture in common
IMAGE, CLIP, PROFILE, BANNER, GIF = "image", "clip", "profile", "banner", "gif"
UNKNOWN_TWEET = 10**18  # an id that no tweet of the sample has


@dataclass(frozen=True)
class Entry:
    """One picture or clip in a zip: what is drawn (`picture`), what became of it and how much (`draw`)."""

    name: str
    kind: str
    picture: int
    change: str = EXACT
    draw: float = 0.0


@dataclass
class MediaPlan:
    """Entries by zip, and what the truth says of them; `reuse` has the change and the tweets of original and copy."""

    zips: dict[str, list[Entry]] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    reuse: list[tuple[str, str, str]] = field(default_factory=list)
    shared_profiles: list[list[str]] = field(default_factory=list)
    co_posted: list[dict[str, object]] = field(default_factory=list)
    without_tweet: list[str] = field(default_factory=list)

    @property
    def entries(self) -> int:
        """How many pictures and clips there are."""
        return sum(map(len, self.zips.values()))


@dataclass(frozen=True)
class Carrier:
    """A tweet that carries a picture."""

    campaign: Campaign
    user_id: str
    tweet_id: int


def media_plan(world: World, count: int) -> MediaPlan:
    """Plan about `count` pictures and clips of tweets, more of profiles, and those that planted groups post together.

    Without planted structure (`--noise`) every picture is shown once.
    """
    plan = MediaPlan()
    groups = [] if world.noise else list(_group_posts(world, plan))
    taken = {carrier.tweet_id for carrier, *_ in groups}
    carriers = [c for c in _carriers(world, count) if c.tweet_id not in taken]
    draws = generator(world.seed, "media")
    shown: list[tuple[int, str]] = []  # (picture, tweet) of first uses
    entries = [(carrier, Entry(_name(carrier, IMAGE, p), IMAGE, p, change, d)) for carrier, p, change, d in groups]
    picture = len({p for _, p, _, _ in groups})
    for number, carrier in enumerate(carriers):
        draw = float(draws.random())
        if draws.random() < CLIPS:
            # A clip is of four pictures; one in three is somebody else's clip again.
            again = not world.noise and draws.random() < 1 / 3
            entries.append((carrier, Entry(_name(carrier, CLIP, number), CLIP, number % 5 if again else number)))
        elif shown and not world.noise and draws.random() < REUSED:
            of, original = shown[int(draws.integers(len(shown)))]
            change = CHANGES[number % len(CHANGES)]
            name = _name(carrier, IMAGE, number)
            entries.append((carrier, Entry(name, IMAGE, of, change, draw)))
            plan.reuse.append((change, original, str(carrier.tweet_id)))
        else:
            name = _name(carrier, IMAGE, number)
            entries.append((carrier, Entry(name, IMAGE, picture)))
            shown.append((picture, str(carrier.tweet_id)))
            picture += 1
    _into_zips(plan, entries)
    _profiles(world, plan, count // PROFILES, first=picture)
    return plan


def _carriers(world: World, count: int) -> list[Carrier]:
    """Return tweets of every campaign, in an order that mixes them, so that reuse crosses campaigns."""
    found: list[tuple[int, Carrier]] = []
    for campaign in CAMPAIGNS:
        ids, authors = _own_tweets(world, campaign)
        wanted = min(len(ids), max(4, round(count * campaign.share)))
        chosen = np.argsort(mix(ids, "carries media"), kind="stable")[:wanted]
        people = world.accounts[campaign.key].people
        for place in chosen.tolist():
            order = int(mix(ids[place : place + 1], "media order")[0])
            found.append((order, Carrier(campaign, people[int(authors[place])].user_id, int(ids[place]))))
    return [carrier for _, carrier in sorted(found, key=lambda one: one[0])]


def _own_tweets(world: World, campaign: Campaign) -> tuple[Ints, Ints]:
    plans = [world.plan(campaign, piece) for piece in world.pieces(campaign)]
    kept = [plan.at(np.flatnonzero(plan.kinds != RETWEET)) for plan in plans]
    return np.concatenate([p.ids for p in kept]), np.concatenate([p.accounts for p in kept])


def _group_posts(world: World, plan: MediaPlan) -> Iterator[tuple[Carrier, int, str, float]]:
    """Yield the tweets of groups that share hashtags: each time, one picture for all, untouched or recompressed."""
    picture = 0
    for group in world.groups:
        if group.action != "hashtag":
            continue
        episodes: dict[int, int] = {}
        accounts = set()
        for campaign in CAMPAIGNS:
            if campaign.key not in group.plans:
                continue
            its = group.plans[campaign.key]
            for tweet, author, time in zip(its.ids.tolist(), its.accounts.tolist(), its.times.tolist(), strict=True):
                if time // HOUR not in episodes:
                    episodes[time // HOUR] = picture
                    picture += 1
                user = world.accounts[campaign.key].people[author].user_id
                accounts.add(user)
                draw = float(unit(np.array([tweet]), "recompressed")[0])
                change = EXACT if draw < 0.5 else RECOMPRESSED
                yield Carrier(campaign, user, tweet), episodes[time // HOUR], change, draw
        plan.co_posted.append({"accounts": sorted(accounts), "times": group.times, "campaigns": sorted(group.plans)})


def _name(carrier: Carrier, kind: str, number: int) -> str:
    """Return the entry's name as the archive has it: tweet id, media key, ending."""
    key = f"{int(mix(np.array([carrier.tweet_id + number]), 'media key')[0]):016x}"
    folder, ending = ("videos", "mp4") if kind == CLIP else ("images", "jpg")
    return f"{carrier.user_id}/{folder}/{carrier.tweet_id}-{key}.{ending}"


def _into_zips(plan: MediaPlan, entries: list[tuple[Carrier, Entry]]) -> None:
    """Put entries into the campaigns' zips: most campaigns have two, one keeps its zips in a folder."""
    for campaign in CAMPAIGNS:
        its = sorted((e for c, e in entries if c.campaign is campaign), key=lambda entry: entry.name)
        key = campaign.key
        parts = 2 if len(its) > 20 else 1
        for number in range(parts):
            chunk = its[len(its) * number // parts : len(its) * (number + 1) // parts]
            if key == "iran_201906_3":
                path, inner = f"{key}/media/{key}_hashed_{number + 1:03d}.zip", key
            else:
                path, inner = f"{key}_tweet_media_hashed_{number + 1}.zip", str(number + 1)
            named = [Entry(f"{inner}/{e.name}", e.kind, e.picture, e.change, e.draw) for e in chunk]
            if key == "catalonia_201906_1" and not number:
                lost = f"{inner}/nobody/images/{UNKNOWN_TWEET}-lost.jpg"
                named.append(Entry(lost, IMAGE, 10**6))
                plan.without_tweet.append(lost)
            plan.zips[path] = named
            plan.campaigns[path] = campaign


def _profiles(world: World, plan: MediaPlan, count: int, first: int) -> None:
    """Plan pictures of profiles: most accounts their own, in each campaign some accounts one and the same."""
    for campaign in CAMPAIGNS:
        people = world.accounts[campaign.key].listed
        wanted = min(len(people), max(SHARING + 2, round(count * campaign.share)))
        entries = []
        for place, account in enumerate(people[:wanted]):
            shared = not world.noise and len(people) > SHARING and place < SHARING
            picture = first + campaign.slot * 10**5 + (0 if shared else place)
            kind, ending = (GIF, "gif") if place == SHARING + 1 else (PROFILE, "jpg")
            entries.append(Entry(f"{account.user_id}_profile.{ending}", kind, picture))
            if place % 3 == 0:
                entries.append(Entry(f"{account.user_id}_banner.png", BANNER, picture + 50_000))
        if not world.noise and len(people) > SHARING:
            plan.shared_profiles.append(sorted(account.user_id for account in people[:SHARING]))
        path = f"{campaign.key}_profile_media_hashed.zip"
        plan.zips[path] = entries
        plan.campaigns[path] = campaign
