"""Every rule on the events of one action: ours and the comparators, on the very same data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from ibis.backends.duckdb import Backend

from analysis.detection import Detection, detect_in_lake
from analysis.lake_tables import LakeTables
from analysis.parameters import Parameters
from analysis.similar_detection import ACTION as SIMILAR
from analysis.similar_detection import detect_similar
from bench.comparators import (
    ALPHA,
    Pairs,
    above_quantile,
    bonferroni,
    co_occurrence_p,
    disparity_alpha,
    false_discovery_rate,
    from_quantile,
    tfidf_cosine,
)
from bench.planted import Edge, named

OURS = "q <= 0.05, day null"
QUANTILE = 0.99
CENTRAL = 0.995
"""TF-IDF networks keep the heaviest half of one percent of their edges (Pacheco et al. 2021)."""


@dataclass(frozen=True)
class Ruled:
    """The edges that each rule keeps, by account ids, and the values that two of them cut."""

    edges: Mapping[str, set[Edge]]
    weights: Pairs
    cosines: Pairs
    names: Sequence[str]


def detection_of(engine: Backend, lake: LakeTables, action: str, parameters: Parameters) -> Detection:
    """Detect one action, near-identical text or any other."""
    if action == SIMILAR:
        return detect_similar(engine, lake, parameters)
    return detect_in_lake(engine, lake, action, parameters)


def flagged_edges(engine: Backend, action: str) -> set[Edge]:
    """Return the flagged edges of the last detection of an action, the smaller id as text first."""
    rows = engine.table(f"{action}_edges").filter(lambda edges: edges.flagged).select("user_u", "user_v")
    found = engine.con.sql(engine.compile(rows)).fetchall()
    return {(min(u, v), max(u, v)) for u, v in found}


def every_rule(engine: Backend, detection: Detection) -> Ruled:
    """Apply every rule to what a detection was made of.

    Weights are close pairs (CooRTweet's). The cosine knows no window; the bins of the hypergeometric test are as long
    as the window.
    """
    action, events = detection.summary.action, detection.events
    names = [name for (name,) in engine.con.sql(f"SELECT user_id FROM {action}_accounts ORDER BY code").fetchall()]
    counted = engine.con.sql(f"SELECT u, v, pairs FROM {action}_counted").fetchnumpy()
    u, v, pairs = (counted[key].astype(np.int64) for key in ("u", "v", "pairs"))
    account = events.account.astype(np.int64)
    # An object that one event has is no object of another.
    alone = events.object < 0
    objects = np.where(alone, int(events.object.max(initial=0)) + np.cumsum(alone), events.object)
    tests = len(names) * (len(names) - 1) // 2
    cosines = tfidf_cosine(account, objects, len(names))
    met = co_occurrence_p(account, objects, events.t, detection.parameters.window_ms)
    kept = {
        "weight >= 2": (u, v, pairs >= 2),
        "above 0.99 quantile": (u, v, above_quantile(pairs, QUANTILE)),
        "from 0.99 quantile on": (u, v, from_quantile(pairs, QUANTILE)),
        "TF-IDF cosine, top 0.5%": (cosines.u, cosines.v, above_quantile(cosines.value, CENTRAL)),
        "disparity, 0.05": (u, v, disparity_alpha(u, v, pairs) < ALPHA),
        "hypergeometric, FDR": (met.u, met.v, false_discovery_rate(met.value, tests)),
        "hypergeometric, Bonferroni": (met.u, met.v, bonferroni(met.value, tests)),
    }
    edges = {OURS: flagged_edges(engine, action)}
    edges |= {name: named(a[which], b[which], names) for name, (a, b, which) in kept.items()}
    return Ruled(edges, Pairs(u, v, pairs.astype(np.float64)), cosines, names)
