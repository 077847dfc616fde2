"""The relationship types of the graph: what each means and what it carries.

The pattern stands as a comment in each class; `schema.graph` ties the classes to the nodes at both ends. `identity`
names the properties that tell two relationships of the same pair apart.
"""

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    StringProperty,
    StructuredRel,
)

from schema.properties import NativeDateProperty


class Membership(StructuredRel):
    """The account is listed in this release; its profile as that release gave it, and what it posted there."""

    # (:Account)-[:MEMBER_OF]->(:Campaign)
    screen_name = StringProperty(help_text="Handle in this release; absent when it is only the hash")
    display_name = StringProperty(help_text="Display name in this release; absent when it is only the hash")
    followers = IntegerProperty(help_text="Followers when Twitter suspended the account")
    following = IntegerProperty(help_text="Accounts followed when Twitter suspended the account")
    created_on = NativeDateProperty(help_text="Day the account was created")
    language = StringProperty(help_text="Interface language, BCP 47, lower case")
    location = StringProperty(help_text="Place as the account stated it")
    description = StringProperty(help_text="Biography")
    profile_url = StringProperty(help_text="Link in the profile")
    tweets = IntegerProperty(help_text="Its tweets in this release, retweets included")
    retweets = IntegerProperty(help_text="Those that are retweets")
    replies = IntegerProperty(help_text="Those that answer a tweet and are no retweets")
    with_hashtags = IntegerProperty(help_text="Those with a hashtag")
    with_links = IntegerProperty(help_text="Those with a link")
    languages = ArrayProperty(
        StringProperty(), help_text="Languages of these tweets, sorted; absent when none is known"
    )


class Posted(StructuredRel):
    """The account wrote the tweet."""

    # (:Account)-[:POSTED]->(:Tweet)
    inferred = BooleanProperty(
        help_text="True when the author of a tweet outside the releases is known only from a retweet or reply to it"
    )


class Retweets(StructuredRel):
    """The tweet is a retweet of the other."""

    # (:Tweet)-[:RETWEETS]->(:Tweet)


class RepliesTo(StructuredRel):
    """The tweet answers the other."""

    # (:Tweet)-[:REPLIES_TO]->(:Tweet)


class Quotes(StructuredRel):
    """The tweet quotes the other."""

    # (:Tweet)-[:QUOTES]->(:Tweet)


class Mentions(StructuredRel):
    """The tweet names the account; a retweet repeats the mentions of what it retweets."""

    # (:Tweet)-[:MENTIONS]->(:Account)


class Tagged(StructuredRel):
    """The tweet carries the hashtag."""

    # (:Tweet)-[:TAGGED]->(:Hashtag)


class LinksTo(StructuredRel):
    """The tweet links to the address (expanded, not t.co)."""

    # (:Tweet)-[:LINKS_TO]->(:Url)


class HostedOn(StructuredRel):
    """The address lies on the domain."""

    # (:Url)-[:HOSTED_ON]->(:Domain)


class SentFrom(StructuredRel):
    """The tweet was sent with the client."""

    # (:Tweet)-[:SENT_FROM]->(:Client)


class Shows(StructuredRel):
    """The tweet carries the picture or video."""

    # (:Tweet)-[:SHOWS]->(:Media)


class HasPicture(StructuredRel):
    """The account used the picture in its profile."""

    # (:Account)-[:HAS_PICTURE]->(:Media)
    identity = ("role",)

    role = StringProperty(help_text="profile or banner")


class LooksLike(StructuredRel):
    """The picture is nearly the same as its cluster's medoid."""

    # (:Media)-[:LOOKS_LIKE]->(:Media)
    distance = IntegerProperty(help_text="Bits in which the two PDQ hashes differ, of 256")


class Interaction(StructuredRel):
    """How often, when and in which releases an account did something to another, or with a client."""

    times = IntegerProperty(help_text="Number of tweets")
    first_at = DateTimeNeo4jFormatProperty(help_text="Time of the first, UTC")
    last_at = DateTimeNeo4jFormatProperty(help_text="Time of the last, UTC")
    months = ArrayProperty(StringProperty(), help_text="Months with such a tweet, YYYY-MM, ascending")
    month_times = ArrayProperty(IntegerProperty(), help_text="Number of tweets in each of `months`")
    campaigns = ArrayProperty(StringProperty(), help_text="Keys of the releases that hold these tweets, sorted")


class Retweeted(Interaction):
    """The account retweeted the other, counted over all its tweets."""

    # (:Account)-[:RETWEETED]->(:Account)


class RepliedTo(Interaction):
    """The account replied to the other, counted over all its tweets."""

    # (:Account)-[:REPLIED_TO]->(:Account)


class Quoted(Interaction):
    """The account quoted the other in its own tweets (retweets left out)."""

    # (:Account)-[:QUOTED]->(:Account)


class Mentioned(Interaction):
    """The account named the other in its own words (retweets and the account replied to left out)."""

    # (:Account)-[:MENTIONED]->(:Account)


class Used(Interaction):
    """The account sent tweets with the client: once for each set of releases that hold the same tweets."""

    # (:Account)-[:USED]->(:Client)
    identity = ("campaigns",)


class Coordinated(StructuredRel):
    """The two accounts did the same thing within seconds more often than the null expects; the arrow means nothing."""

    # (:Account)-[:COORDINATED]->(:Account), from the smaller user id to the larger
    identity = ("action", "run")

    action = StringProperty(help_text="What both did: retweet, tweet, link, hashtag, reply, ...")
    window_s = FloatProperty(help_text="Longest delay that counts, in seconds")
    support = IntegerProperty(help_text="min(tweets_u, tweets_v, episodes): the default weight")
    support_by_window = ArrayProperty(
        IntegerProperty(), help_text="Support when only pairs within each of the Run's `windows_ms` count"
    )
    objects = IntegerProperty(help_text="Distinct shared objects")
    pairs = IntegerProperty(help_text="Close pairs of tweets")
    episodes = IntegerProperty(help_text="Distinct pairs of object and UTC hour")
    median_delay_s = FloatProperty(help_text="Median delay between the two tweets of a pair, in seconds")
    led_by_first = FloatProperty(help_text="Share of close pairs in which the smaller user id acted first")
    expected = FloatProperty(help_text="Close pairs that the run's null expects (day, unless the run chose another)")
    p_value = FloatProperty(help_text="Probability of at least this support under the run's null")
    q_value = FloatProperty(help_text="p-value after Benjamini-Hochberg over all possible pairs, under the run's null")
    q_hour = FloatProperty(help_text="q-value under the hour null")
    q_author = FloatProperty(help_text="q-value under the author null; absent where it does not apply")
    robust = BooleanProperty(help_text="True when flagged under every null that applies")
    tweets_u = IntegerProperty(help_text="Tweets of the smaller user id in any close pair")
    tweets_v = IntegerProperty(help_text="Tweets of the larger user id in any close pair")
    months = ArrayProperty(StringProperty(), help_text="Months with a close pair, YYYY-MM, ascending")
    month_counts = ArrayProperty(IntegerProperty(), help_text="Close pairs in each of `months`")
    evidence = StringProperty(help_text="The strongest pairs of tweets as JSON text, at most 4 kB")
    run = StringProperty(help_text="Key of the Run that found it")


class InCommunity(StructuredRel):
    """The account belongs to the group."""

    # (:Account)-[:IN_COMMUNITY]->(:Community)
