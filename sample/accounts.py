"""The accounts of each campaign: names, profiles and how active each is; hashed unless it has many followers."""

import base64
import hashlib
from dataclasses import dataclass, replace

import numpy as np

from sample.campaigns import CAMPAIGNS, Campaign, Size
from sample.draws import Floats, Ints, generator
from sample.mark import profile_url
from sample.timeline import Timeline, day_text
from sample.words import DISPLAY_SUFFIXES, FIRST_NAMES, LAST_NAMES, PLACES, WORDS

SILENT = 0.2  # share of accounts without a tweet: half of those of the Thailand release, few in large campaigns
UNHASHED = 0.07
MEMBER_IDS = 3_000_000_000  # numeric ids of members start here, those of outsiders stay below or far above
# Names that break programs which keep accounts in a plain JavaScript object or paste names into a page.
HOSTILE_NAMES = {
    "iran_201906_1": ("constructor", "zarvani_moor"),
    "iran_201906_2": ("toString",),
    "iran_201906_3": ("__proto__", "hasOwnProperty"),
    "catalonia_201906_1": ("valueOf",),
    "venezuela_201906_1": ("nulo_undefined",),
}
SHARED = (("iran_201906_1", 2, "iran_201906_3", 3), ("iran_201906_2", 0, "iran_201906_3", 5))  # (key, number) twice
UNLISTED = ("iran_201906_3", 4)  # this account tweets but its users file does not list it
ELDER = ("venezuela_201906_1", 0)  # this one has tweeted since before ids carried their time
FEW = 60  # accounts up to which all but one are active, else planted groups would lack members
FIXED = 6  # the first accounts of a campaign have such parts to play and no part in planted groups


@dataclass(frozen=True)
class Account:
    """One account's profile as the release gives it; `number` is its place in the campaign."""

    number: int
    user_id: str
    screen_name: str
    display_name: str
    location: str
    description: str
    url: str
    followers: int
    following: int
    created: int  # day since 1970
    language: str

    @property
    def hashed(self) -> bool:
        """Return whether the release hides the account's name behind its id."""
        return self.screen_name == self.user_id

    def fields(self) -> tuple[str, ...]:
        """Return the ten profile fields in the order of the archive's columns."""
        return (
            self.user_id,
            self.display_name,
            self.screen_name,
            self.location,
            self.description,
            self.url,
            str(self.followers),
            str(self.following),
            day_text(self.created),
            self.language,
        )


@dataclass(frozen=True)
class Accounts:
    """A campaign's accounts and their activity: `weights` (0 for the silent) and `born`, the creation's position."""

    campaign: Campaign
    people: tuple[Account, ...]
    weights: Floats
    born: Floats  # position on the campaign's timeline before which the account cannot act
    languages: Ints  # index into the campaign's languages

    @property
    def listed(self) -> tuple[Account, ...]:
        """Return the accounts that the users file lists."""
        return tuple(a for a in self.people if (self.campaign.key, a.number) != UNLISTED)


def hashed_id(seed: int, campaign: Campaign, number: int) -> str:
    """Return an id as Twitter hashed it: 64 hex digits in October 2018, base64 without `/` from 2019 on."""
    digest = hashlib.sha256(f"ioscope sample {seed} {campaign.key} {number}".encode())
    return digest.hexdigest() if campaign.hex_ids else base64.b64encode(digest.digest()).decode().replace("/", "")


def all_accounts(seed: int, size: Size, timelines: dict[str, Timeline], *, noise: bool) -> dict[str, Accounts]:
    """Make the accounts of all campaigns, by key; two of them stand in two campaigns with different profiles."""
    made = {c.key: _accounts(seed, size, c, timelines[c.key], noise=noise) for c in CAMPAIGNS}
    for from_key, number, to_key, place in SHARED:
        twin = made[from_key].people[number]
        people = list(made[to_key].people)
        people[place] = replace(
            twin,
            number=place,
            url=profile_url(to_key, place),
            followers=twin.followers + 321,
            following=max(twin.following - 5, 0),
            description=f"{twin.description} (2)",
            created=min(twin.created, people[place].created),
        )
        made[to_key] = replace(made[to_key], people=tuple(people))
        first = [*made[from_key].people[:number], replace(twin, created=people[place].created)]
        made[from_key] = replace(made[from_key], people=(*first, *made[from_key].people[number + 1 :]))
    return made


def _accounts(seed: int, size: Size, campaign: Campaign, timeline: Timeline, *, noise: bool) -> Accounts:
    draws = generator(seed, "accounts", campaign.key)
    # The account that tweets without being listed comes on top of the number that the release states.
    count = size.accounts(campaign) + (campaign.key == UNLISTED[0])
    names = tuple(campaign.languages)
    languages = draws.choice(len(names), size=count, p=np.array(list(campaign.languages.values())))
    # Accounts are made in bursts of a few days, most of them before the campaign gets busy.
    bursts = np.sort(draws.uniform(0.0, 0.3, max(2, count // 60)))
    chosen = draws.integers(0, len(bursts), count)
    early = draws.random(count) < 0.5
    born = np.where(early, 0.0, np.minimum(bursts[chosen] + draws.exponential(0.002, count), 0.5))
    born[:FIXED] = 0.0
    if noise:  # the null says that whoever acts in a stratum could act at any time in it
        born[:] = 0.0
    created = timeline.at(born) // 86_400_000 - np.where(born == 0.0, 1 + draws.integers(0, 400, count) // 7 * 7, 0)
    ranks = draws.permutation(count)
    weights = np.asarray(1.0 / (ranks + 2.0) ** 0.9, dtype=np.float64)
    if count > FEW:
        weights[draws.random(count) < SILENT] = 0.0
    weights[:FIXED] = np.maximum(weights[:FIXED], weights.max() / 4)
    if count > FIXED:
        weights[FIXED] = 0.0  # one silent account at least
    people = tuple(
        _account(seed, campaign, number, names[languages[number]], int(created[number]), draws)
        for number in range(count)
    )
    return Accounts(campaign, people, weights, born, languages.astype(np.int64))


def _account(
    seed: int, campaign: Campaign, number: int, language: str, created: int, draws: np.random.Generator
) -> Account:
    first, last, suffix, place, width, years = draws.integers(0, 1_000_000, 6)
    chance = draws.random(4)
    words = WORDS[language]
    hostile = HOSTILE_NAMES.get(campaign.key, ())
    plain = number < len(hostile) or (number >= FIXED and chance[0] < UNHASHED and not campaign.hex_ids)
    name = f"{FIRST_NAMES[first % len(FIRST_NAMES)]} {LAST_NAMES[last % len(LAST_NAMES)].title()}"
    followers = int(5_000 + 2_000 / (chance[1] + 0.01)) if plain else int(40 / (chance[1] + 0.01) ** 1.05)
    if plain:
        # Ids of ten digits until 2016, of 18 digits later.
        base = MEMBER_IDS if campaign.slot % 2 else 800_000_000_000_000_000
        user_id = str(base + (campaign.slot * 5_000 + number) * 1_009 + int(last) % 1_000)
        screen_name = hostile[number] if number < len(hostile) else f"{name.replace(' ', '')[:11]}{number}"
        display_name = name + DISPLAY_SUFFIXES[suffix % len(DISPLAY_SUFFIXES)]
    else:
        user_id = screen_name = display_name = hashed_id(seed, campaign, number)
    description = "" if chance[2] < 0.35 else _description(words, int(first), int(width) % 9 + 3)
    if (campaign.key, number) == ELDER:
        created = 14_300  # 2009-02-25
    account_language = language
    if language == "zh" or (campaign.slot == 0 and number in (3, 4)):
        account_language = "zh-cn" if number % 2 else "zh-CN"
    return Account(
        number=number,
        user_id=user_id,
        screen_name=screen_name,
        display_name=display_name,
        location="" if chance[3] < 0.5 else PLACES[language][place % len(PLACES[language])],
        description=description,
        url=profile_url(campaign.key, number),
        followers=followers,
        following=int(years % 4_000),
        created=created,
        language=account_language,
    )


def _description(words: list[str], start: int, count: int) -> str:
    """Return a profile description; every seventh has a line break, every fifth quotes and commas."""
    text = " ".join(words[(start + 7 * i * i) % len(words)] for i in range(count))
    if start % 7 == 0:
        text = text.replace(" ", "\n", 1)
    if start % 5 == 0:
        text = f'"{text}", &amp; {words[start % len(words)]}'
    return text
