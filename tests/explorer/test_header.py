"""A question's file is read strictly: what is malformed is named with file and line."""

import datetime as dt
import re

import pytest

from explorer.failures import HeaderFailure
from explorer.header import parse
from explorer.picture import parse_picture

GOOD = """\
// Top hashtags
// question: Which hashtags
//   did they use?
// parameters:
//   campaign: text, key of a release;
//     all when null
//   words: text, required, what to find
//   kinds: list, kinds
//   since: date, first day
//   strict: boolean, whether
//   limit: integer, rows
// columns:
//   hashtag: text, its spelling
//   tweets: integer, how many
// caveats:
//   - Retweets count.
//   - Another
//     caveat.
// scan: Hashtag, Tweet: every one is
//   counted
:param campaign => null;
:param words => 'news';
:param kinds => ['site', 'platform'];
:param since => date('2019-01-31');
:param strict => false;
:param limit => 20;
MATCH (h:Hashtag)
// a remark
RETURN h.tag AS hashtag, 1 AS tweets
ORDER BY hashtag;
"""


def test_a_good_file_becomes_values() -> None:
    question = parse(GOOD, name="top-hashtags", theme="message")
    assert (question.title, question.question) == ("Top hashtags", "Which hashtags did they use?")
    assert [(p.name, p.type, p.required, p.default) for p in question.parameters] == [
        ("campaign", "text", False, None),
        ("words", "text", True, "news"),
        ("kinds", "list", False, ["site", "platform"]),
        ("since", "date", False, dt.date(2019, 1, 31)),
        ("strict", "boolean", False, False),
        ("limit", "integer", False, 20),
    ]
    assert question.parameters[0].meaning == "key of a release; all when null"
    assert [(c.name, c.type, c.meaning) for c in question.columns] == [
        ("hashtag", "text", "its spelling"),
        ("tweets", "integer", "how many"),
    ]
    assert question.caveats == ("Retweets count.", "Another caveat.")
    assert (question.scanned_labels, question.scan_reason) == (("Hashtag", "Tweet"), "every one is counted")
    assert question.statement.startswith("MATCH (h:Hashtag)\n// a remark")
    assert question.statement.endswith("ORDER BY hashtag")
    assert question.text == GOOD


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("// Top hashtags\n", "", 1),
        ("// Top hashtags", "//", 1),
        ("// Top hashtags", "MATCH (n)", 1),
        ("// question: Which hashtags", "// question:", 2),
        ("// question: Which hashtags\n//   did they use?\n", "", 18),
        ("// columns:", "// colums:", 12),
        ("// caveats:", "// parameters:", 15),
        ("//   words: text, required,", "//   words: text required", 7),
        ("//   words: text, required,", "//   Words: text, required,", 7),
        ("//   kinds: list,", "//   kinds: sequence,", 8),
        ("//   hashtag: text,", "//   hashtag: string,", 13),
        ("//   hashtag: text,", "//   hashtag: text, required,", 13),
        ("//   - Retweets", "//   Retweets", 16),
        ("//     caveat.", "// caveat.", 18),
        ("// scan: Hashtag, Tweet:", "// scan: hashtags are few,", 19),
        (":param campaign => null;", ":param campaign => null", 21),
        (":param campaign => null;\n", "", 21),
        (":param words => 'news';", ":param words => 20;", 22),
        (":param words => 'news';", ":param words => 'it\\'s';", 22),
        (":param since => date('2019-01-31');", ":param since => date('2019-02-31');", 24),
        (":param strict => false;", ":param strict => 0;", 25),
        (":param limit => 20;\n", "", 26),
        (":param limit => 20;", ":param limit => 20;\n:param more => 1;", 27),
        ("ORDER BY hashtag;", "ORDER BY hashtag; MATCH (n) DETACH DELETE n", 27),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(before: str, after: str, line: int) -> None:
    assert before in GOOD
    with pytest.raises(HeaderFailure) as caught:
        parse(GOOD.replace(before, after, 1), name="top-hashtags", theme="message")
    assert caught.value.what.startswith(f"message/top-hashtags.cypher, line {line}: ")
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("text", ["", "\n", "// Title", "// Title\n// question: What?\n// columns:\n//   a: text, b\n"])
def test_a_file_without_a_statement_is_refused(text: str) -> None:
    with pytest.raises(HeaderFailure):
        parse(text, name="empty", theme="size")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MATCH (a:Account) RETURN a", "it begins with"),
        ("// Drawn\n// shows: accounts\n", "exactly one statement"),
        ("// Drawn\n// shows: accounts\nMATCH (a:Account) RETURN a; RETURN 1", "without `;`"),
        ("// Drawn\n// shows: accounts\nMATCH (a:Account) RETURN a LIMIT $most", "no parameter most"),
    ],
)
def test_a_picture_that_breaks_the_form_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(HeaderFailure, match=re.escape(said)) as caught:
        parse_picture(text, name="top", theme="message", parameters=frozenset({"limit"}))
    assert "message/top.map.cypher" in str(caught.value)
