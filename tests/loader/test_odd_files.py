"""Odd files: each oddity of real archives has its declared outcome, whatever is written the books close."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from database.graph import Graph
from lake.engine import open_engine
from lake.manifest import Manifest, digests, read_manifests
from lake.workspace import Workspace, open_workspace
from loader import reading
from loader import records as csv_records
from loader.archive import find_releases
from loader.header import TWEET_COLUMNS
from loader.loading import Choices, Loaded, load_into_graph
from loader.publication import publish_release, stage_tables
from loader.rows import lake_graph
from loader.tables.graph import GraphTables
from schema.model import nodes
from terminal import Failure, Stages
from tests.loader.archives import csv_text, tweet, write_zip
from tests.loader.odd_files import CASES, THEMES
from tests.loader.odd_files.cases import Books, Case

QUIET = Stages(quiet=True)
LOADABLE = [case for case in CASES.values() if case.failure is None]


@dataclass(frozen=True)
class Desk:
    """A workspace, its engine, and the folder with every case's files."""

    files: Path
    place: Workspace
    engine: Backend

    def publish(self, case: Case) -> Manifest:
        """Put one case's files into the lake."""
        [release] = find_releases([self.files / case.campaign], case.campaign).releases.values()
        return publish_release(self.place, self.engine, release, QUIET).manifest

    def staged(self, manifest: Manifest, table: str) -> list[dict[str, Any]]:
        """Return a staged table's rows in the order of files and rows."""
        files = [str(path) for path in manifest.table_files(self.place, table)]
        if not files:
            return []
        rows = self.engine.read_parquet(files)
        order = [name for name in ("file", "row") if name in rows.columns]
        return list(self.engine.to_pyarrow(rows.order_by(order) if order else rows).to_pylist())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    for case in CASES.values():
        for name, content in case.files.items():
            path = folder / case.campaign / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def desk(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = open_workspace(tmp_path_factory.mktemp("first") / "workspace")
    with open_engine(place) as engine:
        engine.con.execute("SET threads = 1")  # a dozen rows: more threads only take each other's time
        yield Desk(files, place, engine)


@pytest.fixture(scope="module")
def second(files: Path, desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same files read again, into another workspace, in less memory."""
    place = open_workspace(tmp_path_factory.mktemp("second") / "workspace")
    with open_engine(place, memory=1 << 30) as engine:
        engine.con.execute("SET threads = 1")
        again = Desk(files, place, engine)
        for case in LOADABLE:
            again.publish(case)
        yield again


def sums(manifest: Manifest) -> Books:
    its = manifest.sources
    return Books(
        sum(s.read for s in its),
        sum(s.loaded for s in its),
        sum(s.duplicate for s in its),
        sum(s.rejected for s in its),
    )


def chosen(rows: list[dict[str, Any]], expected: Any) -> list[dict[str, Any]]:
    """Return rows with only the columns that a case declares."""
    return [{name: row[name] for name in like} for row, like in zip(rows, expected, strict=True)]


def found_in(engine: Backend, tables: GraphTables, name: str) -> list[Any]:
    """Return the keys of a label's nodes or (start, end) of a type's relationships."""
    if name in tables.nodes:
        return list(engine.execute(tables.nodes[name][nodes()[name].key.name]).tolist())
    return list(engine.execute(tables.relationships[name].select("start", "end")).itertuples(index=False, name=None))


@pytest.mark.parametrize("name", CASES)
def test_an_odd_file_has_its_declared_outcome(name: str, desk: Desk) -> None:
    case = CASES[name]
    if case.failure is not None:
        with pytest.raises(Failure, match=case.failure) as caught:
            desk.publish(case)
        assert caught.value.hint
        assert case.campaign not in read_manifests(desk.place)
        return
    manifest = desk.publish(case)
    rejects = desk.staged(manifest, "rejects")
    assert sums(manifest) == case.books
    assert all(s.read == s.loaded + s.duplicate + s.rejected for s in manifest.sources)
    assert Counter((r["field"], r["reason"]) for r in rejects) == Counter(case.rejects)
    assert sum(s.cells_rejected + s.rejected for s in manifest.sources) == len(rejects)
    assert all(r["value"] for r in rejects)
    if case.tweets is not None:
        assert chosen(desk.staged(manifest, "tweets"), case.tweets) == list(case.tweets)
    if case.accounts is not None:
        assert chosen(desk.staged(manifest, "accounts"), case.accounts) == list(case.accounts)
    for table, column, expected in (("spellings", "tag", case.tags), ("addresses", "domain", case.domains)):
        if expected is not None:
            assert {row[column] for row in desk.staged(manifest, table) if row[column] is not None} == expected
    if case.graph:
        tables = lake_graph(desk.place, desk.engine, [manifest], "odd")
        for kind, expected in case.graph.items():
            found = found_in(desk.engine, tables, kind)
            assert len(found) == len(set(found)), kind
            assert set(found) == expected, kind
    assert list(desk.place.scratch.glob("*.csv")) == []


def test_the_corpus_is_large_and_its_names_are_its_own() -> None:
    total = sum(len(cases) for cases in THEMES.values())
    print(f"odd-file corpus: {total} cases ({', '.join(f'{len(c)} {theme}' for theme, c in THEMES.items())})")
    assert total == len(CASES) == len({case.campaign for case in CASES.values()})
    assert total >= 60


@pytest.mark.parametrize("named", [".hidden", "deep/.."])
def test_a_hidden_folder_is_searched_when_it_is_named_and_not_when_it_is_met(named: str, tmp_path: Path) -> None:
    folder = tmp_path / named
    for place in (".hidden", "deep"):
        write_zip(tmp_path / place, "tweets.zip", csv_text([tweet(1)]), "a.csv")
    sources = find_releases([folder], "ira").releases["ira"].sources
    assert [source.name for source in sources] == ["tweets.zip/a.csv"]


@pytest.mark.slow
def test_a_second_reading_gives_the_same_books(desk: Desk, second: Desk) -> None:
    known = read_manifests(desk.place)
    first = {case.campaign: known.get(case.campaign) or desk.publish(case) for case in LOADABLE}
    assert digests(read_manifests(second.place).values()) == digests(first.values())


@pytest.mark.slow
def test_all_odd_files_together_become_one_graph(second: Desk, graph: Graph) -> None:
    load_into_graph(second.place, graph, Loaded(), Choices(mode="online"), QUIET)
    graph.read("CALL db.awaitIndexes(60)")
    tables = lake_graph(second.place, second.engine, list(read_manifests(second.place).values()), "all")
    for label in tables.nodes:
        key = nodes()[label].key.name
        here = graph.read(f"MATCH (n:{label}) RETURN n.{key}").rows
        assert Counter(value for (value,) in here) == Counter(found_in(second.engine, tables, label)), label
    for kind in tables.relationships:
        [(count,)] = graph.read(f"MATCH ()-[r:{kind}]->() RETURN count(r)").rows
        assert count == len(found_in(second.engine, tables, kind)), kind
    texts = second.engine.execute(tables.nodes["Tweet"].select("tweet_id", "text")).itertuples(index=False, name=None)
    in_graph = dict(graph.read("MATCH (t:Tweet) RETURN t.tweet_id, t.text").rows)
    assert in_graph == {key: text or None for key, text in texts}
    failed = graph.read("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name").rows
    assert list(failed) == []


BYTES = st.characters(codec="utf-8") | st.sampled_from(
    '"""\',;\n\r\t \0\\[]|@#:/\ufeff\x85\u2028\udc80\udcff\udced\udca0\udc80'
)
CELLS = st.dictionaries(st.sampled_from(TWEET_COLUMNS), st.text(BYTES, max_size=10), max_size=4)
EVERY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EVERY
@given(rows=st.lists(CELLS, max_size=5))
def test_any_bytes_in_any_cells_give_each_row_once(rows: list[dict[str, str]], desk: Desk) -> None:
    content = csv_text([tweet(number, **cells) for number, cells in enumerate(rows)])
    plain = desk.place.scratch / "any.csv"
    plain.write_bytes(content.encode("utf-8", "surrogateescape"))
    header = csv_records.read_header(plain, "any.csv")
    assert reading.read_raw(desk.engine, plain, header) == len(rows)
    stage_tables(desk.engine, header.kind)
    loaded = desk.engine.con.execute("SELECT row FROM tweets").fetchall()
    refused = desk.engine.con.execute("SELECT row FROM rejects WHERE scope = 'row'").fetchall()
    assert Counter(loaded + refused) == Counter((number,) for number in range(1, len(rows) + 1))
    plain.unlink()


HEADERS = st.sampled_from(
    ('"userid","user_display_name"', "userid,user_display_name", '"userid", "user_display_name"', "userid", '"userid"')
)
PIECES = st.lists(
    st.sampled_from(
        ['"', '""', ",", '","', "\n", "\r", "\r\n", " ", "a", "\u0e01", "\0", "\t", "\\", "\ufeff", "\udcff"]
    ),
    max_size=30,
).map("".join)


@EVERY
@example(header='"userid","user_display_name"', end="\n", body='""\r"')
@example(header='"userid","user_display_name"', end="\n", body='""\r\r\n')
@example(header='"userid","user_display_name"', end="\n", body="\r\n\udcff")
@given(header=HEADERS, end=st.sampled_from(("\n", "\r\n", "\r")), body=PIECES)
def test_both_readers_agree_on_every_file_that_the_fast_one_takes(header: str, end: str, body: str, desk: Desk) -> None:
    content = f"{header}{end}{body}".encode("utf-8", "surrogateescape")
    # Twitter's own header over rows that people wrote by hand: the one mixture that is read more kindly at speed.
    assume(header != HEADER_OF_TWITTER or not reading.BLANKS_AT_QUOTE.search(content))
    plain = desk.place.scratch / "any.csv"
    plain.write_bytes(content)
    found = csv_records.read_header(plain, "any.csv")
    if reading._read_fast(desk.engine, plain, found):
        fast = rows_of(desk.engine)
        reading._read_tolerantly(desk.engine, plain, found)
        assert rows_of(desk.engine) == fast
    plain.unlink()


CELL = st.sampled_from((b"7", b"a\nb", b'c,""d""', b"", "\u0e01".encode()))
ODD_ROW = st.sampled_from((b'"short"\n', b'"one","two","three"\n', b'"","\n",""\n', b'"bad","\xff"\n'))


@EVERY
@given(rows=st.lists(ODD_ROW | CELL, max_size=20))
def test_a_few_odd_rows_are_refused_one_by_one_without_reading_the_file_twice(rows: list[bytes], desk: Desk) -> None:
    plain = desk.place.scratch / "any.csv"
    body = (row if row.endswith(b"\n") else b'"%d","%s"\n' % (number, row) for number, row in enumerate(rows))
    plain.write_bytes(HEADER_OF_TWITTER.encode() + b"\n" + b"".join(body))
    found = csv_records.read_header(plain, "any.csv")
    assert reading._read_fast(desk.engine, plain, found)
    fast = rows_of(desk.engine)
    assert len(fast[1]) == sum(row.endswith(b"\n") for row in rows)
    reading._read_tolerantly(desk.engine, plain, found)
    assert rows_of(desk.engine) == fast
    plain.unlink()


HEADER_OF_TWITTER = '"userid","user_display_name"'


def rows_of(engine: Backend) -> list[list[tuple[Any, ...]]]:
    return [engine.con.execute(f"SELECT * FROM {table} ORDER BY row").fetchall() for table in ("raw", "raw_rejects")]
