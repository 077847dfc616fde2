"""The whole graph as tables, by label and by type."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from loader.tables import accounts, interactions, tweets, words
from loader.tables.staged import Staged, with_priority

Kept = Callable[[str, ir.Table], ir.Table]
"""Computes a table that several others are made of once, under a name, and returns what to read instead."""


@dataclass(frozen=True)
class GraphTables:
    """Node tables by label and relationship tables by type."""

    nodes: dict[str, ir.Table]
    relationships: dict[str, ir.Table]


def graph_tables(staged: Staged, kept: Kept) -> GraphTables:
    """Return every node and relationship table that the loader fills, but for Campaign, which is of the manifests."""
    repeated = kept("repeated", tweets.repeated(staged.tweets))
    archived = kept("archived", tweets.archived(staged.tweets, repeated, staged.order))
    profiles = with_priority(staged.accounts, staged.order)
    pointed = kept("pointed", tweets.references(archived))
    stubs = kept("stubs", tweets.stubs(archived, pointed))
    author_of = kept("authors", tweets.authors(archived, stubs))
    named = kept("mentions", accounts.mentions(archived))
    outside = kept("outside", accounts.outsiders(staged.accounts, archived, pointed, named, author_of))
    handles = kept("handles", accounts.handles(pointed, author_of, outside))
    uses = kept("tag_uses", words.tag_uses(archived, staged.spellings))
    linked = kept("links", words.links(archived, staged.addresses))
    url_nodes = words.urls(linked)
    hosted = kept("hosted", words.hosted_on(url_nodes, staged.addresses))
    sent = tweets.sent_from(archived)
    return GraphTables(
        nodes={
            "Account": accounts.nodes(profiles, outside, handles),
            "Tweet": tweets.nodes(archived, stubs),
            "Hashtag": words.hashtags(uses),
            "Url": url_nodes,
            "Domain": words.domains(hosted, staged.addresses),
            "Client": tweets.clients(sent),
        },
        relationships={
            "MEMBER_OF": accounts.members(profiles),
            "POSTED": tweets.posted(author_of),
            "RETWEETS": tweets.pointing(pointed, "retweet"),
            "REPLIES_TO": tweets.pointing(pointed, "reply"),
            "QUOTES": tweets.pointing(pointed, "quote"),
            "MENTIONS": named,
            "TAGGED": words.tagged(uses),
            "LINKS_TO": linked,
            "HOSTED_ON": hosted,
            "SENT_FROM": sent,
            "RETWEETED": interactions.retweeted(archived, author_of),
            "REPLIED_TO": interactions.replied_to(archived, author_of),
            "QUOTED": interactions.quoted(archived, author_of),
            "MENTIONED": interactions.mentioned(archived, named),
        },
    )
