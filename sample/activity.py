"""The everyday activity of a campaign: who tweets when, what they retweet, answer, quote, tag, link and mention.

Accounts act in proportion to their weight at the times of the campaign's timeline. What two accounts of one campaign
share is kept two minutes apart, so that the only accounts that meet within a minute are the planted ones and those who
meet on world events; there the actors are whoever is active that day, which is the null of the tests (day strata).
"""

from dataclasses import dataclass

import numpy as np

from sample.accounts import Accounts
from sample.draws import Flags, Ints, below, generator, heavy, mix, unit
from sample.plan import NOBODY, NOTHING, ORIGINAL, QUOTE, REPLY, RETWEET, Plan, blank
from sample.scenes import EVENT_SITE, EVENT_SITES, EVENT_TAG_COUNT, EVENT_TAGS, Events, Scene, recent
from sample.snowflake import LOW_BITS, repeated, slots_of, times_of, tweet_ids
from sample.timeline import DAY
from sample.words import LANGUAGES

APART = 120_000  # ms; twice the default window of the coordination tests
ON_EVENT = 0.45  # share of a day's tweets that turn to the world event, if the day has one
EVENT_MEDIAN = 12 * 60_000  # ms after its start
_LOW_MASK = (1 << LOW_BITS) - 1
COMMON_TEXTS = 400


@dataclass(frozen=True)
class Piece:
    """One file's part of a campaign: the activity between two positions of its timeline."""

    number: int
    begin: float
    end: float
    rows: int


def everyday(seed: int, accounts: Accounts, scene: Scene, events: Events, piece: Piece) -> Plan:
    """Plan `piece.rows` everyday tweets, ordered by id."""
    draws = generator(seed, "activity", accounts.campaign.key, piece.number)
    plan = blank(piece.rows)
    actors, times = _who_and_when(draws, accounts, scene, piece)
    event = events.of(times)
    event[draws.random(piece.rows) >= ON_EVENT] = NOTHING
    delays = EVENT_MEDIAN * np.exp(draws.normal(0.0, 1.0, piece.rows))
    moved = np.minimum(events.starts[event] + delays.astype(np.int64), (times // DAY + 1) * DAY - 1)
    times = np.where(event >= 0, moved, times)
    ids = tweet_ids(times, accounts.campaign.slot, draws.integers(0, _LOW_MASK, piece.rows))
    while (same := repeated(ids)).any():
        ids[same] += 1
    order = np.argsort(ids)
    plan.ids, plan.times = ids[order], times_of(ids[order])
    plan.accounts, event = actors[order], event[order]
    plan.seeds = mix(plan.ids, "text")
    plan.kinds = _kinds(plan.ids)
    names = [LANGUAGES.index(name) for name in accounts.campaign.languages]
    plan.languages = np.array(names, dtype=np.int64)[accounts.languages[plan.accounts]]
    _act_on_tweets(plan, scene)
    _add_objects(plan, scene)
    _turn_to_events(plan, event, events)
    if scene.apart:
        _retweet_members(plan)
        _keep_apart(plan, scene)
    # At the very beginning there is hardly anything older to act upon.
    _stand_alone(plan, np.flatnonzero((plan.targets > 0) & (times_of(plan.targets) >= plan.times)))
    return plan


def _who_and_when(draws: np.random.Generator, accounts: Accounts, scene: Scene, piece: Piece) -> tuple[Ints, Ints]:
    """Draw actors by weight and life, then times from each one's life within the piece."""
    begin = np.maximum(piece.begin, accounts.born)
    life = np.maximum(piece.end - begin, 0.0) / (1.0 - accounts.born)
    sums = np.cumsum(accounts.weights * life)
    actors = np.searchsorted(sums, draws.random(piece.rows) * sums[-1], side="right")
    actors = np.minimum(actors, len(sums) - 1)
    positions = begin[actors] + draws.random(piece.rows) * (piece.end - begin[actors])
    return actors, scene.timeline.at(np.minimum(positions, 1.0 - 1e-12))


def _kinds(ids: Ints) -> Ints:
    """Return 42 % retweets, 17 % replies, 9 % quotes, the rest originals."""
    draw = unit(ids, "kind")
    return np.select([draw < 0.42, draw < 0.59, draw < 0.68], [RETWEET, REPLY, QUOTE], ORIGINAL)


def _act_on_tweets(plan: Plan, scene: Scene) -> None:
    """Point retweets, replies and quotes to tweets of outsiders."""
    rows = np.flatnonzero(plan.kinds != ORIGINAL)
    numbers = recent(scene.timeline.positions(plan.times[rows]), scene.posts, plan.ids[rows])
    plan.targets[rows] = scene.post_ids(numbers)
    plan.authors[rows] = scene.authors(plan.targets[rows])


def _add_objects(plan: Plan, scene: Scene) -> None:
    """Add hashtags, links, mentions and common texts to what is not a retweet."""
    own = plan.kinds != RETWEET
    draw = unit(plan.ids, "tags")
    for place, share in enumerate((0.32, 0.12, 0.04)):
        rows = np.flatnonzero(own & (draw < share))
        plan.tags[rows, place] = scene.tags(plan.times[rows], unit(plan.ids[rows], f"tag {place}"))
    rows = np.flatnonzero(own & (plan.kinds != QUOTE) & (unit(plan.ids, "link") < 0.2))
    articles = recent(scene.timeline.positions(plan.times[rows]), scene.articles, plan.ids[rows])
    plan.sites[rows] = scene.article_sites(articles)
    plan.paths[rows] = articles * 16 + scene.slot
    rows = np.flatnonzero(own & (unit(plan.ids, "mention") < 0.14))
    person = heavy(unit(plan.ids[rows], "mentioned"), scene.outsiders, 2.4)
    plan.mentions[rows] = -1 - (person + scene.outsiders_from + 17) % scene.outsiders
    rows = np.flatnonzero((plan.kinds == ORIGINAL) & (unit(plan.ids, "common") < 0.05))
    text = heavy(unit(plan.ids[rows], "common text"), COMMON_TEXTS, 1.8)
    plan.seeds[rows] = mix(text + scene.slot * COMMON_TEXTS, "common text")
    # A common text has its own language, else two accounts would post it in two.
    plan.languages[rows] = plan.languages[rows] if scene.apart else below(text, "common language", len(LANGUAGES))


def _turn_to_events(plan: Plan, event: Ints, events: Events) -> None:
    """Let the tweets on a world event share its tweets, tag, article, person and text."""
    rows = np.flatnonzero(event >= 0)
    number, ids = event[rows], plan.ids[rows]
    plan.marked[rows] = True
    plan.sites[rows] = NOTHING
    plan.mentions[rows] = NOBODY
    acts = plan.kinds[rows] != ORIGINAL
    choice = heavy(unit(ids, "event choice"), events.choices, 1.5)
    object_of = number * events.choices + choice
    plan.targets[rows] = np.where(acts, events.post_ids(number, choice), 0)
    plan.authors[rows] = np.where(acts, events.scene.authors(plan.targets[rows]), NOBODY)
    own = plan.kinds[rows] != RETWEET
    plan.tags[rows] = NOTHING
    plan.tags[rows, 0] = np.where(
        own & (unit(ids, "event tag") < 0.4), EVENT_TAGS + object_of % EVENT_TAG_COUNT, NOTHING
    )
    linked = own & (plan.kinds[rows] != QUOTE) & (unit(ids, "event link") < 0.3)
    plan.sites[rows] = np.where(linked, EVENT_SITE + object_of % EVENT_SITES, NOTHING)
    plan.paths[rows] = np.where(linked, object_of + 10**9, 0)
    person = -1 - object_of % events.scene.outsiders
    plan.mentions[rows] = np.where(own & (unit(ids, "event mention") < 0.15), person, NOBODY)
    said = (plan.kinds[rows] == ORIGINAL) & (unit(ids, "event text") < 0.3)
    plan.seeds[rows] = np.where(said, mix(object_of, "event text"), plan.seeds[rows])
    plan.languages[rows] = np.where(said, LANGUAGES.index("en"), plan.languages[rows])


def _retweet_members(plan: Plan) -> None:
    """Point a quarter of the retweets, and a tenth of replies and quotes, to earlier tweets of the same file."""
    sources = np.flatnonzero((plan.kinds == ORIGINAL) & ~plan.marked)
    share = np.where(plan.kinds == RETWEET, 0.25, 0.1)
    chosen = (plan.kinds != ORIGINAL) & ~plan.marked & (unit(plan.ids, "member") < share)
    rows = np.flatnonzero(chosen & (np.arange(len(plan)) > (sources[0] if len(sources) else len(plan))))
    before = np.searchsorted(sources, rows)  # so many sources are older
    source = sources[recent((before - 0.5) / len(sources), len(sources), plan.ids[rows] + 1)]
    plan.targets[rows] = plan.ids[source]
    plan.authors[rows] = plan.accounts[source]


def _keep_apart(plan: Plan, scene: Scene) -> None:
    """Take away the objects that two everyday tweets would share within two minutes."""
    for _ in range(2):  # a retweet needs a tweet, so it gets another one, some time back
        rows = _close(plan, plan.targets, plan.kinds == RETWEET)
        if len(rows):
            back = scene.timeline.positions(plan.times[rows]) * unit(plan.ids[rows], "older")
            numbers = (back * scene.posts).astype(np.int64)
            plan.targets[rows] = scene.post_ids(numbers)
            plan.authors[rows] = scene.authors(plan.targets[rows])
    for kind in (RETWEET, REPLY, QUOTE):
        rows = _close(plan, plan.targets, plan.kinds == kind)
        _stand_alone(plan, rows)
    rows, places = np.nonzero((plan.tags >= 0) & ~plan.marked[:, None])
    near = too_close(plan.tags[rows, places], plan.times[rows])
    plan.tags[rows[near], places[near]] = NOTHING
    rows = _close(plan, plan.sites, plan.sites >= 0)
    plan.sites[rows] = NOTHING
    rows = _close(plan, plan.mentions, plan.mentions != NOBODY)
    plan.mentions[rows] = NOBODY
    rows = _close(plan, plan.seeds.view(np.int64), plan.kinds != RETWEET)
    plan.seeds[rows] = mix(plan.ids[rows], "text")


def _stand_alone(plan: Plan, rows: Ints) -> None:
    """Turn these tweets into originals."""
    plan.kinds[rows] = ORIGINAL
    plan.targets[rows] = 0
    plan.authors[rows] = NOBODY


def _close(plan: Plan, objects: Ints, among: Flags) -> Ints:
    """Return the rows, of those `among` and not marked, whose object occurs within the two minutes before."""
    rows = np.flatnonzero(among & ~plan.marked)
    return rows[too_close(objects[rows], plan.times[rows])]


def too_close(objects: Ints, times: Ints) -> Flags:
    """Mark the entries whose object has another entry less than `APART` earlier (or at the same time, before it)."""
    order = np.lexsort((times, objects))
    ordered_objects, ordered_times = objects[order], times[order]
    near = (ordered_objects[1:] == ordered_objects[:-1]) & (ordered_times[1:] - ordered_times[:-1] <= APART)
    marks = np.zeros(len(objects), dtype=np.bool_)
    marks[order[1:][near]] = True
    return marks


def carry_content(plan: Plan, scene: Scene) -> None:
    """Give every retweet the words, tags, links and mentions of what it retweets; `plan` is ordered by id."""
    retweets = np.flatnonzero(plan.kinds == RETWEET)
    targets = plan.targets[retweets]
    place = np.minimum(np.searchsorted(plan.ids, targets), len(plan) - 1)
    inside = plan.ids[place] == targets
    rows, source = retweets[inside], place[inside]
    for name in ("seeds", "languages", "endings", "tags", "sites", "paths", "mentions"):
        column = getattr(plan, name)
        column[rows] = column[source]
    rows, targets = retweets[~inside], targets[~inside]
    plan.seeds[rows] = mix(targets, "text")
    # Tweets that several campaigns retweet must read the same in all of them, whatever each one's languages and tags.
    local = slots_of(targets) == scene.slot
    common = below(targets, "common language", 3)
    plan.languages[rows] = np.where(local, scene.languages[below(targets, "language", len(scene.languages))], common)
    tags = scene.tags(times_of(targets), unit(targets, "tag 0"))
    plan.tags[rows, 0] = np.where(local & (unit(targets, "tagged") < 0.25), tags, NOTHING)
