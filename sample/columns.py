"""From plans to CSV records: every column of many tweets at once, joined by Arrow into the bytes of the file."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sample.accounts import Accounts
from sample.dialects import Dialect
from sample.draws import Flags, Floats, Ints, below, unit
from sample.people import People
from sample.plan import QUOTE, REPLY, RETWEET, Plan
from sample.scenes import PLATFORM_SITES
from sample.texts import bodies, codes, cut, glued, short_links, taken
from sample.timeline import DAY, day_text
from sample.words import CLIENTS, LANGUAGES, POLLS

MOST = 4_999  # highest count written
_SEPARATOR = pa.scalar('","')


@dataclass(frozen=True)
class Vocabulary:
    """What plans point to, as Arrow arrays; made once a campaign."""

    accounts: Accounts
    people: People
    tags: Any
    sites: Any
    profiles: Any  # the ten profile fields of each account, joined as they stand inside a record

    @staticmethod
    def of(accounts: Accounts, people: People, tags: list[str], sites: list[str]) -> "Vocabulary":
        """Prepare one campaign's vocabulary."""
        joined = ['","'.join(field.replace('"', '""') for field in account.fields()) for account in accounts.people]
        return Vocabulary(accounts, people, pa.array(tags), pa.array(sites), pa.array(joined))


def records(plan: Plan, words: Vocabulary, dialect: Dialect) -> Any:
    """Return one CSV record a tweet, every field quoted, line end included, as an Arrow string array."""
    own = plan.kinds != RETWEET
    target, author = pc.cast(pa.array(plan.targets), pa.utf8()), words.people.places(plan.authors)
    kinds = {kind: plan.kinds == kind for kind in (REPLY, QUOTE, RETWEET)}
    replied = (
        taken(words.people.ids, np.where(kinds[REPLY], author, len(words.people.ids) - 1)),
        pc.if_else(pa.array(kinds[REPLY]), target, ""),
    )
    inside = kinds[RETWEET] & (plan.authors >= 0)
    columns = [
        glued(pa.scalar('"'), pc.cast(pa.array(plan.ids), pa.utf8())),
        taken(words.profiles, plan.accounts),
        taken(pa.array([*LANGUAGES, "und"]), _shown_language(plan)),
        pc.replace_substring(texts(plan, words), '"', '""'),
        _minutes(plan.times),
        taken(pa.array(CLIENTS), _clients(plan)),
        *(replied[::-1] if dialect.reply_tweet_first else replied),
        pc.if_else(pa.array(kinds[QUOTE]), target, ""),
        taken(pa.array(dialect.true_false[::-1]), kinds[RETWEET].astype(np.int64)),
        taken(words.people.ids, np.where(inside, author, len(words.people.ids) - 1)),
        pc.if_else(pa.array(kinds[RETWEET]), target, ""),
        taken(_places(), _place_numbers(plan.ids, own)),
        *_counts(plan, words, dialect, own),
        _list([taken(words.tags, plan.tags[:, place]) for place in range(3)], dialect, mentions=False),
        _list([links(plan, words), _statuses(plan, words, target)], dialect, mentions=False),
        _list(_mentions(plan, words), dialect, mentions=True),
    ]
    end = '"' + dialect.line_end
    if dialect.polls:
        polled = own & (unit(plan.ids, "poll") < 0.004)
        choices = pa.array([end, *(choice.replace('"', '""') + end for choice in POLLS)])
        columns.append(taken(choices, np.where(polled, 1 + below(plan.ids, "poll choice", len(POLLS)), 0)))
    else:
        columns[-1] = glued(columns[-1], pa.scalar(end))
    return pc.binary_join_element_wise(*columns, _SEPARATOR)


def texts(plan: Plan, words: Vocabulary) -> Any:
    """Return the texts as written: mentions, words, hashtags, short link; retweets headed `RT @handle:` and cut."""
    at = pa.scalar("@")
    author, mentioned = words.people.places(plan.authors), words.people.places(plan.mentions)
    handles = words.people.handles
    reply, retweet = plan.kinds == REPLY, plan.kinds == RETWEET
    head = taken(pa.array(["@", "RT @"]), np.where(retweet, 1, np.where(reply, 0, -1)))
    who = pc.if_else(pa.array(reply | retweet), taken(handles, author), None)
    after = taken(pa.array([" ", ": "]), np.where(retweet, 1, np.where(reply, 0, -1)))
    named = pc.if_else(
        pc.not_equal(taken(handles, mentioned), ""), glued(pa.scalar(" "), at, taken(handles, mentioned)), None
    )
    tags = [_prefixed(" #", taken(words.tags, plan.tags[:, place])) for place in range(3)]
    link = short_links(plan.ids, (plan.sites >= 0) | (plan.kinds == QUOTE))
    whole = glued(head, who, after, bodies(plan.seeds, plan.languages, plan.endings), named, *tags, link)
    rows = np.flatnonzero(retweet)
    if not len(rows):
        return whole
    return pc.replace_with_mask(whole, pa.array(retweet), cut(pc.take(whole, pa.array(rows))))


def _prefixed(prefix: str, values: Any) -> Any:
    return pc.binary_join_element_wise(pa.scalar(prefix), values, "", null_handling="emit_null")


def _shown_language(plan: Plan) -> Ints:
    """Return the language Twitter saw: now and then none (`und`)."""
    return np.where(unit(plan.seeds, "und") < 0.03, len(LANGUAGES), plan.languages)


def _minutes(times: Ints) -> Any:
    """Return times as `YYYY-MM-DD HH:MM`: the archive drops the seconds."""
    days, minutes = times // DAY, times % DAY // 60_000
    first, last = int(days.min()), int(days.max())
    names = pa.array([day_text(day) + " " for day in range(first, last + 1)])
    clock = pa.array([f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1_440)])
    return glued(taken(names, days - first), taken(clock, minutes))


def _clients(plan: Plan) -> Ints:
    """Return each tweet's client: an account keeps one for months, then switches; one tweet in twelve from another."""
    era = (plan.times // (DAY * 240)) * 100_003 + plan.accounts
    usual = (len(CLIENTS) * unit(era, "client") ** 2.2).astype(np.int64)
    other = (len(CLIENTS) * unit(plan.ids, "other client") ** 2.5).astype(np.int64)
    return np.where(unit(plan.ids, "switch") < 0.08, other, usual)


def _places() -> Any:
    """Return latitude and longitude, joined as inside a record: absent, present, then numbers."""
    numbers = [
        f'{20 + 7 * i % 40}.{i * 7919 % 100_000}","{-70 + 11 * i % 120}.{i * 104_729 % 100_000}' for i in range(64)
    ]
    return pa.array(['absent","absent', 'present","present', *numbers])


def _place_numbers(ids: Ints, own: Flags) -> Ints:
    draw = unit(ids, "place")
    return np.where(own & (draw < 0.02), 2 + below(ids, "where", 64), np.where(own & (draw < 0.03), 1, 0))


def _counts(plan: Plan, words: Vocabulary, dialect: Dialect, own: Flags) -> list[Any]:
    """Return quotes, replies, likes, retweets received: heavy-tailed, 0 on retweets."""
    shown = pa.array([*(dialect.count(value) for value in range(MOST + 1)), ""])
    followers = np.array([account.followers for account in words.accounts.people])
    reach = (np.log10(followers + 10.0) / 2)[plan.accounts]
    columns = []
    for name, usual in (("quote", 0.15), ("reply", 0.4), ("like", 1.6), ("retweet", 0.9)):
        received = _received(unit(plan.ids, name + " count"), reach * usual)
        value = np.where(own, np.minimum(received, MOST), 0)
        if dialect.blank_counts:
            value = np.where(unit(plan.ids, name + " blank") < 0.1, MOST + 1, value)
        columns.append(taken(shown, value))
    return columns


def _received(draws: Floats, usual: Floats) -> Ints:
    return (usual * ((1.0 - draws) ** -0.8 - 1.0)).astype(np.int64)


def links(plan: Plan, words: Vocabulary) -> Any:
    """Return the address each tweet links to; null where none. Articles have readable addresses, platforms codes."""
    site = plan.sites >= PLATFORM_SITES
    number = pc.cast(pa.array(plan.paths), pa.utf8())
    tail = pc.if_else(
        pa.array(site), glued(pa.scalar("story-"), number, pa.scalar(".html")), codes(plan.paths, "page", 11)
    )
    return pc.binary_join_element_wise(taken(words.sites, plan.sites), tail, "", null_handling="emit_null")


def _statuses(plan: Plan, words: Vocabulary, target: Any) -> Any:
    """Return the address of the quoted tweet, which releases list among the links; null where none."""
    handle = taken(words.people.handles, words.people.places(plan.authors))
    made = glued(pa.scalar("https://twitter.com/"), handle, pa.scalar("/status/"), target)
    return pc.if_else(pa.array(plan.kinds == QUOTE), made, None)


def _mentions(plan: Plan, words: Vocabulary) -> list[Any]:
    """Return who is mentioned: first the author of what is answered or retweeted, then whom the text names."""
    first = np.where((plan.kinds == REPLY) | (plan.kinds == RETWEET), words.people.places(plan.authors), -1)
    nobody = len(words.people.ids) - 1
    second = words.people.places(plan.mentions)
    return [taken(words.people.ids, first), taken(words.people.ids, np.where(second == nobody, -1, second))]


def _list(items: list[Any], dialect: Dialect, *, mentions: bool) -> Any:
    """Spell lists as the dialect does; null items vanish."""
    empty = functools.reduce(pc.and_, [pc.is_null(item) for item in items])
    # Arrow 26 drops rows whose items are all null instead of joining them to nothing.
    items = [pc.if_else(empty, "", items[0]), *items[1:]]
    quote = "'" if (dialect.quoted_mentions if mentions else dialect.quoted_lists) else ""
    inner = pc.binary_join_element_wise(*items, f"{quote}, {quote}", null_handling="skip")
    spelled = glued(pa.scalar(f"[{quote}"), inner, pa.scalar(f"{quote}]"))
    return pc.if_else(empty, dialect.empty_list, spelled)
