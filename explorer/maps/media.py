"""Selection for `map media`: which accounts showed which pictures and clips, those that look alike as one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from explorer.maps.cypher import ACCOUNT, SUMMED_BY_MONTH, TWEET, kind, label, of, variant
from explorer.maps.failures import EmptyNetworkError
from explorer.maps.kinds import GROUPS_CAVEAT, Kind
from explorer.maps.network import ARCHIVED, PICTURE, Network, Step, from_ties
from explorer.maps.selection import Choice, Reader, in_campaigns, records, tie_of
from explorer.maps.thumbnails import bounded
from schema.cypher import quoted

MEDIA = "Media"
WORDS = {"image": "Picture", "video": "Clip", "animation": "Animation"}
SHORT_HASH = 8

MEDIA_MAP = Kind(
    name="media",
    title="Which pictures accounts passed around",
    lede="A line means that an account (dot) showed a picture or clip (frame), in tweets by {who}.",
    node="account or picture",
    nodes="accounts and pictures",
    edge="tie",
    edges="ties",
    directed=False,
    weight="tweets",
    measures={"strength": "Tweets with the picture", "partners": "Partners"},
    parts={"shown": ("tweet", "tweets")},
    reading=(
        "Each dot is an account, each frame a picture or clip. A line joins an account to a picture that its tweets "
        "show; it is wider the more tweets do. Files that look alike (PDQ, within 31 of 256 bits of the one in their "
        "middle, or what `load --alike` said) are one frame.",
        "Pictures that one account alone showed are left out where others were shared: they tie nobody to anybody.",
        "Looking alike says that files show the same, never who made a picture, or that somebody copied from somebody. "
        "Mirrored and cropped pictures are mostly not found.",
        "The archive holds media of tweets that are no retweets; not every file was released.",
        GROUPS_CAVEAT,
    ),
)


def media_rows(*, by_campaign: bool) -> str:
    """Return the statement for the tweets of each account that show each picture, by month."""
    posted = of("t", TWEET, "posted_at")
    where = f"WHERE any(key IN {of('t', TWEET, 'campaigns')} WHERE key IN $campaigns)\n" if by_campaign else ""
    return (
        f"MATCH (a:{label(ACCOUNT)})-[:{kind('POSTED')}]->(t:{label(TWEET)}:{variant(TWEET, 'Archived')})"
        f"-[:{kind('SHOWS')}]->(f:{label(MEDIA)})\n{where}"
        f"OPTIONAL MATCH (f)-[:{kind('LOOKS_LIKE')}]->(m:{label(MEDIA)})\n"
        f"WITH {of('a', ACCOUNT, 'user_id')} AS source, coalesce({of('m', MEDIA, 'sha256')}, "
        f"{of('f', MEDIA, 'sha256')}) AS target,\n"
        f"  left(toString({posted}), 7) AS month, count(DISTINCT t) AS n,\n"
        f"  min({posted}).epochMillis AS first, max({posted}).epochMillis AS last\n{SUMMED_BY_MONTH}"
    )


def counts() -> str:
    """Return the statement that counts accounts and pictures, like ones as one."""
    return (
        f"CALL () {{ MATCH (a:{label(ACCOUNT)}) RETURN count(a) AS accounts }}\n"
        f"CALL () {{ MATCH (m:{label(MEDIA)}) WHERE NOT EXISTS {{ (m)-[:{kind('LOOKS_LIKE')}]->() }} "
        "RETURN count(m) AS pictures }\nRETURN accounts, pictures"
    )


def picture_facts() -> str:
    """Return the statement for what is known of each picture of `$names`, and how many files look like it."""
    wanted = ", ".join(f"{of('m', MEDIA, name)} AS {quoted(name)}" for name in ("kind", "width", "height", "thumbnail"))
    return (
        f"UNWIND $names AS name\nMATCH (m:{label(MEDIA)} {{{quoted('sha256')}: name}})\n"
        f"RETURN name, {wanted}, 1 + COUNT {{ (m)<-[:{kind('LOOKS_LIKE')}]-() }} AS files"
    )


def select_media(graph: Reader, choice: Choice) -> Network:
    """Return accounts and the pictures that their tweets show; raises `EmptyNetworkError`.

    Pictures of one account alone are left out, unless there are no others.
    """
    accounts, pictures = (int(n) for n in graph.read(counts()).rows[0])
    parameters = {"campaigns": list(choice.campaigns)} if choice.campaigns else {}
    rows = records(graph.read(media_rows(by_campaign=bool(choice.campaigns)), parameters))
    where = in_campaigns(choice.campaigns)
    if not rows:
        raise EmptyNetworkError(
            f"there is nothing to draw: no tweet shows a picture{where}",
            hint="load the media zips of a release, too: ioscope load PATH --media"
            if not pictures
            else "choose other releases: ioscope campaigns lists them",
        )
    names = {row["target"] for row in rows}
    network = from_ties([tie_of(row, "shown") for row in rows], ["shown"])
    nodes = network.nodes
    nodes = replace(nodes, kinds=[PICTURE if key in names else ARCHIVED for key in nodes.keys])
    step = Step("accounts and pictures in the graph, and pairs of them with a tweet", accounts + pictures, len(rows))
    whole = Network(nodes, network.edges, (step,)).noted(
        f"accounts whose tweets show a picture{where}, and those pictures, like ones as one", whole=True
    )
    return _passed_around(whole)


def _passed_around(network: Network) -> Network:
    users = Counter(network.edges.target.tolist() + network.edges.source.tolist())
    shared = {i for i, of_kind in enumerate(network.nodes.kinds) if of_kind == PICTURE and users[i] > 1}
    ties = zip(network.edges.source.tolist(), network.edges.target.tolist(), strict=True)
    tied = {end for tie in ties if shared.intersection(tie) for end in tie}
    if not shared or len(tied) == len(network.nodes):
        return network
    return network.keep(sorted(tied)).noted("pictures that at least two accounts showed, and those accounts")


def add_picture_facts(graph: Reader, network: Network, *, thumbnails: bool, blur: bool) -> Network:
    """Return the network with what is known of each picture; with `thumbnails` small ones, blurred unless told not to.

    What small pictures there are goes to the strongest nodes first; a note says for how many there was room.
    """
    nodes = network.nodes
    names = [key for key, of_kind in zip(nodes.keys, nodes.kinds, strict=True) if of_kind == PICTURE]
    known: Mapping[str, Mapping[str, Any]] = {
        row["name"]: row for row in records(graph.read(picture_facts(), {"names": names}))
    }
    facts: dict[str, list[Any]] = {
        **nodes.facts,
        "label": _column(nodes.keys, known, lambda row: WORDS.get(row["kind"], "Picture")),
        "pixels": _column(nodes.keys, known, _pixels),
        "files": _column(nodes.keys, known, lambda row: row["files"]),
        "sha256": [key if key in known else None for key in nodes.keys],
    }
    labels = [
        f"{word} {key[:SHORT_HASH]}" if word and key in known else text
        for key, text, word in zip(nodes.keys, nodes.labels, facts["label"], strict=True)
    ]
    if not thumbnails:
        return replace(network, nodes=replace(nodes, labels=labels, facts=facts))
    small, note = bounded(_column(nodes.keys, known, lambda row: row["thumbnail"]), network.strength(), blur=blur)
    return replace(network, nodes=replace(nodes, labels=labels, facts={**facts, "thumbnail": small})).noted(note)


def _column(keys: list[str], known: Mapping[str, Mapping[str, Any]], value: Any) -> list[Any]:
    return [value(known[key]) if key in known else None for key in keys]


def _pixels(row: Mapping[str, Any]) -> str | None:
    return f"{row['width']} × {row['height']}" if row["width"] and row["height"] else None
