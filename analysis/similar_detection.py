"""The action `similar`: accounts whose tweets say nearly the same within the window.

Being nearly the same is no equality: a can be like b and b like c, but a unlike c. The object that two tweets share is
therefore the family of their texts: all texts that close near-identical pairs connect, named by the first tweet's.
"""

import time

import igraph
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from analysis.arrays import show
from analysis.chance import AUTHOR
from analysis.counting import Between, Events, summed
from analysis.detection import Detection, edges_of_pairs
from analysis.failures import ParameterError
from analysis.lake_tables import LakeTables
from analysis.pairs import HOUR_MS
from analysis.parameters import Parameters
from analysis.similar import Alike, near_identical
from analysis.texts import text_events
from analysis.tokens import token_sets
from analysis.viral import Viral

Numbers = npt.NDArray[np.int64]

ACTION = "similar"


def detect_similar(engine: Backend, lake: LakeTables, parameters: Parameters) -> Detection:
    """Look for accounts of the lake that tweeted nearly the same text."""
    began = time.perf_counter()
    notes = text_events(engine, lake.chosen, parameters.min_length, f"{ACTION}_events")
    return detect_similar_events(engine, parameters, notes, began)


def detect_similar_events(
    engine: Backend, parameters: Parameters, notes: tuple[str, ...] = (), began: float | None = None
) -> Detection:
    """Look for near-identical texts among the events in `similar_events`, whose objects are normalised texts."""
    began = time.perf_counter() if began is None else began
    if parameters.chance and parameters.null == AUTHOR:
        raise ParameterError("the author null does not apply to similar", hint="choose the day or the hour null")
    rows = _number(engine, parameters.min_participation)
    text, account, tweet, t = (rows[name].to_numpy().astype(np.int64) for name in ("text", "account", "tweet", "t"))
    texts = engine.con.sql(f"SELECT object FROM {ACTION}_uses ORDER BY code").to_arrow_table()["object"]
    alike = near_identical(
        token_sets(texts.combine_chunks()),
        text,
        account,
        t,
        window_ms=parameters.window_ms,
        similarity=parameters.min_similarity,
    )
    family = _families(alike, text, len(texts))
    events = Events(account, family, tweet, t)
    _show_pairs(engine, _participating(alike, account, tweet, parameters.min_participation), events, text)
    if alike.note:
        notes = (*notes, alike.note)

    def between(strata: Numbers) -> Between:
        one, other = strata[alike.first], strata[alike.second]
        space = int(strata.max(initial=0)) + 1
        keys, counts = summed(
            np.minimum(one, other) * space + np.maximum(one, other), np.ones(len(one), dtype=np.int64)
        )
        return Between(keys // space, keys % space, counts)

    nothing = Viral(np.zeros(0, dtype=np.int64), 0)
    return edges_of_pairs(engine, ACTION, events, between, nothing, notes, parameters, began)


def _number(engine: Backend, least: int) -> pa.Table:
    """Number the texts and the accounts; return the events in the order of time."""
    active = f"SELECT account FROM {ACTION}_events GROUP BY account HAVING count(*) >= {int(least)}"
    engine.con.execute(
        f"CREATE OR REPLACE TABLE {ACTION}_accounts AS SELECT CAST(row_number() OVER (ORDER BY length(account), "
        f"account) - 1 AS INTEGER) AS code, account AS user_id FROM ({active})"
    )
    engine.con.execute(
        f"CREATE OR REPLACE TABLE {ACTION}_uses AS SELECT row_number() OVER () - 1 AS code, object FROM "
        f"(SELECT DISTINCT object FROM {ACTION}_events WHERE account IN (SELECT user_id FROM {ACTION}_accounts))"
    )
    return engine.con.sql(
        f"SELECT s.code AS text, a.code AS account, e.tweet, e.t FROM {ACTION}_events e "
        f"JOIN {ACTION}_accounts a ON e.account = a.user_id JOIN {ACTION}_uses s USING (object) ORDER BY t, tweet"
    ).to_arrow_table()


def _participating(alike: Alike, account: Numbers, tweet: Numbers, least: int) -> Alike:
    """Keep the pairs of which at least one account has `least` tweets in pairs."""
    if least < 2:
        return alike
    met = np.unique(np.r_[alike.first, alike.second])
    acts = np.unique(np.column_stack((account[met], tweet[met])), axis=0)
    accounts, counts = np.unique(acts[:, 0], return_counts=True)
    many = accounts[counts >= least]
    stays = np.isin(account[alike.first], many) | np.isin(account[alike.second], many)
    return Alike(alike.first[stays], alike.second[stays], alike.note)


def _families(alike: Alike, text: Numbers, texts: int) -> Numbers:
    """Return the family of each event's text, -1 where it is in no pair; numbered in the order of time."""
    graph = igraph.Graph(texts, np.unique(np.column_stack((text[alike.first], text[alike.second])), axis=0))
    family = np.asarray(graph.connected_components().membership, dtype=np.int64)[text]
    inside = np.isin(family, np.unique(family[alike.first]))
    _, first, place = np.unique(family[inside], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    numbered = np.full(len(text), -1, dtype=np.int64)
    numbered[inside] = rank[place.reshape(-1)]
    return numbered


def _show_pairs(engine: Backend, alike: Alike, events: Events, text: Numbers) -> None:
    """Write the tables that edges and their evidence are made of."""
    swap = events.account[alike.first] > events.account[alike.second]
    u, v = np.where(swap, alike.second, alike.first), np.where(swap, alike.first, alike.second)
    small = np.int32
    show(
        engine,
        f"{ACTION}_pairs",
        {
            "u": events.account[u].astype(small),
            "v": events.account[v].astype(small),
            "object": events.object[u].astype(small),
            "tweet_u": events.tweet[u],
            "tweet_v": events.tweet[v],
            "delay": (events.t[v] - events.t[u]).astype(small),
            "hour": (events.t[alike.first] // HOUR_MS).astype(small),
        },
    )
    names = {"object": events.object.astype(small), "account": events.account.astype(small)}
    zero = np.zeros(len(events), dtype=small)
    show(engine, f"{ACTION}_coded", {**names, "tweet": events.tweet, "t": events.t, "author": zero})
    inside = np.flatnonzero(events.object >= 0)
    codes, first = np.unique(events.object[inside], return_index=True)
    show(engine, f"{ACTION}_named", {"code": codes.astype(small), "text": text[inside[first]]})
    engine.con.execute(
        f"CREATE OR REPLACE TABLE {ACTION}_objects AS SELECT n.code, s.object FROM {ACTION}_named n "
        f"JOIN {ACTION}_uses s ON n.text = s.code"
    )
