"""The whole graph as tables, by label and by type: first by code, then by key."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from loader.tables import accounts, activity, interactions, media, tweets, words
from loader.tables.codes import numbered, with_key
from loader.tables.staged import Staged, with_priority
from schema.model import relationships

Step = Callable[[str, ir.Table], ir.Table]
"""Gives a name to a table that others are made of, and returns what they read instead."""


@dataclass(frozen=True)
class CodedTables:
    """Node tables with `code`, relationship tables with codes for `start` and `end`, and the `codes` of each label."""

    nodes: dict[str, ir.Table]
    relationships: dict[str, ir.Table]
    codes: dict[str, ir.Table]


@dataclass(frozen=True)
class GraphTables:
    """Node tables by label and relationship tables by type, with keys at both ends; `coded` has the same by code."""

    nodes: dict[str, ir.Table]
    relationships: dict[str, ir.Table]
    coded: CodedTables


def coded_tables(staged: Staged, keep: Step, show: Step) -> CodedTables:
    """Return every node and relationship table that the loader fills, but for Campaign, which is of the manifests.

    `keep` computes a table once, `show` leaves it to whoever reads it: texts are read where they are written, once.
    """
    repeated = keep("repeated", tweets.repeated(staged.tweets))
    settled = keep("settled", tweets.settled(staged.tweets, repeated, staged.order))
    archived = show("archived", tweets.archived(staged.tweets, repeated, settled, staged.order))
    origins = keep("origins", tweets.origins(settled, staged.order))
    profiles = with_priority(staged.accounts, staged.order)
    campaign_codes = show("campaign_codes", staged.order.select(key="campaign", code="number").distinct())
    account_codes = keep("account_codes", accounts.codes(staged.accounts, archived))
    client_codes = keep("client_codes", numbered(archived.select("client")))
    core = keep("core", tweets.core(archived, account_codes, client_codes, origins))
    targets = keep("outside_targets", tweets.outside_targets(core))
    stub_codes = keep("stub_codes", tweets.stub_codes(targets, core))
    copied = keep("copies", tweets.copies(archived, stub_codes))
    stubs = keep("stubs", tweets.stubs(stub_codes, targets, copied))
    tweet_codes = show("tweet_codes", tweets.codes(core, stubs))
    author_of = show("authors", tweets.authors(core, stubs))
    mentions = keep("mentions", accounts.mentions(archived, account_codes))
    outside = show("outside", accounts.outsiders(staged.accounts, account_codes))
    same_texts = keep("same_texts", tweets.same_texts(archived))
    handles = keep("handles", accounts.handles(copied, stubs, outside))
    tag_uses = keep("tag_uses", words.tag_uses(archived))
    spellings = keep("used_spellings", words.used_spellings(tag_uses, staged.spellings))
    tag_codes = keep("tag_codes", numbered(spellings.select("tag")))
    link_uses = keep("link_uses", words.link_uses(archived))
    url_codes = keep("url_codes", words.url_codes(link_uses, staged.addresses))
    hosts = keep("hosts", words.hosts(url_codes, staged.addresses))
    domain_codes = keep("domain_codes", numbered(hosts.select("name")))
    media_codes = keep("media_codes", numbered(staged.media.select("sha256")))
    tagged = keep("coded_TAGGED", words.tagged(tag_uses, spellings, tag_codes))
    linked = keep("coded_LINKS_TO", words.links(link_uses, url_codes))
    languages = keep("used_languages", activity.languages(archived, account_codes, campaign_codes))
    posted = keep("posted_there", activity.posted(core, tagged, linked, languages, origins, campaign_codes))
    events = {
        "RETWEETED": interactions.retweeted(core, author_of),
        "REPLIED_TO": interactions.replied_to(core, author_of),
        "QUOTED": interactions.quoted(core, author_of),
        "MENTIONED": interactions.mentioned(core, mentions),
    }
    used = keep("monthly_USED", interactions.used(core))
    monthly = {kind: keep(f"monthly_{kind}", table) for kind, table in events.items()}
    nodes = {
        "Account": keep("coded_Account", accounts.nodes(profiles, outside, handles, account_codes)),
        "Tweet": show("coded_Tweet", tweets.nodes(archived, stubs, same_texts)),
        "Hashtag": keep("coded_Hashtag", words.hashtags(spellings, tag_codes)),
        "Url": show("coded_Url", words.urls(url_codes)),
        "Domain": keep("coded_Domain", words.domains(hosts, domain_codes)),
        "Client": show("coded_Client", tweets.clients(client_codes)),
        "Media": keep("coded_Media", media.nodes(staged.media, media_codes)),
    }
    found = {
        "MEMBER_OF": keep("coded_MEMBER_OF", accounts.members(profiles, account_codes, campaign_codes, posted)),
        "POSTED": show("coded_POSTED", tweets.posted(author_of)),
        **{kind: keep(f"coded_{kind}", tweets.pointing(core, tweet_codes, kind)) for kind in tweets.POINTERS},
        "MENTIONS": mentions,
        "TAGGED": tagged,
        "LINKS_TO": linked,
        "HOSTED_ON": keep("coded_HOSTED_ON", words.hosted_on(hosts, domain_codes)),
        "SENT_FROM": show("coded_SENT_FROM", tweets.sent_from(core)),
        "SHOWS": keep("coded_SHOWS", media.shows(staged.media, tweet_codes, media_codes)),
        "HAS_PICTURE": keep("coded_HAS_PICTURE", media.pictures(staged.media, account_codes, media_codes)),
        "LOOKS_LIKE": keep("coded_LOOKS_LIKE", media.alike(staged.alike, media_codes)),
        "USED": keep("coded_USED", interactions.summed(used, origins, ("start", "end", "origin"))),
        **{kind: keep(f"coded_{kind}", interactions.summed(table, origins)) for kind, table in monthly.items()},
    }
    codes = {
        "Campaign": campaign_codes,
        "Account": account_codes,
        "Tweet": tweet_codes,
        "Hashtag": tag_codes,
        "Url": url_codes,
        "Domain": domain_codes,
        "Client": client_codes,
        "Media": media_codes,
    }
    return CodedTables(nodes, found, codes)


def graph_tables(coded: CodedTables, step: Step) -> GraphTables:
    """Return the graph with the keys that everybody but the importer knows nodes by; `step` makes each table."""
    found = {}
    for kind, table in coded.relationships.items():
        declared = relationships()[kind]
        started = with_key(table, "start", coded.codes[declared.start.label])
        found[kind] = step(f"rel_{kind}", with_key(started, "end", coded.codes[declared.end.label]))
    nodes = {label: step(f"node_{label}", table.drop("code")) for label, table in coded.nodes.items()}
    return GraphTables(nodes, found, coded)
