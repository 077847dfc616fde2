"""The expressions compile for every engine, and nothing unstable enters them."""

from collections.abc import Callable

import ibis
import pytest

from analysis import events, texts, tweets
from analysis.edge_table import EDGES, edge_plan
from analysis.evidence import EVIDENCE, evidence_plan
from analysis.lake_tables import ALIKE
from analysis.pairs import PAIRS
from analysis.plans import coding_plan, manner_plan, pairs_plan, weights_plan
from analysis.windows import SUPPORTS, windows_plan
from lake.plan import COMPILERS, Plan, table_of

CHANCE = ("expected", "p_value", "q_value", "q_hour", "q_author", "robust", "flagged")


def lake_plan() -> Plan:
    """The plan of what is read from the lake, as `analysis.lake_tables` and `analysis.actions` make it."""
    plan = Plan()
    tables = {name: table_of(schema, name) for name, schema in tweets.STAGED.items()}
    staged, spellings, addresses = (tables[name] for name in ("tweets", "spellings", "addresses"))
    repeated = plan.keep("repeated", tweets.repeated(staged))
    merged = plan.keep("merged", tweets.merged(staged, repeated, table_of(tweets.ORDER, "first")))
    chosen = plan.keep("chosen", tweets.single(staged, repeated, merged, campaigns=("a", "b"), since_ms=1, until_ms=2))
    retweets = plan.keep("retweet", events.retweets(chosen))
    for name, found in {
        "reply": events.replies(chosen),
        "quote": events.quotes(chosen),
        "mention": events.mentions(chosen),
        "hashtag": events.hashtags(chosen, spellings),
        "link": events.links(chosen, addresses),
        "domain": events.domains(chosen, addresses),
        "media": events.media(chosen, tables["media"], table_of(ALIKE, "alike")),
        "authors": events.target_authors(chosen, retweets),
    }.items():
        plan.keep(name, found)
    plan.keep("tweet", texts.said(chosen))
    return plan


def edges() -> Plan:
    return edge_plan("retweet", window_s=60.0, weight="support", min_weight=1, chance=CHANCE)


PLANS: dict[str, Callable[[], Plan]] = {
    "lake": lake_plan,
    "coding": lambda: coding_plan("retweet", with_authors=True, min_participation=2),
    "coding of texts": lambda: coding_plan("tweet", with_authors=False, min_participation=1),
    "pairs": lambda: pairs_plan("retweet", window_ms=60_000, viral=False, filtered=False),
    "viral pairs": lambda: pairs_plan("retweet", window_ms=60_000, viral=True, filtered=True),
    "weights": lambda: weights_plan("retweet"),
    "manner": lambda: manner_plan("retweet"),
    "edges": edges,
    "evidence": lambda: evidence_plan("retweet", 50),
    "windows": lambda: windows_plan("retweet", (1000, 60_000)),
}


@pytest.mark.parametrize("dialect", sorted(COMPILERS))
@pytest.mark.parametrize("name", sorted(PLANS))
def test_every_expression_compiles_for_every_engine(name: str, dialect: str) -> None:
    plan = PLANS[name]()
    compiled = plan.sql(dialect)
    assert [table for table, _ in compiled] == list(plan.steps)


def test_no_time_of_day_or_random_order_enters_the_tables() -> None:
    text = " ".join(select for make in PLANS.values() for _, select in make().sql("duckdb")).upper()
    for unstable in ("NOW(", "CURRENT_", "RANDOM(", "ANY_VALUE(", "MODE(", "UUID("):
        assert unstable not in text


def test_edges_pairs_and_evidence_have_the_columns_that_others_build_on() -> None:
    assert edges().steps["retweet_edges"].schema() == EDGES
    assert evidence_plan("retweet", 50).steps["retweet_evidence"].schema() == EVIDENCE
    assert windows_plan("retweet", (1000,)).steps["retweet_supports"].schema() == SUPPORTS
    for viral in (True, False):
        plan = pairs_plan("retweet", window_ms=60_000, viral=viral, filtered=False)
        assert plan.steps["retweet_pairs"].schema() == PAIRS


def test_edges_have_what_the_graph_keeps_of_them() -> None:
    from schema.model import relationships

    of_the_run = {"run", "evidence", *SUPPORTS.names}
    assert {p.name for p in relationships()["COORDINATED"].properties} - of_the_run <= set(EDGES.names)


def test_every_event_table_has_the_same_columns() -> None:
    steps = lake_plan().steps
    for action in ("retweet", "reply", "quote", "mention", "hashtag", "link", "domain", "media", "tweet"):
        assert ibis.schema(dict(steps[action].schema().items())) == events.EVENTS, action
