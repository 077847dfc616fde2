"""The six campaigns of the sample: how many accounts, when, where and in what languages; invented but for the keys."""

from dataclasses import dataclass
from datetime import date

FULL_SIZE = 60_000  # tweets from which on the accounts are as many as in the June 2019 release
SMALLEST = 300  # tweets below which not every quirk finds a row


@dataclass(frozen=True)
class Campaign:
    """One campaign's behaviour. `share` is its part of all tweets, `utc_offset` its operators' clock in hours."""

    key: str
    slot: int  # goes into every tweet id, so that ids of two campaigns never meet
    accounts: int
    fewest: int  # accounts in the smallest sample
    share: float
    first: date
    last: date
    utc_offset: float
    weekend: tuple[int, ...]  # date.weekday() numbers
    languages: dict[str, float]
    hex_ids: bool = False  # 64 hexadecimal digits, as in October 2018
    parts: int = 1


CAMPAIGNS = (
    Campaign(
        "iran_201906_1", 0, 1666, 30, 0.40, date(2016, 1, 4), date(2019, 5, 12), 3.5, (3, 4),
        {"fa": 0.35, "ar": 0.3, "en": 0.31, "th": 0.02, "zh": 0.02}, parts=2,
    ),
    Campaign(
        "iran_201906_2", 1, 248, 18, 0.08, date(2017, 3, 1), date(2019, 5, 2), 3.5, (3, 4),
        {"en": 0.7, "ar": 0.2, "fa": 0.1},
    ),
    Campaign(
        "iran_201906_3", 2, 2865, 40, 0.38, date(2015, 2, 1), date(2019, 4, 20), 3.5, (3, 4),
        {"fa": 0.5, "ar": 0.3, "en": 0.2}, parts=2,
    ),
    Campaign(
        "russia_201906_1", 3, 4, 3, 0.03, date(2014, 6, 1), date(2018, 11, 30), 3.0, (5, 6),
        {"ru": 0.6, "en": 0.4}, hex_ids=True,
    ),
    Campaign(
        "catalonia_201906_1", 4, 130, 18, 0.06, date(2017, 8, 1), date(2019, 5, 25), 2.0, (5, 6),
        {"ca": 0.65, "es": 0.35},
    ),
    Campaign(
        "venezuela_201906_1", 5, 33, 7, 0.05, date(2013, 3, 6), date(2019, 5, 10), -4.0, (5, 6),
        {"es": 0.9, "en": 0.1},
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How large the sample is: everything that is counted follows from the number of tweets."""

    tweets: int

    @property
    def scale(self) -> float:
        """Return the size relative to the full one, 1 at most."""
        return min(1.0, self.tweets / FULL_SIZE)

    def accounts(self, campaign: Campaign) -> int:
        """Return how many accounts the campaign's users file lists."""
        return min(campaign.accounts, max(campaign.fewest, round(campaign.accounts * self.scale)))

    def rows(self, campaign: Campaign) -> int:
        """Return how many distinct tweets the campaign has; over all campaigns exactly `tweets`."""
        if campaign is CAMPAIGNS[0]:  # takes what rounding leaves
            return self.tweets - sum(self.rows(other) for other in CAMPAIGNS[1:])
        return round(self.tweets * campaign.share)

    def parts(self, campaign: Campaign) -> int:
        """Return into how many CSV files the campaign's tweets go: at most half a million rows in each."""
        return max(campaign.parts, -(-self.rows(campaign) // 500_000))

    @property
    def outsiders(self) -> int:
        """Return how many accounts outside the archive are mentioned, retweeted and so on."""
        return min(40_000, max(200, self.tweets // 8))
