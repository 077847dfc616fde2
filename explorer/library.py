"""The question library: one file a question under `explorer/queries/<theme>/`."""

import difflib
from functools import cache
from importlib import resources

from explorer.failures import UnknownQuestion
from explorer.header import Question, parse

THEMES: dict[str, str] = {
    # folder: what its questions are about, in the order in which they are listed
    "size": "Size and time",
    "people": "People",
    "method": "Method",
    "message": "Message",
    "amplification": "Amplification",
    "coordination": "Coordination",
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
        files = (file for file in (root / theme).iterdir() if file.name.endswith(".cypher"))
        for file in sorted(files, key=lambda file: file.name):
            name = file.name.removesuffix(".cypher")
            found[name] = parse(file.read_text(encoding="utf-8"), name=name, theme=theme)
    return found


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
