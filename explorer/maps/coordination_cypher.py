"""The statements of `map coordination`: runs, their edges and groups, and the evidence of the edges that are drawn."""

from explorer.maps.cypher import ACCOUNT, HASHTAG, TWEET, kind, label, of, variant
from schema.cypher import quoted

RUN, COMMUNITY, COORDINATED = "Run", "Community", "COORDINATED"

NUMBERS = (
    "action",
    "support",
    "support_by_window",
    "pairs",
    "objects",
    "expected",
    "q_value",
    "q_hour",
    "q_author",
    "median_delay_s",
    "led_by_first",
    "robust",
)


def runs() -> str:
    """Return the statement for all runs: those that are not stale first, then the one recorded last.

    The graph holds no time of a run (no result depends on a clock): the order of recording is that of the server's ids.
    """
    names = ("key", "command", "version", "parameters", "windows_ms", "chance", "stale")
    columns = ", ".join(f"{of('r', RUN, name)} AS {name}" for name in names)
    return (
        f"MATCH (r:{label(RUN)})\nWITH r, toInteger(split(elementId(r), ':')[-1]) AS place\n"
        f"RETURN {columns} ORDER BY coalesce({of('r', RUN, 'stale')}, false), place DESC, key"
    )


def edge_count() -> str:
    """Return the statement that counts the edges of `$run`, the accounts at their ends, and all accounts."""
    return (
        f"CALL () {{ MATCH (a:{label(ACCOUNT)}) RETURN count(a) AS accounts }}\n"
        f"CALL () {{ MATCH (a:{label(ACCOUNT)})-[r:{kind(COORDINATED)}]->(b:{label(ACCOUNT)})\n"
        f"  WHERE {of('r', COORDINATED, 'run')} = $run RETURN count(r) AS edges,\n"
        f"  count(DISTINCT [{of('a', ACCOUNT, 'user_id')}, {of('b', ACCOUNT, 'user_id')}]) AS pairs }}\n"
        "RETURN accounts, edges, pairs"
    )


def flagged_edges(*, by_campaign: bool) -> str:
    """Return the statement for the flagged edges of `$run` and `$actions` with a support of at least `$least`.

    `$largest_q` is the error rate of what is flagged. `by_campaign`: `$campaigns` must list both accounts.
    """
    numbers = ",\n  ".join(f"{of('r', COORDINATED, name)} AS {name}" for name in NUMBERS)
    member = f"-[:{kind('MEMBER_OF')}]->(c:{label('Campaign')}) WHERE {of('c', 'Campaign', 'key')} IN $campaigns"
    both = f"\n  AND EXISTS {{ (a){member} }} AND EXISTS {{ (b){member} }}" if by_campaign else ""
    return (
        f"MATCH (a:{label(ACCOUNT)})-[r:{kind(COORDINATED)}]->(b:{label(ACCOUNT)})\n"
        f"WHERE {of('r', COORDINATED, 'run')} = $run AND {of('r', COORDINATED, 'action')} IN $actions\n"
        f"  AND {of('r', COORDINATED, 'support')} >= $least AND {of('r', COORDINATED, 'q_value')} <= $largest_q{both}\n"
        f"RETURN {of('a', ACCOUNT, 'user_id')} AS source, {of('b', ACCOUNT, 'user_id')} AS target,\n  {numbers},\n"
        f"  {of('r', COORDINATED, 'months')} AS months, {of('r', COORDINATED, 'month_counts')} AS month_counts"
    )


def actions() -> str:
    """Return the statement for the actions that `$run` has edges of."""
    return (
        f"MATCH (:{label(ACCOUNT)})-[r:{kind(COORDINATED)}]->(:{label(ACCOUNT)})\n"
        f"WHERE {of('r', COORDINATED, 'run')} = $run\n"
        f"RETURN DISTINCT {of('r', COORDINATED, 'action')} AS action ORDER BY action"
    )


def groups() -> str:
    """Return the statement for the groups of `$run` that hold any of `$ids`: one row a member."""
    return (
        f"UNWIND $ids AS id\nMATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})"
        f"-[:{kind('IN_COMMUNITY')}]->(c:{label(COMMUNITY)})\n"
        f"WHERE {of('c', COMMUNITY, 'run')} = $run\n"
        f"RETURN id, {of('c', COMMUNITY, 'key')} AS key, {of('c', COMMUNITY, 'stability')} AS stability"
    )


def evidence() -> str:
    """Return the statement for the evidence of `$edges` (each {source, target, action}) of `$run`."""
    user_id = quoted("user_id")
    return (
        f"UNWIND $edges AS edge\nMATCH (:{label(ACCOUNT)} {{{user_id}: edge.source}})-[r:{kind(COORDINATED)}]->"
        f"(:{label(ACCOUNT)} {{{user_id}: edge.target}})\n"
        f"WHERE {of('r', COORDINATED, 'run')} = $run AND {of('r', COORDINATED, 'action')} = edge.action\n"
        "RETURN edge.source AS source, edge.target AS target, edge.action AS action,\n"
        f"  {of('r', COORDINATED, 'evidence')} AS evidence"
    )


def tweets() -> str:
    """Return the statement for the texts of the tweets `$ids`, and for who posted them."""
    return (
        f"UNWIND $ids AS id\nMATCH (t:{label(TWEET)} {{{quoted('tweet_id')}: id}})\n"
        f"RETURN toString(id) AS id, {of('t', TWEET, 'text')} AS text,\n"
        f"  head(COLLECT {{ MATCH (t)<-[:{kind('POSTED')}]-(a:{label(ACCOUNT)})\n"
        f"    RETURN {of('a', ACCOUNT, 'user_id')} AS author ORDER BY author LIMIT 1 }}) AS author"
    )


def amplification() -> str:
    """Return the statement for the retweets that archived accounts gave to each of `$ids`."""
    return (
        f"UNWIND $ids AS id\nMATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})\n"
        f"RETURN id, {of('a', ACCOUNT, 'amplification')} AS amplification"
    )


def account_hashtags() -> str:
    """Return the statement for the `$most` hashtags on most archived tweets of each of `$ids`."""
    return (
        f"UNWIND $ids AS id\nMATCH (a:{label(ACCOUNT)} {{{quoted('user_id')}: id}})\nCALL (a) {{\n"
        f"  MATCH (a)-[:{kind('POSTED')}]->(t:{label(TWEET)}:{variant(TWEET, 'Archived')})-[:{kind('TAGGED')}]->"
        f"(h:{label(HASHTAG)})\n  WITH h, count(t) AS tweets\n"
        f"  ORDER BY tweets DESC, {of('h', HASHTAG, 'tag')} LIMIT $most\n"
        f"  RETURN collect(coalesce({of('h', HASHTAG, 'name')}, {of('h', HASHTAG, 'tag')})) AS tags,\n"
        "    collect(tweets) AS tweets\n}\nRETURN id, tags, tweets"
    )
