"""The words of reports and maps: what the archive cannot show is not said, in no template and no label."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.library import questions
from explorer.report import wording

ROOT = Path(__file__).resolve().parents[3]

FORBIDDEN = re.compile(
    r"\b(bots?|trolls?|fakes?|controlled by|sock ?puppets?|puppets?|by chance|inauthentic|propagand\w*|cyborgs?)\b",
    re.IGNORECASE,
)
"""Words for who sits behind an account and why it posts, and chance without its null (design section 8)."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module but its docstrings, f-strings put together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


SOURCES = sorted(
    [
        *(ROOT / "explorer").rglob("*.py"),
        *(ROOT / "analysis").glob("match*.py"),
        *(ROOT / "analysis").glob("*commands.py"),
    ]
)
TEMPLATES = sorted(path for path in (ROOT / "explorer").rglob("template/**/*") if path.suffix in {".html", ".js"})


def test_no_label_says_what_the_archive_cannot_show() -> None:
    assert len(SOURCES) > 60
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:80]}"
        for path in SOURCES
        for line, text in literals(path)
        if FORBIDDEN.search(text)
    ]
    assert found == []


def test_no_template_says_it() -> None:
    assert len(TEMPLATES) > 10
    found = [str(path) for path in TEMPLATES if FORBIDDEN.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_no_question_says_it() -> None:
    said = {
        name: " ".join((q.title, q.question, *q.caveats, *(c.meaning for c in q.columns)))
        for name, q in questions().items()
    }
    assert [name for name, text in said.items() if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("text", ["They are bots", "a troll farm", "fake accounts", "controlled by", "not by chance"])
def test_the_rule_finds_such_words(text: str) -> None:
    assert FORBIDDEN.search(text)


def test_shares_never_round_to_none_or_all() -> None:
    assert wording.share(1, 1000) == "under 1 %"
    assert wording.share(999, 1000) == "over 99 %"
    assert wording.share(0, 5) == "0 %"
    assert wording.share(5, 5) == "100 %"
    assert wording.share(3, 0) == "0 %"
    assert wording.share(684, 926) == "74 %"
    assert wording.counted(1, "reply", "replies") == "1 reply"
    assert wording.counted(1200, "tweet") == "1,200 tweets"
    assert wording.day_name("2020-03-02T05:00:00Z") == "2 March 2020"
    assert wording.month_name("2020-10") == "October 2020"
    assert wording.month_name("month unknown") == "month unknown"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
