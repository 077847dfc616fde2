"""The kit for Neo4j Browser: every question is in it, it is the same each time, and nothing but library and schema."""

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from explorer.kit.files import kit_files
from explorer.kit.guide import guide_html, kept
from explorer.kit.model_picture import PLACES, model_svg
from explorer.kit.saved import CSV_HEADER, csv_text, zip_bytes
from explorer.library import THEMES, questions
from ioscope import main
from schema.colours import LABELS
from schema.model import nodes, relationships
from schema.style import CAPTIONS, grass, rules

STATEMENTS = {q.with_defaults(q.statement) for q in questions().values()} | {
    q.with_defaults(q.picture.statement) for q in questions().values() if q.picture
}


class Runnable(HTMLParser):
    """The texts of a page's `pre.runnable`, and the names of all its elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.elements: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.inside = tag == "pre" and "runnable" in str(dict(attrs).get("class"))
        if self.inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  (HTMLParser names it)
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def test_every_question_and_every_picture_is_a_statement_of_the_guide() -> None:
    page = Runnable()
    page.feed(guide_html())
    assert set(page.texts) == STATEMENTS
    assert not page.elements & {"script", "iframe", "link", "style", "form"}


def test_browsers_clean_up_finds_nothing_to_take_out_of_a_statement() -> None:
    handlers = re.compile(r"(\s+(on[^\s=]+)[^\s=]*\s*=\s*(\"[^\"]*\"|'[^']*'|[\w\-.:]+\s*))", re.IGNORECASE)
    assert handlers.search("[one IN counted WHERE one.key = c.key]")
    assert not handlers.search(kept("[one IN counted WHERE one.key = c.key]"))
    assert not handlers.search(guide_html())


def test_the_style_has_the_colour_of_every_label_and_names_only_properties_of_the_schema() -> None:
    for label, node in nodes().items():
        assert rules()[f"node.{label}"]["color"] == LABELS[label]
        assert set(CAPTIONS.get(label, ())) <= {p.name for p in node.properties}
    assert grass().count("{\n") == len(rules())


def test_the_picture_of_the_model_shows_every_label_and_every_type() -> None:
    assert set(PLACES) == set(nodes())
    svg = model_svg()
    assert all(f">{name}<" in svg for name in (*nodes(), *relationships()))


def test_the_zip_has_a_folder_for_each_theme_and_a_title_in_each_file() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_bytes())) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode("utf-8") for name in names]
    assert {name.partition("/")[0] for name in names} == set(THEMES.values())
    assert len(names) == len(set(names)) == len(STATEMENTS)
    assert all(text.startswith("// ") and ";" not in text.partition("MATCH")[2] for text in texts)


def test_the_csv_names_the_folder_of_every_statement() -> None:
    header, *rows = csv.reader(io.StringIO(csv_text()))
    assert tuple(header) == CSV_HEADER
    folders = {row[3] for row in rows if row[5] == "true"}
    assert len(folders) == len(THEMES)
    statements = [row for row in rows if row[5] == "false"]
    assert len({row[3] for row in statements}) == len(STATEMENTS)
    assert {row[4] for row in statements} == folders


def test_the_kit_is_exported_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "kit"
    for _ in range(2):
        result = CliRunner().invoke(main, ["browser", "--kit", str(folder), "--json"])
        assert result.exit_code == 0
        written = [Path(name) for name in json.loads(result.stdout)["files"]]
        assert {path.name: path.read_bytes() for path in written} == kit_files()


def test_a_kit_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["browser", "--kit", str(tmp_path / "file" / "kit")])
    assert result.exit_code == 1
    assert "cannot make the folder" in result.stderr
