"""The archive's columns and how to find them in a header, whatever its order and spelling.

Columns swap places between releases, one disappears, and one file of December 2021 spells them in camelCase: so they
are matched by name with case and underscores folded, never by position.
"""

from loader.failures import HeaderError

USER_COLUMNS = (
    "userid",
    "user_display_name",
    "user_screen_name",
    "user_reported_location",
    "user_profile_description",
    "user_profile_url",
    "follower_count",
    "following_count",
    "account_creation_date",
    "account_language",
)
TWEET_COLUMNS = (
    "tweetid",
    *USER_COLUMNS,
    "tweet_language",
    "tweet_text",
    "tweet_time",
    "tweet_client_name",
    "in_reply_to_userid",
    "in_reply_to_tweetid",
    "quoted_tweet_tweetid",
    "is_retweet",
    "retweet_userid",
    "retweet_tweetid",
    "latitude",
    "longitude",
    "quote_count",
    "reply_count",
    "like_count",
    "retweet_count",
    "hashtags",
    "urls",
    "user_mentions",
    "poll_choices",
)
COLUMNS = {"tweets": TWEET_COLUMNS, "users": USER_COLUMNS}
"""The columns of each kind of file, in the order of the 2019 releases."""


def _folded(name: str) -> str:
    return name.strip(" \t\"'").replace("_", "").casefold()


_CANONICAL = {_folded(name): name for name in TWEET_COLUMNS}


def canonical_names(header: list[str]) -> list[str | None]:
    """Return for each field of a header the archive's name of that column, None for one the archive does not have."""
    return [_CANONICAL.get(_folded(name)) for name in header]


def kind_of(header: list[str], file: str) -> str:
    """Return `tweets` or `users`; raises HeaderError naming `file` when it is neither or a column comes twice."""
    names = canonical_names(header)
    known = [name for name in names if name is not None]
    if "userid" not in known:
        found = ", ".join(header[:5])[:120] or "nothing"
        raise HeaderError(
            f"{file} has no column userid, so it is not a file of the archive (its header begins: {found})",
            hint="ioscope reads the users and tweets CSVs of the releases, zipped or not; leave other files out",
        )
    twice = sorted({name for name in known if known.count(name) > 1})
    if twice:
        raise HeaderError(
            f"{file} has the column {twice[0]} twice, which of them counts cannot be known",
            hint="take the file as Twitter published it",
        )
    if "tweetid" in known:
        return "tweets"
    if "tweet_text" in known or "tweet_time" in known:
        raise HeaderError(
            f"{file} holds tweets but has no column tweetid",
            hint="take the file as Twitter published it: without tweet ids nothing can be joined",
        )
    return "users"
