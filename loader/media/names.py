"""Names of entries: the only link between a picture and its tweet or account.

`<n or key>/<userid>/<images|videos>/<tweetid>-<media key>.<ext>`, and in profile zips `<userid>_profile.<ext>` and
`<userid>_banner.<ext>`; folders above may be missing, or more.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from loader.cells import USER_ID

PROFILE, BANNER = "profile", "banner"
FOLDERS = ("images", "videos")
LARGEST_ID = (1 << 63) - 1
_USER = re.compile(USER_ID)
_PICTURE_OF_ACCOUNT = re.compile(rf"(.+)_({PROFILE}|{BANNER})(\.[^.]*)?")
_TWEET = re.compile(r"([1-9][0-9]{0,18})(?:-|\.|$)")


@dataclass(frozen=True)
class Owner:
    """What a name says of a picture: the tweet that carries it, the account, and its role in that one's profile."""

    tweet_id: int | None = None
    user_id: str | None = None
    role: str | None = None


def owner_of(name: str) -> Owner:
    """Return whose picture an entry is; what the name does not say is absent."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts:
        return Owner()
    of_account = _PICTURE_OF_ACCOUNT.fullmatch(parts[-1])
    if of_account and _USER.fullmatch(of_account[1]):
        return Owner(user_id=of_account[1], role=of_account[2])
    above = [part for part in parts[:-1] if part.casefold() not in FOLDERS]
    user = above[-1] if above and _USER.fullmatch(above[-1]) else None
    tweet = _TWEET.match(parts[-1])
    number = int(tweet[1]) if tweet else None
    return Owner(number if number is not None and number <= LARGEST_ID else None, user)


def ending_of(name: str) -> str:
    """Return the ending of a name without its dot, lower case."""
    return PurePosixPath(name).suffix.removeprefix(".").casefold()
