"""The words of `map campaign`."""

from explorer.maps.kinds import ACTIONS, ARCHIVE_CAVEAT, ATTRIBUTION_CAVEAT, Kind
from explorer.maps.links import OWN_SITE


def structure(key: str) -> Kind:
    """Return the words of the map of one release."""
    return Kind(
        name="campaign",
        title=f"Structure of {key}",
        lede=(
            "Each large dot is a group of accounts that interact most with each other. Around the groups: the hashtags "
            "they used, the sites they linked to and the outside accounts they pointed to, in tweets by {who}."
        ),
        node="target",
        nodes="groups and targets",
        edge="tie",
        edges="ties",
        directed=True,
        weight="tweets",
        room=2.4,
        measures={
            "strength": "Tweets on its ties",
            "received": "Tweets that point to it",
            "partners": "Partners",
        },
        parts={
            **{action: (names[2], names[3]) for action, names in ACTIONS.items()},
            "hashtag": ("tweet with the hashtag", "tweets with the hashtag"),
            "link": ("tweet with a link", "tweets with a link"),
        },
        reading=(
            "Accounts of the release are gathered by their ties alone (Leiden method, modularity): accounts of one dot "
            "retweet, answer, quote or name each other more than others. What holds a group together is not known; "
            "being in one is not proof that its accounts belong together.",
            "A line to a hashtag or a site counts the group's tweets that carry it, retweets among them. A line to an "
            "account counts retweets, replies, quotes and mentions. What is pushed and whom it amplifies is what the "
            "tweets point to, not what was meant by them.",
            f"Links to {OWN_SITE} are left out. Ties inside a group are left out of the picture.",
            "The place of a group on the map means little.",
            ARCHIVE_CAVEAT,
            ATTRIBUTION_CAVEAT,
        ),
    )
