"""The statements that maps ask. Names come from the schema, values travel as parameters.

Every function takes `by_campaign`: whether `$campaigns` (keys of releases) restricts what counts.
"""

from collections.abc import Sequence

from explorer.maps.kinds import ACTIONS
from schema.cypher import quoted
from schema.model import nodes, relationships


def label(name: str) -> str:
    """Return a label of the schema, quoted; KeyError when the schema has no such label."""
    return quoted(nodes()[name].label)


def variant(owner: str, name: str) -> str:
    """Return a second label (`Archived`, `Outsider`, ...) of a label of the schema, quoted."""
    return quoted(next(found for found in nodes()[owner].variants if found == name))


def kind(name: str) -> str:
    """Return a relationship type of the schema, quoted."""
    return quoted(relationships()[name].type)


def of(variable: str, owner: str, name: str) -> str:
    """Return `variable.name` for a property of a label or a relationship type of the schema."""
    model = nodes().get(owner) or relationships()[owner]
    return f"{variable}.{quoted(next(p.name for p in model.properties if p.name == name))}"


ACCOUNT, HASHTAG, TWEET, CAMPAIGN = "Account", "Hashtag", "Tweet", "Campaign"
SUMMED_BY_MONTH = (
    "WITH source, target, sum(n) AS times, min(first) AS first_ms, max(last) AS last_ms,\n"
    "  collect(CASE WHEN month IS NOT NULL THEN [month, n] END) AS by_month\n"
    "RETURN source, target, times, first_ms, last_ms, [m IN by_month | m[0]] AS months,\n"
    "  [m IN by_month | m[1]] AS month_times"
)
"""The end of a statement for ties: it sums rows of `source, target, month, n, first, last` to one a pair."""
ALL_TYPES = tuple(names[0] for names in ACTIONS.values())


def _types(names: Sequence[str]) -> str:
    return "|".join(kind(name) for name in names)


def interaction_rows(actions: Sequence[str], *, by_campaign: bool, among: bool = False) -> str:
    """Return the statement for ties between accounts: one row a pair and action, self-loops included.

    `among`: only ties between two of the accounts `$ids`.
    """
    chosen = [ACTIONS[action][0] for action in actions]
    first = chosen[0]
    rules = [f"any(key IN {of('r', first, 'campaigns')} WHERE key IN $campaigns)"] if by_campaign else []
    if among:
        rules.append(f"{of('b', ACCOUNT, 'user_id')} IN $ids")
    where = f"WHERE {' AND '.join(rules)}\n" if rules else ""
    start = f"UNWIND $ids AS id\nMATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})\n" if among else ""
    return (
        f"{start}MATCH (a:{label(ACCOUNT)})-[r:{_types(chosen)}]->(b:{label(ACCOUNT)})\n{where}"
        f"RETURN {of('a', ACCOUNT, 'user_id')} AS source, {of('b', ACCOUNT, 'user_id')} AS target, type(r) AS type,\n"
        f"  {of('r', first, 'times')} AS times, {of('r', first, 'first_at')}.epochMillis AS first_ms,\n"
        f"  {of('r', first, 'last_at')}.epochMillis AS last_ms, {of('r', first, 'months')} AS months,\n"
        f"  {of('r', first, 'month_times')} AS month_times"
    )


def interaction_count() -> str:
    """Return the statement that counts all accounts, and all ties between them."""
    return (
        f"CALL () {{ MATCH (a:{label(ACCOUNT)}) RETURN count(a) AS accounts }}\n"
        f"CALL () {{ MATCH (:{label(ACCOUNT)})-[r:{_types(ALL_TYPES)}]->(:{label(ACCOUNT)})\n"
        "  RETURN count(r) AS ties }\n"
        "RETURN accounts, ties"
    )


ACCOUNT_FACTS = (
    "screen_name",
    "display_name",
    "alias",
    "followers",
    "following",
    "created_on",
    "language",
    "location",
    "description",
)


def account_facts() -> str:
    """Return the statement for the profiles of `$ids`, with the releases that list each."""
    facts = ", ".join(f"{of('a', ACCOUNT, name)} AS {name}" for name in ACCOUNT_FACTS)
    return (
        f"UNWIND $ids AS id\nMATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})\n"
        f"RETURN id, a:{variant(ACCOUNT, 'Archived')} AS archived, {facts},\n"
        f"  COLLECT {{ MATCH (a)-[:{kind('MEMBER_OF')}]->(c:{label(CAMPAIGN)})\n"
        f"    RETURN {of('c', CAMPAIGN, 'key')} AS key ORDER BY key }} AS releases"
    )


def touched_by() -> str:
    """Return the statement that counts for each of `$ids` the archived accounts that did anything to it.

    Over the whole graph, whatever the map shows: whether somebody is named must not depend on a filter.
    """
    return (
        f"UNWIND $ids AS id\nMATCH (b:{label(ACCOUNT)} {{{quoted('user_id')}: id}})"
        f"<-[:{_types(ALL_TYPES)}]-(a:{label(ACCOUNT)}:{variant(ACCOUNT, 'Archived')})\n"
        "RETURN id, count(DISTINCT a) AS touched_by"
    )


def top_hashtags(*, by_campaign: bool) -> str:
    """Return the statement for the `$limit` hashtags on most archived tweets (retweets count)."""
    return (
        f"MATCH (h:{label(HASHTAG)})<-[:{kind('TAGGED')}]-(t:{label(TWEET)})\n{_tweets_of(by_campaign)}"
        f"WITH h, count(t) AS tweets ORDER BY tweets DESC, {of('h', HASHTAG, 'tag')} LIMIT $limit\n"
        f"RETURN {of('h', HASHTAG, 'tag')} AS tag, {of('h', HASHTAG, 'name')} AS name, tweets"
    )


def hashtag_count(*, by_campaign: bool) -> str:
    """Return the statement that counts the hashtags on any archived tweet."""
    return (
        f"MATCH (h:{label(HASHTAG)})<-[:{kind('TAGGED')}]-(t:{label(TWEET)})\n{_tweets_of(by_campaign)}"
        "RETURN count(DISTINCT h) AS hashtags, count(*) AS uses"
    )


def hashtag_pairs(*, by_campaign: bool) -> str:
    """Return the statement for the pairs of `$tags` that stand on the same tweet, with the number of such tweets."""
    posted = of("t", TWEET, "posted_at")
    return (
        f"UNWIND $tags AS tag\nMATCH (h:{label(HASHTAG)} {{{quoted('tag')}: tag}})"
        f"<-[:{kind('TAGGED')}]-(t:{label(TWEET)})\n{_tweets_of(by_campaign)}"
        "WITH t, collect(DISTINCT tag) AS tags WHERE size(tags) > 1\n"
        "UNWIND tags AS first UNWIND tags AS second\n"
        "WITH t, first, second WHERE first < second\n"
        f"WITH first, second, left(toString({posted}), 7) AS month, count(t) AS n,\n"
        f"  min({posted}).epochMillis AS first_one, max({posted}).epochMillis AS last_one\n"
        "WITH first, second, sum(n) AS times, min(first_one) AS first_ms, max(last_one) AS last_ms,\n"
        "  collect(CASE WHEN month IS NOT NULL THEN [month, n] END) AS by_month\n"
        "RETURN first AS source, second AS target, times, first_ms, last_ms,\n"
        "  [m IN by_month | m[0]] AS months, [m IN by_month | m[1]] AS month_times"
    )


def hashtag_accounts(*, by_campaign: bool) -> str:
    """Return the statement for the number of accounts behind each of `$tags`, with the first and last day of use."""
    posted = of("t", TWEET, "posted_at")
    return (
        f"UNWIND $tags AS tag\nMATCH (h:{label(HASHTAG)} {{{quoted('tag')}: tag}})"
        f"<-[:{kind('TAGGED')}]-(t:{label(TWEET)})\n{_tweets_of(by_campaign)}"
        f"OPTIONAL MATCH (t)<-[:{kind('POSTED')}]-(a:{label(ACCOUNT)})\n"
        f"RETURN tag, count(DISTINCT a) AS accounts,\n"
        f"  toString(date(min({posted}))) AS first_on, toString(date(max({posted}))) AS last_on"
    )


def campaigns() -> str:
    """Return the statement for all releases in the graph."""
    names = ("key", "title", "attributed_to", "released_on", "synthetic", "files", "digest")
    columns = ", ".join(f"{of('c', CAMPAIGN, name)} AS {name}" for name in names)
    return f"MATCH (c:{label(CAMPAIGN)}) RETURN {columns} ORDER BY key"


def _tweets_of(by_campaign: bool) -> str:
    return f"WHERE any(key IN {of('t', TWEET, 'campaigns')} WHERE key IN $campaigns)\n" if by_campaign else ""
