"""Hostile text in every text field of every kind of map, on both engines: it runs nothing and changes no other node."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from database.graph import Graph
from explorer.maps.commands import KINDS
from explorer.maps.drawing import Asked, Drawing, drawing_of
from explorer.maps.kinds import ACTIONS
from explorer.maps.people import Naming
from explorer.maps.selection import Choice
from tests.explorer.maps.conftest import OpenPage
from tests.explorer.maps.hostile import HOSTILE
from tests.explorer.maps.test_page import model_in


def storable(text: str) -> bool:
    """Lone surrogates do not come through Bolt: pages that are made without a graph hold them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


TEXTS = [text for text in HOSTILE if storable(text)]
KEY = f"{TEXTS[0]}{{{{ 7*7 }}}}"
PATHS = "MATCH p = (:Account)-[:POSTED]->(:Tweet)-[:LINKS_TO|SHOWS|TAGGED]->() RETURN p"
ASKED = {
    "coordination": Asked(),
    "media": Asked(thumbnails=True, blur=False),
    "campaign": Asked(campaign=KEY),
    "ego": Asked(account="0 u"),
    "cypher": Asked(statement=f"{PATHS} // {TEXTS[1]} {TEXTS[3]}"),
}


@pytest.fixture
def hostile(graph: Graph) -> Graph:
    """A ring of accounts around the first, each with a tweet, tied by every kind of relationship that a map draws.

    What is indexed is cut to what an index takes; keys are told apart by their ends.
    """
    evidence = json.dumps(
        [
            {"tweet_u": str(n), "tweet_v": str(n + 1), "time_u": text, "time_v": "2017-01-02T03:04:05Z", "delay_s": 1}
            | {"object": text}
            for n, text in enumerate(TEXTS)
        ][:12]
    )
    rows = [
        {"n": n, "text": text, "key": text[:500], "id": "0" if n == 0 else f"{text[:500]}{n}"}
        for n, text in enumerate(TEXTS)
    ]
    graph.write(
        """
        CREATE (k:Campaign {key: $key, title: $texts[2], attributed_to: $texts[0], released_on: $texts[4],
          files: $texts, digest: $texts[5], synthetic: false})
        CREATE (:Run {key: $texts[6], command: $texts[7], version: $texts[8], parameters: $parameters, chance: $chance,
          windows_ms: [1000, 60000]})
        CREATE (g:Community {key: $texts[9], run: $texts[6], size: 20, stability: 0.9, facts: $texts[10]})
        WITH k, g
        UNWIND $rows AS row
        CREATE (a:Account {user_id: row.id + ' u', screen_name: row.key, display_name: row.text, location: row.text,
          alias: row.key + ' a', description: row.text, language: row.text, profile_url: row.text, amplification: 3})
        FOREACH (_ IN CASE WHEN row.n % 3 = 0 THEN [] ELSE [1] END | SET a:Archived CREATE (a)-[:MEMBER_OF]->(k))
        FOREACH (_ IN CASE WHEN row.n % 3 = 0 THEN [1] ELSE [] END | SET a:Outsider)
        FOREACH (_ IN CASE WHEN row.n < 20 THEN [1] ELSE [] END | CREATE (a)-[:IN_COMMUNITY]->(g))
        CREATE (a)-[:POSTED]->(:Tweet:Archived {tweet_id: row.n, text: row.text, campaigns: [$key], posted_at: $when})
        CREATE (:Hashtag {tag: row.id + ' h', name: row.text})
        CREATE (u:Url {url: row.id + ' l'})-[:HOSTED_ON]->(:Domain {name: row.id + '.d', kind: row.text})
        CREATE (:Media {sha256: row.id + ' m', kind: row.text, thumbnail: row.text, width: 3, height: 4})
        """,
        {
            "key": KEY,
            "texts": [text[:2000] for text in TEXTS],
            "rows": rows,
            "when": datetime(2017, 1, 2, tzinfo=UTC),
            "parameters": json.dumps({"window_s": 60.0, "null": TEXTS[0], "actions": TEXTS[:9]}),
            "chance": json.dumps([{"action": "hashtag", "window": 60.0, "weight": 2, "found": 9, "expected": 0.5}]),
        },
    )
    graph.write(
        """
        UNWIND $rows AS row
        MATCH (a:Account {user_id: row.id + ' u'}) MATCH (b:Account {user_id: row.next + ' u'})
        MATCH (t:Tweet {tweet_id: row.n}) MATCH (first:Account {user_id: '0 u'})
        CREATE (a)-[:RETWEETED {times: 2, months: ['2017-01'], month_times: [2], campaigns: [$key]}]->(b)
        CREATE (a)-[:MENTIONED {times: 1, months: ['2017-01'], month_times: [1], campaigns: [$key]}]->(first)
        CREATE (a)-[:COORDINATED {action: ['hashtag', 'tweet', 'link'][row.n % 3], run: $run, support: 4,
          q_value: 0.001, support_by_window: [2, 4], pairs: 5, objects: 3, months: ['2017-01'], month_counts: [5],
          evidence: $evidence}]->(b)
        WITH row, t
        UNWIND [row.id, row.next] AS id
        MATCH (h:Hashtag {tag: id + ' h'}) MATCH (u:Url {url: id + ' l'}) MATCH (m:Media {sha256: id + ' m'})
        CREATE (t)-[:TAGGED]->(h) CREATE (t)-[:LINKS_TO]->(u) CREATE (t)-[:SHOWS]->(m)
        """,
        {
            "key": KEY,
            "run": TEXTS[6],
            "evidence": evidence,
            "rows": [{**row, "next": rows[(n + 1) % len(rows)]["id"]} for n, row in enumerate(rows)],
        },
    )
    return graph


def drawings(graph: Graph, engine: str) -> Iterator[tuple[str, Drawing]]:
    for kind in KINDS:
        actions = tuple(ACTIONS) if kind in {"interactions", "ego"} else ()
        choice = Choice(actions, (), 500, engine=engine)
        yield kind, drawing_of(kind, graph, ASKED.get(kind, Asked()), choice, Naming("all"))


@pytest.mark.browser
@pytest.mark.parametrize("engine", ["pyvis", "sigma"])
def test_hostile_text_in_every_kind_runs_nothing_and_changes_no_other_node(
    hostile: Graph, open_page: OpenPage, engine: str
) -> None:
    seen = set()
    for kind, drawing in drawings(hostile, engine):
        opened = open_page(drawing.html)
        page = opened.page
        assert page.evaluate("ioscope.state.engine.name") == engine
        labels = page.evaluate("ioscope.state.nodes.label")
        assert labels == model_in(drawing.html)["nodes"]["label"], kind  # type: ignore[index]
        assert len(labels) >= 30, kind
        # In one evaluation: a repaint for each node and line would take most of the time.
        wrong = page.evaluate("""() => {
          const { state, choose } = ioscope;
          const heads = () => [...document.querySelectorAll('#panel h2.name')];
          const title = () => heads().map((head) => head.textContent).join('|');
          const { label } = state.nodes, { source, target } = state.edges, wrong = [];
          for (let i = 0; i < state.count; i++) { choose({ node: i }); if (title() !== label[i]) wrong.push(i); }
          for (let e = 0; e < state.lines; e += 5) {
            choose({ edge: e });
            if (title() !== `${label[source[e]]} and ${label[target[e]]}`) wrong.push([source[e], target[e]]);
            if (document.querySelector('#panel a, #panel img, #panel script, #panel iframe, #panel svg')) wrong.push(e);
          }
          return wrong;
        }""")
        assert wrong == [], kind
        if kind == "coordination":
            assert page.evaluate("document.querySelectorAll('#panel .pairs > li').length") > 0
        page.click("#toggle-table")
        expect(page.locator("#table-view tbody tr")).to_have_count(len(labels))
        for word in ("constructor", "__proto__", "<script>", "{{", "\u202e"):
            page.fill("#search", word)
        for dialog in ("reading", "sources", "export"):
            page.click(f"#open-{dialog}")
            page.keyboard.press("Escape")
        opened.assert_quiet()
        page.close()
        seen.add(kind)
    assert seen == set(KINDS)
