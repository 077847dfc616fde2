"""How each campaign's files are written: columns and their order, spelling of lists, numbers and booleans, line ends.

Between them the six campaigns show every way of writing that archive-format.md knows of.
"""

from dataclasses import dataclass

PROFILE = (
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
_REPLY = ("in_reply_to_userid", "in_reply_to_tweetid")
TWEET = (
    "tweetid",
    *PROFILE,
    "tweet_language",
    "tweet_text",
    "tweet_time",
    "tweet_client_name",
    *_REPLY,
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
CAMEL_PROFILE = (
    "userid",
    "userDisplayName",
    "userScreenName",
    "userReportedLocation",
    "userProfileDescription",
    "userProfileUrl",
    "followerCount",
    "followingCount",
    "accountCreationDate",
    "accountLanguage",
)


@dataclass(frozen=True)
class Dialect:
    """One campaign's way of writing."""

    quoted_lists: bool = True  # ['a', 'b'], else [a, b]
    quoted_mentions: bool = True  # else [443196382]
    empty_list: str = "[]"
    reply_tweet_first: bool = False  # in_reply_to_tweetid before in_reply_to_userid: October 2018
    polls: bool = True  # 31 columns, else 30 as from 2020_05 on
    true_false: tuple[str, str] = ("true", "false")
    point_zero: bool = False  # counts as 3.0
    blank_counts: bool = False  # some counts empty
    line_end: str = "\n"
    bom: bool = False
    repeated_header: bool = False
    camel_users: bool = False
    sparse_quotes: bool = False  # the users file quotes only where needed

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the header of the tweets file."""
        names = list(TWEET if self.polls else TWEET[:-1])
        if self.reply_tweet_first:
            at = names.index(_REPLY[0])
            names[at : at + 2] = _REPLY[::-1]
        return tuple(names)

    @property
    def user_columns(self) -> tuple[str, ...]:
        """Return the header of the users file."""
        return CAMEL_PROFILE if self.camel_users else PROFILE

    def record(self, fields: tuple[str, ...]) -> bytes:
        """Return one record with every field quoted, its line end included."""
        quoted = ",".join('"' + field.replace('"', '""') + '"' for field in fields)
        return (quoted + self.line_end).encode()

    def user_record(self, fields: tuple[str, ...]) -> bytes:
        """Return one record of the users file."""
        if not self.sparse_quotes:
            return self.record(fields)
        quoted = ['"' + f.replace('"', '""') + '"' if any(c in f for c in '",\n\r') else f for f in fields]
        return (",".join(quoted) + self.line_end).encode()

    def spell(self, items: list[str], *, mentions: bool = False) -> str:
        """Return a list as this dialect spells it."""
        quote = "'" if (self.quoted_mentions if mentions else self.quoted_lists) else ""
        return f"[{', '.join(quote + item + quote for item in items)}]" if items else self.empty_list

    def count(self, value: int) -> str:
        """Return a count as this dialect writes it."""
        return f"{value}.0" if self.point_zero else str(value)


DIALECTS = {
    "iran_201906_1": Dialect(),
    "iran_201906_2": Dialect(empty_list="", repeated_header=True, true_false=("True", "False")),
    "iran_201906_3": Dialect(),
    "russia_201906_1": Dialect(
        quoted_lists=False,
        quoted_mentions=False,
        reply_tweet_first=True,
        true_false=("True", "False"),
        sparse_quotes=True,
    ),
    "catalonia_201906_1": Dialect(quoted_mentions=False, blank_counts=True, line_end="\r\n"),
    "venezuela_201906_1": Dialect(polls=False, point_zero=True, bom=True, camel_users=True),
}
