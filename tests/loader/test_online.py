"""Online loading: the graph is a function of the releases in the lake, whatever the order, the repeats and the cuts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from database.contents import indexes
from database.graph import Graph
from lake.manifest import read_manifests
from lake.workspace import Workspace, open_workspace
from loader.failures import ReleaseError
from loader.loading import Choices, Loaded, load_into_graph, load_into_lake
from loader.unloading import purge_campaign, unload_campaign
from schema.installation import expected_indexes
from terminal import Stages
from tests.graphs import Snapshot, snapshot
from tests.loader.archives import tweet, tweet_id, user, write_release

IRAN, RUSSIA = "iran_201906_1", "china_082019_1"
HASHED = "vhWtzcFy+XfbYd9IsXBhcnTpinSnq2Kk0DNa7LHaMF8="


@pytest.fixture
def archive(tmp_path: Path) -> dict[str, Path]:
    """Two releases that touch: shared accounts and tweets, stubs of one that the other holds, disagreeing values."""
    outside = str(tweet_id(500))
    shared = str(tweet_id(7))
    iran = [
        tweet(1, "100", hashtags="['News', 'news', 'NEWS']", urls="['https://a.example/x', 'https://bit.ly/1']"),
        tweet(2, "100", is_retweet="true", retweet_tweetid=outside, user_mentions="['900']",
              tweet_text="RT @out: the text of an outsi\u2026"),
        tweet(3, "101", is_retweet="true", retweet_tweetid=outside, user_mentions="['900', '901']",
              tweet_text="RT @out: the text of an outsider, longer"),
        tweet(4, "101", in_reply_to_tweetid=shared, in_reply_to_userid="200", user_mentions="['200', '100']"),
        tweet(5, "100", quoted_tweet_tweetid=shared, tweet_client_name="Web"),
        tweet(6, HASHED, is_retweet="true", retweet_tweetid=str(tweet_id(1)), retweet_userid="100",
              tweet_text="RT @handle_100: text 1"),
        tweet(8, "101", like_count="5"),
        tweet(9, "101", in_reply_to_tweetid=str(tweet_id(9)), in_reply_to_userid="101"),
    ]  # fmt: skip
    other = [
        tweet(7, "200", hashtags="['news']", is_retweet="false"),
        tweet(8, "101", like_count="7", tweet_language="", hashtags="['later']"),
        tweet(10, "100", quoted_tweet_tweetid=outside, tweet_time="2019-03-01 00:00"),
        tweet(11, "900", tweet_text="an outsider no more"),
    ]
    users = [user("100", user_display_name="As China's release has it", follower_count="77"), user("200"), user("900"),
             user("101", user_screen_name="renamed")]  # fmt: skip
    return {
        IRAN: write_release(tmp_path / "archive" / "a", IRAN, iran),
        RUSSIA: write_release(tmp_path / "archive" / "b", RUSSIA, other, users),
    }


@pytest.fixture
def wipe(graph: Graph) -> Callable[[], Graph]:
    def emptied() -> Graph:
        graph.schema_write("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
        return graph

    return emptied


def load(place: Workspace, graph: Graph, *paths: Path, **choices: Any) -> Loaded:
    stages, chosen = Stages(quiet=True), Choices(**choices)
    loaded = load_into_lake(place, paths, chosen, stages) if paths else Loaded()
    assert not loaded.failures
    load_into_graph(place, graph, loaded, chosen, stages)
    return loaded


def loaded_in_order(tmp_path: Path, graph: Graph, name: str, *steps: tuple[Path, ...]) -> Snapshot:
    place = open_workspace(tmp_path / name)
    for paths in steps:
        load(place, graph, *paths)
    return snapshot(graph)


def test_two_campaigns_in_either_order_give_the_same_graph(tmp_path: Path, archive: dict[str, Path], wipe: Any) -> None:
    a, b = archive[IRAN], archive[RUSSIA]
    together = loaded_in_order(tmp_path, wipe(), "together", (a, b))
    first = loaded_in_order(tmp_path, wipe(), "ab", (a,), (b,))
    second = loaded_in_order(tmp_path, wipe(), "ba", (b,), (a,))
    assert first.differences(together) == []
    assert second.differences(together) == []
    assert len(together.nodes) > 25


def test_a_second_load_of_the_same_files_changes_nothing(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, *archive.values())
    before = snapshot(graph)
    again = load(place, graph, *archive.values())
    assert not again.graph_changed
    repaired = load(place, graph, *archive.values(), repair=True)
    assert repaired.graph_changed
    assert snapshot(graph).differences(before) == []


def test_repair_mends_what_was_changed_and_keeps_a_users_own_notes(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, *archive.values())
    before = snapshot(graph)
    graph.write("MATCH (t:Tweet {tweet_id: $id}) SET t.text = 'forged', t.likes = NULL", {"id": tweet_id(1)})
    graph.write("MATCH (a:Account {user_id: '101'})-[r:RETWEETED]->() SET r.times = 99")
    graph.write("MATCH (a:Account {user_id: '100'}) SET a.note = 'mine'")
    load(place, graph, repair=True)
    assert graph.read("MATCH (a:Account {user_id: '100'}) RETURN a.note").value() == "mine"
    graph.write("MATCH (a:Account {user_id: '100'}) REMOVE a.note")
    assert snapshot(graph).differences(before) == []


def test_a_graph_that_another_version_loaded_is_written_anew_by_the_next_load(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, *archive.values())
    before = snapshot(graph)
    [index] = [i for i in expected_indexes() if (i.label, i.property) == ("Tweet", "same_text")]
    graph.schema_write(f"DROP INDEX {index.name}")
    graph.write("MATCH (t:Tweet) REMOVE t.same_text, t.language")
    graph.write("MATCH (:Account)-[u:USED]->(:Client) DELETE u")
    graph.write("MATCH (c:Campaign {key: $key}) REMOVE c.model", {"key": IRAN})
    assert load(place, graph).graph_changed
    assert snapshot(graph).differences(before) == []
    assert index.name in {there["name"] for there in indexes(graph)}
    assert not load(place, graph).graph_changed


def test_a_load_over_another_versions_graph_that_was_cut_is_made_good_by_the_next(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, *archive.values())
    before = snapshot(graph)
    # As a cut leaves it: indexes and marks come first, the rows of the former version are still there.
    graph.write("MATCH (c:Campaign {key: $key}) SET c.model = 'former', c.state = 'loading'", {"key": IRAN})
    graph.write("MATCH ()-[m:MEMBER_OF]->(:Campaign {key: $key}) REMOVE m.tweets, m.languages", {"key": IRAN})
    assert load(place, graph).graph_changed
    assert snapshot(graph).differences(before) == []


def test_a_stub_becomes_the_released_tweet_when_its_release_comes(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, archive[IRAN])
    ask = (
        "MATCH (t:Tweet {tweet_id: $id}) RETURN labels(t) AS l, t.text AS text, "
        "[(t)<-[p:POSTED]-(a) | [a.user_id, p.inferred]] AS by"
    )
    labels, text, by = graph.read(ask, {"id": tweet_id(7)}).rows[0]
    assert (set(labels), text, by) == ({"Tweet", "Stub"}, None, [["200", True]])
    quoted = "MATCH ({user_id: '100'})-[r:QUOTED]->(b) RETURN b.user_id, r.times ORDER BY b.user_id"
    assert graph.read(quoted).rows == [["200", 1]]
    load(place, graph, archive[RUSSIA])
    labels, text, by = graph.read(ask, {"id": tweet_id(7)}).rows[0]
    assert (set(labels), text, by) == ({"Tweet", "Archived"}, "text 7", [["200", None]])
    assert graph.read(quoted).rows == [["200", 1], ["900", 1]]


def test_the_newest_release_wins_and_absent_never_beats_a_value(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    place = open_workspace(tmp_path / "w")
    load(place, graph, *archive.values())
    row = graph.read(
        "MATCH (t:Tweet {tweet_id: $id}) RETURN t.likes, t.language, t.campaigns, [(t)-[:TAGGED]->(h) | h.tag]",
        {"id": tweet_id(8)},
    ).rows[0]
    assert row == [7, "en", [RUSSIA, IRAN], ["later"]]
    account = "MATCH (a:Account {user_id: $id}) RETURN a.display_name, a.followers, a.screen_name, a.also_known_as"
    assert graph.read(account, {"id": "100"}).rows[0][:2] == ["As China's release has it", 77]
    assert graph.read(account, {"id": "101"}).rows[0][2:] == ["renamed", ["handle_101"]]
    profiles = graph.read(
        "MATCH (:Account {user_id: '100'})-[m:MEMBER_OF]->(c) RETURN c.key, m.followers ORDER BY c.key"
    ).rows
    assert profiles == [[RUSSIA, 77], [IRAN, 1]]


def test_stubs_get_author_text_and_time_from_what_points_to_them(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    load(open_workspace(tmp_path / "w"), graph, archive[IRAN])
    row = graph.read(
        "MATCH (t:Stub {tweet_id: $id})<-[p:POSTED]-(a) RETURN t.text, t.text_inferred, "
        "t.posted_at.epochMillis, a.user_id, a.screen_name, labels(a), p.inferred",
        {"id": tweet_id(500)},
    ).rows[0]
    assert row[:5] == [
        "the text of an outsider, longer", True, (tweet_id(500) >> 22) + 1288834974657, "900", "out"
    ]  # fmt: skip
    assert (set(row[5]), row[6]) == ({"Account", "Outsider"}, True)


def test_interactions_count_tweets_by_month_and_release(tmp_path: Path, archive: dict[str, Path], graph: Graph) -> None:
    load(open_workspace(tmp_path / "w"), graph, *archive.values())
    rows = graph.read(
        "MATCH (a)-[r:RETWEETED|REPLIED_TO|QUOTED|MENTIONED]->(b) "
        "RETURN type(r), a.user_id, b.user_id, r.times, r.months, r.month_times, r.campaigns"
    ).rows
    month = ["2019-02"]
    assert sorted(rows) == sorted([
        ["RETWEETED", "100", "900", 1, month, [1], [IRAN]],
        ["RETWEETED", "101", "900", 1, month, [1], [IRAN]],
        ["RETWEETED", HASHED, "100", 1, month, [1], [IRAN]],
        ["REPLIED_TO", "101", "200", 1, month, [1], [IRAN]],
        ["REPLIED_TO", "101", "101", 1, month, [1], [IRAN]],
        ["QUOTED", "100", "200", 1, month, [1], [IRAN]],
        ["QUOTED", "100", "900", 1, month, [1], [RUSSIA]],
        ["MENTIONED", "101", "100", 1, month, [1], [IRAN]],
    ])  # fmt: skip


def test_members_know_what_they_posted_in_each_release(tmp_path: Path, archive: dict[str, Path], graph: Graph) -> None:
    load(open_workspace(tmp_path / "w"), graph, *archive.values())
    rows = graph.read(
        "MATCH (a)-[m:MEMBER_OF]->(c) RETURN c.key, a.user_id, "
        "m.tweets, m.retweets, m.replies, m.with_hashtags, m.with_links, m.languages"
    ).rows
    assert sorted(rows) == sorted([
        [IRAN, "100", 3, 1, 0, 1, 1, ["en"]],
        [IRAN, "101", 4, 1, 2, 1, 0, ["en"]],
        [IRAN, HASHED, 1, 1, 0, 0, 0, ["en"]],
        [RUSSIA, "100", 1, 0, 0, 0, 0, ["en"]],
        [RUSSIA, "101", 1, 0, 0, 1, 0, ["en"]],
        [RUSSIA, "200", 1, 0, 0, 1, 0, ["en"]],
        [RUSSIA, "900", 1, 0, 0, 0, 0, ["en"]],
    ])  # fmt: skip


def test_programs_are_counted_by_account_month_and_releases(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    load(open_workspace(tmp_path / "w"), graph, *archive.values())
    rows = graph.read(
        "MATCH (a)-[u:USED]->(c) RETURN a.user_id, c.name, u.times, u.months, u.month_times, u.campaigns"
    ).rows
    month = ["2019-02"]
    assert sorted(rows) == sorted([
        ["100", "Client", 2, month, [2], [IRAN]],
        ["100", "Client", 1, month, [1], [RUSSIA]],
        ["100", "Web", 1, month, [1], [IRAN]],
        ["101", "Client", 3, month, [3], [IRAN]],
        ["101", "Client", 1, month, [1], [RUSSIA, IRAN]],
        [HASHED, "Client", 1, month, [1], [IRAN]],
        ["200", "Client", 1, month, [1], [RUSSIA]],
        ["900", "Client", 1, month, [1], [RUSSIA]],
    ])  # fmt: skip


def test_hashtags_of_any_spelling_are_one_and_named_by_the_commonest(
    tmp_path: Path, archive: dict[str, Path], graph: Graph
) -> None:
    load(open_workspace(tmp_path / "w"), graph, *archive.values())
    rows = graph.read("MATCH (h:Hashtag)<-[:TAGGED]-(t) RETURN h.tag, h.name, count(t) ORDER BY h.tag").rows
    assert rows == [["later", "later", 1], ["news", "news", 2]]
    kinds = graph.read("MATCH (u:Url)-[:HOSTED_ON]->(d) RETURN d.name, d.kind ORDER BY d.name").rows
    assert kinds == [["a.example", "site"], ["bit.ly", "shortener"]]


def test_a_graph_of_another_workspace_is_not_touched(tmp_path: Path, archive: dict[str, Path], graph: Graph) -> None:
    from loader.failures import GraphDriftError

    load(open_workspace(tmp_path / "mine"), graph, archive[IRAN])
    before = snapshot(graph)
    with pytest.raises(GraphDriftError, match="does not know"):
        load(open_workspace(tmp_path / "other"), graph, archive[RUSSIA])
    assert snapshot(graph).differences(before) == []


def test_a_campaign_taken_out_leaves_the_graph_of_the_others(
    tmp_path: Path, archive: dict[str, Path], wipe: Callable[[], Graph]
) -> None:
    alone = loaded_in_order(tmp_path, wipe(), "alone", (archive[IRAN],))
    graph, place = wipe(), open_workspace(tmp_path / "both")
    load(place, graph, *archive.values())
    (place.maps / "map.html").write_text(f"drawn from {RUSSIA} and {IRAN}")
    (place.maps / "other.html").write_text(f"drawn from {IRAN}")
    unload_campaign(place, graph, RUSSIA, Stages(quiet=True))
    assert snapshot(graph).differences(alone) == []
    purge_campaign(place, RUSSIA)
    assert [path.name for path in place.lake.iterdir() if path.is_dir()] == [IRAN]
    assert [path.name for path in place.maps.iterdir()] == ["other.html"]
    load(place, graph, archive[RUSSIA])
    assert set(read_manifests(place)) == {IRAN, RUSSIA}
    with pytest.raises(ReleaseError, match="not in the lake"):
        unload_campaign(place, graph, "ira", Stages(quiet=True))
    for campaign in (IRAN, RUSSIA):
        unload_campaign(place, graph, campaign, Stages(quiet=True))
    assert graph.read("MATCH (n) RETURN count(n)").value() == 0


def test_a_word_too_long_for_a_handle_names_nobody(tmp_path: Path, graph: Graph) -> None:
    text = f"RT @{'x' * 9_000}: hello"
    row = tweet(1, is_retweet="true", retweet_tweetid=str(tweet_id(500)), user_mentions="['900']", tweet_text=text)
    load(open_workspace(tmp_path / "w"), graph, write_release(tmp_path / "a", IRAN, [row]))
    named = "MATCH (a:Account {user_id: '900'})-[:POSTED]->(t) RETURN a.screen_name, t.text"
    assert graph.read(named).rows == [[None, None]]
    assert graph.read("MATCH (t:Archived {tweet_id: $id}) RETURN t.text", {"id": tweet_id(1)}).value() == text
