"""The question library: one file a question under `explorer/queries/<theme>/`."""

import difflib
from dataclasses import replace
from functools import cache
from importlib import resources

from explorer.failures import UnknownQuestion
from explorer.header import Question, parse
from explorer.picture import ENDING, parse_picture

THEMES: dict[str, str] = {
    # folder: what its questions are about, in the order in which they are listed
    "size": "Size and time",
    "people": "People",
    "method": "Method",
    "message": "Message",
    "amplification": "Amplification",
    "coordination": "Coordination",
    "media": "Pictures and clips",
    "across": "Across campaigns",
    "one_thing": "One thing",
}


@cache
def questions() -> dict[str, Question]:
    """Return every question by name, by theme and then by name.

    Raises `HeaderFailure` when a file breaks the form of `explorer.header`.
    """
    found: dict[str, Question] = {}
    root = resources.files("explorer") / "queries"
    for theme in THEMES:
        texts = {file.name: file.read_text(encoding="utf-8") for file in (root / theme).iterdir()}
        for file, text in sorted(texts.items()):
            if file.endswith(".cypher") and not file.endswith(ENDING):
                name = file.removesuffix(".cypher")
                found[name] = _with_picture(parse(text, name=name, theme=theme), texts.get(name + ENDING))
    return found


def _with_picture(question: Question, text: str | None) -> Question:
    if text is None:
        return question
    parameters = frozenset(parameter.name for parameter in question.parameters)
    picture = parse_picture(text, name=question.name, theme=question.theme, parameters=parameters)
    return replace(question, picture=picture)


def question_named(name: str) -> Question:
    """Return one question.

    Raises `UnknownQuestion` with the nearest names as hint.
    """
    known = questions()
    if name in known:
        return known[name]
    nearest = difflib.get_close_matches(name.lower().replace("_", "-")[:100], known, n=3, cutoff=0.5)
    meant = f"did you mean {', '.join(nearest)}? " if nearest else ""
    raise UnknownQuestion(f"there is no question {name[:60]!r}", hint=f"{meant}All of them: ioscope queries")
