"""The words of `map coordination`: co-action, never intent, and never chance without its null."""

from collections.abc import Mapping, Sequence

from explorer.maps.coaction import Run
from explorer.maps.kinds import ARCHIVE_CAVEAT, ATTRIBUTION_CAVEAT, Kind

DONE: Mapping[str, tuple[str, str]] = {
    # action: (title, what the two did)
    "retweet": ("retweeted together", "retweeted the same tweets"),
    "tweet": ("posted the same", "posted the same texts"),
    "similar": ("posted nearly the same", "posted nearly the same texts"),
    "link": ("linked together", "linked to the same addresses"),
    "domain": ("linked to the same sites", "linked to the same sites"),
    "quote": ("quoted together", "quoted the same tweets"),
    "hashtag": ("used hashtags together", "used the same hashtags"),
    "reply": ("replied together", "replied to the same tweets"),
    "mention": ("mentioned together", "mentioned the same accounts"),
    "media": ("showed together", "showed the same pictures"),
    "table": ("acted together", "acted on the same objects of a prepared table"),
}

FEW = 3
"""Actions that a sentence can list."""


def coordination(run: Run, actions: Sequence[str]) -> Kind:
    """Return the words of the map for one run and these actions."""
    alone = DONE[actions[0]] if len(actions) == 1 else ("acted together", "did the same")
    few = f"did the same ({', '.join(actions)})"
    did = alone[1] if len(actions) == 1 else few if len(actions) <= FEW else "did the same"
    return Kind(
        name="coordination",
        title=f"Accounts that {alone[0]}",
        lede=(
            f"Each dot is an account, one of {{who}}. A line means that the two {did} within {run.window} more often "
            f"than if {run.null}."
        ),
        node="account",
        nodes="accounts",
        edge="pair",
        edges="pairs",
        directed=False,
        weight="shared occasions",
        room=1.9,
        by_action=True,
        months=f"close pairs of tweets ({run.window})",
        measures={
            "strength": "Shared occasions",
            "partners": "Partners",
            "amplification": "Retweets received from archived accounts",
        },
        parts={action: (f"by {action}", f"by {action}") for action in actions},
        reading=(
            f"Each dot is an account. A line joins two accounts that {did} within {run.window} of each other; it is "
            "wider the more such occasions there are. An occasion counts once, however often it was repeated.",
            "Co-action is not intent. Accounts that follow the same source independently, programs that repeat one "
            "feed and enthusiasts are found as well. Look at the evidence of a line before you speak of a pair.",
            f"A line is flagged at q <= 0.05: of all flagged lines about one in twenty or fewer is expected although "
            f"{run.null}. That is a statement about the list, not about one line.",
            "The null decides the result. A line that is robust is flagged under every null that applies: same days, "
            "same hours of those days, same authors.",
            "Colours are the groups that the run found: accounts whose flagged lines are dense. The place of a group "
            "on the map, and of a dot inside its group, mean little; grey accounts are in no group, or in a small one.",
            "Beside the sliders: how many pairs of accounts reach that weight within that window, flagged or not, and "
            f"how many do when the accounts are dealt out anew {run.shuffling}. It is about the whole run.",
            f"At a shorter window only occasions at most so far apart count. Which pairs are on the map was decided "
            f"within {run.window}: no q-value is computed for the shorter windows.",
            ARCHIVE_CAVEAT,
            ATTRIBUTION_CAVEAT,
        ),
    )
