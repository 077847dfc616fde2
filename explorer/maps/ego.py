"""Selection for `map ego`: one account, those it interacted with most, and the ties among all of them."""

from collections.abc import Sequence
from dataclasses import replace

from explorer.maps import cypher
from explorer.maps.cypher import ACCOUNT, kind, label, of
from explorer.maps.failures import EmptyNetworkError, UnknownAccountError
from explorer.maps.kinds import ACTIONS, Kind, interactions
from explorer.maps.network import Network, Step, from_ties
from explorer.maps.selection import Choice, Reader, in_campaigns, records, tie_of


def found_accounts() -> str:
    """Return the statement for the accounts of a user id, a pseudonym or a handle ($name, $handle without @)."""
    return (
        f"MATCH (a:{label(ACCOUNT)})\nWHERE {of('a', ACCOUNT, 'user_id')} = $name\n"
        f"  OR {of('a', ACCOUNT, 'alias')} = $name\n"
        f"  OR {of('a', ACCOUNT, 'screen_name')} = $handle\n"
        f"RETURN {of('a', ACCOUNT, 'user_id')} AS user_id ORDER BY user_id"
    )


def neighbours(actions: Sequence[str], *, by_campaign: bool) -> str:
    """Return the statement for all that `$id` interacted with, the strongest first, with the number of ties."""
    first = ACTIONS[actions[0]][0]
    where = f" AND any(key IN {of('r', first, 'campaigns')} WHERE key IN $campaigns)" if by_campaign else ""
    types = "|".join(kind(ACTIONS[action][0]) for action in actions)
    return (
        f"MATCH (a:{label(ACCOUNT)})-[r:{types}]-(b:{label(ACCOUNT)})\n"
        f"WHERE {of('a', ACCOUNT, 'user_id')} = $id AND a <> b{where}\n"
        f"RETURN {of('b', ACCOUNT, 'user_id')} AS user_id, sum({of('r', first, 'times')}) AS times\n"
        "ORDER BY times DESC, user_id"
    )


def select_account(graph: Reader, asked: str) -> str:
    """Return the user id of an account that is named by id, handle or pseudonym; raises UnknownAccountError."""
    parameters = {"name": asked, "handle": asked.removeprefix("@")}
    ids = [row[0] for row in graph.read(found_accounts(), parameters).rows]
    if len(ids) != 1:
        raise UnknownAccountError(asked, ids)
    return str(ids[0])


def select_ego(graph: Reader, user_id: str, choice: Choice) -> Network:
    """Return an account and its strongest ties, `choice.limit` accounts in all; raises EmptyNetworkError."""
    where = in_campaigns(choice.campaigns)
    parameters = {"campaigns": list(choice.campaigns)} if choice.campaigns else {}
    by_campaign = bool(choice.campaigns)
    asked = neighbours(choice.actions, by_campaign=by_campaign)
    near = [str(row[0]) for row in graph.read(asked, {**parameters, "id": user_id}).rows]
    if not near:
        raise EmptyNetworkError(
            f"there is nothing to draw: the account has no tie to another{where}",
            hint="try --action all, leave --campaign out, or name another account",
        )
    ids = [user_id, *near[: choice.limit - 1]]
    statement = cypher.interaction_rows(choice.actions, by_campaign=by_campaign, among=True)
    rows = records(graph.read(statement, {**parameters, "ids": ids}))
    action_of = {ACTIONS[action][0]: action for action in choice.actions}
    network = from_ties([tie_of(row, action_of[row["type"]]) for row in rows], choice.actions)
    step = Step(
        f"the account and all that it has a tie to ({', '.join(choice.actions)}{where})", len(near) + 1, len(near)
    )
    rule = (
        "ties among all of these"
        if len(ids) == len(near) + 1
        else (f"the {len(ids) - 1:,} of {len(near):,} with the most interactions kept, and the ties among all of these")
    )
    return replace(network, steps=(step,)).noted(rule, whole=True)


def around(name: str, action: str) -> Kind:
    """Return the words of the map around an account that the page calls `name`."""
    plain = interactions(action)
    said = name.replace("{", "{{").replace("}", "}}")  # a lede is a template
    lede = f"{said} and the accounts that it has most ties to. {plain.lede}"
    return replace(plain, name="ego", title=f"Around {name}", lede=lede)
