"""What is in the graph: labels, types and properties are written down here and in `schema.relationships` alone.

Class docstrings and `help_text` are what users read: `ioscope schema`, the data-model page and Neo4j Browser's guide
show them. `index=True` makes a range index, `unique_index=True` a uniqueness constraint, `text_index=True` a TEXT
index (for CONTAINS in any script; neomodel has no such option, `schema.installation` creates it).
"""

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)

from schema.properties import NativeDateProperty
from schema.relationships import (
    Coordinated,
    HasPicture,
    HostedOn,
    InCommunity,
    LinksTo,
    LooksLike,
    Membership,
    Mentioned,
    Mentions,
    Posted,
    Quoted,
    Quotes,
    RepliedTo,
    RepliesTo,
    Retweeted,
    Retweets,
    SentFrom,
    Shows,
    Tagged,
    Used,
)


class Campaign(StructuredNode):
    """One release of the archive: accounts that Twitter attributed to one operation on one day."""

    key = StringProperty(unique_index=True, help_text="Name of the release in its file names, e.g. iran_201906_1")
    title = StringProperty(help_text="Name for people")
    attributed_to = StringProperty(help_text="To whom Twitter attributed the accounts")
    released_on = StringProperty(help_text="Month of the release, YYYY-MM")
    time_zone = StringProperty(
        help_text="Time zone of the operator's country, IANA name; absent when there is no one zone"
    )
    expected_accounts = IntegerProperty(help_text="Accounts that Twitter announced")
    expected_tweets = IntegerProperty(help_text="Tweets that Twitter announced")
    synthetic = BooleanProperty(help_text="True for a made-up archive")
    files = ArrayProperty(StringProperty(), help_text="Source files, each as `sha256  name`, sorted by name")
    digest = StringProperty(help_text="Digest of the lake's manifest that the graph was loaded from")
    model = StringProperty(help_text="Digest of the graph's model (labels, types, properties) that it was loaded with")
    state = StringProperty(help_text="loading, then complete")


class Account(StructuredNode):
    """A Twitter account: Archived when a release lists it, Outsider when archived tweets only point to it."""

    __optional_labels__ = ["Archived", "Outsider"]

    user_id = StringProperty(unique_index=True, help_text="Twitter's id: digits, or a hash where Twitter hid it")
    screen_name = StringProperty(index=True, help_text="Handle without @; absent when only the hash is known")
    also_known_as = ArrayProperty(StringProperty(), help_text="Other handles seen for the same id, sorted")
    display_name = StringProperty(help_text="Display name; absent when only the hash is known")
    alias = StringProperty(index=True, help_text="Pseudonym for publications, from a hash of the user id")
    hashed = BooleanProperty(help_text="True when Twitter replaced the id by a hash")
    followers = IntegerProperty(help_text="Followers when Twitter suspended the account")
    following = IntegerProperty(help_text="Accounts followed when Twitter suspended the account")
    created_on = NativeDateProperty(index=True, help_text="Day the account was created")
    language = StringProperty(help_text="Interface language, BCP 47, lower case")
    location = StringProperty(help_text="Place as the account stated it")
    description = StringProperty(help_text="Biography")
    profile_url = StringProperty(help_text="Link in the profile")
    pagerank = FloatProperty(help_text="PageRank over retweets", derived_by="analysis")
    amplification = IntegerProperty(help_text="Retweets that archived accounts gave it", derived_by="analysis")

    member_of = RelationshipTo("Campaign", "MEMBER_OF", model=Membership)
    posted = RelationshipTo("Tweet", "POSTED", model=Posted)
    has_picture = RelationshipTo("Media", "HAS_PICTURE", model=HasPicture)
    used = RelationshipTo("Client", "USED", model=Used)
    retweeted = RelationshipTo("Account", "RETWEETED", model=Retweeted)
    replied_to = RelationshipTo("Account", "REPLIED_TO", model=RepliedTo)
    quoted = RelationshipTo("Account", "QUOTED", model=Quoted)
    mentioned = RelationshipTo("Account", "MENTIONED", model=Mentioned)
    coordinated = RelationshipTo("Account", "COORDINATED", model=Coordinated)
    in_community = RelationshipTo("Community", "IN_COMMUNITY", model=InCommunity)


class Tweet(StructuredNode):
    """A tweet: Archived when a release holds it, Stub when archived tweets only point to it."""

    __optional_labels__ = ["Archived", "Stub"]

    tweet_id = IntegerProperty(unique_index=True, help_text="Twitter's id, up to 19 digits")
    text = StringProperty(text_index=True, help_text="Text as released; of a stub, from the longest retweet of it")
    text_inferred = BooleanProperty(help_text="True when the text comes from a retweet")
    same_text = IntegerProperty(
        index=True,
        help_text="Released tweets with exactly this text, itself included, retweets left out; absent when it is alone",
    )
    posted_at = DateTimeNeo4jFormatProperty(index=True, help_text="Posting time, UTC, milliseconds from the id")
    language = StringProperty(help_text="Language that Twitter detected, BCP 47, lower case; und = undetermined")
    likes = IntegerProperty(help_text="Likes; absent on retweets, where the archive writes 0")
    retweets = IntegerProperty(help_text="Retweets; absent on retweets")
    replies = IntegerProperty(help_text="Replies; absent on retweets")
    quotes = IntegerProperty(help_text="Quotes; absent on retweets")
    is_retweet = BooleanProperty(help_text="True for a retweet; absent on stubs")
    latitude = FloatProperty(help_text="Degrees north; absent when hidden")
    longitude = FloatProperty(help_text="Degrees east; absent when hidden")
    poll_choices = ArrayProperty(StringProperty(), help_text="Choices of a poll")
    campaigns = ArrayProperty(StringProperty(), help_text="Keys of the releases that hold the tweet, sorted")

    retweets_tweet = RelationshipTo("Tweet", "RETWEETS", model=Retweets)
    replies_to = RelationshipTo("Tweet", "REPLIES_TO", model=RepliesTo)
    quotes_tweet = RelationshipTo("Tweet", "QUOTES", model=Quotes)
    mentions = RelationshipTo("Account", "MENTIONS", model=Mentions)
    tagged = RelationshipTo("Hashtag", "TAGGED", model=Tagged)
    links_to = RelationshipTo("Url", "LINKS_TO", model=LinksTo)
    sent_from = RelationshipTo("Client", "SENT_FROM", model=SentFrom)
    shows = RelationshipTo("Media", "SHOWS", model=Shows)


class Hashtag(StructuredNode):
    """A hashtag, whatever its spelling."""

    tag = StringProperty(unique_index=True, help_text="Tag without #, NFKC and case-folded")
    name = StringProperty(help_text="Its commonest spelling")


class Url(StructuredNode):
    """An address that tweets link to."""

    url = StringProperty(unique_index=True, help_text="Expanded address as released")

    hosted_on = RelationshipTo("Domain", "HOSTED_ON", model=HostedOn)


class Domain(StructuredNode):
    """A registrable domain, by the public-suffix list."""

    name = StringProperty(unique_index=True, help_text="Registrable domain, lower case, e.g. example.co.uk")
    kind = StringProperty(help_text="site, platform (others' pages on one address) or shortener")


class Client(StructuredNode):
    """A program that tweets were sent with."""

    name = StringProperty(unique_index=True, help_text="Name as released, e.g. Twitter Web App")


class Media(StructuredNode):
    """A picture or video, one node for each distinct file."""

    sha256 = StringProperty(unique_index=True, help_text="SHA-256 of the file")
    kind = StringProperty(help_text="image, video or animation")
    bytes = IntegerProperty(help_text="Size of the file")
    width = IntegerProperty(help_text="Pixels")
    height = IntegerProperty(help_text="Pixels")
    duration = FloatProperty(help_text="Seconds; absent for images")
    pdq = StringProperty(index=True, help_text="Perceptual hash, 64 hex digits")
    quality = IntegerProperty(help_text="Quality of the perceptual hash, 0 to 100")
    thumbnail = StringProperty(help_text="Small picture as data URI; only when asked for")

    looks_like = RelationshipTo("Media", "LOOKS_LIKE", model=LooksLike)


class Community(StructuredNode):
    """A group of accounts that acted together, found by one run."""

    key = StringProperty(unique_index=True, help_text="Run and number of the group")
    size = IntegerProperty(help_text="Accounts in it")
    facts = StringProperty(help_text="Span, main objects, campaigns and languages as JSON text")
    stability = FloatProperty(help_text="Mean pairwise adjusted Rand index over seeds")
    run = StringProperty(index=True, help_text="Key of the Run that found it")


class Run(StructuredNode):
    """One run of the coordination analysis, with everything needed to repeat it."""

    key = StringProperty(unique_index=True, help_text="Digest of command, parameters and filters")
    command = StringProperty(help_text="Command that repeats it")
    parameters = StringProperty(help_text="Parameters as JSON text")
    version = StringProperty(help_text="Version of ioscope")
    windows_ms = ArrayProperty(
        IntegerProperty(), help_text="Windows of `chance` and `support_by_window`, in milliseconds, ascending"
    )
    chance = StringProperty(help_text="Rows of action, window, weight, found and expected edges as JSON text")
    campaigns = ArrayProperty(StringProperty(), help_text="Keys of the releases that it read, sorted")
    accounts = ArrayProperty(IntegerProperty(), help_text="Accounts of each of `campaigns` that tweeted in its days")
    co_acting = ArrayProperty(
        IntegerProperty(), help_text="Those of each that co-retweeted or co-tweeted at least once, flagged or not"
    )
    co_flagged = ArrayProperty(IntegerProperty(), help_text="Those of each with a flagged co-retweet or co-tweet edge")
    stale = BooleanProperty(help_text="True when these releases have changed in the lake since, or others came")
    digest = StringProperty(help_text="Digest of what was recorded, of which lake; absent while it is being recorded")


NODES: tuple[type[StructuredNode], ...] = (
    Campaign,
    Account,
    Tweet,
    Hashtag,
    Url,
    Domain,
    Client,
    Media,
    Community,
    Run,
)
"""Every class of the graph, in the order in which they are shown and loaded."""
