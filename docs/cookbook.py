"""The cookbook: every question of the library, what it takes and returns, and rows of a synthetic archive."""

from docs.examples import digest, examples
from explorer.header import Question
from explorer.library import THEMES, questions


def cookbook() -> str:
    """Return `docs/cookbook.md`.

    Raises SystemExit (1) naming the questions whose example rows are of another statement.
    """
    found, every = examples(), questions()
    stale = [name for name, question in every.items() if found.get(name, {}).get("digest") != digest(question)]
    if stale:
        raise ValueError(
            f"examples.json is not of these questions: {', '.join(stale)}\nhint: python -m docs.examples DIR"
        )
    parts = [
        "# Cookbook of questions",
        "",
        "This page is generated from the question library: `make generated` writes it, `make check` compares it. The",
        "rows are those of a **synthetic archive** (`ioscope demo`): every account, text and link is made up.",
        "",
        "Each question is `ioscope query NAME -p parameter=value`, one click in the guide of Neo4j Browser",
        "(`ioscope browser`), and `ioscope queries NAME --cypher` as text. Those with a picture have",
        "`ioscope queries NAME --picture`, which Browser draws. Who knows no Cypher:",
        "[reading the graph](reading-the-graph.md).",
        "",
    ]
    for theme, title in THEMES.items():
        links = [f"[{q.title}](#{q.name})" for q in every.values() if q.theme == theme]
        parts += [f"- **{title}**: {', '.join(links)}"]
    for theme, title in THEMES.items():
        parts += ["", f"## {title}"]
        for question in every.values():
            if question.theme == theme:
                parts += _section(question, found[question.name]["rows"], found[question.name]["count"])
    return "\n".join(parts) + "\n"


def _section(question: Question, rows: list[list[str]], count: int) -> list[str]:
    parts = ["", f"### {question.name}", "", f"**{question.title}.** {question.question}", ""]
    parts += [f"- `-p {parameter.line}`" for parameter in question.parameters]
    if question.picture:
        parts.append(f"- drawn in Browser: {question.picture.shows}")
    if question.caveats:
        parts += ["", *(f"> {caveat}  " for caveat in question.caveats)]
    parts.append("")
    if not rows:
        return [*parts, "No rows in the synthetic archive."]
    names = [column.name for column in question.columns]
    parts += [_row(names), _row(["---"] * len(names)), *(_row([_cell(text) for text in row]) for row in rows)]
    return [*parts, "", f"{len(rows)} of {count} rows."] if count > len(rows) else parts


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    for character in "\\|`*_[]<>#~":
        text = text.replace(character, f"&#{ord(character)};")
    return text
