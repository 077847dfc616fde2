"""The whole sample as a plan: a pure function of seed and size, before any text is made or file written."""

from dataclasses import dataclass

from sample.accounts import Accounts, all_accounts
from sample.activity import Piece, carry_content, everyday
from sample.campaigns import CAMPAIGNS, Campaign, Size
from sample.columns import Vocabulary
from sample.groups import Group, planted, planted_rows
from sample.oddities import Oddities, oddities
from sample.people import outsider_handles, people_of
from sample.plan import Plan, joined
from sample.scenes import Events, Scene, all_scenes, all_timelines, site_prefixes, tag_names, world_events


@dataclass(frozen=True)
class World:
    """Everything that is planned once for all files."""

    seed: int
    size: Size
    noise: bool
    scenes: dict[str, Scene]
    events: Events
    accounts: dict[str, Accounts]
    groups: list[Group]
    oddities: dict[str, Oddities]
    vocabularies: dict[str, Vocabulary]

    def pieces(self, campaign: Campaign) -> list[Piece]:
        """Return the everyday activity of each of the campaign's files: equal stretches of its activity."""
        count = self.size.parts(campaign)
        special = len(planted_rows(self.groups, campaign.key)) + len(self.oddities[campaign.key].tweets)
        everyday_rows = self.size.rows(campaign) - special
        return [
            Piece(
                number,
                number / count,
                (number + 1) / count,
                everyday_rows * (number + 1) // count - everyday_rows * number // count,
            )
            for number in range(count)
        ]

    def plan(self, campaign: Campaign, piece: Piece) -> Plan:
        """Plan the tweets of one file, oddities apart, ordered by id."""
        scene = self.scenes[campaign.key]
        extra = planted_rows(self.groups, campaign.key)
        position = scene.timeline.positions(extra.times)
        extra = extra.at(((position >= piece.begin) & (position < piece.end)).nonzero()[0])
        plan = joined([everyday(self.seed, self.accounts[campaign.key], scene, self.events, piece), extra])
        carry_content(plan, scene)
        return plan


def world(seed: int, tweets: int, *, noise: bool) -> World:
    """Plan a sample of `tweets` tweets."""
    size = Size(tweets)
    timelines = all_timelines(seed, noise=noise)
    scenes = all_scenes(size, timelines, noise=noise)
    accounts = all_accounts(seed, size, timelines, noise=noise)
    tags, sites = tag_names(), site_prefixes()
    outsiders = outsider_handles(seed, size.outsiders)
    return World(
        seed=seed,
        size=size,
        noise=noise,
        scenes=scenes,
        events=world_events(seed, size, timelines, scenes),
        accounts=accounts,
        groups=[] if noise else planted(seed, size, accounts, scenes),
        oddities=oddities(accounts, timelines),
        vocabularies={
            c.key: Vocabulary.of(accounts[c.key], people_of(accounts[c.key], outsiders), tags, sites) for c in CAMPAIGNS
        },
    )
