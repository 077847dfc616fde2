"""The kinds of map there are, and the words of each: what a dot, a line and a number mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ACTIONS: Mapping[str, tuple[str, str, str, str]] = {
    # action: (relationship type, verb in the past, one of what is counted, several)
    "retweet": ("RETWEETED", "retweeted", "retweet", "retweets"),
    "reply": ("REPLIED_TO", "replied to", "reply", "replies"),
    "quote": ("QUOTED", "quoted", "quote", "quotes"),
    "mention": ("MENTIONED", "mentioned", "mention", "mentions"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of map. `lede` and `reading` may name `{who}`, the attribution of the accounts."""

    name: str
    title: str
    lede: str
    node: str
    nodes: str
    edge: str
    edges: str
    directed: bool
    weight: str
    measures: Mapping[str, str]
    """Measures a dot's size can show, the default first: key and words."""
    parts: Mapping[str, tuple[str, str]]
    """What adds up to a line's weight: action, one of it and several in words."""
    reading: tuple[str, ...] = field(default=())
    room: float = 1.0
    """How much wider than its dots a group is drawn."""
    by_action: bool = False
    """Whether its actions can be compared side by side: each is a network of the same nodes."""
    months: str = ""
    """What the monthly counts count, where it is not the weight."""


GROUPS_CAVEAT = (
    "Groups are found by the ties alone (Leiden method, modularity) and placed apart so that they can be seen. The "
    "distance between two groups, and the place of a dot inside its group, mean little. Compare the modularity with "
    "that of shuffled networks: when the two are close, the colours are a rough guide and no more."
)
ARCHIVE_CAVEAT = (
    "The archive holds what Twitter released. Tweets that were deleted earlier are missing, and of accounts outside "
    "the releases only what archived accounts pointed to can be seen."
)
ATTRIBUTION_CAVEAT = (
    "The attribution is Twitter's, made at the month of release; some attributions were corrected later. Being on this "
    "map says nothing about an account outside the releases: most were only answered or named, and never knew it."
)


def interactions(action: str) -> Kind:
    """Return the words of `map interactions` for one action, or for `all`."""
    chosen = list(ACTIONS) if action == "all" else [action]
    verbs = [ACTIONS[name][1] for name in chosen]
    verb = verbs[0] if len(verbs) == 1 else f"{', '.join(verbs[:-1])} or {verbs[-1]}"
    counted = "tweets" if action == "all" else ACTIONS[action][3]
    title = "Who interacted with whom" if action == "all" else f"Who {verbs[0]} whom"
    reading = [
        "Each dot is an account, filled when the account is in a release, a ring when archived tweets only point to "
        f"it. A line joins two accounts when the one {verb} the other at least once; it is wider the more often.",
        "A line is not an intent. It says that something was posted, not why, nor that the two knew each other. A "
        "flood of replies is received, not caused.",
    ]
    if action in {"all", "mention", "quote"}:
        reading.append(
            "Mentions and quotes on retweets are not counted, and a reply is not counted again as a mention: each "
            "tweet counts once for each account it names."
        )
    return Kind(
        name="interactions",
        title=title,
        lede=f"Each dot is an account. A line means that one {verb} the other, in tweets by {{who}}.",
        node="account",
        nodes="accounts",
        edge="tie",
        edges="ties",
        directed=True,
        weight=counted,
        measures={
            "strength": f"{counted} given and received".capitalize(),
            "received": f"{counted} received".capitalize(),
            "sent": f"{counted} given".capitalize(),
            "partners": "Partners",
        },
        parts={name: (ACTIONS[name][2], ACTIONS[name][3]) for name in chosen},
        by_action=True,
        reading=(*reading, GROUPS_CAVEAT, ARCHIVE_CAVEAT, ATTRIBUTION_CAVEAT),
    )


HASHTAGS = Kind(
    name="hashtags",
    title="Hashtags used together",
    lede="Each square is a hashtag. A line means that the two stood in the same tweet, in tweets by {who}.",
    node="hashtag",
    nodes="hashtags",
    edge="pair",
    edges="pairs",
    directed=False,
    weight="tweets",
    measures={"tweets": "Tweets with the hashtag", "strength": "Tweets shared with others", "partners": "Partners"},
    parts={"tweet": ("tweet", "tweets")},
    reading=(
        "Each square is a hashtag, larger the more archived tweets carry it. A line joins two hashtags that stood in "
        "the same tweet; it is wider the more tweets hold both.",
        "Retweets count: a retweet carries the hashtags of the tweet it repeats, so one popular tweet can make a "
        "strong line.",
        "Upper and lower case, and forms of the same letter, are one hashtag; the commonest spelling is shown.",
        "A hashtag belongs to everybody who uses it. That archived accounts used it says nothing about its other "
        "users.",
        GROUPS_CAVEAT,
        ARCHIVE_CAVEAT,
    ),
)
