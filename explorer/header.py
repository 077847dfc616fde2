"""The form of a question's file, read strictly.

A file is what a person pastes into Neo4j Browser or cypher-shell and runs as it stands:

    // Top hashtags
    // question: Which hashtags did the accounts use most?
    // parameters:
    //   campaign: text, key of a release; all releases when null
    //   words: text, required, what the tweet contains
    // columns:
    //   hashtag: text, its commonest spelling
    // caveats:
    //   - Retweets count, too.
    // scan: Hashtag, Campaign: why these labels are read from end to end
    :param campaign => null;
    :param words => 'news';
    MATCH ...

The first line is the title (classic Browser shows it as the name of a saved question). A longer text goes on in the
next line, two columns further in. `parameters`, `caveats` and `scan` are left out when there is nothing to say. Each
default stands once, in its `:param` line, in the order of the header. ioscope takes those lines out and sends the
values itself. cypher-shell shows the rows of such a file; classic Neo4j Browser runs it as several statements, of which
it shows only that they succeeded: `Question.browser_text` is one statement with the defaults in its text.
"""

import re
from dataclasses import dataclass, field, replace

from explorer.failures import HeaderFailure
from explorer.parameters import TYPES, Parameter, is_of_type, literal_text, parse_literal
from explorer.picture import Picture

COLUMN_TYPES = ("text", "integer", "float", "boolean", "date", "time", "list")
"""What a column holds; `time` is a time in UTC, `list` a list of texts."""

_SECTIONS = ("question", "parameters", "columns", "caveats", "scan")
_ITEM = re.compile(r"(?P<name>[a-z][a-z0-9_]*): (?P<type>[a-z]+), (?P<required>required, )?(?P<meaning>\S.*)")
_DEFAULT = re.compile(r":param (?P<name>[a-z][a-z0-9_]*) => (?P<literal>.+);")
_SCAN = re.compile(r"(?P<labels>[A-Z][A-Za-z]*(?:, [A-Z][A-Za-z]*)*): (?P<reason>\S.*)")


@dataclass(frozen=True)
class Column:
    """One column of the answer."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Question:
    """One question of the library; `text` is the whole file, `statement` what is sent to the server."""

    name: str
    theme: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    caveats: tuple[str, ...]
    scanned_labels: tuple[str, ...]
    scan_reason: str | None
    text: str
    statement: str
    picture: Picture | None = None

    @property
    def browser_text(self) -> str:
        """The question as one statement with its defaults in the text, below its header: for Neo4j Browser."""
        header = "".join(line + "\n" for line in self.text.splitlines() if line.startswith("// "))
        return f"{header}{self.with_defaults(self.statement)}\n"

    @property
    def picture_text(self) -> str | None:
        """The picture as one statement with the defaults in its text, below its title: for Neo4j Browser."""
        if self.picture is None:
            return None
        header = f"// {self.picture.title}\n// shows: {self.picture.shows}\n"
        return f"{header}{self.with_defaults(self.picture.statement)}\n"

    def with_defaults(self, statement: str) -> str:
        """Return a statement with each parameter of the question replaced by its default, written in Cypher."""
        literals = {parameter.name: literal_text(parameter.default) for parameter in self.parameters}
        return re.sub(r"[$]([a-z][a-z0-9_]*)", lambda found: literals[found[1]], statement)


@dataclass
class _Section:
    line: int
    inline: str
    items: list[tuple[int, str]] = field(default_factory=list)


def parse(text: str, *, name: str, theme: str) -> Question:
    """Return the question that a file holds.

    Raises `HeaderFailure` naming file and line when the file breaks the form.
    """
    file = f"{theme}/{name}.cypher"
    lines = text.splitlines()
    length = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    title = lines[0].removeprefix("// ") if lines and lines[0].startswith("// ") else ""
    if not title or title != title.strip() or title.startswith("question:"):
        raise HeaderFailure(file, 1, "the first line is the title: // Top hashtags")
    sections = _sections(file, lines[:length])
    for needed in ("question", "columns"):
        if needed not in sections:
            raise HeaderFailure(file, length, f"the header has no `{needed}:`")
    parameters = [_parameter(file, *item) for item in _items(file, sections.get("parameters"))]
    with_defaults, after = _defaults(file, lines, length, parameters)
    statement = "\n".join(lines[after:]).strip()
    if not statement.removesuffix(";").strip() or ";" in statement.removesuffix(";"):
        raise HeaderFailure(file, after + 1, "after the header comes exactly one statement")
    labels, reason = _scan(file, sections.get("scan"))
    return Question(
        name=name,
        theme=theme,
        title=title,
        question=_inline(file, sections["question"]),
        parameters=with_defaults,
        columns=tuple(_column(file, *item) for item in _items(file, sections["columns"])),
        caveats=tuple(_caveat(file, *item) for item in _items(file, sections.get("caveats"))),
        scanned_labels=labels,
        scan_reason=reason,
        text=text,
        statement=statement.removesuffix(";").rstrip(),
    )


def _sections(file: str, header: list[str]) -> dict[str, _Section]:
    found: dict[str, _Section] = {}
    section: _Section | None = None
    for number, line in enumerate(header[1:], start=2):
        opened = re.fullmatch(r"// ([a-z]+):(?: (\S.*))?", line)
        if opened:
            section = _open(file, number, opened, found)
        elif section is not None and (item := re.fullmatch(r"//   (\S.*)", line)):
            if section.inline:
                section.inline += " " + item[1]  # the section's own text goes on
            else:
                section.items.append((number, item[1]))
        elif section is not None and section.items and (more := re.fullmatch(r"//     (\S.*)", line)):
            first, so_far = section.items[-1]
            section.items[-1] = (first, f"{so_far} {more[1]}")
        else:
            raise HeaderFailure(file, number, f"{line!r} is neither a section, nor an item, nor the rest of one")
    return found


def _open(file: str, number: int, opened: re.Match[str], found: dict[str, _Section]) -> _Section:
    name = opened[1]
    if name not in _SECTIONS:
        raise HeaderFailure(file, number, f"no section is called `{name}:`; there are {', '.join(_SECTIONS)}")
    if name in found or any(_SECTIONS.index(other) > _SECTIONS.index(name) for other in found):
        raise HeaderFailure(file, number, f"`{name}:` is twice or out of order: {', '.join(_SECTIONS)}")
    found[name] = _Section(number, opened[2] or "")
    return found[name]


def _items(file: str, section: _Section | None) -> list[tuple[int, str]]:
    if section is None:
        return []
    if section.inline or not section.items:
        raise HeaderFailure(file, section.line, "its items stand on the next lines, each after `//   `")
    return section.items


def _inline(file: str, section: _Section) -> str:
    if not section.inline:
        raise HeaderFailure(file, section.line, "its text stands on the same line")
    return section.inline


def _parameter(file: str, number: int, item: str) -> Parameter:
    found = _ITEM.fullmatch(item)
    if not found or found["type"] not in TYPES:
        raise HeaderFailure(file, number, f"a parameter is `name: type, [required,] meaning`; {', '.join(TYPES)}")
    return Parameter(found["name"], found["type"], bool(found["required"]), found["meaning"])


def _column(file: str, number: int, item: str) -> Column:
    found = _ITEM.fullmatch(item)
    if not found or found["type"] not in COLUMN_TYPES or found["required"]:
        raise HeaderFailure(file, number, f"a column is `name: type, meaning`; {', '.join(COLUMN_TYPES)}")
    return Column(found["name"], found["type"], found["meaning"])


def _caveat(file: str, number: int, item: str) -> str:
    if not item.startswith("- "):
        raise HeaderFailure(file, number, "a caveat begins with `- `")
    return item[2:]


def _defaults(
    file: str, lines: list[str], start: int, parameters: list[Parameter]
) -> tuple[tuple[Parameter, ...], int]:
    """Return the parameters with the defaults of the `:param` lines, and the index of the line after these."""
    found: list[Parameter] = []
    index = start
    while index < len(lines) and lines[index].startswith(":"):
        match = _DEFAULT.fullmatch(lines[index])
        if not match:
            raise HeaderFailure(file, index + 1, "a default is written `:param name => literal;`")
        if len(found) == len(parameters) or parameters[len(found)].name != match["name"]:
            raise HeaderFailure(file, index + 1, f"`{match['name']}` is not the header's next parameter")
        try:
            default = parse_literal(match["literal"])
        except ValueError as error:
            raise HeaderFailure(file, index + 1, str(error)) from None
        if not is_of_type(default, parameters[len(found)].type):
            raise HeaderFailure(file, index + 1, f"the default is not of the type {parameters[len(found)].type}")
        found.append(replace(parameters[len(found)], default=default))
        index += 1
    if len(found) < len(parameters):
        raise HeaderFailure(file, index + 1, f"`{parameters[len(found)].name}` has no `:param` line")
    return tuple(found), index


def _scan(file: str, section: _Section | None) -> tuple[tuple[str, ...], str | None]:
    if section is None:
        return (), None
    found = _SCAN.fullmatch(_inline(file, section))
    if not found:
        raise HeaderFailure(file, section.line, "a scan is `Label, Label: reason`")
    return tuple(found["labels"].split(", ")), found["reason"]
