"""What a page can say of a node: its kind, with the shape that stands for it, and its facts, in their order."""

from explorer.maps.network import ARCHIVED, DOMAIN, GROUP, HASHTAG, OTHER, OUTSIDER, PICTURE, TWEET

KINDS = {
    GROUP: ("Group of accounts", "circle"),
    ARCHIVED: ("In a release", "circle"),
    OUTSIDER: ("Outside the releases", "ring"),
    HASHTAG: ("Hashtag", "square"),
    DOMAIN: ("Site", "diamond"),
    TWEET: ("Tweet", "triangle"),
    OTHER: ("Other node", "frame"),
    PICTURE: ("Picture or clip", "frame"),
}
FACTS = {
    "members": ("Accounts in the group", "number"),
    "leaders": ("Its most active accounts", "list"),
    "display_name": ("Display name", "text"),
    "followers": ("Followers", "number"),
    "following": ("Following", "number"),
    "created_on": ("Account created", "text"),
    "language": ("Language", "text"),
    "location": ("Place as stated", "text"),
    "description": ("Biography", "text"),
    "label": ("Label", "text"),
    "site": ("Kind of site", "text"),
    "releases": ("Releases", "list"),
    "hashtags": ("Top hashtags, with tweets", "list"),
    "amplification": ("Retweets received from archived accounts", "number"),
    "tweets": ("Tweets", "number"),
    "accounts": ("Accounts that used it", "number"),
    "first_on": ("First used", "text"),
    "last_on": ("Last used", "text"),
    "pixels": ("Pixels", "text"),
    "files": ("Files that look like it, itself too", "number"),
    "thumbnail": ("Small picture", "picture"),
    "sha256": ("SHA-256", "text"),
    "user_id": ("User id", "text"),
}
