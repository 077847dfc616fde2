"""What there is to act upon: outsiders and their tweets, articles, hashtags, and the days when all talk of one thing.

Everything here is a function of time and seed, never of the actor. With `--noise` all campaigns share one scene, so
that actors are independent of objects, which is exactly the null of the coordination tests. Otherwise each campaign
has its own, and only the days of *world events*, common to all accounts active then, bring strangers together within
a minute; their actors again are whoever is active that day.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample.campaigns import CAMPAIGNS, FULL_SIZE, Campaign, Size
from sample.draws import Floats, Ints, below, generator, heavy, unit
from sample.snowflake import LOW_BITS, OUTSIDE_SLOTS, WORLD_SLOT, tweet_ids
from sample.timeline import DAY, HOUR, Timeline, timeline
from sample.words import LANGUAGES, PLATFORM_PREFIXES, SHORTENER_PREFIXES, SITE_SECTIONS, SITE_STEMS, WORDS

TAG_FAMILIES = 150  # hashtags of one campaign at one time
TAG_ERAS = 10  # times in a campaign's life at which half of the families change their tag
FIRST_DAY, LAST_DAY = date(2015, 1, 5), date(2019, 5, 1)  # of the noise, when all campaigns live together
WORLD_DAYS = 50  # days of the noise's years on which all talk of one thing
MOST_CHOICES = 64
RESERVED = 40
GROUP_SITES = 40  # sites that only planted groups link to
GROUP_TAGS = 80


@dataclass(frozen=True)
class Scene:
    """One campaign's surroundings. `apart` says that two accounts never meet here by chance within two minutes."""

    timeline: Timeline
    slot: int
    posts: int  # tweets of outsiders over the campaign's life
    articles: int
    tags_from: int  # index of its first hashtag in the world's list
    sites: Ints  # indices of its domains in the world's list, commonest first
    outsiders: int  # of whom everyday tweets speak; `RESERVED` more follow, whom only planted groups mention
    outsiders_from: int
    languages: Ints  # those of the outsiders' tweets
    apart: bool

    def post_ids(self, numbers: Ints) -> Ints:
        """Return the tweet ids of outsiders' posts by number; posts spread over time as the activity does."""
        times = self.timeline.at((numbers + 0.5) / self.posts)
        return tweet_ids(times, self.slot, numbers & ((1 << LOW_BITS) - 1))

    def authors(self, objects: Ints) -> Ints:
        """Return who wrote the outsiders' tweets of these ids: few write most. An outsider k is the code -1 - k."""
        rank = heavy(unit(objects, "author"), self.outsiders, 2.2)
        return -1 - (rank + self.outsiders_from) % self.outsiders

    def tags(self, times: Ints, draws: Floats) -> Ints:
        """Return hashtags in use at these times: popular families, half of which change their tag with the era."""
        family = heavy(draws, TAG_FAMILIES, 2.5)
        era = np.minimum((self.timeline.positions(times) * TAG_ERAS).astype(np.int64), TAG_ERAS - 1)
        return self.tags_from + family * TAG_ERAS + np.where(family % 2 == 1, era, 0)

    def article_sites(self, articles: Ints) -> Ints:
        """Return the domain of each article."""
        return np.asarray(self.sites[heavy(unit(articles + self.slot * 1_000_003, "site"), len(self.sites), 1.9)])


@dataclass(frozen=True)
class Events:
    """The days of which the whole world talks: their day, hour and objects, each array one entry a day."""

    days: Ints
    starts: Ints  # ms
    scene: Scene
    choices: int  # how many tweets, tags, links, people and texts each event is known by

    def of(self, times: Ints) -> Ints:
        """Return the number of the event on each time's day, -1 where there is none."""
        day = times // DAY
        place = np.minimum(np.searchsorted(self.days, day), len(self.days) - 1)
        return np.where(self.days[place] == day, place, -1)

    def post_ids(self, events: Ints, choice: Ints) -> Ints:
        """Return the ids of the tweets that an event is known by, made in the hour before it starts."""
        return tweet_ids(self.starts[events] - 50_000 * (choice + 1), WORLD_SLOT, events * MOST_CHOICES + choice)


def all_timelines(seed: int, *, noise: bool) -> dict[str, Timeline]:
    """Return the timeline of each campaign, peaks on the world's days and on its own; with noise all have the same."""
    days = (LAST_DAY - FIRST_DAY).days
    chosen = generator(seed, "world days").choice(days, WORLD_DAYS, replace=False)
    world = tuple(sorted(FIRST_DAY.toordinal() - date(1970, 1, 1).toordinal() + int(day) for day in chosen))
    if noise:
        shared = timeline(seed, "world", FIRST_DAY, LAST_DAY, utc_offset=2.0, weekend=(5, 6), common=world)
        return {c.key: shared for c in CAMPAIGNS}
    return {
        c.key: timeline(seed, c.key, c.first, c.last, utc_offset=c.utc_offset, weekend=c.weekend, common=world)
        for c in CAMPAIGNS
    }


def all_scenes(size: Size, timelines: dict[str, Timeline], *, noise: bool) -> dict[str, Scene]:
    """Return the scene of each campaign, by key."""
    return {c.key: _scene(size, CAMPAIGNS[0] if noise else c, timelines[c.key], noise=noise) for c in CAMPAIGNS}


def _scene(size: Size, campaign: Campaign, shown: Timeline, *, noise: bool) -> Scene:
    rows = size.tweets if noise else size.rows(campaign)
    slot = WORLD_SLOT if noise else OUTSIDE_SLOTS + campaign.slot
    own = np.arange(len(SITE_STEMS)) * 3 + slot * 11
    # The first of a campaign's domains are two platforms, a shortener, then its own sites.
    sites = np.concatenate([[0, 2, len(PLATFORM_PREFIXES)], PLATFORM_SITES + own % len(SITE_STEMS), [1, 3, 4, 6, 7, 8]])
    return Scene(
        timeline=shown,
        slot=slot,
        posts=max(40, int(rows * 0.4)),
        articles=max(20, int(rows * 0.12)),
        tags_from=campaign.slot * TAG_FAMILIES * TAG_ERAS,
        sites=sites,
        outsiders=size.outsiders - RESERVED,
        outsiders_from=0 if noise else campaign.slot * (size.outsiders - RESERVED) // 9,
        languages=np.array([LANGUAGES.index(name) for name in campaign.languages]),
        apart=not noise,
    )


def world_events(seed: int, size: Size, timelines: dict[str, Timeline], scenes: dict[str, Scene]) -> Events:
    """Return the world events: on every campaign's peak days."""
    days = np.array(sorted({day for t in timelines.values() for day in t.peaks}), dtype=np.int64)
    hours = generator(seed, "events").uniform(6, 15, len(days))
    # With the square root of the size: chance meetings grow faster than the tweets, yet stay countable in millions.
    choices = min(MOST_CHOICES, max(3, round(3 * (size.tweets / FULL_SIZE) ** 0.5)))
    starts = days * DAY + (hours * HOUR).astype(np.int64)
    return Events(days, starts, next(iter(scenes.values())), choices)


PLATFORM_SITES = len(PLATFORM_PREFIXES) + len(SHORTENER_PREFIXES)
EVENT_SITE = PLATFORM_SITES + len(SITE_STEMS)  # where the articles on world events stand
EVENT_SITES = 97
GROUP_SITE = EVENT_SITE + EVENT_SITES
EVENT_TAGS = (len(CAMPAIGNS)) * TAG_FAMILIES * TAG_ERAS
EVENT_TAG_COUNT = 400
GROUP_TAG = EVENT_TAGS + EVENT_TAG_COUNT


def site_prefixes() -> list[str]:
    """Return what the addresses on each domain start with: platforms, shorteners, sites, the groups' own sites."""
    sites = [
        f"https://www.{stem}.example/{SITE_SECTIONS[i % len(SITE_SECTIONS)]}/" for i, stem in enumerate(SITE_STEMS)
    ]
    groups = [f"https://{SITE_STEMS[i % len(SITE_STEMS)]}-{i + 2}.example/" for i in range(GROUP_SITES)]
    events = [f"https://planet-wire-{i}.example/now/" for i in range(EVENT_SITES)]
    return [*PLATFORM_PREFIXES, *SHORTENER_PREFIXES, *sites, *events, *groups]


def tag_names() -> list[str]:
    """Return every hashtag of the world, without `#`: campaigns' own, of world events, of planted groups."""
    names = []
    for campaign in CAMPAIGNS:
        languages = tuple(campaign.languages)[:2]
        for number in range(TAG_FAMILIES * TAG_ERAS):
            family, era = divmod(number, TAG_ERAS)
            words = [w.strip(".") for w in WORDS[languages[family % len(languages)]]]
            head, tail = words[family % len(words)], words[(family // 3 + 5 * era + 1) % len(words)]
            joint = "_" if family % 3 == 0 else ""
            names.append(_bare(f"{head.title()}{joint}{tail.title()}{'' if era == 0 else era + 2010}"))
    names += [_bare(f"{WORDS['en'][i % 40].title()}Day{i}") for i in range(EVENT_TAG_COUNT)]
    names += [_bare(f"{WORDS[LANGUAGES[i // 2 % 3]][i // 6 + 3].title()}{i + 100}") for i in range(GROUP_TAGS)]
    return names


def _bare(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char == "_" or not char.isascii())


def outsider_ids(count: int) -> Ints:
    """Return the numeric ids of the outsiders: two thirds short ones, one third of 18 digits."""
    numbers = np.arange(count, dtype=np.int64)
    short = 20_000_000 + numbers * 61_001 + below(numbers, "outsider", 60_000)
    return np.where(numbers % 3 == 2, 700_000_000_000_000_000 + numbers * 1_000_000_007, short)


def recent(positions: Floats, count: int, hashes: Ints) -> Ints:
    """Choose, of `count` items spread evenly over [0, 1), one from before each position; some are chosen by many.

    The item is some steps back (heavy tail), then rounded down to a multiple of 2^L with P(L >= k) = 2^(-0.35 k): an
    item with a round number stands at the head of a cascade, whose size falls off as a power law (exponent 2.5).
    """
    back = np.minimum(1.5 * (1.0 - unit(hashes, "back")) ** -0.9, 1e6).astype(np.int64)
    number = np.maximum((positions * count).astype(np.int64) - back, 0)
    highest = max(3, int(np.log2(max(count / 80, 8))))
    level = np.minimum((-np.log2(1.0 - unit(hashes, "level")) / 0.35).astype(np.int64), highest)
    return np.asarray((number >> level) << level)
