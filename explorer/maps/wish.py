"""What a user wishes to see, as `ioscope map` and `ioscope export` take it: checked, and turned into a choice."""

from dataclasses import dataclass
from pathlib import Path

import click

from explorer.maps.drawing import Asked
from explorer.maps.kinds import ACTIONS
from explorer.maps.reduction import Cut
from explorer.maps.selection import Choice

LONGEST_PATH = 1_000


@dataclass(frozen=True)
class Wish:
    """The options that say what is drawn, as the command line has them."""

    kind: str
    words: tuple[str, ...]
    action: str
    run: str | None
    min_weight: int | None
    query: str | None
    campaigns: tuple[str, ...]
    limit: int
    giant: bool
    core: int | None
    alpha: float | None
    communities: int | None
    engine: str = "auto"
    by: str | None = None
    thumbnails: bool = False
    blur: bool = True

    @property
    def said(self) -> list[str]:
        """The words of a file name; the account of `map ego` stays out: a redacted file must not carry it."""
        named = self.words if self.kind in {"coordination", "campaign"} else ()
        return [*([] if self.action == "all" else [self.action]), *named]


def asked_for(wish: Wish) -> tuple[Asked, Choice]:
    """Return what is asked of the graph; raises UsageError for a choice that is missing or does not fit the kind."""
    kind, words = wish.kind, wish.words
    if wish.by and kind not in {"coordination", "interactions", "ego"}:
        raise click.UsageError(f"--by action is for maps of several actions, not for `map {kind}`")
    if kind != "media" and (wish.thumbnails or not wish.blur):
        raise click.UsageError(f"--thumbnails and --no-blur are for `map media`, not for `map {kind}`")
    if not wish.blur and not wish.thumbnails:
        raise click.UsageError("--no-blur needs --thumbnails")
    _refuse_what_does_not_fit(
        kind,
        words,
        action=wish.action,
        run=wish.run,
        min_weight=wish.min_weight,
        query=wish.query,
        campaigns=wish.campaigns,
        reduces=wish.giant or wish.core or wish.alpha or wish.communities,
    )
    actions = tuple(dict.fromkeys(words))
    if kind in {"interactions", "ego"}:
        actions = tuple(ACTIONS) if wish.action == "all" else (wish.action,)
    cut = Cut(wish.alpha, wish.giant, wish.core, wish.communities)
    choice = Choice(actions, tuple(sorted(set(wish.campaigns))), wish.limit, cut, wish.engine, wish.by)
    asked = Asked(
        wish.action,
        wish.run,
        wish.min_weight,
        account=words[0] if kind == "ego" else None,
        campaign=words[0] if kind == "campaign" else None,
        statement=_statement(wish.query) if wish.query else None,
        thumbnails=wish.thumbnails,
        blur=wish.blur,
    )
    return asked, choice


def _statement(query: str) -> str:
    """Return the statement of --query: the text of a file of that name when there is one."""
    try:
        return Path(query).read_text(encoding="utf-8") if len(query) < LONGEST_PATH and Path(query).is_file() else query
    except (OSError, ValueError) as error:
        raise click.UsageError(f"cannot read the statement of {query}: {error}") from error


def _refuse_what_does_not_fit(
    kind: str,
    what: tuple[str, ...],
    *,
    action: str,
    run: str | None,
    min_weight: int | None,
    query: str | None,
    campaigns: tuple[str, ...],
    reduces: object,
) -> None:
    """Raise UsageError for a choice that belongs to another kind of map, or that is missing."""
    if kind not in {"interactions", "ego"} and action != "all":
        raise click.UsageError(f"--action is for `map interactions` and `map ego`, not for `map {kind}`")
    if kind != "coordination" and (run is not None or min_weight is not None):
        raise click.UsageError(f"--run and --min-weight are for `map coordination`, not for `map {kind}`")
    if (kind == "cypher") != bool(query):
        raise click.UsageError("`map cypher` needs --query FILE or TEXT, and no other kind takes it")
    if kind == "cypher" and campaigns:
        raise click.UsageError("--campaign does not change a statement: write it into the WHERE of --query")
    if kind == "ego" and len(what) != 1:
        raise click.UsageError("`map ego` takes one account: a user id, a handle or a pseudonym")
    if kind == "campaign":
        if len(what) != 1:
            raise click.UsageError("`map campaign` takes one release: ioscope campaigns lists their keys")
        if campaigns or reduces:
            raise click.UsageError("`map campaign` is of one release and its groups: no --campaign, no rules to cut by")
    if kind not in {"coordination", "campaign", "ego"} and what:
        raise click.UsageError(f"`map {kind}` takes nothing after it: {' '.join(what)}")
