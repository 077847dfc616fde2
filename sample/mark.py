"""The mark of being synthetic: in the data itself, so that it survives renaming and zipping again.

Every account of the sample carries a `user_profile_url` under the prefix of `schema.synthetic`, by which the loader
knows that all of it is synthetic.
"""

from schema.synthetic import PROFILE_URL_PREFIX

ZIP_COMMENT = b"SYNTHETIC data made by `ioscope sample`: no account, text, name or link in it is real."
TRUTH_NAME = "truth.json"
README_NAME = "README.txt"


def profile_url(campaign: str, number: int) -> str:
    """Return the profile address of account `number` of a campaign: the mark, and nothing that can be visited."""
    return f"{PROFILE_URL_PREFIX}ioscope/{campaign}/{number}"


def readme(tweets: int, seed: int, noise: bool) -> str:
    """Return the text of README.txt."""
    planted = (
        "Nothing is planted (--noise): who acts is drawn independently of what is acted on."
        if noise
        else "Planted groups, and everything else that is known about these files, stand in truth.json."
    )
    return (
        "SYNTHETIC DATA\n"
        "==============\n\n"
        "These files look like a release of Twitter's archive of state-backed information operations. They are not:\n"
        "`ioscope sample` made up every account, text, name, number and link. Campaign keys are those of June 2019 so\n"
        "that loaders treat the files as they treat the real ones; they say nothing about the real campaigns.\n"
        f"Every profile address begins with {PROFILE_URL_PREFIX} so that the data can be told from real data.\n\n"
        f"{planted}\n\n"
        f"Made with: --tweets {tweets} --seed {seed}{' --noise' if noise else ''}\n"
    )
