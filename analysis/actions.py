"""The events of each action, taken from the lake."""

from dataclasses import dataclass

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from analysis import events
from analysis.lake_tables import LakeTables, kept
from analysis.parameters import WITH_AUTHORS, Parameters
from analysis.texts import text_events


@dataclass(frozen=True)
class ActionEvents:
    """Events of an action that lie in `<action>_events` (`plans.events_schema`), and notes for the user."""

    action: str
    with_authors: bool = False
    notes: tuple[str, ...] = ()


def lake_events(engine: Backend, lake: LakeTables, action: str, parameters: Parameters) -> ActionEvents:
    """Make `<action>_events` of the lake's tweets."""
    found: ir.Table
    match action:
        case "retweet":
            found = events.retweets(lake.chosen)
        case "reply":
            found = events.replies(lake.chosen)
        case "quote":
            found = events.quotes(lake.chosen)
        case "mention":
            found = events.mentions(lake.chosen)
        case "hashtag":
            found = events.hashtags(lake.chosen, lake.spellings)
        case "link":
            found = events.links(lake.chosen, lake.addresses)
        case "domain":
            found = events.domains(lake.chosen, lake.addresses)
        case "media":
            found = events.media(lake.chosen, lake.media, lake.alike)
        case "tweet":
            return ActionEvents(action, notes=text_events(engine, lake.chosen, parameters.min_length, "tweet_events"))
        case _:
            raise ValueError(f"{action} has no events in the lake")
    with_authors = action in WITH_AUTHORS and parameters.chance
    if with_authors:
        written = kept(engine, "lake_authors", events.target_authors(lake.every, found))
        found = found.left_join(written, found.object == written.target).drop("target")
    kept(engine, f"{action}_events", found)
    return ActionEvents(action, with_authors)
