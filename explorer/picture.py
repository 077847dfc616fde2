"""The picture of a question: the same answer as nodes and relationships, for Neo4j Browser to draw.

It stands beside the question's file as `<name>.map.cypher`:

    // Most amplified outside accounts, drawn
    // shows: the outside accounts, and of each those that retweeted it most
    MATCH ... RETURN ...

Its parameters are some of the question's, with the same defaults, so neither header nor `:param` lines repeat them.
"""

import re
from dataclasses import dataclass

from explorer.failures import HeaderFailure

ENDING = ".map.cypher"


@dataclass(frozen=True)
class Picture:
    """A statement that returns nodes, relationships or paths, few enough to be drawn."""

    title: str
    shows: str
    statement: str


def parse_picture(text: str, *, name: str, theme: str, parameters: frozenset[str]) -> Picture:
    """Return the picture that a file holds; `parameters` are those of its question.

    Raises `HeaderFailure` naming file and line when the file breaks the form.
    """
    file = f"{theme}/{name}{ENDING}"
    title, _, rest = text.partition("\n")
    shows, _, statement = rest.partition("\n")
    if not re.fullmatch(r"// \S.*", title) or not re.fullmatch(r"// shows: \S.*", shows):
        raise HeaderFailure(file, 1, "it begins with `// title` and `// shows: what is drawn`")
    statement = statement.strip()
    if not statement or statement.startswith("//") or ";" in statement:
        raise HeaderFailure(file, 3, "after the header comes exactly one statement, without `;`")
    unknown = set(re.findall(r"[$]([a-z][a-z0-9_]*)", statement)) - parameters
    if unknown:
        raise HeaderFailure(file, 3, f"the question has no parameter {', '.join(sorted(unknown))}")
    return Picture(title.removeprefix("// "), shows.removeprefix("// shows: "), statement)
